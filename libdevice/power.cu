// pow, powf and their integer forms.
//
// powf runs in double: log2 to 2^-50, times y, exp2 to 2^-34, so that one rounding is all the error there is.
// pow carries log(x) as a pair of doubles (2^-65 relative), because |y log x| can reach 745 and its absolute error is
// the relative error of the result.
// Negative, zero, subnormal and infinite bases and non-finite exponents go to one cold function, by C's rules
// (F.10.4.4).
#include "libdevice/exp_log_kernels.h"

namespace ox::math {

// x^y for positive normal x and finite y.
OX_PART float power_of_positive(double x, double y) {
  s64 ix = static_cast<s64>(bits_of(x));
  s64 e = (ix - 0x3fe6a09e667f3bcd) >> 52;
  double m = double_of(static_cast<u64>(ix - (e << 52)));
  double s = (m - 1.0) / (m + 1.0);
  double z = s * s;
  double log2_x =
      fma(s,
          polynomial(z, 0x1.71547652b82ffp+1, 0x1.ec709dc39c89cp-1, 0x1.2776c516ccde6p-1, 0x1.a617564a9aa65p-2,
                     0x1.484fb897f5d65p-2, 0x1.0bb6251eb46dap-2, 0x1.f1abc8a5f9ec6p-3),
          static_cast<double>(static_cast<s32>(e)));
  double t = greater(lesser(y * log2_x, 200.0), -200.0);
  double shifted = t + kRoundingMagic;
  double r = t - (shifted - kRoundingMagic);
  double p = polynomial(r, 0x1.ffffffffa594cp-1, 0x1.62e42fef6bf1ep-1, 0x1.ebfbe0ac3aca2p-3, 0x1.c6b08e08c5be0p-5,
                        0x1.3b29d6e66c30ap-7, 0x1.5d8713d0a88aap-10, 0x1.446dee8f98a63p-13, 0x1.00f8cca9e4be8p-16);
  return static_cast<float>(p * power_of_two(low_integer(shifted)));
}
OX_PART double power_of_positive_double(double x, double y) {
  y = greater(lesser(y, 0x1p66), -0x1p66); // beyond, every x but 1 overflows or underflows
  Pair<double> l = log_pair(x);
  Pair<double> product = exact_product(l.hi, y);
  double lo = fma(l.lo, y, product.lo);
  return exp_kernel(product.hi, greater(lesser(lo, 1.0), -1.0));
}

enum class Integrality { kFraction, kEven, kOdd };

OX_PART Integrality integrality(double y) {
  double magnitude = absolute(y);
  if (magnitude >= 0x1p53)
    return Integrality::kEven;
  s64 integer = static_cast<s64>(magnitude);
  if (static_cast<double>(integer) != magnitude)
    return Integrality::kFraction;
  return integer & 1 ? Integrality::kOdd : Integrality::kEven;
}

// Every case that power_of_positive does not take; Power computes |x|^y for positive normal |x|.
template <typename Power> OX_PART double power_special(double x, double y, Power power) {
  if (y == 0.0 || x == 1.0)
    return 1.0;
  if (is_nan(x) || is_nan(y))
    return kNan;
  double magnitude = absolute(x);
  if (absolute(y) == kInfinity) {
    if (magnitude == 1.0)
      return 1.0;
    return (magnitude > 1.0) == (y > 0.0) ? kInfinity : 0.0;
  }
  Integrality kind = integrality(y);
  double sign = kind == Integrality::kOdd ? x : 1.0;
  if (magnitude == 0.0 || magnitude == kInfinity)
    return with_sign((magnitude == 0.0) == (y > 0.0) ? 0.0 : kInfinity, sign);
  if (x < 0.0 && kind == Integrality::kFraction)
    return kNan;
  return with_sign(power(magnitude, y), sign);
}

OX_COLD float powf_special(float x, double y) {
  return static_cast<float>(
      power_special(x, y, [](double m, double e) { return static_cast<double>(power_of_positive(m, e)); }));
}
OX_COLD double pow_special(double x, double y) {
  return power_special(x, y, [](double m, double e) {
    if (m >= 0x1p-1022)
      return power_of_positive_double(m, e);
    // Subnormal: (m 2^54)^y 2^(-54 y); the scale is applied to the logarithm.
    Pair<double> l = log_pair(m * 0x1p54);
    Pair<double> shifted = exact_sum(-54.0 * 0x1.62e42fefa3000p-1, l.hi);
    shifted = fast_sum(shifted.hi, shifted.lo + (l.lo - 54.0 * 0x1.3de6af278ece6p-42));
    Pair<double> product = exact_product(shifted.hi, greater(lesser(e, 0x1p66), -0x1p66));
    double lo = fma(shifted.lo, e, product.lo);
    return exp_kernel(product.hi, greater(lesser(lo, 1.0), -1.0));
  });
}

// Positive normal x, finite y: one unsigned comparison each.
OX_INLINE float __nv_powf(float x, float y) {
  if (OX_UNLIKELY(bits_of(x) - 0x00800000u >= 0x7f000000u || (bits_of(y) & 0x7fffffffu) >= 0x7f800000u))
    return powf_special(x, y);
  return power_of_positive(static_cast<double>(x), static_cast<double>(y));
}
OX_INLINE double __nv_pow(double x, double y) {
  if (OX_UNLIKELY(bits_of(x) - 0x0010000000000000ull >= 0x7fe0000000000000ull ||
                  (bits_of(y) & 0x7fffffffffffffffull) >= 0x7ff0000000000000ull))
    return pow_special(x, y);
  return power_of_positive_double(x, y);
}

OX_FUNCTION float __nv_powif(float x, int n) {
  double y = static_cast<double>(n); // a float could not hold every n
  if (OX_UNLIKELY(bits_of(x) - 0x00800000u >= 0x7f000000u))
    return powf_special(x, y);
  return power_of_positive(static_cast<double>(x), y);
}
OX_FUNCTION double __nv_powi(double x, int n) { return __nv_pow(x, static_cast<double>(n)); }

} // namespace ox::math
