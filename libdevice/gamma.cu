// The gamma function and the logarithm of its absolute value.
//
// Near the origin: with n the nearest integer to x and r = x - n, which is exact, gamma(2 + r) comes from a polynomial
// (its reciprocal is an entire function) and the recurrence gamma(x + 1) = x gamma(x) leads to x.  From 10 on
// Stirling's series, whose leading term x log(x) - x is formed in two doubles, because its absolute error is the
// result's relative one.  Below -10 the reflection gamma(x) gamma(-x) = -pi / (x sin(pi x)).
//
// Single precision has quotients of its own, evaluated in double (minimax.py, remez_rational): gamma(x + 1) is
// (x + 2)^(x + 1/2) e^-(x + 2) times a smooth function of x >= 0, as Lanczos found, and log(gamma(x)) is (x - 1) (x -
// 2) times one for x from 1 to 3.
#include "libdevice/exp_log_kernels.h"
#include "libdevice/float_kernels.h"

namespace ox::math {

extern "C" {
double __nv_log(double x);
double __nv_sinpi(double x);
}

namespace {

inline constexpr double kPi = 0x1.921fb54442d18p+1;
inline constexpr double kStirlingFrom = 10.0;

// gamma(2 + r), |r| <= 1/2.
OX_PART double gamma_near_two(double r) {
  double q = polynomial(r, -0x1.b0ee6072093cep-2, -0x1.dd603fb6ac11bp-3, 0x1.875ac5782250dp-3, -0x1.92449b66f2a51p-6,
                        -0x1.2119851175d3cp-6, 0x1.06e8179e66da5p-7, -0x1.a5b350a596dbcp-11, -0x1.7a5da9eb158c3p-12,
                        0x1.3156552ea147cp-13, -0x1.265ee51230adep-16, -0x1.5b7ccc5cfdb6fp-19, 0x1.674d3cd3bafa6p-20,
                        -0x1.b95a3448ab92bp-23, -0x1.6d24e4a5e7248p-33, 0x1.b62e398934481p-28, -0x1.5a453c2a4d66bp-30);
  return 1.0 / fma(r, q, 1.0);
}

// gamma(x) for |x| < 10, not zero or a negative integer.
OX_PART double gamma_by_recurrence(double x) {
  double n = __builtin_roundeven(x);
  double r = x - n;
  s32 steps = static_cast<s32>(n) - 2;
  double product = 1.0;
  for (s32 k = 0; k < steps; ++k) // gamma(x) = (x - 1) ... (2 + r) gamma(2 + r)
    product *= r + static_cast<double>(2 + k);
  double divisor = 1.0;
  for (s32 k = 0; k > steps; --k) // gamma(x) = gamma(2 + r) / ((1 + r) r (r - 1) ... x)
    divisor *= r + static_cast<double>(1 + k);
  return gamma_near_two(r) * product / divisor;
}

// log(gamma(x)) for x >= 10, as a pair; at most 2^1015 or so, so that nothing overflows on the way.
OX_PART Pair<double> log_gamma_large(double x) {
  Pair<double> l = log_pair(x);
  double factor = x - 0.5; // beyond 2^53 the half does not matter
  Pair<double> leading = exact_product(factor, l.hi);
  Pair<double> difference = exact_sum(leading.hi, -x);
  double z = 1.0 / x;
  double t = z * z;
  double series = z * polynomial(t, 0x1.5555555555553p-4, -0x1.6c16c16bea91cp-9, 0x1.a019ffb40a735p-11,
                                 -0x1.38112ab6ab17bp-11, 0x1.b7e939acf66ccp-11, -0x1.c11fde496a574p-10);
  double lo = (difference.lo + fma(factor, l.lo, leading.lo)) + (series - 0x1.65b5a1b7ff5dfp-55);
  Pair<double> sum = exact_sum(difference.hi, 0x1.d67f1c864beb5p-1); // log(2 pi) / 2
  return fast_sum(sum.hi, sum.lo + lo);
}

// log(gamma(2 + x)) for x in [-1, 1]: its zeros at x = 0 and -1 are factors.
OX_PART double log_gamma_near_two(double x) {
  double q = polynomial(x, 0x1.b0ee6072093cep-2, -0x1.9ae6509ea109ep-4, 0x1.0e0c9df293524p-5, -0x1.95ce223a9d2b6p-7,
                        0x1.47974853ac029p-8, -0x1.145121f955d2fp-9, 0x1.dfebcf8cc797ep-11, -0x1.a96a403b7c70ap-12,
                        0x1.7ed73413be0edp-13, -0x1.5c86af2037faep-14, 0x1.402f01e904e19p-15, -0x1.2851180cad700p-16,
                        0x1.13e5745884ea4p-17, -0x1.0222935af5836p-18, 0x1.e52ee98d81f72p-20, -0x1.cb4946ea5927bp-21,
                        0x1.b37ff4fce924cp-22, -0x1.8fb13670a7877p-23, 0x1.776e693879c32p-24, -0x1.bf1faa11c283ap-25,
                        0x1.c3ecb9ee605c3p-26, -0x1.a9b0e392a47eep-31, -0x1.bcbb356089ba2p-31, -0x1.33d1bab7f5498p-27,
                        0x1.54777eacb81fdp-28, 0x1.53b3c5333277ap-29, -0x1.80697ad860edap-30, -0x1.c26f320f29e3fp-31,
                        0x1.d4213104ebc7bp-32);
  return x * (x + 1.0) * q + 0.0; // gamma(1) = 1, whose logarithm is +0
}

// log |gamma(x)| for -3 < x < -1 as log(gamma(x + n)) - log |x ... (x + n - 1)| with n = 3 or 4, so that x + n is
// between 1 and 2.  The sums are exact, and so is the product, in two parts: its rounding errors would be a large part
// of the result, which is below 1.
OX_PART double log_gamma_from_above(double x) {
  bool four = x < -2.0;
  Pair<double> outer = exact_product(x, four ? x + 3.0 : 1.0), inner = exact_product(x + 1.0, x + 2.0);
  double product = outer.hi * inner.hi;
  double rest = fma(outer.hi, inner.hi, -product) + fma(outer.hi, inner.lo, outer.lo * inner.hi);
  return log_gamma_near_two(four ? x + 2.0 : x + 1.0) - (__nv_log(absolute(product)) + rest / product);
}

OX_PART bool is_integer(double x) { return __builtin_trunc(x) == x; }

} // namespace

OX_FUNCTION double __nv_tgamma(double x) {
  if (x == 0.0)
    return 1.0 / x;
  if (is_nan(x) || x == -kInfinity || (x < 0.0 && is_integer(x)))
    return kNan;
  double magnitude = absolute(x);
  if (magnitude < kStirlingFrom)
    return gamma_by_recurrence(x);
  Pair<double> l = log_gamma_large(lesser(magnitude, 200.0));
  if (x > 0.0)
    return exp_kernel(l.hi, l.lo);
  // In halves: the exponential alone may be subnormal where the quotient is large.
  double root = exp_kernel(-0.5 * l.hi, -0.5 * l.lo);
  return -kPi / (x * __nv_sinpi(x)) * root * root;
}

OX_FUNCTION double __nv_lgamma(double x) {
  double magnitude = absolute(x);
  if (!(magnitude < kInfinity))
    return magnitude;
  if (x <= 0.0 && is_integer(x))
    return kInfinity;
  if (magnitude < 0x1p-60) // 1 / |x|
    return -__nv_log(magnitude);
  if (magnitude >= kStirlingFrom) {
    if (magnitude >= 0x1p1014) // the pair's products would overflow; here x log(x) - x is all
      return x < 0.0 ? -kInfinity : magnitude * (__nv_log(magnitude) - 1.0);
    Pair<double> l = log_gamma_large(magnitude);
    if (x > 0.0)
      return l.hi + l.lo;
    return (__nv_log(kPi / absolute(x * __nv_sinpi(x))) - l.hi) - l.lo;
  }
  if (x >= 1.0 && x <= 3.0)
    return log_gamma_near_two(x - 2.0);
  if (x > 0.0 && x < 1.0) // gamma(1 + x) / x
    return log_gamma_near_two(x - 1.0) - __nv_log(x);
  if (x > -3.0 && x < -1.0)
    return log_gamma_from_above(x);
  return __nv_log(absolute(gamma_by_recurrence(x)));
}

namespace {

// sin(pi x) for x >= 0; 0 is for integers only, and infinity gives NaN.
OX_PART double sine_pi_for_float(double x) {
  double n = __builtin_roundeven(x);
  double r = x - n;
  double s = r * polynomial(r * r, 0x1.921fb5441e487p+1, -0x1.4abbce4f19c2dp+2, 0x1.466bbfc23c85bp+1,
                            -0x1.32d111ff30105p-1, 0x1.500ff7aabd954p-4, -0x1.cc3454beb9b87p-8);
  u64 odd = bits_of(n + kRoundingMagic) << 63;
  return double_of(bits_of(s) ^ odd);
}

// log(gamma(x)) for x > 0.
OX_PART double log_gamma_for_float(double x) {
  double l = log_for_float(x, kNatural);
  if (x >= 3.0) { // Stirling's series
    double z = 1.0 / x;
    double series = z * polynomial(z * z, 0x1.5555540a254dfp-4, -0x1.6c06721362c2ep-9, 0x1.98aa6aead82b8p-11,
                                   -0x1.c05e3c4235d29p-12);
    return fma(x - 0.5, l - 1.0, 0x1.acfe390c97d68p-2 + series); // (log(2 pi) - 1) / 2
  }
  double u = x < 1.0 ? x - 1.0 : x - 2.0;
  double n = polynomial(u, 0x1.b0ee6078ede0ap-2, 0x1.3a1d0bf2afa10p-2, 0x1.ce30f2de3952ep-5, 0x1.4f347b9d0729dp-10,
                        -0x1.2235e72281e4ep-15);
  double d = polynomial(u, 1.0, 0x1.ecf7d4d7c4e88p-1, 0x1.22bfcb4bc6dfep-2, 0x1.934b6701bbc1bp-6);
  double value = u * (u + 1.0) * n / d;
  return x < 1.0 ? value - l : value + 0.0; // gamma(1) = 1, whose logarithm is +0
}

} // namespace

OX_FUNCTION float __nv_tgammaf(float x) {
  double t = static_cast<double>(x);
  double a = lesser(absolute(t), 60.0); // gamma(60) overflows, and gamma(-60) underflows
  double n = polynomial(a, 0x1.4e63f8460f2d2p+2, 0x1.c70702ee56150p+2, 0x1.a3e0bd945ff85p+1, 0x1.075cf3c03a696p-1);
  double d = polynomial(a, 1.0, 0x1.e191b0aaf8de5p+0, 0x1.161a5c9c0b42ep+0, 0x1.a4444604e71c1p-3);
  double base = a + 2.0;
  double exponent = fma(a + 0.5, log_for_float(base, kBinary), base * -kLog2e);
  PowerOfTwo e = exp2_for_float(exponent, 1.0);
  double next = fma(e.power, e.fraction, e.power) * n; // gamma(a + 1) d
  if (!(x < 0.0f))
    return static_cast<float>(next / (with_sign(a, t) * d));
  double sine = sine_pi_for_float(-t);
  return sine == 0.0 ? kNanF : static_cast<float>(-kPi * d / (sine * next));
}

OX_FUNCTION float __nv_lgammaf(float x) {
  double a = static_cast<double>(absolute(x));
  if (OX_UNLIKELY(a == 0.0 || !(a < kInfinity)))
    return static_cast<float>(a == 0.0 ? kInfinity : a);
  double value = log_gamma_for_float(a);
  if (x < 0.0f) {
    double sine = absolute(sine_pi_for_float(a));
    if (sine == 0.0)
      return kInfinityF;
    value = log_for_float(kPi / (a * sine), kNatural) - value;
    if (OX_UNLIKELY(absolute(value) < 0x1p-5)) // beside a zero, of which more digits are left in double
      value = __nv_lgamma(static_cast<double>(x));
  }
  return static_cast<float>(value);
}

} // namespace ox::math
