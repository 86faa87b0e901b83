// sinh, cosh, tanh and their inverses.
#include "libdevice/exp_log_kernels.h"

namespace ox::math {

extern "C" {
float __nv_expm1f(float x);
double __nv_log1p(double x);
double __nv_log(double x);
}

namespace {

// e^|x| = (one + rest) 2^n.
struct Exponential {
  double one, rest;
  s32 n;
};
OX_PART Exponential exponential_of(double x) {
  ExpParts e = exp_parts(lesser(absolute(x), 711.0), 0.0);
  Pair<double> fraction = fast_sum(e.hi, e.lo);
  Pair<double> sum = fast_sum(1.0, fraction.hi);
  return {sum.hi, sum.lo + fraction.lo, e.n};
}

// (e^|x| + sign e^-|x|) / 2.  An eighth of it is formed first, because 2^n overflows before the result does.
OX_PART double half_of(Exponential e, double sign) {
  double eighth = power_of_two(e.n - 3);
  double inverse = 0x1p-6 / (e.one * eighth);
  return 4.0 * fma(e.one, eighth, fma(e.rest, eighth, sign * inverse));
}

} // namespace

OX_INLINE float __nv_sinhf(float x) {
  float magnitude = absolute(x);
  if (magnitude < 1.0f) {
    float z = x * x;
    return fma(x * z, polynomial(z, 0x1.555556p-3f, 0x1.111136p-7f, 0x1.9ffd06p-13f, 0x1.7a5d1ap-19f), x);
  }
  double e = exp_for_float(static_cast<double>(lesser(magnitude, 100.0f)));
  return with_sign(static_cast<float>(0.5 * e - 0.5 / e), x);
}
OX_INLINE float __nv_coshf(float x) {
  double e = exp_for_float(static_cast<double>(lesser(absolute(x), 100.0f)));
  return static_cast<float>(0.5 * e + 0.5 / e);
}
// t / (t + 2) with t = e^2x - 1: one path, without cancellation.
OX_INLINE float __nv_tanhf(float x) {
  float t = __nv_expm1f(2.0f * lesser(absolute(x), 20.0f));
  Pair<float> d = exact_sum(2.0f, t);
  float reciprocal = 1.0f / d.hi;
  float q = t * reciprocal;
  return with_sign(fma(fma(-q, d.lo, fma(-q, d.hi, t)), reciprocal, q), x);
}

OX_FUNCTION double __nv_sinh(double x) {
  double magnitude = absolute(x);
  if (magnitude < 1.0) {
    double z = x * x;
    return fma(x * z,
               polynomial(z, 0x1.5555555555555p-3, 0x1.1111111111111p-7, 0x1.a01a01a019fc8p-13, 0x1.71de3a5573ccep-19,
                          0x1.ae64567404a4fp-26, 0x1.61246b2b51a2fp-33, 0x1.ae753d1b30209p-41, 0x1.9a89deb9e4af2p-49),
               x);
  }
  return with_sign(half_of(exponential_of(x), -1.0), x);
}
OX_FUNCTION double __nv_cosh(double x) { return half_of(exponential_of(x), 1.0); }
OX_FUNCTION double __nv_tanh(double x) {
  double magnitude = absolute(x);
  if (magnitude < 0.5625) {
    double z = x * x;
    double result =
        fma(x * z,
            polynomial(z, -0x1.5555555555551p-2, 0x1.11111111107ddp-3, -0x1.ba1ba1b96bb71p-5, 0x1.664f4851db260p-6,
                       -0x1.226e2dc1be3a3p-7, 0x1.d6d25b1f57864p-9, -0x1.7d8c272c926dfp-10, 0x1.3462ae496e29ep-11,
                       -0x1.e809d68b562c3p-13, 0x1.5940e78176669p-14, -0x1.3c52a09ccd6adp-16),
            x);
    return with_sign(result, x);
  }
  // 1 - 2 / (e^2x + 1), with the rest of the denominator
  Exponential e = exponential_of(2.0 * lesser(magnitude, 40.0));
  double s = power_of_two(e.n);
  Pair<double> d = fast_sum(e.one * s, 1.0);
  double d_lo = fma(e.rest, s, d.lo);
  double q = 2.0 / d.hi;
  return with_sign(1.0 - fma(-q, d_lo / d.hi, q), x);
}

// asinh(x) = log1p(x + x^2 / (1 + sqrt(1 + x^2))); single precision has room for all of it in double.
OX_INLINE float __nv_asinhf(float x) {
  double magnitude = static_cast<double>(absolute(x));
  if (magnitude < 0x1p-12)
    return x;
  if (OX_UNLIKELY(!(magnitude < static_cast<double>(kInfinityF))))
    return x;
  double square = magnitude * magnitude;
  double excess = magnitude + square / (1.0 + square_root(1.0 + square)); // asinh = log1p(excess)
  return with_sign(static_cast<float>(__nv_log1p(excess)), x);
}
OX_INLINE float __nv_acoshf(float x) {
  if (OX_UNLIKELY(!(x >= 1.0f && x < kInfinityF)))
    return x >= 1.0f ? x : kNanF;
  double t = static_cast<double>(x) - 1.0;
  return static_cast<float>(__nv_log1p(t + square_root(t * (t + 2.0))));
}
OX_INLINE float __nv_atanhf(float x) {
  double magnitude = static_cast<double>(absolute(x));
  if (OX_UNLIKELY(!(magnitude < 1.0)))
    return magnitude == 1.0 ? with_sign(kInfinityF, x) : kNanF;
  if (magnitude < 0x1p-13)
    return x;
  return with_sign(static_cast<float>(0.5 * __nv_log1p(2.0 * magnitude / (1.0 - magnitude))), x);
}

OX_FUNCTION double __nv_asinh(double x) {
  double magnitude = absolute(x);
  if (!(magnitude < kInfinity))
    return x;
  double result;
  if (magnitude > 0x1p28) {
    result = __nv_log(magnitude) + kLn2;
  } else {
    double square = magnitude * magnitude;
    result = __nv_log1p(magnitude + square / (1.0 + square_root(1.0 + square)));
  }
  return with_sign(result, x);
}
OX_FUNCTION double __nv_acosh(double x) {
  if (!(x >= 1.0 && x < kInfinity))
    return x >= 1.0 ? x : kNan;
  if (x > 0x1p28)
    return __nv_log(x) + kLn2;
  double t = x - 1.0;
  return __nv_log1p(t + square_root(fma(t, t, 2.0 * t)));
}
OX_FUNCTION double __nv_atanh(double x) {
  double magnitude = absolute(x);
  if (!(magnitude < 1.0))
    return magnitude == 1.0 ? with_sign(kInfinity, x) : kNan;
  return with_sign(0.5 * __nv_log1p(2.0 * magnitude / (1.0 - magnitude)), x);
}

} // namespace ox::math
