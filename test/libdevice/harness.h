// Judges one row of libdevice/functions.def: special values by combination, then random arguments, each result against
// a reference that knows nothing of our algorithms.
//
// A reference is a struct named like the row, with one of
//   static void real(mpfr_ptr r, const mpfr_t* x)     the value in high precision; the error is measured in ulps
//                                                     (optional: approximate(x...), the value in the next wider format,
//                                                     which settles all arguments that are far from the worst one)
//   static Result value(Arguments...)                 the one right result, compared bit by bit (any NaN equals any)
//   static void check()                               its own test, for functions with output parameters
// and optionally `domain`, the interval of each argument in which most random arguments lie (the others are random bit
// patterns), `hard(generator)`, another source of arguments, `accepts(arguments...)`, which leaves some out, and
// `bound(arguments...)` for rows whose bound is by_argument.
//
// OX_TEST_LONG=1 takes every float for functions of one float, and 10^8 random arguments elsewhere.  OX_MEASURE=FILE
// appends what was measured: name, largest error in ulps, arguments, number of arguments.
#pragma once
#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdint>
#include <cstring>
#include <gtest/gtest.h>
#include <limits>
#include <mpfr.h>
#include <mutex>
#include <random>
#include <sstream>
#include <string>
#include <thread>
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

// Random arguments a row.
size_t random_samples();
size_t hard_samples();
bool long_run();
// Threads that share a row's arguments.
unsigned workers();

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

