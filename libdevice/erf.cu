// erf, erfc, erfcx, and the normal distribution's cumulative function.  Their inverses are in erf_inverse.cu.
#include "libdevice/erf_kernels.h"

namespace ox::math {

// Near 0 an odd polynomial; beyond 1, 1 - e^p(x), where p approximates log(erfc) and erfc is at most 0.16.
OX_INLINE float __nv_erff(float x) {
  float magnitude = absolute(x);
  if (magnitude < 1.0f) {
    float p = polynomial(x * x, 0x1.06eba8p-3f, -0x1.81273ep-2f, 0x1.ce2d20p-4f, -0x1.b7fbb6p-6f, 0x1.5419fap-8f,
                         -0x1.a485f8p-11f, 0x1.4ae4c6p-14f);
    return fma(x, p, x);
  }
  float u = lesser(magnitude, 4.0f) - 2.5f;
  float log_erfc = polynomial(u, -0x1.f3a2dcp+2f, -0x1.56924ap+2f, -0x1.e345dep-1f, -0x1.6413eap-7f, 0x1.1b1098p-9f,
                              -0x1.afcca8p-12f, 0x1.5ca406p-14f, -0x1.06c5b8p-16f);
  return with_sign(1.0f - exp_kernel(log_erfc), x);
}
OX_FUNCTION double __nv_erf(double x) {
  double magnitude = absolute(x);
  if (magnitude < 1.0)
    return x + erf_tail(x);
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
  double e = magnitude < 0x1p100 ? erfcx_for_float(magnitude) : 0.5641895835477563 / magnitude;
  if (x < 0.0f) {
    double bounded = lesser(magnitude, 10.0);
    e = 2.0 * exp_for_float(bounded * bounded) - e;
  }
  return static_cast<float>(e);
}
OX_FUNCTION double __nv_erfcx(double x) {
  double magnitude = absolute(x);
  // 1 / (x sqrt(pi)) where the next term no longer counts, and the quotient of the kernel would overflow
  double e = magnitude < 0x1p60 ? erfcx_kernel(magnitude) : 0x1.20dd750429b6dp-1 / magnitude;
  if (magnitude < 0.5)
    return erfc_small(x) * exp_kernel(x * x);
  if (x < 0.0) {
    double bounded = lesser(magnitude, 27.0);
    Pair<double> square = exact_product(bounded, bounded);
    e = 2.0 * exp_kernel(square.hi, square.lo) - e;
  }
  return e;
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
