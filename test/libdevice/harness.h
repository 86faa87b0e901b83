// Judges one row of libdevice/functions.def: special values by combination, then random arguments, each result against
// a reference that knows nothing of our algorithms.
//
// A reference is a struct named like the row, with one of
//   static void real(mpfr_ptr r, const mpfr_t* x)     the value in high precision; the error is measured in ulps
//   static Result value(Arguments...)                 the one right result, compared bit by bit (any NaN equals any)
//   static void check()                               its own test, for functions with output parameters
// and optionally `domain`, the interval of each argument in which most random arguments lie (the others are random bit
// patterns), `hard(generator)`, another source of arguments, `accepts(arguments...)`, which leaves some out, and
// `bound(arguments...)` for rows whose bound is by_argument.
#pragma once
#include <array>
#include <bit>
#include <cmath>
#include <cstdint>
#include <cstring>
#include <gtest/gtest.h>
#include <limits>
#include <mpfr.h>
#include <random>
#include <sstream>
#include <string>
#include <tuple>
#include <type_traits>
#include <vector>

namespace ox::libdevice_test {

struct Bound {
  double ulps = 0, absolute = 0;
};
inline constexpr Bound exact{}, by_argument{};
constexpr Bound ulps(double n) { return {n, 0}; }

struct Interval {
  double low, high;
};

// Random arguments a row; OX_TEST_LONG=1 raises it, and takes every float for functions of one float.
size_t random_samples();
bool long_run();

// The error of `got` in units of the last place that the format has at the reference's magnitude; infinity when one is
// NaN and the other not, or when infinities or signs of zeros differ.
template <typename T> double error_in_ulps(T got, mpfr_srcptr reference);
extern template double error_in_ulps<float>(float, mpfr_srcptr);
extern template double error_in_ulps<double>(double, mpfr_srcptr);

// |got - reference|
double absolute_error(double got, mpfr_srcptr reference);

template <typename T> std::vector<T> special_values();
extern template std::vector<float> special_values<float>();
extern template std::vector<double> special_values<double>();

using Generator = std::mt19937_64;

template <typename T> T random_value(Generator& generator, const Interval* domain) {
  uint64_t bits = generator();
  if constexpr (std::is_floating_point_v<T>) {
    if (domain && bits % 4 != 0) {
      double u = std::uniform_real_distribution<double>(domain->low, domain->high)(generator);
      return static_cast<T>(u);
    }
    std::conditional_t<sizeof(T) == 4, uint32_t, uint64_t> pattern;
    bits = generator();
    std::memcpy(&pattern, &bits, sizeof pattern);
    return std::bit_cast<T>(pattern);
  } else {
    if (domain && bits % 4 != 0)
      return static_cast<T>(std::uniform_int_distribution<int64_t>(static_cast<int64_t>(domain->low),
                                                                   static_cast<int64_t>(domain->high))(generator));
    return static_cast<T>(generator() >> (bits >> 32) % 64); // every magnitude
  }
}

template <typename T> std::string show(T value) {
  std::ostringstream out;
  if constexpr (std::is_floating_point_v<T>)
    out << std::hexfloat << value << std::defaultfloat << " (" << value << ")";
  else
    out << value << std::hex << " (0x" << static_cast<std::make_unsigned_t<T>>(value) << ")";
  return out.str();
}
template <typename... A> std::string show_all(const std::tuple<A...>& arguments) {
  return std::apply([](const A&... a) { return (std::string() + ... + (show(a) + " ")); }, arguments);
}

// References of `real` kind, with their registers.
class Registers {
public:
  explicit Registers(mpfr_prec_t precision);
  ~Registers();
  Registers(const Registers&) = delete;
  mpfr_t result, arguments[4];

