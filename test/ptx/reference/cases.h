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
#include <deque>
#include <functional>
#include <numeric>
#include <string>
#include <vector>

namespace ox::test::reference {

struct Case {
  std::string text;
  std::vector<OperandType> outputs;
  std::vector<Domain> inputs;
  std::function<void(const uint64_t* in, Wanted* out)> reference;
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

template <typename T> inline constexpr bool kIsTuple = false;
template <typename... T> inline constexpr bool kIsTuple<std::tuple<T...>> = true;

template <typename F> Case& Cases::add(std::string text, F reference) {
  using Result = typename Signature<F>::Result;
  using Arguments = typename Signature<F>::Arguments;
  constexpr size_t count = std::tuple_size_v<Arguments>;
  Case& made = cases_.emplace_back();
  made.text = std::move(text);
  auto call = [reference]<size_t... I>(const uint64_t* in, std::index_sequence<I...>) {
    return reference(from_bits<std::tuple_element_t<I, Arguments>>(in[I])...);
  };
  [&]<size_t... I>(std::index_sequence<I...>) {
    (made.inputs.push_back({operand_type<std::tuple_element_t<I, Arguments>>(), {}, {}}), ...);
  }(std::make_index_sequence<count>());
  if constexpr (kIsTuple<Result>) {
    [&]<typename... T>(std::tuple<T...>*) {
      (made.outputs.push_back(operand_type<T>()), ...);
    }(static_cast<Result*>(nullptr));
    made.reference = [call](const uint64_t* in, Wanted* out) {
      std::apply([&](const auto&... value) { ((*out++ = wanted(value)), ...); },
                 call(in, std::make_index_sequence<count>()));
    };
  } else {
    made.outputs.push_back(operand_type<Result>());
    made.reference = [call](const uint64_t* in, Wanted* out) {
      *out = wanted(call(in, std::make_index_sequence<count>()));
    };
  }
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
