// References for the error functions, their inverses, and the gamma functions (harness.h says how).
#pragma once
#include "math_references.h"
#include <initializer_list>

namespace ox::reference {

using libdevice_test::Generator;

// One of `places` or a number near it, at any distance; 0 stands for all magnitudes of either sign.
template <typename T> T beside(Generator& generator, std::initializer_list<double> places) {
  double place = places.begin()[generator() % places.size()];
  double distance = std::ldexp(1 + static_cast<double>(generator() >> 11) * 0x1p-53,
                               -static_cast<int>(generator() % (place == 0 ? 1080 : 56)));
  if (generator() & 1)
    distance = -distance;
  return static_cast<T>(place == 0 ? distance : place * (1 + 0.5 * distance));
}
// `approximation` as for OX_ELEMENTARY; what follows the interval are the places of `hard`: zeros, poles and the thresholds
// where an algorithm may change.
#define OX_SPECIAL(name, T, statement, approximation, interval, ...)                                                   \
  struct name {                                                                                                        \
    static void real(mpfr_ptr r, const mpfr_t* x) { statement; }                                                       \
    template <typename W> static W approximate(W x0) { return approximation; }                                         \
    static constexpr Interval domain[] = {interval};                                                                   \
    static T hard(Generator& generator) { return beside<T>(generator, {__VA_ARGS__}); }                                \
  };
#define OX_SPECIAL_PAIR(name, statement, approximation, float_interval, double_interval, ...)                          \
  OX_SPECIAL(name##f, float, statement, approximation, float_interval, __VA_ARGS__)                                    \
  OX_SPECIAL(name, double, statement, approximation, double_interval, __VA_ARGS__)

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

template <typename T> inline constexpr T kRootPi = T(1.772453850905516027298167483341145183L);

// 1 / (x sqrt(pi)) (1 - 1 / (2 x^2) + 3 / (2 x^2)^2 - ...) from 10 on, where the least term is below e^-100.
template <typename T> T approximate_erfcx(T x) {
  if (x < -100)
    return std::numeric_limits<T>::infinity();
  if (x > 10) {
    T t = 1 / (2 * x * x), sum = 1, term = 1;
    for (int k = 1; std::fabs(term) > std::numeric_limits<T>::epsilon() / 8; ++k)
      sum += term *= -static_cast<T>(2 * k - 1) * t;
    return sum / (x * kRootPi<T>);
  }
  T square = x * x;
  return std::exp(square) * (1 + std::fma(x, x, -square)) * std::erfc(x);
}
// erfc(-x / sqrt(2)) / 2, with the rounding error of the argument times the derivative.
template <typename T> T approximate_normcdf(T x) {
  if (std::fabs(x) > 100)
    return x > 0 ? 1 : 0;
  T root = T(0.7071067811865475244008443621048490393L), root_lo = std::fma(-root, root, T(0.5)) / (2 * root);
  T t = -x * root, t_lo = std::fma(-x, root, -t) - x * root_lo;
  return (std::erfc(t) - 2 / kRootPi<T> * std::exp(-t * t) * t_lo) / 2;
}
OX_SPECIAL_PAIR(erf, mpfr_erf(r, x[0], kNearest), std::erf(x0), OX_RANGE(-6, 6), OX_RANGE(-6, 6), 0, 0.875, -0.875, 1)
OX_SPECIAL_PAIR(erfc, mpfr_erfc(r, x[0], kNearest), std::erfc(x0), OX_RANGE(-3, 11), OX_RANGE(-3, 28), 0, 0.5, -0.5, 10,
                26.54)
OX_SPECIAL_PAIR(erfcx, scaled_erfc(r, x[0]), approximate_erfcx(x0), OX_RANGE(-10, 20), OX_RANGE(-27, 50), 0, 0.5, -0.5,
                -26.6, 1e18)
OX_SPECIAL_PAIR(normcdf, normal_cdf(r, x[0]), approximate_normcdf(x0), OX_RANGE(-15, 6), OX_RANGE(-39, 9), 0, 0.7071,
                -0.7071, -14, -37.5)

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

// The inverse of erf at x, q = 1 - |x| > 0, both exact: Winitzki's formula has about 9 bits, Halley's iteration triples
// them, with erf where it is small and erfc where that is.
template <typename T> T approximate_erfinv(T x, T q) {
  if (!(q > 0) || x == 0)
    return x == 0   ? x
           : q == 0 ? std::copysign(std::numeric_limits<T>::infinity(), x)
                    : std::numeric_limits<T>::quiet_NaN();
  T magnitude = std::fabs(x), w = magnitude < T(0.5) ? std::log1p(-x * x) : std::log(q * (2 - q));
  T a = T(4.330746750799873) + w / 2; // 2 / (0.147 pi)
  T y = magnitude < T(1e-4) ? magnitude * kRootPi<T> / 2 : std::sqrt(std::sqrt(a * a - w / T(0.147)) - a);
  for (int step = 0; step < 8; ++step) {
    T difference = magnitude < T(0.5) ? std::erf(y) - magnitude : q - std::erfc(y);
    T error = difference * kRootPi<T> / 2 * std::exp(y * y);
    T correction = error / (1 + y * error);
    y -= correction;
    if (std::fabs(correction) < T(1e-8) * y)
      break;
  }
  return std::copysign(y, x);
}
template <typename T> T approximate_erfcinv(T q) {
  return q <= 1 ? approximate_erfinv(1 - q, q) : approximate_erfinv(1 - q, 2 - q);
}
template <typename T> T approximate_normcdfinv(T p) {
  return p == T(0.5) ? T(0) : -T(1.414213562373095048801688724209698079L) * approximate_erfcinv(2 * p);
}
OX_SPECIAL_PAIR(erfinv, inverse_erf(r, x[0]), approximate_erfinv(x0, 1 - std::fabs(x0)), OX_RANGE(-1, 1),
                OX_RANGE(-1, 1), 0, 0.6, -0.6, 0.99999997, 1, -1)
OX_SPECIAL_PAIR(erfcinv, inverse_erfc(r, x[0]), approximate_erfcinv(x0), OX_RANGE(0, 2), OX_RANGE(0, 2), 0, 0.4, 1, 1.6,
                2, 2e-8, 3e-17)
OX_SPECIAL_PAIR(normcdfinv, inverse_normal_cdf(r, x[0]), approximate_normcdfinv(x0), OX_RANGE(0, 1), OX_RANGE(0, 1), 0,
                0.2, 0.5, 0.8, 1, 1e-8, 1.5e-17)

// Gamma.
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
// Far below zero by log(gamma(x)) = log(pi / |x sin(pi x)|) - log(gamma(-x)), where nothing cancels: MPFR's own way
// takes seconds there.
inline void log_gamma(mpfr_ptr r, mpfr_srcptr x) {
  if (mpfr_cmp_si(x, -1000) >= 0 || !mpfr_number_p(x) || mpfr_integer_p(x)) {
    int sign;
    return mpfr_number_p(x) && mpfr_integer_p(x) && mpfr_sgn(x) <= 0 ? mpfr_set_inf(r, 1)
                                                                     : void(mpfr_lgamma(r, &sign, x, kNearest));
  }
  Number quotient(300), product(300);
  mpfr_sinpi(product, x, kNearest);
  mpfr_mul(product, product, x, kNearest); // both have the sign of the sine times -1
  mpfr_const_pi(quotient, kNearest);
  mpfr_div(quotient, quotient, product, kNearest);
  mpfr_abs(quotient, quotient, kNearest);
  mpfr_log(quotient, quotient, kNearest);
  mpfr_neg(product, x, kNearest);
  mpfr_lngamma(product, product, kNearest);
  mpfr_sub(r, quotient, product, kNearest);
}
inline double approximate_lgamma(double x) {
  int sign;
  return ::lgamma_r(x, &sign);
}
inline long double approximate_lgamma(long double x) {
  int sign;
  return ::lgammal_r(x, &sign);
}
OX_SPECIAL_PAIR(tgamma, gamma_or_pole(r, x[0]), std::tgamma(x0), OX_RANGE(-45, 36), OX_RANGE(-185, 172), 0, 1, 2, 10,
                35.04, 171.62, -1, -2, -10, -34, -42, -171, -184)
// The negative zeros of lgamma lie ever nearer to the poles.
#define OX_LGAMMA_PLACES                                                                                               \
  0, 1, 2, 3, 10, -2.457024738220800, -2.747682646727413, -3.143580888349980, -3.955294284858598, -4.039361839740537,  \
      -4.991544640560048, -5.008218168422593, -5.998607480080876, -6.001385294453154, -7, -9, -10, -15, -22, -1e6
OX_SPECIAL(lgammaf, float, log_gamma(r, x[0]), approximate_lgamma(x0), OX_RANGE(-40, 40), OX_LGAMMA_PLACES)
OX_SPECIAL(lgamma_values, double, log_gamma(r, x[0]), approximate_lgamma(x0), OX_RANGE(-40, 40), OX_LGAMMA_PLACES)
// The guide's bound (4 ulp) leaves out the interval with the negative zeros, where the absolute error counts.
struct lgamma : lgamma_values {
  static Bound bound(double x) { return {3.5, x > -23.0001 && x < -2.2637 ? 1e-14 : 0}; }
};

} // namespace ox::reference
