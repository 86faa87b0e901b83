// Judges one quad-precision function of libdevice/api/quad.def: special values in all combinations, then random ones,
// against MPFR.
//
// A reference is a struct named like the row, with one of
//   static int real(mpfr_ptr r, mpfr_srcptr... x)   the value, rounded to r's precision, and which way it was rounded
//   static Result value(Arguments...)               the one right result, from the arguments' own type
// and optionally `exponents`, the range from which most random arguments have theirs, `hard(generator)`, another source
// of arguments, and `usual`, the interval of those for which the function's cost is measured.
#pragma once
#include "harness.h"

namespace ox::quad_test {

using libdevice_test::Bound;
using libdevice_test::exact;
using libdevice_test::Generator;
using libdevice_test::Interval;
using libdevice_test::ulps;
using u128 = unsigned __int128;

constexpr u128 make(uint64_t high, uint64_t low) { return static_cast<u128>(high) << 64 | low; }
std::string show(u128 bits);
inline std::string show(int x) { return std::to_string(x); }
bool is_nan(u128 bits);

struct Exponents {
  int low, high;
};

// Uniformly, all bits of the significand random.
u128 usual_quad(Generator& generator, Interval interval);

// A significand of random bits, or of few, or of runs: those make ties and cancellation.
u128 random_quad(Generator& generator, Exponents exponents);
const std::vector<u128>& special_quads();
size_t random_samples();

// A number of MPFR's.
class Number {
public:
  explicit Number(mpfr_prec_t precision) { mpfr_init2(value_, precision); }
  ~Number() { mpfr_clear(value_); }
  Number(const Number&) = delete;
  mpfr_ptr get() { return value_; }
  void set(u128 bits); // exactly, where the precision is 113 or more

private:
  mpfr_t value_;
};

// With IEEE binary128's range of exponents; calculates r by `compute`, which returns MPFR's ternary value, and rounds
// it to the subnormals.
template <typename Compute> u128 rounded(Compute compute);
u128 bits_of(mpfr_ptr value); // of a number that is one of the format's

class BinaryRange {
public:
  BinaryRange();
  ~BinaryRange();

private:
  mpfr_exp_t least_, greatest_;
};

template <typename Compute> u128 rounded(Compute compute) {
  BinaryRange range;
  Number result(113);
  int ternary = compute(result.get());
  mpfr_subnormalize(result.get(), ternary, MPFR_RNDN);
  return bits_of(result.get());
}

// In units of the format's last place at the reference's magnitude; infinity where a special value is wrong.
double error_in_ulps(u128 got, mpfr_srcptr reference);

template <typename Reference, typename Result, typename... A> class Row {
public:
  using Function = Result (*)(A...);

  Row(const char* name, Function function, Bound bound) : name_(name), function_(function), bound_(bound) {}

  void run() {
    specials(std::index_sequence_for<A...>());
    Generator generator(0x128f128fu);
    for (size_t i = 0; i < random_samples() && failures_ < 10; ++i)
      one(std::tuple<A...>{sample<A>(generator)...});
    if constexpr (requires { Reference::hard(generator); })
      for (size_t i = 0; i < random_samples() && failures_ < 10; ++i)
        one(Reference::hard(generator));
    libdevice_test::report(name_, worst_, count_, false);
  }

private:
  template <typename T> static T sample(Generator& generator) {
    if constexpr (std::is_same_v<T, int>)
      return static_cast<int>(static_cast<int32_t>(generator()) >> generator() % 32);
    Exponents exponents{-16494, 16383};
    if (generator() % 4 != 0) {
      if constexpr (requires { Reference::exponents; })
        exponents = Reference::exponents;
      else
        exponents = {-60, 60};
    }
    return static_cast<T>(random_quad(generator, exponents));
  }
  template <typename T> static std::vector<T> specials_of() {
    if constexpr (std::is_same_v<T, int>)
      return {0, 1, -1, 2, 113, -113, 16383, -16383, 16494, -16494, 33000, -33000, 2147483647, -2147483647 - 1};
    else {
      std::vector<T> all = special_quads();
      std::vector<T> few;
      for (size_t i = 0; i < all.size(); i += sizeof...(A) > 2 ? 5 : 1)
        few.push_back(all[i]);
      return few;
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
      one(std::tuple<A...>{pick(std::get<I>(lists))...});
    }
  }

  void one(const std::tuple<A...>& arguments) {
    ++count_;
    Result got = std::apply(function_, arguments);
    if constexpr (requires(A... a) { Reference::value(a...); })
      judge(arguments, got, std::apply([](A... a) -> Result { return Reference::value(a...); }, arguments));
    else if (bound_.ulps == 0)
      judge(arguments, got,
            rounded([&](mpfr_ptr r) { return reference(r, arguments, std::index_sequence_for<A...>()); }));
    else {
      reference(result_.get(), arguments, std::index_sequence_for<A...>());
      double error = error_in_ulps(got, result_.get());
      if (error > worst_.ulps)
        worst_ = {error, show_all(arguments)};
      if (!(error <= bound_.ulps))
        fail(arguments, got, std::to_string(error) + " ulp, the bound is " + std::to_string(bound_.ulps));
    }
  }
  template <size_t... I> int reference(mpfr_ptr r, const std::tuple<A...>& arguments, std::index_sequence<I...>) {
    (inputs_[I].set(std::get<I>(arguments)), ...);
    return Reference::real(r, inputs_[I].get()...);
  }
  void judge(const std::tuple<A...>& arguments, Result got, Result expected) {
    bool same = got == expected;
    if constexpr (std::is_same_v<Result, u128>)
      same |= is_nan(got) && is_nan(expected);
    if (!same)
      fail(arguments, got, "expected " + show(expected));
  }
  static std::string show_all(const std::tuple<A...>& arguments) {
    return std::apply([](const A&... a) { return (std::string() + ... + (show(a) + " ")); }, arguments);
  }
  void fail(const std::tuple<A...>& arguments, Result got, const std::string& why) {
    ++failures_;
    ADD_FAILURE() << name_ << "( " << show_all(arguments) << ") = " << show(got) << ": " << why;
  }

  const char* name_;
  Function function_;
  Bound bound_;
  Number result_{260};
  std::array<Number, 3> inputs_{Number(128), Number(128), Number(128)};
  libdevice_test::Worst worst_;
  size_t count_ = 0;
  int failures_ = 0;
};

template <typename Reference, typename Result, typename... A>
void run_row(const char* name, Result (*function)(A...), Bound bound) {
  if constexpr (requires { &Reference::check; })
    Reference::check();
  else
    Row<Reference, Result, A...>(name, function, bound).run();
}

} // namespace ox::quad_test
