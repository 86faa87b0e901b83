// Rows of libdevice/api on the simulator, each judged by its reference: for a row through libdevice(x) the one of row x
// (math_references.h, exact_references.h, ...), for a row of the headers api_reference::name.
//
//   value(arguments...)   the one right result and outputs, bit by bit (any NaN of a float equals any)
//   real(...)             within the bound of row x
//   neither               functions with outputs whose parts libdevice_test judges: what the same source gives on the
//   host
//
// Where all combinations of a row's arguments are few, all are tried, else samples.  api_module.inc makes the rows.
#pragma once
#include "device_rows.h"
#include "output_references.h"
#include "register_rows.h"
#include "video_references.h"

namespace ox::api_rows {

using device_rows::Entry;
using device_rows::Evaluation;
using device_rows::Parameter;
using device_rows::register_rows;
using device_rows::Word;
using libdevice_test::Bound;
using libdevice_test::Generator;
using libdevice_test::Interval;
using libdevice_test::long_run;

// The bounds of functions.def, for rows whose own is `same`.
namespace libdevice_bounds {
using libdevice_test::by_argument;
using libdevice_test::exact;
using libdevice_test::ulps;
#define OX_LIBDEVICE(name, result, parameters, source, cuda, bound) inline constexpr Bound name = bound;
#include "libdevice/functions.def"
} // namespace libdevice_bounds

// How many values a type has; 0 stands for many.
template <typename T> constexpr uint64_t kValues = sizeof(T) <= 2 ? uint64_t{1} << (8 * sizeof(T)) : 0;
template <> inline constexpr uint64_t kValues<bool> = 2;
template <typename P> constexpr uint64_t values_of_parameter() {
  using T = typename Parameter<P>::Input;
  if constexpr (std::is_void_v<T>)
    return 1;
  else
    return Parameter<P>::kInputs == 1 ? kValues<T> : 0;
}
constexpr uint64_t kMostCombinations = uint64_t{1} << 20;
template <typename... P> constexpr uint64_t combinations() {
  constexpr bool is_countable = (true && ... && (values_of_parameter<P>() > 0));
  constexpr uint64_t product = (uint64_t{1} * ... * values_of_parameter<P>());
  return is_countable && sizeof...(P) <= 3 && product <= kMostCombinations ? product : 0;
}

// The n-th value of a type that has few.
template <typename T> T nth_value(uint64_t n) {
  if constexpr (std::is_enum_v<T> || std::is_same_v<T, bool>) {
    return static_cast<T>(n);
  } else {
    T value;
    std::memcpy(static_cast<void*>(&value), &n, sizeof value);
    return value;
  }
}

// Arguments beside those that random_value makes; a module may have more for a type.
template <typename T> struct MoreValues {
  static std::vector<T> make() { return {}; }
};

// An argument: with a row's interval, if it has one, for all elements of a vector.
template <typename T> T draw(Generator& generator, const Interval* interval) {
  if constexpr (kValues<T> && (std::is_enum_v<T> || std::is_same_v<T, bool>)) {
    return nth_value<T>(generator() % kValues<T>);
  } else if constexpr (std::is_arithmetic_v<T>) {
    if (device_rows::measures_cost())
      return libdevice_test::usual_value<T>(generator, interval);
    static const std::vector<T> more = MoreValues<T>::make();
    if (!more.empty() && generator() % 3 == 0)
      return more[generator() % more.size()];
    if constexpr (std::is_floating_point_v<T>) {
      static const std::vector<T> specials = libdevice_test::special_values<T>();
      if (generator() % 4 == 0)
        return specials[generator() % specials.size()];
    }
    return libdevice_test::random_value<T>(generator, interval);
  } else if constexpr (requires(T v) { v.w; }) {
    using E = decltype(T::x);
    return T{draw<E>(generator, interval), draw<E>(generator, interval), draw<E>(generator, interval),
             draw<E>(generator, interval)};
  } else if constexpr (std::is_aggregate_v<T> && requires(T v) { v.y; }) {
    using E = decltype(T::x);
    return T{draw<E>(generator, interval), draw<E>(generator, interval)};
  } else {
    static_assert(sizeof(T) <= sizeof(uint64_t));
    return nth_value<T>(generator());
  }
}

template <typename Row, typename... P> bool accepts(const Word* in) {
  if constexpr (requires(P... p) { Row::Reference::accepts(p...); })
    return std::apply([](P... p) { return Row::Reference::accepts(p...); }, device_rows::arguments_of<P...>(in));
  else
    return true;
}

// The input words of `count` calls.
template <typename Row, typename R, typename... P> std::vector<Word> make_inputs(R (*)(P...), size_t count, bool all) {
  std::vector<Word> in;
  Generator generator(0x0cdefe14u);
  for (size_t i = 0; i < count; ++i) {
    size_t position = 0;
    uint64_t rest = i;
    auto make = [&]<typename T>() -> T {
      if constexpr (std::is_integral_v<T> && (false || ... || device_rows::kIsArray<P>))
        return static_cast<T>(generator() % (device_rows::kArrayLength + 1)); // the array's length, or a text
      if (all) {
        const uint64_t n = rest % std::max<uint64_t>(kValues<T>, 1);
        rest /= std::max<uint64_t>(kValues<T>, 1);
        return nth_value<T>(n);
      }
      const Interval* interval = nullptr;
      if constexpr (requires { Row::Reference::domain; })
        if (position < std::size(Row::Reference::domain))
          interval = &Row::Reference::domain[position];
      ++position;
      return draw<T>(generator, interval);
    };
    const size_t before = in.size();
    (device_rows::add_input<P>(in, make), ...);
    if (!all && !accepts<Row, P...>(in.data() + before)) {
      in.resize(before);
      --i;
    }
  }
  return in;
}

// A module may say what NaN is in further types.
template <typename T> bool is_nan(const T& value) {
  if constexpr (std::is_floating_point_v<T>)
    return std::isnan(value);
  else
    return false;
}
template <typename T> bool same(const T& a, const T& b) {
  if (is_nan(a) && is_nan(b))
    return true;
  if constexpr (requires { a.w; })
    return same(a.x, b.x) && same(a.y, b.y) && same(a.z, b.z) && same(a.w, b.w);
  else if constexpr (requires { a.y; })
    return same(a.x, b.x) && same(a.y, b.y);
  else
    return std::memcmp(&a, &b, sizeof a) == 0;
}
// Results, then outputs.
template <typename R, typename... P> bool same_outputs(R (*)(P...), const Word* a, const Word* b) {
  bool all = true;
  auto compare = [&]<typename T>(T*) {
    all = all && same(device_rows::from_words<T>(a), device_rows::from_words<T>(b));
    a += device_rows::kWords<T>;
    b += device_rows::kWords<T>;
  };
  if constexpr (!std::is_void_v<R>)
    compare(static_cast<R*>(nullptr));
  auto compare_output = [&]<typename Q>(Q*) {
    if constexpr (Parameter<Q>::kOutputs > 0)
      compare(static_cast<Q>(nullptr));
  };
  (compare_output(static_cast<P*>(nullptr)), ...);
  return all;
}

// The sides that a row is compared with.
template <typename Row> struct ByReference {
  template <typename... A> static auto call(A... arguments) { return Row::Reference::value(arguments...); }
};
template <typename T> T library_argument(T argument) { return argument; }
inline const signed char* library_argument(const char* text) { return reinterpret_cast<const signed char*>(text); }
template <typename Row> struct OnHost {
  template <typename... A> static auto call(A... arguments) { return Row::on_host(arguments...); }
};

inline std::string in_hexadecimal(const Word* words, int count) {
  std::ostringstream out;
  for (int i = 0; i < count; ++i)
    out << (i ? " 0x" : "0x") << std::hex << words[i];
  return out.str();
}

template <typename Row, typename R, typename... P> class Test {
public:
  using E = Evaluation<Row>;
  using Signature = R (*)(P...);

  void run() {
    constexpr uint64_t all = combinations<P...>();
    // MPFR takes its time, and has judged the functions' sources before (libdevice_test).
    constexpr bool is_real = requires { Row::Reference::real(nullptr, nullptr); };
    const size_t count = device_rows::measures_cost() ? 4096
                         : all                        ? all
                                                      : (is_real ? 1 << 9 : 1 << 13) << (long_run() ? 7 : 0);
    in_ = make_inputs<Row>(Signature(), count, all && !device_rows::measures_cost());
    device_rows::run_on_device<Row>(in_, out_, count);
    if (device_rows::measures_cost())
      return device_rows::run_on_device<device_rows::NoCall<Row>>(in_, out_, count);
    if constexpr (is_real)
      judge(count);
    else if constexpr (requires { typename Row::Reference::First; })
      judge_two_outputs(P()...);
    else if constexpr (requires(P... p) { Row::Reference::value(p...); })
      compare<ByReference<Row>>(count);
    else
      compare<OnHost<Row>>(count);
  }

private:
  void judge(size_t count) {
    libdevice_test::Judge<typename Row::Reference, R, P...> judge(Row::kName, nullptr, Row::kBound);
    for (size_t i = 0; i < count && !judge.failed(); ++i) {
      const auto arguments = device_rows::arguments_of<P...>(&in_[i * E::kInputs]);
      if (judge.accepts(arguments))
        judge.settle(arguments, device_rows::from_words<R>(&out_[i * E::kOutputs]));
    }
  }
  // void f(x, T* first, T* second)
  template <typename T> void judge_two_outputs(T, T*, T*) {
    using Reference = typename Row::Reference;
    libdevice_test::Judge<typename Reference::First, T, T> first(Row::kName, nullptr, Reference::kFirst);
    libdevice_test::Judge<typename Reference::Second, T, T> second(Row::kName, nullptr, Reference::kSecond);
    for (size_t i = 0; i < in_.size() && !first.failed() && !second.failed(); ++i) {
      const std::tuple<T> x(device_rows::from_words<T>(&in_[i]));
      if (first.accepts(x))
        first.settle(x, device_rows::from_words<T>(&out_[2 * i]));
      if (second.accepts(x))
        second.settle(x, device_rows::from_words<T>(&out_[2 * i + 1]));
    }
  }
  template <typename Side> void compare(size_t count) {
    int failures = 0;
    for (size_t i = 0; i < count && failures < 10; ++i) {
      const Word *in = in_.data() + i * E::kInputs, *out = out_.data() + i * E::kOutputs;
      if (!accepts<Row, P...>(in))
        continue;
      std::vector<Word> expected(E::kOutputs);
      E::template run<Side>(in, expected.data());
      if (!same_outputs(Signature(), out, expected.data()) && ++failures)
        ADD_FAILURE() << Row::kName << " of " << in_hexadecimal(in, E::kInputs) << " gives "
                      << in_hexadecimal(out, E::kOutputs) << ", expected "
                      << in_hexadecimal(expected.data(), E::kOutputs);
    }
  }
  std::vector<Word> in_, out_;
};
template <typename Row, typename R, typename... P> void run_row(R (*)(P...)) { Test<Row, R, P...>().run(); }

// A conversion operator, as a reference: of a type's reference to a result.
template <typename Reference, typename Result> struct Converted {
  template <typename T> static Result value(T v) { return Reference::template convert<Result>(v); }
};

} // namespace ox::api_rows
