// The cases: an instruction, or a few that belong together, and the CPU's reference of it, which is written from the
// manual and knows nothing of our compiler and simulator.
//
//   cases.add("add.u32 %d, %a, %b;", [](uint32_t a, uint32_t b) { return a + b; });
//
// Outputs are %d, %e, %f, %g, inputs %a, %b, %c, %x, %y, %z, each a register of the width that the reference's type has
// (operand_types.h).  More registers: %t0 to %t3 (32 bits), %u0 to %u3 (64 bits), %p0 to %p3 (predicates).
// Which form of the table a case tests is found out by parsing it, so a case cannot claim another.
#pragma once
#include "test/ptx/reference/inputs.h"
#include "test/ptx/reference/operand_types.h"
#include <cstring>
#include <deque>
#include <functional>
#include <numeric>
#include <span>
#include <string>
#include <vector>

namespace ox::test::reference {

// Arrays, one for each operand, of elements as wide as its type.
using Columns = std::span<const std::byte* const>;

struct Case {
  std::string text;
  std::vector<OperandType> outputs;
  std::vector<Domain> inputs;
  // What the outputs of one element have to be.
  std::function<void(Columns in, size_t element, Wanted* out)> reference;
  // The first element from `first` on of which an output is wrong; `count` if none is.  The loop over elements is here
  // because inputs are billions in the long run.
  std::function<size_t(Columns in, Columns got, size_t first, size_t count)> find_wrong;
  bool is_sampled = false; // no exhaustive inputs in the long run, and no variants (variants.h)

  // The input takes these values, as bits, only.
  Case& only(size_t input, std::vector<uint64_t> values) {
    const unsigned bits = inputs[input].type.bits;
    for (uint64_t& value : values)
      value &= bits < 64 ? (uint64_t{1} << bits) - 1 : ~uint64_t{0};
    inputs[input].values = std::move(values);
    return *this;
  }
  // A floating-point input that lies between these.
  Case& between(size_t input, double low, double high) {
    inputs[input].interval = Interval{low, high};
    return *this;
  }
  // Never exhaustive, not even in the long run, and neither unoptimised nor with constants: for the many cases of a
  // form of which one is.
  Case& sampled() {
    is_sampled = true;
    return *this;
  }
};

class Cases {
public:
  template <typename F> Case& add(std::string text, F reference);
  std::deque<Case>& all() { return cases_; }
  const std::deque<Case>& all() const { return cases_; }

private:
  std::deque<Case> cases_;
};

// Whether an output is right: any NaN for a NaN, anything between two bounds.
bool matches(uint64_t got, const Wanted& wanted, const OperandType& type);

template <typename T> uint64_t load_bits(const std::byte* column, size_t element) {
  constexpr size_t bytes = operand_type<T>().bits / 8;
  uint64_t bits = 0;
  std::memcpy(&bits, column + element * bytes, bytes);
  return bits;
}
template <typename T> bool is_right(const T& value, const std::byte* column, size_t element) {
  const uint64_t got = load_bits<T>(column, element);
  const Wanted here = wanted(value);
  return here.is_open || (got == here.low && got == here.high) || matches(got, here, operand_type<T>());
}

// The results of a reference as a tuple, of one result too.
template <typename T> struct AsTuple {
  using Type = std::tuple<T>;
};
template <typename... T> struct AsTuple<std::tuple<T...>> {
  using Type = std::tuple<T...>;
};

template <typename F> Case& Cases::add(std::string text, F reference) {
  using Results = typename AsTuple<typename Signature<F>::Result>::Type;
  using Arguments = typename Signature<F>::Arguments;
  constexpr auto inputs = std::make_index_sequence<std::tuple_size_v<Arguments>>();
  constexpr auto outputs = std::make_index_sequence<std::tuple_size_v<Results>>();
  Case& made = cases_.emplace_back();
  made.text = std::move(text);
  [&]<size_t... I>(std::index_sequence<I...>) {
    (made.inputs.push_back({operand_type<std::tuple_element_t<I, Arguments>>(), {}, {}}), ...);
  }(inputs);
  [&]<size_t... I>(std::index_sequence<I...>) {
    (made.outputs.push_back(operand_type<std::tuple_element_t<I, Results>>()), ...);
  }(outputs);
  auto results = [reference, inputs](Columns in, size_t n) {
    return [&]<size_t... I>(std::index_sequence<I...>) {
      return Results(reference(
          from_bits<std::tuple_element_t<I, Arguments>>(load_bits<std::tuple_element_t<I, Arguments>>(in[I], n))...));
    }(inputs);
  };
  made.reference = [results](Columns in, size_t n, Wanted* out) {
    std::apply([&](const auto&... value) { ((*out++ = wanted(value)), ...); }, results(in, n));
  };
  made.find_wrong = [results, outputs](Columns in, Columns got, size_t first, size_t count) {
    auto all_right = [&]<size_t... I>(const Results& values, size_t n, std::index_sequence<I...>) {
      return (is_right(std::get<I>(values), got[I], n) && ...);
    };
    while (first < count && all_right(results(in, first), first, outputs))
      ++first;
    return first;
  };
  return made;
}

// For each of some types: for_types<uint32_t, int32_t>([&]<typename T> { ... });
template <typename... T, typename F> void for_types(F&& body) { (body.template operator()<T>(), ...); }

// "add.u32" of "add" and uint32_t; and "popc.b32".
template <typename T> std::string named(std::string_view mnemonic) {
  return std::string(mnemonic) + "." + std::string(ptx_name<T>());
}
template <typename T> std::string untyped(std::string_view mnemonic) {
  return std::string(mnemonic) + ".b" + std::to_string(8 * sizeof(T));
}

// 0, 1, ..., last
inline std::vector<uint64_t> up_to(uint64_t last) {
  std::vector<uint64_t> values(last + 1);
  std::iota(values.begin(), values.end(), 0);
  return values;
}

} // namespace ox::test::reference