// From the interval only; integers of any magnitude where there is none, and floating-point numbers around 1.
template <typename T> T usual_value(Generator& generator, const Interval* domain) {
  if constexpr (std::is_floating_point_v<T>) {
    Interval interval = domain ? *domain : Interval{-10, 10};
    return static_cast<T>(std::uniform_real_distribution<double>(interval.low, interval.high)(generator));
  } else {
    return domain ? static_cast<T>(std::uniform_int_distribution<int64_t>(
                        static_cast<int64_t>(domain->low), static_cast<int64_t>(domain->high))(generator))
                  : static_cast<T>(generator() >> generator() % 64);
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
// `count` arguments, `all` when there are no others.
void report(const char* name, const Worst& worst, uint64_t count, bool all);

// The format that holds an approximation of a result whose error, in the result's last place, is below kMargin: the
// host's C library is right to a few units of its own format.
// The exponents go by bits: a sweep asks for billions.
template <typename T> struct Wider;
template <> struct Wider<float> {
  using Type = double;
  static constexpr double kMargin = 1e-6;
  static int exponent(double x) { return static_cast<int>(std::bit_cast<uint64_t>(x) >> 52 & 0x7ff) - 1023; }
  static double power_of_two(int n) { return std::bit_cast<double>(static_cast<uint64_t>(n + 1023) << 52); }
};
template <> struct Wider<double> {
  using Type = long double;
  static constexpr double kMargin = 0.01;
  // x87's extended format: 64 bits of significand, the leading one included, then 16 of sign and exponent.
  static constexpr bool kIsExtended = std::numeric_limits<long double>::digits == 64;
  static int exponent(long double x) {
    if constexpr (!kIsExtended)
      return x == 0 ? -16383 : std::ilogb(x);
    uint16_t top;
    std::memcpy(&top, reinterpret_cast<const char*>(&x) + 8, sizeof top);
    return (top & 0x7fff) - 16383;
  }
  static long double power_of_two(int n) {
    if constexpr (!kIsExtended)
      return std::ldexp(1.0L, n);
    long double x = 1;
    uint16_t top = static_cast<uint16_t>(n + 16383);
    std::memcpy(reinterpret_cast<char*>(&x) + 8, &top, sizeof top);
    return x;
  }
};
#ifndef __CUDA_ARCH__ // where device code is compiled along, its long double doesn't matter
static_assert(std::numeric_limits<long double>::digits >= 64, "the judge of doubles needs a wider format");
#endif

// What an approximation gives where it isn't that good: no finite result is surely near it, so MPFR decides.
template <typename T> inline constexpr T kUndecided = std::numeric_limits<T>::infinity();

// True when `got`'s error is certainly below `limit` ulps, judged by an approximation of the right result.
template <typename T> bool is_surely_within(T got, typename Wider<T>::Type approximate, double limit) {
  using W = typename Wider<T>::Type;
  using L = std::numeric_limits<T>;
  if (std::isnan(approximate))
    return std::isnan(got);
  if (std::signbit(approximate) != std::signbit(got))
    return false;
  W magnitude = std::fabs(approximate);
  using F = Wider<T>;
  if (magnitude > F::power_of_two(L::max_exponent) * W(1.0001))
    return std::isinf(got);
  if (magnitude < F::power_of_two(L::min_exponent - L::digits - 10))
    return got == 0;
  if (!std::isfinite(got))
    return false;
  // A little below the magnitude: if it is just above a power of two, the right result may be just below.
  int exponent = std::max(F::exponent(magnitude * W(1 - 1e-9)) + 1, L::min_exponent) - L::digits;
  W error = std::fabs(static_cast<W>(got) - approximate) * F::power_of_two(-exponent);
  return error + W(F::kMargin) < W(limit);
}

// One thread's part of a row.
template <typename Reference, typename Result, typename... A> class Judge {
public:
  using Function = Result (*)(A...);
  using Arguments = std::tuple<A...>;
  Judge(const char* name, Function function, Bound bound) : name_(name), function_(function), bound_(bound) {}

  Worst worst;
  uint64_t count = 0;
  bool failed() const { return failures_ >= 10; }

  void operator()(const Arguments& arguments) {
    if (accepts(arguments))
      settle(arguments, std::apply(function_, arguments));
  }
  static bool accepts(const Arguments& arguments) {
    if constexpr (requires(A... a) { Reference::accepts(a...); })
      return std::apply([](A... a) { return Reference::accepts(a...); }, arguments);
    return true;
  }
  void settle(const Arguments& arguments, Result got) {
    ++count;
    if constexpr (requires { &Reference::real; })
      judge_real(arguments, got);
    else
      judge_value(arguments, got);
  }

private:
  void judge_real(const Arguments& arguments, Result got) {
    Bound bound = bound_;
    if constexpr (requires(A... a) { Reference::bound(a...); })
      bound = std::apply([](A... a) { return Reference::bound(a...); }, arguments);
    if constexpr (requires(A... a) { Reference::approximate(wide(a)...); }) {
      auto approximate = std::apply([](A... a) { return Reference::approximate(wide(a)...); }, arguments);
      if (is_surely_within(got, approximate, std::min(worst.ulps, bound.ulps)) ||
          std::fabs(got - approximate) < bound.absolute * 0.99) // the rest is far above the approximation's error
        return;
    }
    registers_.set(arguments);
    Reference::real(registers_.result, registers_.arguments);
    double error = error_in_ulps<Result>(got, registers_.result);
    if (bound.absolute > 0 && absolute_error(static_cast<double>(got), registers_.result) <= bound.absolute)
      return;
    if (error > worst.ulps && std::isfinite(error)) // an infinite one fails below
      worst = {error, show_all(arguments)};
    if (!(error <= bound.ulps))
      fail(arguments, show(got), show(static_cast<Result>(mpfr_get_d(registers_.result, MPFR_RNDN))),
           std::to_string(error) + " ulp, the bound is " + std::to_string(bound.ulps));
  }
  void judge_value(const Arguments& arguments, Result got) {
    Result expected = std::apply([](A... a) -> Result { return Reference::value(a...); }, arguments);
    bool same = std::memcmp(&got, &expected, sizeof got) == 0;
    if constexpr (std::is_floating_point_v<Result>)
      same |= std::isnan(got) && std::isnan(expected);
    if (!same)
      fail(arguments, show(got), show(expected), "not the right result");
  }
  // Integer arguments stay as they are.
  template <typename T> static auto wide(T value) {
    if constexpr (std::is_floating_point_v<T>)
      return static_cast<typename Wider<T>::Type>(value);
    else
      return value;
  }
  void fail(const Arguments& arguments, const std::string& got, const std::string& expected, const std::string& why) {
    ++failures_;
    ADD_FAILURE() << name_ << "(" << show_all(arguments) << ") = " << got << ", expected " << expected << ": " << why;
  }

  const char* name_;
  Function function_;
  Bound bound_;
  Registers registers_{std::is_same_v<Result, double> ? 170 : 100};
  int failures_ = 0;
};

template <typename Reference, typename Result, typename... A> class Row {
public:
  using Function = Result (*)(A...);
  using Arguments = std::tuple<A...>;
  using Part = Judge<Reference, Result, A...>;

  Row(const char* name, Function function, Bound bound) : name_(name), function_(function), bound_(bound) {}

  void run() {
    unsigned threads = workers();
    std::vector<std::thread> others;
    for (unsigned k = 1; k < threads; ++k)
      others.emplace_back([=, this] { part(k, threads); });
    part(0, threads);
    for (std::thread& thread : others)
      thread.join();
    report(name_, worst_, count_, kOneFloat && long_run());
  }

private:
  // Odd, so a permutation of all words.  In their own order the error grows from float to float over long stretches, so
  // that each would be the worst so far and go to MPFR.
  static constexpr uint32_t kScatter = 2654435761u;
  static constexpr bool kOneFloat = std::is_same_v<Arguments, std::tuple<float>>;

  // What thread k of `threads` does.
  void part(unsigned k, unsigned threads) {
    Part judge(name_, function_, bound_);
    if (k == 0)
      specials(judge, std::index_sequence_for<A...>());
    Generator generator(0x0cdefe11u + k);
    size_t samples = kOneFloat && long_run() ? 0 : random_samples() / threads;
    for (size_t i = 0; i < samples && !judge.failed(); ++i)
      judge(sample(generator, std::index_sequence_for<A...>()));
    if constexpr (requires { Reference::hard(generator); })
      for (size_t i = 0; i < hard_samples() / threads && !judge.failed(); ++i)
        judge({Reference::hard(generator)});
    if constexpr (kOneFloat)
      if (long_run())
        for (uint64_t bits = k; bits < uint64_t{1} << 32 && !judge.failed(); bits += threads)
          judge({std::bit_cast<float>(static_cast<uint32_t>(bits) * kScatter)});
    std::lock_guard lock(mutex_);
    count_ += judge.count;
    if (judge.worst.ulps > worst_.ulps)
      worst_ = judge.worst;
  }

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
  template <size_t... I> static void specials(Part& judge, std::index_sequence<I...>) {
    auto lists = std::make_tuple(specials_of<A>()...);
    size_t total = (size_t{1} * ... * std::get<I>(lists).size());
    for (size_t k = 0; k < total && !judge.failed(); ++k) {
      size_t rest = k;
      auto pick = [&](const auto& list) {
        auto value = list[rest % list.size()];
        rest /= list.size();
        return value;
      };
      judge(Arguments{pick(std::get<I>(lists))...});
    }
  }

  const char* name_;
  Function function_;
  Bound bound_;
  std::mutex mutex_; // of what follows
  Worst worst_;
  uint64_t count_ = 0;
};

template <typename Reference, typename Result, typename... A>
void run_row(const char* name, Result (*function)(A...), Bound bound) {
  if constexpr (requires { &Reference::check; })
    Reference::check();
  else
    Row<Reference, Result, A...>(name, function, bound).run();
}

} // namespace ox::libdevice_test
