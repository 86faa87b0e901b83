// pow, powf and their integer forms.
//
// powf runs in double: log2 to 2^-45, times y, exp2 to 2^-33, so that one rounding is all the error there is.
// pow carries log(x) as a pair of doubles (2^-65 relative), because |y log x| can reach 745 and its absolute error is
// the relative error of the result.
// Negative, zero, subnormal and infinite bases and non-finite exponents go to one cold function, by C's rules
// (F.10.4.4).
#include "libdevice/exp_log_kernels.h"
#include "libdevice/float_kernels.h"

namespace ox::math {

// x^y for positive x and finite y: single precision, where the bounds are those of float, and double.
OX_PART float power_of_positive_f(double x, double y) {
  s64 e = centred_exponent(x);
  double m = double_of(bits_of(x) - (static_cast<u64>(e) << 52));
  double s = (m - 1.0) / (m + 1.0);
  double log2_x = fma(s,
                      polynomial(s * s, 0x1.71547652b8251p+1, 0x1.ec709dc53c66bp-1, 0x1.2776c2933ecdcp-1,
                                 0x1.a61a2ec9b1b2bp-2, 0x1.47955635813fbp-2, 0x1.21b0ea97e634ap-2),
                      static_cast<double>(e));
  return value_of(exp2_for_float(bounded_for_float(y * log2_x, -200.0, 200.0), 1.0));
}
// x is normal.
OX_PART double power_of_positive(double x, double y) {
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

// The other cases; Power computes |x|^y for positive, finite |x|.
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
      power_special(x, y, [](double m, double e) { return static_cast<double>(power_of_positive_f(m, e)); }));
}
OX_COLD double pow_special(double x, double y) {
  return power_special(x, y, [](double m, double e) {
    if (m >= 0x1p-1022)
      return power_of_positive(m, e);
    // Subnormal: (m 2^54)^y 2^(-54 y); the scale is applied to the logarithm.
    Pair<double> l = log_pair(m * 0x1p54);
    Pair<double> shifted = exact_sum(-54.0 * 0x1.62e42fefa3000p-1, l.hi);
    shifted = fast_sum(shifted.hi, shifted.lo + (l.lo - 54.0 * 0x1.3de6af278ece6p-42));
    Pair<double> product = exact_product(shifted.hi, greater(lesser(e, 0x1p66), -0x1p66));
    double lo = fma(shifted.lo, e, product.lo);
    return exp_kernel(product.hi, greater(lesser(lo, 1.0), -1.0));
  });
}

// Positive (in double: normal) x and finite y: one unsigned comparison each.
OX_INLINE float __nv_powf(float x, float y) {
  if (OX_UNLIKELY(!is_positive_finite(x) || (bits_of(y) & 0x7fffffffu) >= 0x7f800000u))
    return powf_special(x, y);
  return power_of_positive_f(static_cast<double>(x), static_cast<double>(y));
}
OX_INLINE double __nv_pow(double x, double y) {
  if (OX_UNLIKELY(bits_of(x) - 0x0010000000000000ull >= 0x7fe0000000000000ull ||
                  (bits_of(y) & 0x7fffffffffffffffull) >= 0x7ff0000000000000ull))
    return pow_special(x, y);
  return power_of_positive(x, y);
}

// Integer exponents: half of all negative bases would leave the fast path, so the sign is taken aside.
OX_FUNCTION float __nv_powif(float x, int n) {
  double y = static_cast<double>(n); // a float could not hold every n
  float magnitude = absolute(x);
  if (OX_UNLIKELY(!is_positive_finite(magnitude)))
    return powf_special(x, y);
  float power = power_of_positive_f(static_cast<double>(magnitude), y);
  return float_of(bits_of(power) | (bits_of(x) & static_cast<u32>(n) << 31));
}
OX_FUNCTION double __nv_powi(double x, int n) {
  double y = static_cast<double>(n);
  double magnitude = absolute(x);
  if (OX_UNLIKELY(bits_of(magnitude) - 0x0010000000000000ull >= 0x7fe0000000000000ull))
    return pow_special(x, y);
  double power = power_of_positive(magnitude, y);
  return double_of(bits_of(power) | (bits_of(x) & static_cast<u64>(n) << 63));
}

} // namespace ox::math
