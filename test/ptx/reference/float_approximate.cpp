// The approximations of single and double precision (PTX ISA 9.0, 9.7.3): each result within the error that the manual
// allows around MPFR's, special values as its tables have them.
#include "test/ptx/reference/chapters.h"
#include "test/ptx/reference/floats.h"
#include <cmath>
#include <numbers>
#include <tuple>

namespace ox::test::reference {

namespace {
// How far a result may be from the exact value: the sum of all.
struct Bound {
  double ulps = 0, relative = 0, absolute = 0;
};

// One unit in the last place of the format at this magnitude.
double unit_at(const Format& format, mpfr_srcptr value) {
  const long least = 2 - format.max_exponent() - long(format.precision);
  return std::ldexp(1.0, int(std::max(long(mpfr_get_exp(value)) - long(format.precision), least)));
}

// All results of the format within the bound, on the value's side of zero.
template <typename T> Between<T> around(mpfr_srcptr value, const Bound& bound, bool flushes) {
  const Format& format = format_of<T>();
  uint64_t low = format.encode(value, Rounding::kNearestEven), high = low;
  if (mpfr_regular_p(value)) {
    static thread_local Real error, end;
    mpfr_abs(error, value, MPFR_RNDU);
    mpfr_mul_d(error, error, bound.relative, MPFR_RNDU);
    mpfr_add_d(error, error, bound.absolute, MPFR_RNDU);
    mpfr_add_d(error, error, bound.ulps * unit_at(format, value), MPFR_RNDU);
    const int64_t nearest = format.ordinal(low), zero = mpfr_signbit(value) ? -1 : 0;
    auto limit = [&](int64_t number) {
      return zero == 0 ? std::max<int64_t>(number, 0) : std::min<int64_t>(number, -1);
    };
    mpfr_sub(end, value, error, MPFR_RNDD);
    low = format.of_ordinal(limit(std::min(nearest, format.ordinal(format.encode(end, Rounding::kUp)))));
    mpfr_add(end, value, error, MPFR_RNDU);
    high = format.of_ordinal(limit(std::max(nearest, format.ordinal(format.encode(end, Rounding::kDown)))));
  }
  if (flushes) {
    low = format.flushed(low);
    high = format.flushed(high);
  }
  return {from_bits<T>(low), from_bits<T>(high)};
}

using Function = int (*)(mpfr_ptr, mpfr_srcptr, mpfr_rnd_t);

template <typename T> void set(Real& to, T value, bool flushes) {
  const Format& format = format_of<T>();
  const uint64_t bits = to_bits(value);
  mpfr_set_d(to, format.decode(flushes ? format.flushed(bits) : bits), MPFR_RNDN);
}

template <typename T> Between<T> approximate(Function function, const Bound& bound, bool flushes, T a) {
  static thread_local Real x, d;
  set(x, a, flushes);
  function(d, x, MPFR_RNDN);
  return around<T>(d, bound, flushes);
}

int reciprocal(mpfr_ptr d, mpfr_srcptr x, mpfr_rnd_t mode) { return mpfr_ui_div(d, 1, x, mode); }
// MPFR gives +infinity for both zeros, PTX the zero's sign.
int reciprocal_root(mpfr_ptr d, mpfr_srcptr x, mpfr_rnd_t mode) {
  return mpfr_zero_p(x) ? mpfr_ui_div(d, 1, x, mode) : mpfr_rec_sqrt(d, x, mode);
}

// name.approx{.ftz}.f32, over all numbers and between two of them, where most of what is interesting lies
void add_function(Cases& cases, const std::string& name, Function function, const Bound& bound, double low,
                  double high) {
  for (bool flushes : {false, true}) {
    const std::string text = name + ".approx" + (flushes ? ".ftz" : "") + ".f32 %d, %a;";
    auto reference = [=](float a) { return approximate(function, bound, flushes, a); };
    cases.add(text, reference);
    cases.add(text, reference).between(0, low, high);
  }
}

// Absolutely near 1, relatively elsewhere.
Between<float> logarithm(float a, bool flushes) {
  const bool is_near_one = a > 0.5f && a < 2.0f;
  const Bound bound = is_near_one ? Bound{.absolute = 0x1p-22} : Bound{.relative = 0x1p-22};
  Between<float> d = approximate(mpfr_log2, bound, flushes, a);
  if (!is_near_one)
    return d;
  // An absolute error may cross zero.
  static thread_local Real x, value;
  set(x, a, flushes);
  mpfr_log2(value, x, MPFR_RNDN);
  const double exact = mpfr_get_d(value, MPFR_RNDN);
  return {float(exact - 0x1p-22), float(exact + 0x1p-22)};
}

void add_logarithm(Cases& cases) {
  for (bool flushes : {false, true}) {
    const std::string text = std::string("lg2.approx") + (flushes ? ".ftz" : "") + ".f32 %d, %a;";
    auto reference = [=](float a) { return logarithm(a, flushes); };
    cases.add(text, reference);
    cases.add(text, reference).between(0, 0.25, 4.0);
  }
}

// The manual bounds the error up to 2 pi, and less up to 100 pi; beyond, OxCore promises something from -1 to 1.
Between<float> trigonometric(Function function, float a, bool flushes) {
  if (std::isnan(a) || std::isinf(a) || a == 0)
    return approximate(function, {}, flushes, a);
  const double magnitude = std::fabs(double(a));
  if (magnitude > 100 * std::numbers::pi)
    return {-1, 1};
  static thread_local Real x, value;
  set(x, a, flushes);
  function(value, x, MPFR_RNDN);
  if (mpfr_zero_p(value)) // sine of a subnormal that was flushed
    return around<float>(value, {}, flushes);
  const double exact = mpfr_get_d(value, MPFR_RNDN);
  const double error = magnitude <= 2 * std::numbers::pi ? std::exp2(-20.5) : std::exp2(-14.7);
  return {float(exact - error), float(exact + error)};
}

void add_trigonometry(Cases& cases) {
  for (bool flushes : {false, true})
    for (bool sine : {false, true}) {
      const std::string text = std::string(sine ? "sin" : "cos") + ".approx" + (flushes ? ".ftz" : "") + ".f32 %d, %a;";
      auto reference = [=](float a) { return trigonometric(sine ? mpfr_sin : mpfr_cos, a, flushes); };
      cases.add(text, reference);
      cases.add(text, reference).between(0, -std::numbers::pi, std::numbers::pi);
      cases.add(text, reference).between(0, -320.0, 320.0);
    }
}

Between<float> quotient(float a, float b, bool flushes) {
  static thread_local Real x, y, d;
  set(x, a, flushes);
  set(y, b, flushes);
  mpfr_div(d, x, y, MPFR_RNDN);
  return around<float>(d, {.ulps = 2}, flushes);
}

void add_quotients(Cases& cases) {
  for (bool flushes : {false, true}) {
    const std::string words = std::string(flushes ? ".ftz" : "") + ".f32 %d, %a, %b;";
    cases.add("div.full" + words, [=](float a, float b) { return quotient(a, b, flushes); });
    // Divisors outside 2^-126 to 2^126 may give 0 or NaN.
    cases.add("div.approx" + words, [=](float a, float b) -> std::optional<Between<float>> {
      const float magnitude = std::fabs(b);
      if (std::isfinite(b) && b != 0 && !(magnitude >= 0x1p-126f && magnitude <= 0x1p126f))
        return std::nullopt;
      return quotient(a, b, flushes);
    });
  }
}

// The functions of the upper 32 bits: their 20 bits of fraction, and zeros below.
std::tuple<Between<double>, uint32_t> upper_half(Function function, double a) {
  const double taken = std::isnan(a) ? a : from_bits<double>(to_bits(a) & 0xffffffff00000000);
  return {approximate(function, {.relative = 0x1p-20}, true, taken), 0};
}

void add_doubles(Cases& cases) {
  cases.add("rcp.approx.ftz.f64 %d, %a; mov.b64 {%e, %t0}, %d;", [](double a) { return upper_half(reciprocal, a); });
  cases.add("rsqrt.approx.ftz.f64 %d, %a; mov.b64 {%e, %t0}, %d;",
            [](double a) { return upper_half(reciprocal_root, a); });
  cases.add("rsqrt.approx.f64 %d, %a;",
            [](double a) { return approximate<double>(reciprocal_root, {.ulps = 1}, false, a); });
}
} // namespace

void add_approximate_cases(Cases& cases) {
  add_function(cases, "rcp", reciprocal, {.ulps = 1}, 0.5, 4.0);
  add_function(cases, "sqrt", mpfr_sqrt, {.relative = 0x1p-23}, 0.5, 4.0);
  add_function(cases, "rsqrt", reciprocal_root, {.relative = std::exp2(-22.9)}, 0.5, 4.0);
  add_function(cases, "ex2", mpfr_exp2, {.ulps = 2}, -150.0, 129.0);
  cases.add("tanh.approx.f32 %d, %a;", [](float a) { return approximate(mpfr_tanh, {.relative = 0x1p-11}, false, a); });
  add_logarithm(cases);
  add_trigonometry(cases);
  add_quotients(cases);
  add_doubles(cases);
}

} // namespace ox::test::reference