  template <typename... A> void set(const std::tuple<A...>& values) {
    size_t i = 0;
    std::apply([&](const A&... a) { (set_one(arguments[i++], a), ...); }, values);
  }

private:
  template <typename T> static void set_one(mpfr_ptr x, T value) {
    if constexpr (std::is_floating_point_v<T>)
      mpfr_set_d(x, static_cast<double>(value), MPFR_RNDN);
    else if constexpr (std::is_signed_v<T>)
      mpfr_set_si(x, static_cast<long>(value), MPFR_RNDN);
    else
      mpfr_set_ui(x, static_cast<unsigned long>(value), MPFR_RNDN);
  }
};

struct Worst {
  double ulps = 0;
  std::string where;
};
void report(const char* name, const Worst& worst);

template <typename Reference, typename Result, typename... A> class Row {
public:
  using Function = Result (*)(A...);
  using Arguments = std::tuple<A...>;

  Row(const char* name, Function function, Bound bound) : name_(name), function_(function), bound_(bound) {}

  void run() {
    specials(std::index_sequence_for<A...>());
    Generator generator(0x0cdefe11u);
    for (size_t i = 0; i < random_samples() && failures_ < 10; ++i)
      one(sample(generator, std::index_sequence_for<A...>()));
    if constexpr (requires { Reference::hard(generator); })
      for (size_t i = 0; i < random_samples() && failures_ < 10; ++i)
        one({Reference::hard(generator)});
    if constexpr (std::is_same_v<Arguments, std::tuple<float>>)
      if (long_run())
        for (uint64_t bits = 0; bits < uint64_t{1} << 32 && failures_ < 10; ++bits)
          one({std::bit_cast<float>(static_cast<uint32_t>(bits))});
    if constexpr (requires { &Reference::real; })
      report(name_, worst_);
  }

private:
  static const Interval* domain(size_t i) {
    if constexpr (requires { Reference::domain; })
      return i < std::size(Reference::domain) ? &Reference::domain[i] : nullptr;
    else
      return nullptr;
  }
  template <size_t... I> Arguments sample(Generator& generator, std::index_sequence<I...>) {
    return Arguments{random_value<A>(generator, domain(I))...}; // braces: left to right
  }

  template <typename T> static std::vector<T> specials_of() {
    if constexpr (std::is_floating_point_v<T>) {
      std::vector<T> all = special_values<T>();
      if constexpr (sizeof...(A) > 2) { // every combination of a few
        std::vector<T> few;
        for (size_t i = 0; i < all.size(); i += all.size() / 9)
          few.push_back(all[i]);
        return few;
      }
      return all;
    } else {
      using L = std::numeric_limits<T>;
      return {T(0),   T(1),    T(2),    T(3),   T(7),     T(-1),    T(-2),
              T(100), T(-100), T(1000), T(255), L::max(), L::min(), T(L::max() / 2)};
    }
  }
  template <size_t... I> void specials(std::index_sequence<I...>) {
    auto lists = std::make_tuple(specials_of<A>()...);
    size_t total = (size_t{1} * ... * std::get<I>(lists).size());
    for (size_t k = 0; k < total && failures_ < 10; ++k) {
      size_t rest = k;
      auto pick = [&](const auto& list) {
        auto value = list[rest % list.size()];
        rest /= list.size();
        return value;
      };
      one(Arguments{pick(std::get<I>(lists))...});
    }
  }

  void one(const Arguments& arguments) {
    if constexpr (requires(A... a) { Reference::accepts(a...); })
      if (!std::apply([](A... a) { return Reference::accepts(a...); }, arguments))
        return;
    Result got = std::apply(function_, arguments);
    if constexpr (requires { &Reference::real; }) {
      registers_.set(arguments);
      Reference::real(registers_.result, registers_.arguments);
      Bound bound = bound_;
      if constexpr (requires(A... a) { Reference::bound(a...); })
        bound = std::apply([](A... a) { return Reference::bound(a...); }, arguments);
      double error = error_in_ulps<Result>(got, registers_.result);
      if (bound.absolute > 0 && absolute_error(static_cast<double>(got), registers_.result) <= bound.absolute)
        return;
      if (error > worst_.ulps)
        worst_ = {error, show_all(arguments)};
      if (!(error <= bound.ulps))
        fail(arguments, show(got), show(static_cast<Result>(mpfr_get_d(registers_.result, MPFR_RNDN))),
             std::to_string(error) + " ulp, the bound is " + std::to_string(bound.ulps));
    } else {
      Result expected = std::apply([](A... a) -> Result { return Reference::value(a...); }, arguments);
      bool same = std::memcmp(&got, &expected, sizeof got) == 0;
      if constexpr (std::is_floating_point_v<Result>)
        same |= std::isnan(got) && std::isnan(expected);
      if (!same)
        fail(arguments, show(got), show(expected), "not the right result");
    }
  }
  void fail(const Arguments& arguments, const std::string& got, const std::string& expected, const std::string& why) {
    ++failures_;
    ADD_FAILURE() << name_ << "(" << show_all(arguments) << ") = " << got << ", expected " << expected << ": " << why;
  }

  const char* name_;
  Function function_;
  Bound bound_;
  Registers registers_{std::is_same_v<Result, double> ? 170 : 100};
  Worst worst_;
  int failures_ = 0;
};

template <typename Reference, typename Result, typename... A>
void run_row(const char* name, Result (*function)(A...), Bound bound) {
  if constexpr (requires { &Reference::check; })
    Reference::check();
  else
    Row<Reference, Result, A...>(name, function, bound).run();
}

} // namespace ox::libdevice_test
