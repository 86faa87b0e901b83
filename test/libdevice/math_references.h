// References in MPFR for the transcendental functions, one struct a row of functions.def (harness.h says how).
// PAIR gives the float and the double row the same value, each with its own interval of interesting arguments.
#pragma once
#include "harness.h"

namespace ox::reference {

using libdevice_test::Bound;
using libdevice_test::Interval;

// A scratch number.
class Number {
public:
  explicit Number(mpfr_prec_t precision = 200) { mpfr_init2(value_, precision); }
  explicit Number(mpfr_srcptr x, mpfr_prec_t precision = 200) : Number(precision) { mpfr_set(value_, x, MPFR_RNDN); }
  ~Number() { mpfr_clear(value_); }
  Number(const Number&) = delete;
  operator mpfr_ptr() { return value_; }

private:
  mpfr_t value_;
};

// `approximation` gives the value in the wider format of the argument (x0: double for float, long double for double).
#define OX_REAL(name, statement, ...)                                                                                  \
  struct name {                                                                                                        \
    static void real(mpfr_ptr r, const mpfr_t* x) { statement; }                                                       \
    static constexpr Interval domain[] = {__VA_ARGS__};                                                                \
  };
#define OX_UNARY(name, statement, approximation, ...)                                                                  \
  struct name {                                                                                                        \
    static void real(mpfr_ptr r, const mpfr_t* x) { statement; }                                                       \
    template <typename T> static T approximate(T x0) { return approximation; }                                         \
    static constexpr Interval domain[] = {__VA_ARGS__};                                                                \
  };
#define OX_BINARY(name, statement, approximation, ...)                                                                 \
  struct name {                                                                                                        \
    static void real(mpfr_ptr r, const mpfr_t* x) { statement; }                                                       \
    template <typename T, typename U> static T approximate(T x0, U x1) { return approximation; }                       \
    static constexpr Interval domain[] = {__VA_ARGS__};                                                                \
  };
#define OX_PAIR(name, statement, approximation, float_interval, double_interval)                                       \
  OX_UNARY(name##f, statement, approximation, {float_interval})                                                        \
  OX_UNARY(name, statement, approximation, {double_interval})
// Where no wider format has the function.
#define OX_PAIR_BY_MPFR(name, statement, float_interval, double_interval)                                              \
  OX_REAL(name##f, statement, {float_interval})                                                                        \
  OX_REAL(name, statement, {double_interval})
#define OX_RANGE(low, high)                                                                                            \
  Interval { low, high }
inline constexpr mpfr_rnd_t kNearest = MPFR_RNDN;
template <typename T> inline constexpr T kPi = T(3.14159265358979323846264338327950288L);

template <typename T> T power_of_ten(T x) {
  // x ln10 in two parts: its rounding would be multiplied by x.
  constexpr long double kLn10 = 2.302585092994045684017991454684364208L;
  T high = static_cast<T>(x * T(kLn10));
  return std::exp(high) * (1 + (std::fma(x, T(kLn10), -high) + x * T(kLn10 - static_cast<long double>(T(kLn10)))));
}
OX_PAIR(exp, mpfr_exp(r, x[0], kNearest), std::exp(x0), OX_RANGE(-105, 90), OX_RANGE(-750, 711))
OX_PAIR(exp2, mpfr_exp2(r, x[0], kNearest), std::exp2(x0), OX_RANGE(-151, 129), OX_RANGE(-1077, 1025))
OX_PAIR(exp10, mpfr_exp10(r, x[0], kNearest), power_of_ten(x0), OX_RANGE(-46, 39), OX_RANGE(-325, 309))
OX_PAIR(expm1, mpfr_expm1(r, x[0], kNearest), std::expm1(x0), OX_RANGE(-5, 5), OX_RANGE(-5, 5))
OX_PAIR(log, mpfr_log(r, x[0], kNearest), std::log(x0), OX_RANGE(0, 4), OX_RANGE(0, 4))
OX_PAIR(log2, mpfr_log2(r, x[0], kNearest), std::log2(x0), OX_RANGE(0, 4), OX_RANGE(0, 4))
OX_PAIR(log10, mpfr_log10(r, x[0], kNearest), std::log10(x0), OX_RANGE(0, 4), OX_RANGE(0, 4))
OX_PAIR(log1p, mpfr_log1p(r, x[0], kNearest), std::log1p(x0), OX_RANGE(-1, 4), OX_RANGE(-1, 4))

OX_BINARY(powf, mpfr_pow(r, x[0], x[1], kNearest), std::pow(x0, x1), {0, 20}, {-40, 40})
OX_BINARY(pow, mpfr_pow(r, x[0], x[1], kNearest), std::pow(x0, x1), {0, 20}, {-250, 250})
OX_BINARY(powif, mpfr_pow_si(r, x[0], mpfr_get_si(x[1], kNearest), kNearest), std::pow(x0, T(x1)), {-5, 5}, {-60, 60})
OX_BINARY(powi, mpfr_pow_si(r, x[0], mpfr_get_si(x[1], kNearest), kNearest), std::pow(x0, T(x1)), {-5, 5}, {-500, 500})

// Most errors of argument reduction hide beside multiples of pi/2, of any size.
template <typename T> T beside_multiple_of_half_pi(libdevice_test::Generator& generator) {
  uint64_t k = generator() >> 1 >> generator() % 63;
  return static_cast<T>(static_cast<long double>(k) * 1.57079632679489661923132169163975144L);
}
// sin(pi x) and cos(pi x) of an argument reduced exactly.
template <typename T> T sine_of_turns(T x) {
  T r = std::remainder(x, T(2));
  r = r > T(0.5) ? 1 - r : r < T(-0.5) ? -1 - r : r;
  return r == 0 ? std::copysign(T(0), x) : std::sin(kPi<T> * r);
}
template <typename T> T cosine_of_turns(T x) {
  return std::sin(kPi<T> * (T(0.5) - std::fabs(std::remainder(x, T(2)))));
}
#define OX_TRIGONOMETRIC(name, T, statement, approximation)                                                            \
  struct name {                                                                                                        \
    static void real(mpfr_ptr r, const mpfr_t* x) { statement; }                                                       \
    template <typename W> static W approximate(W x0) { return approximation; }                                         \
    static constexpr Interval domain[] = {{-10, 10}};                                                                  \
    static T hard(libdevice_test::Generator& generator) { return beside_multiple_of_half_pi<T>(generator); }           \
  };
OX_TRIGONOMETRIC(sinf, float, mpfr_sin(r, x[0], kNearest), std::sin(x0))
OX_TRIGONOMETRIC(sin, double, mpfr_sin(r, x[0], kNearest), std::sin(x0))
OX_TRIGONOMETRIC(cosf, float, mpfr_cos(r, x[0], kNearest), std::cos(x0))
OX_TRIGONOMETRIC(cos, double, mpfr_cos(r, x[0], kNearest), std::cos(x0))
OX_TRIGONOMETRIC(tanf, float, mpfr_tan(r, x[0], kNearest), std::tan(x0))
OX_TRIGONOMETRIC(tan, double, mpfr_tan(r, x[0], kNearest), std::tan(x0))
OX_PAIR(sinpi, mpfr_sinpi(r, x[0], kNearest), sine_of_turns(x0), OX_RANGE(-4, 4), OX_RANGE(-4, 4))
OX_PAIR(cospi, mpfr_cospi(r, x[0], kNearest), cosine_of_turns(x0), OX_RANGE(-4, 4), OX_RANGE(-4, 4))
OX_PAIR(asin, mpfr_asin(r, x[0], kNearest), std::asin(x0), OX_RANGE(-1, 1), OX_RANGE(-1, 1))
OX_PAIR(acos, mpfr_acos(r, x[0], kNearest), std::acos(x0), OX_RANGE(-1, 1), OX_RANGE(-1, 1))
OX_PAIR(atan, mpfr_atan(r, x[0], kNearest), std::atan(x0), OX_RANGE(-5, 5), OX_RANGE(-5, 5))
OX_BINARY(atan2f, mpfr_atan2(r, x[0], x[1], kNearest), std::atan2(x0, x1), {-5, 5}, {-5, 5})
OX_BINARY(atan2, mpfr_atan2(r, x[0], x[1], kNearest), std::atan2(x0, x1), {-5, 5}, {-5, 5})
OX_PAIR(sinh, mpfr_sinh(r, x[0], kNearest), std::sinh(x0), OX_RANGE(-20, 20), OX_RANGE(-20, 20))
OX_PAIR(cosh, mpfr_cosh(r, x[0], kNearest), std::cosh(x0), OX_RANGE(-20, 20), OX_RANGE(-20, 20))
OX_PAIR(tanh, mpfr_tanh(r, x[0], kNearest), std::tanh(x0), OX_RANGE(-4, 4), OX_RANGE(-4, 4))
OX_PAIR(asinh, mpfr_asinh(r, x[0], kNearest), std::asinh(x0), OX_RANGE(-10, 10), OX_RANGE(-10, 10))
OX_PAIR(acosh, mpfr_acosh(r, x[0], kNearest), std::acosh(x0), OX_RANGE(1, 10), OX_RANGE(1, 10))
OX_PAIR(atanh, mpfr_atanh(r, x[0], kNearest), std::atanh(x0), OX_RANGE(-1, 1), OX_RANGE(-1, 1))

// Roots.  The reciprocal root of -0 is -infinity, as the quotient's is.
inline void reciprocal_root(mpfr_ptr r, mpfr_srcptr x) {
  if (mpfr_zero_p(x))
    mpfr_set_inf(r, mpfr_signbit(x) ? -1 : 1);
  else
    mpfr_rec_sqrt(r, x, kNearest);
}
inline void reciprocal_cube_root(mpfr_ptr r, mpfr_srcptr x) {
  mpfr_cbrt(r, x, kNearest);
  mpfr_ui_div(r, 1, r, kNearest);
}
// sqrt(x0^2 + ...), infinite when a component is, also beside NaN; `reciprocal` gives its inverse.
inline void euclidean_norm(mpfr_ptr r, const mpfr_t* x, int count, bool reciprocal) {
  Number sum(400), square(400);
  mpfr_set_zero(sum, 1);
  bool infinite = false;
  for (int i = 0; i < count; ++i) {
    infinite |= mpfr_inf_p(x[i]) != 0;
    mpfr_sqr(square, x[i], kNearest);
    mpfr_add(sum, sum, square, kNearest);
  }
  if (infinite)
    mpfr_set_inf(sum, 1);
  if (reciprocal)
    reciprocal_root(r, sum);
  else
    mpfr_sqrt(r, sum, kNearest);
}
OX_PAIR(rsqrt, reciprocal_root(r, x[0]), 1 / std::sqrt(x0), OX_RANGE(0, 10), OX_RANGE(0, 10))
OX_PAIR(cbrt, mpfr_cbrt(r, x[0], kNearest), std::cbrt(x0), OX_RANGE(-30, 30), OX_RANGE(-30, 30))
OX_PAIR(rcbrt, reciprocal_cube_root(r, x[0]), 1 / std::cbrt(x0), OX_RANGE(-30, 30), OX_RANGE(-30, 30))
// The wider format has the exponents for it.
template <typename... T> auto approximate_norm(T... x) {
  auto sum = (... + (x * x));
  return (... || std::isinf(x)) ? std::numeric_limits<decltype(sum)>::infinity() : std::sqrt(sum);
}
#define OX_NORM(name, count, reciprocal)                                                                               \
  struct name {                                                                                                        \
    static void real(mpfr_ptr r, const mpfr_t* x) { euclidean_norm(r, x, count, reciprocal); }                         \
    template <typename... T> static auto approximate(T... x) {                                                         \
      return reciprocal ? 1 / approximate_norm(x...) : approximate_norm(x...);                                         \
    }                                                                                                                  \
    static constexpr Interval domain[] = {{-10, 10}, {-10, 10}, {-10, 10}, {-10, 10}};                                 \
  };
OX_NORM(hypotf, 2, false)
OX_NORM(hypot, 2, false)
OX_NORM(rhypotf, 2, true)
OX_NORM(rhypot, 2, true)
OX_NORM(norm3df, 3, false)
OX_NORM(norm3d, 3, false)
OX_NORM(rnorm3df, 3, true)
OX_NORM(rnorm3d, 3, true)
OX_NORM(norm4df, 4, false)
OX_NORM(norm4d, 4, false)
OX_NORM(rnorm4df, 4, true)
OX_NORM(rnorm4d, 4, true)

// Error function.
inline void scaled_erfc(mpfr_ptr r, mpfr_srcptr x) {
  if (mpfr_cmp_d(x, 1e9) > 0) { // (1 - 1 / (2 x^2)) / (x sqrt(pi)); what follows is below 2^-118
    Number t, pi;
    mpfr_sqr(t, x, kNearest);
    mpfr_mul_2ui(t, t, 1, kNearest);
    mpfr_ui_div(t, 1, t, kNearest);
    mpfr_ui_sub(t, 1, t, kNearest);
    mpfr_const_pi(pi, kNearest);
    mpfr_sqrt(pi, pi, kNearest);
    mpfr_mul(pi, pi, x, kNearest);
    mpfr_div(r, t, pi, kNearest);
    return;
  }
  Number square(500), e(200);
  mpfr_sqr(square, x, kNearest);
  mpfr_exp(square, square, kNearest);
  mpfr_erfc(e, x, kNearest);
  mpfr_mul(r, square, e, kNearest);
}
inline void normal_cdf(mpfr_ptr r, mpfr_srcptr x) {
  Number t(300);
  mpfr_sqrt_ui(t, 2, kNearest);
  mpfr_div(t, x, t, kNearest);
  mpfr_neg(t, t, kNearest);
  mpfr_erfc(r, t, kNearest);
  mpfr_div_2ui(r, r, 1, kNearest);
}
OX_PAIR(erf, mpfr_erf(r, x[0], kNearest), std::erf(x0), OX_RANGE(-6, 6), OX_RANGE(-6, 6))
OX_PAIR(erfc, mpfr_erfc(r, x[0], kNearest), std::erfc(x0), OX_RANGE(-3, 11), OX_RANGE(-3, 28))
OX_PAIR_BY_MPFR(erfcx, scaled_erfc(r, x[0]), OX_RANGE(-10, 20), OX_RANGE(-27, 50))
OX_PAIR_BY_MPFR(normcdf, normal_cdf(r, x[0]), OX_RANGE(-15, 6), OX_RANGE(-39, 9))

// Inverses: Newton's iteration, begun in double by the host's erf and erfc.
inline void newton_erf(mpfr_ptr y, mpfr_srcptr x, bool complement) {
  Number difference(220), slope(220), factor(220);
  mpfr_const_pi(factor, kNearest);
  mpfr_sqrt(factor, factor, kNearest);
  mpfr_div_2ui(factor, factor, 1, kNearest); // sqrt(pi) / 2
  for (int step = 0; step < 3; ++step) {
    complement ? mpfr_erfc(difference, y, kNearest) : mpfr_erf(difference, y, kNearest);
    mpfr_sub(difference, difference, x, kNearest);
    mpfr_sqr(slope, y, kNearest);
    mpfr_exp(slope, slope, kNearest);
    mpfr_mul(difference, difference, slope, kNearest);
    mpfr_mul(difference, difference, factor, kNearest);
    complement ? mpfr_add(y, y, difference, kNearest) : mpfr_sub(y, y, difference, kNearest);
  }
}
inline void inverse_erf_central(mpfr_ptr r, mpfr_srcptr x) { // |x| <= 1/2
  double target = mpfr_get_d(x, kNearest), y = target;
  for (int step = 0; step < 6; ++step)
    y -= (std::erf(y) - target) * 0.886 * std::exp(y * y);
  Number start(220);
  mpfr_set_d(start, y, kNearest);
  if (std::fabs(target) < 1e-100) { // erfinv(x) = x sqrt(pi) / 2
    mpfr_const_pi(start, kNearest);
    mpfr_sqrt(start, start, kNearest);
    mpfr_div_2ui(start, start, 1, kNearest);
    mpfr_mul(r, start, x, kNearest);
    return;
  }
  newton_erf(start, x, false);
  mpfr_set(r, start, kNearest);
}
inline void inverse_erfc_tail(mpfr_ptr r, mpfr_srcptr q) { // 0 < q <= 1/2
  Number start(220);
  mpfr_log(start, q, kNearest);
  double target = mpfr_get_d(start, kNearest), y = std::sqrt(-target);
  if (y < 25)
    for (int step = 0; step < 12; ++step)
      y += (std::log(std::erfc(y)) - target) * std::erfc(y) * 0.886 * std::exp(y * y);
  else // erfc is subnormal in double: erfc(y) ~ e^-y^2 / (y sqrt(pi))
    for (int step = 0; step < 20; ++step)
      y = std::sqrt(-target - std::log(y * 1.7724538509055159));
  mpfr_set_d(start, y, kNearest);
  newton_erf(start, q, true);
  newton_erf(start, q, true);
  mpfr_set(r, start, kNearest);
}
inline void inverse_erfc(mpfr_ptr r, mpfr_srcptr q) {
  if (mpfr_nan_p(q) || mpfr_sgn(q) < 0 || mpfr_cmp_ui(q, 2) > 0)
    return mpfr_set_nan(r);
  if (mpfr_zero_p(q) || mpfr_cmp_ui(q, 2) == 0)
    return mpfr_set_inf(r, mpfr_zero_p(q) ? 1 : -1);
  Number rest(200); // 1 - q or 2 - q: exact where they are used
  if (mpfr_cmp_d(q, 0.5) >= 0 && mpfr_cmp_d(q, 1.5) <= 0) {
    mpfr_ui_sub(rest, 1, q, kNearest);
    return inverse_erf_central(r, rest);
  }
  if (mpfr_cmp_ui(q, 1) < 0)
    return inverse_erfc_tail(r, q);
  mpfr_ui_sub(rest, 2, q, kNearest);
  inverse_erfc_tail(r, rest);
  mpfr_neg(r, r, kNearest);
}
inline void inverse_erf(mpfr_ptr r, mpfr_srcptr x) {
  Number rest(200);
  mpfr_abs(rest, x, kNearest);
  if (mpfr_zero_p(x) || mpfr_cmp_d(rest, 0.5) <= 0) {
    mpfr_zero_p(x) ? mpfr_set(r, x, kNearest), void() : inverse_erf_central(r, x);
    return;
  }
  mpfr_ui_sub(rest, 1, rest, kNearest);
  inverse_erfc(r, rest);
  if (mpfr_signbit(x))
    mpfr_neg(r, r, kNearest);
}
inline void inverse_normal_cdf(mpfr_ptr r, mpfr_srcptr x) {
  Number q(200), root(200);
  mpfr_mul_2ui(q, x, 1, kNearest);
  inverse_erfc(r, q);
  mpfr_sqrt_ui(root, 2, kNearest);
  mpfr_mul(r, r, root, kNearest);
  mpfr_zero_p((mpfr_ptr)r) ? mpfr_set_zero(r, 1) : void(mpfr_neg(r, r, kNearest));
}
OX_PAIR_BY_MPFR(erfinv, inverse_erf(r, x[0]), OX_RANGE(-1, 1), OX_RANGE(-1, 1))
OX_PAIR_BY_MPFR(erfcinv, inverse_erfc(r, x[0]), OX_RANGE(0, 2), OX_RANGE(0, 2))
OX_PAIR_BY_MPFR(normcdfinv, inverse_normal_cdf(r, x[0]), OX_RANGE(0, 1), OX_RANGE(0, 1))

// Gamma.  The bounds of lgamma leave out the interval with its negative zeros, where only the absolute error counts.
inline void gamma_or_pole(mpfr_ptr r, mpfr_srcptr x) {
  if (mpfr_cmp_si(x, -300) < 0 && mpfr_number_p(x) && !mpfr_integer_p(x)) { // underflows; saves MPFR the work
    Number floor_x(200);
    mpfr_floor(floor_x, x);
    mpfr_set_zero(r, mpfr_fits_slong_p(floor_x, kNearest) && mpfr_get_si(floor_x, kNearest) % 2 ? -1 : 1);
    return;
  }
  if (mpfr_cmp_si(x, 300) > 0)
    return mpfr_set_inf(r, 1);
  mpfr_gamma(r, x, kNearest);
}
inline void log_gamma(mpfr_ptr r, mpfr_srcptr x) {
  int sign;
  mpfr_lgamma(r, &sign, x, kNearest);
}
OX_PAIR_BY_MPFR(tgamma, gamma_or_pole(r, x[0]), OX_RANGE(-45, 36), OX_RANGE(-185, 172))
struct lgammaf {
  static void real(mpfr_ptr r, const mpfr_t* x) { log_gamma(r, x[0]); }
  static Bound bound(float x) { return {6, x > -10.001f && x < -2.264f ? 1e-6 : 0}; }
  static bool accepts(float x) { return !(x < -1e6f); } // MPFR takes seconds there
  static constexpr Interval domain[] = {{-40, 40}};
};
struct lgamma {
  static void real(mpfr_ptr r, const mpfr_t* x) { log_gamma(r, x[0]); }
  static Bound bound(double x) { return {4, x > -23.0001 && x < -2.2637 ? 1e-14 : 0}; }
  static bool accepts(double x) { return !(x < -1e6); }
  static constexpr Interval domain[] = {{-40, 40}};
};

// Bessel functions.  MPFR's cost grows with the argument, and beyond 10^6 only the absolute bound, which is much larger
// than the values' precision, would be tested.
inline bool moderate(double x) { return !(std::fabs(x) > 1e6) || std::isinf(x); }
inline void bessel_j(mpfr_ptr r, mpfr_srcptr n, mpfr_srcptr x) {
  mpfr_sgn(n) < 0 ? mpfr_set_nan(r) : void(mpfr_jn(r, mpfr_get_si(n, kNearest), x, kNearest));
}
inline void bessel_y(mpfr_ptr r, mpfr_srcptr n, mpfr_srcptr x) {
  if (mpfr_sgn(n) < 0)
    mpfr_set_nan(r);
  else if (mpfr_zero_p(x))
    mpfr_set_inf(r, -1);
  else
    mpfr_yn(r, mpfr_get_si(n, kNearest), x, kNearest);
}
// The sum of (x/2)^(2k + order) / (k! (k + order)!), all of one sign.
inline void modified_bessel(mpfr_ptr r, mpfr_srcptr x, unsigned long order) {
  if (!mpfr_number_p(x) || mpfr_cmp_si(x, 800) > 0 || mpfr_cmp_si(x, -800) < 0) {
    mpfr_nan_p(x) ? mpfr_set_nan(r) : mpfr_set_inf(r, order == 1 && mpfr_signbit(x) ? -1 : 1);
    return;
  }
  Number quarter(200), term(200);
  mpfr_sqr(quarter, x, kNearest);
  mpfr_div_2ui(quarter, quarter, 2, kNearest);
  mpfr_set_ui(term, 1, kNearest);
  if (order == 1)
    mpfr_div_2ui(term, x, 1, kNearest);
  mpfr_set(r, term, kNearest);
  for (unsigned long k = 1; !mpfr_zero_p((mpfr_ptr)term); ++k) {
    mpfr_mul(term, term, quarter, kNearest);
    mpfr_div_ui(term, term, k * (k + order), kNearest);
    if (!mpfr_zero_p((mpfr_ptr)term) && mpfr_get_exp((mpfr_ptr)term) < mpfr_get_exp(r) - 190)
      break;
    mpfr_add(r, r, term, kNearest);
  }
}
// Below 8 the guide bounds the error in ulps, zeros included; beyond, absolutely.
#define OX_BESSEL(name, T, function, order)                                                                            \
  struct name {                                                                                                        \
    static void real(mpfr_ptr r, const mpfr_t* x) {                                                                    \
      Number n;                                                                                                        \
      mpfr_set_ui(n, order, kNearest);                                                                                 \
      function(r, n, x[0]);                                                                                            \
    }                                                                                                                  \
    static Bound bound(T x) {                                                                                          \
      bool single = sizeof(T) == 4;                                                                                    \
      return std::fabs(x) < 8 ? Bound{single ? 9.0 : 7.0, 0} : Bound{0, single ? 2.2e-6 : 5e-12};                      \
    }                                                                                                                  \
    static bool accepts(T x) { return moderate(static_cast<double>(x)); }                                              \
    static constexpr Interval domain[] = {{-20, 20}};                                                                  \
  };
OX_BESSEL(j0f, float, bessel_j, 0)
OX_BESSEL(j0, double, bessel_j, 0)
OX_BESSEL(j1f, float, bessel_j, 1)
OX_BESSEL(j1, double, bessel_j, 1)
OX_BESSEL(y0f, float, bessel_y, 0)
OX_BESSEL(y0, double, bessel_y, 0)
OX_BESSEL(y1f, float, bessel_y, 1)
OX_BESSEL(y1, double, bessel_y, 1)
// The guide bounds jn at n = 128 by an absolute error, and yn by ceil(2 + 2.5 n) ulps below n (1.5 n in double).
#define OX_BESSEL_N(name, T, function, ulps_expression, absolute_error)                                                \
  struct name {                                                                                                        \
    static void real(mpfr_ptr r, const mpfr_t* x) { function(r, x[0], x[1]); }                                         \
    static Bound bound(int n, [[maybe_unused]] T x) { return {ulps_expression, absolute_error}; }                      \
    static bool accepts(int n, T x) { return n > -3 && n <= 128 && moderate(static_cast<double>(x)); }                 \
    static constexpr Interval domain[] = {{0, 40}, {-5, 60}};                                                          \
  };
OX_BESSEL_N(jnf, float, bessel_j, 0.0 * n, 2.2e-6)
OX_BESSEL_N(jn, double, bessel_j, 0.0 * n, 5e-12)
OX_BESSEL_N(ynf, float, bessel_y, n > 0 && x < static_cast<float>(n) ? std::ceil(2 + 2.5 * n) : 0, 2.2e-6)
OX_BESSEL_N(yn, double, bessel_y, n > 0 && x < 1.5 * n ? std::ceil(2 + 2.5 * n) : 0, 5e-12)
OX_PAIR_BY_MPFR(cyl_bessel_i0, modified_bessel(r, x[0], 0), OX_RANGE(-95, 95), OX_RANGE(-40, 40))
OX_PAIR_BY_MPFR(cyl_bessel_i1, modified_bessel(r, x[0], 1), OX_RANGE(-95, 95), OX_RANGE(-40, 40))

// Fast approximations: the host gives exact special functions, so what is judged is the formula; the bounds are those
// of the programming guide's table of intrinsic functions.
#define OX_FAST(name, statement, ulps_expression, absolute_error, ...)                                                 \
  struct name {                                                                                                        \
    static void real(mpfr_ptr r, const mpfr_t* x) { statement; }                                                       \
    static Bound bound(float x) { return {ulps_expression, absolute_error}; }                                          \
    static bool accepts(float x) { return __VA_ARGS__; }                                                               \
    static constexpr Interval domain[] = {{-20, 20}};                                                                  \
  };
OX_FAST(fast_expf, mpfr_exp(r, x[0], kNearest), 2 + std::floor(std::fabs(1.173 * x)), 0, std::fabs(x) < 1e30f)
OX_FAST(fast_exp10f, mpfr_exp10(r, x[0], kNearest), 2 + std::floor(std::fabs(2.97 * x)), 0, std::fabs(x) < 1e30f)
OX_FAST(fast_log2f, mpfr_log2(r, x[0], kNearest), 2, 0x1p-22, true)
OX_FAST(fast_logf, mpfr_log(r, x[0], kNearest), 3, x >= 0.5f && x <= 2.0f ? std::exp2(-21.41) : 0, true)
OX_FAST(fast_log10f, mpfr_log10(r, x[0], kNearest), 3, x >= 0.5f && x <= 2.0f ? 0x1p-24 : 0, true)
OX_FAST(fast_sinf, mpfr_sin(r, x[0], kNearest), 0, std::exp2(-21.41), std::fabs(x) <= 3.1415926f)
OX_FAST(fast_cosf, mpfr_cos(r, x[0], kNearest), 0, std::exp2(-21.19), std::fabs(x) <= 3.1415926f)
OX_FAST(fast_tanf, mpfr_tan(r, x[0], kNearest), 4, 0, std::fabs(x) <= 1.5f)
struct fast_powf {
  static void real(mpfr_ptr r, const mpfr_t* x) { mpfr_pow(r, x[0], x[1], kNearest); }
  // exp2f(y * __log2f(x)): the product's rounding, |y log2 x| / 2 ulp, is in the exponent.
  static Bound bound(float x, float y) { return {4 + 2 * std::fabs(y * std::log2(x)), 0}; }
  static bool accepts(float x, float y) {
    return x > 1e-30f && x < 1e30f && std::fabs(y) > 1e-30f && std::fabs(y) < 1e30f;
  }
  static constexpr Interval domain[] = {{0.01, 20}, {-20, 20}};
};
struct fast_fdividef {
  static void real(mpfr_ptr r, const mpfr_t* x) { mpfr_div(r, x[0], x[1], kNearest); }
  static Bound bound(float, float y) { return {2, std::fabs(y) > 0x1p126f ? 1.0 : 0.0}; }
  static constexpr Interval domain[] = {{-20, 20}, {-20, 20}};
};
// About 20 bits of the reciprocal; subnormals are flushed.
struct rcp64h {
  static void real(mpfr_ptr r, const mpfr_t* x) { mpfr_ui_div(r, 1, x[0], kNearest); }
  static Bound bound(double) { return {0x1p33, 0}; }
  static bool accepts(double x) { return std::fabs(x) > 1e-300 && std::fabs(x) < 1e300; }
  static constexpr Interval domain[] = {{-20, 20}};
};

} // namespace ox::reference
