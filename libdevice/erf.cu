// erf, erfc, erfcx, and the normal distribution's cumulative function.  Their inverses are in erf_inverse.cu.
#include "libdevice/erf_kernels.h"

namespace ox::math {

// One odd rational minimax fit, of x^2, to 2^-29 of erf; from 3.925 on the result is 1.
OX_INLINE float __nv_erff(float x) {
  double t = static_cast<double>(greater(lesser(x, 3.925f), -3.925f));
  double z = t * t;
  double n = polynomial(z, 0x1.1a515d30905b5p+14, 0x1.7293a46d6bf2fp+11, 0x1.b256c85001c9dp+9, 0x1.ebd7b83e43dd0p+5,
                        0x1.825181c3915dep+2, 0x1.2eab38c433a4ap-4, -0x1.aed1cabecb812p-13);
  double d = polynomial(z, 0x1.f46533bfbb95bp+13, 0x1.f1cdf32178055p+12, 0x1.c7e1f13f11a6ep+10, 0x1.ee3b10d17f7f9p+7,
                        0x1.4d91c8c56a372p+4, 1.0);
  return static_cast<float>(t * n / d);
}
// Beyond 7/8, where erfc is at most 0.22, 1 - erfc.
OX_FUNCTION double __nv_erf(double x) {
  double magnitude = absolute(x);
  if (magnitude < 0.875)
    return fma(x, erf_ratio_tail(x), x);
  return with_sign(1.0 - erfc_positive(magnitude), x);
}

OX_FUNCTION float __nv_erfcf(float x) {
  double e = erfc_for_float(static_cast<double>(absolute(x)));
  return static_cast<float>(x < 0.0f ? 2.0 - e : e);
}
OX_FUNCTION double __nv_erfc(double x) {
  double e = erfc_positive(absolute(x));
  return x < 0.0 ? 2.0 - e : e;
}

// erfcx(-x) = 2 e^(x^2) - erfcx(x).
OX_FUNCTION float __nv_erfcxf(float x) {
  double magnitude = static_cast<double>(absolute(x));
  double e = erfcx_for_float(lesser(magnitude, 0x1p170)); // of infinity what rounds to 0
  if (x < 0.0f) {
    double bounded = lesser(magnitude, 10.0);
    e = 2.0 * exp_for_float(bounded * bounded) - e;
  }
  return static_cast<float>(e);
}
OX_FUNCTION double __nv_erfcx(double x) {
  double magnitude = absolute(x);
  if (magnitude < 0.5)
    return erfcx_small(x);
  if (x < 0.0) {
    double bounded = lesser(magnitude, 27.0);
    Pair<double> square = exact_product(bounded, bounded);
    ExpParts e = exp_parts(square.hi, square.lo);
    Pair<double> other = erfcx_kernel(bounded);
    double s = power_of_two(e.n < 100 ? -e.n : -100); // to the exponential's scale; soon it does not count
    Pair<double> difference = fast_sum(2.0, -other.hi * s);
    return scale(difference.hi + fma(2.0, e.hi, fma(2.0, e.lo, fma(-s, other.lo, difference.lo))), e.n);
  }
  // 1 / (x sqrt(pi)) where the next term no longer counts, and the kernel's divisor would lose its rest or overflow
  if (OX_UNLIKELY(magnitude >= 0x1p40))
    return 0x1.20dd750429b6dp-1 / magnitude;
  Pair<double> e = erfcx_kernel(magnitude);
  return e.hi + e.lo;
}

// normcdf(x) = erfc(-x / sqrt(2)) / 2; the argument's rounding would cost x^2 ulps, so it is kept in two parts.
OX_FUNCTION float __nv_normcdff(float x) {
  double t = static_cast<double>(absolute(x)) * 0x1.6a09e667f3bcdp-1;
  double e = 0.5 * erfc_for_float(t);
  return static_cast<float>(x > 0.0f ? 1.0 - e : e);
}
OX_FUNCTION double __nv_normcdf(double x) {
  double magnitude = lesser(absolute(x), 40.0);
  double t = magnitude * 0x1.6a09e667f3bcdp-1;
  double lo = fma(magnitude, 0x1.6a09e667f3bcdp-1, -t) + magnitude * -0x1.bdd3413b26456p-55;
  double e = 0.5 * erfc_positive(t, lo);
  return x > 0.0 ? 1.0 - e : e;
}

} // namespace ox::math
