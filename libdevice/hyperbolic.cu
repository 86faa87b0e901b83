// sinh, cosh, tanh and their inverses.
#include "libdevice/exp_log_kernels.h"
#include "libdevice/float_kernels.h"

namespace ox::math {

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
  double one = e.one * eighth, rest = e.rest * eighth;
  double inverse = 0x1p-6 / one;
  double inverse_rest = inverse * fma(-inverse, one, 0x1p-6) * 0x1p6 - inverse * e.rest;
  Pair<double> sum = fast_sum(one, sign * inverse);
  return 4.0 * (sum.hi + (sum.lo + fma(sign, inverse_rest, rest)));
}

} // namespace

// Single precision.  With t = e^|x| - 1: sinh |x| = (t + t / (t + 1)) / 2, without cancellation.
OX_INLINE float __nv_sinhf(float x) {
  double t = expm1_for_float(lesser(static_cast<double>(absolute(x)), 128.0));
  return with_sign(static_cast<float>(0.5 * (t + t / (t + 1.0))), x);
}
OX_INLINE float __nv_coshf(float x) {
  double e = exp_for_float(lesser(static_cast<double>(absolute(x)), 128.0));
  return static_cast<float>(fma(0.5, e, 0.5 / e));
}
// With t = e^2x - 1: tanh x = t / (t + 2).
OX_INLINE float __nv_tanhf(float x) {
  double bounded = bounded_for_float(static_cast<double>(x), -20.0, 20.0);
  double t = expm1_for_float(bounded + bounded);
  return with_sign(static_cast<float>(t / (t + 2.0)), x);
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
  // 1 - 2 / (e^2x + 1), with the rest of the denominator and of the quotient
  Exponential e = exponential_of(2.0 * lesser(magnitude, 40.0));
  double s = power_of_two(e.n);
  Pair<double> d = fast_sum(e.one * s, 1.0);
  double d_lo = fma(e.rest, s, d.lo);
  double reciprocal = 1.0 / d.hi;
  double q = 2.0 * reciprocal;
  double q_lo = fma(-q, d_lo, fma(-q, d.hi, 2.0)) * reciprocal;
  Pair<double> difference = fast_sum(1.0, -q);
  return with_sign(difference.hi + (difference.lo - q_lo), x);
}

// asinh(x) = log1p(x + x^2 / (1 + sqrt(1 + x^2))).
OX_INLINE float __nv_asinhf(float x) {
  double magnitude = static_cast<double>(absolute(x));
  if (OX_UNLIKELY(!(magnitude < kInfinity)))
    return x;
  double square = magnitude * magnitude;
  double excess = magnitude + square / (1.0 + square_root(1.0 + square));
  return with_sign(static_cast<float>(log1p_for_float(excess)), x);
}
OX_INLINE float __nv_acoshf(float x) {
  if (OX_UNLIKELY(!(x >= 1.0f && x < kInfinityF)))
    return x >= 1.0f ? x : kNanF;
  double t = static_cast<double>(x) - 1.0;
  return static_cast<float>(log1p_for_float(t + square_root(t * (t + 2.0))));
}
// Half the logarithm of u = (1 + x) / (1 - x).  With 2^e the power of two nearest to u, s = (u - 2^e) / (u + 2^e) comes
// from x itself; e = 0 gives s = x.
OX_INLINE float __nv_atanhf(float x) {
  if (OX_UNLIKELY(!(absolute(x) < 1.0f)))
    return absolute(x) == 1.0f ? with_sign(kInfinityF, x) : kNanF;
  double a = static_cast<double>(x);
  s64 e = centred_exponent((1.0 + a) / (1.0 - a));
  double scale = double_of(bits_of(1.0) + (static_cast<u64>(e) << 52));
  double s = fma(a, 1.0 + scale, 1.0 - scale) / fma(a, 1.0 - scale, 1.0 + scale);
  return with_sign(static_cast<float>(0.5 * log_of_quotient(static_cast<double>(e), s, kNatural)), x);
}

// log(2 x), for positive normal x; beyond 2^28 an inverse hyperbolic function is nothing else.
OX_PART double log_of_double(double x) {
  LogParts parts = log_parts(x);
  parts.exponent += 1.0;
  return log_of_parts(parts);
}
OX_FUNCTION double __nv_asinh(double x) {
  double magnitude = absolute(x);
  if (!(magnitude < kInfinity))
    return x;
  double result;
  if (magnitude > 0x1p28) {
    result = log_of_double(magnitude);
  } else {
    double square = magnitude * magnitude;
    Pair<double> excess = fast_sum(magnitude, square / (1.0 + square_root(1.0 + square)));
    result = log1p_kernel(excess.hi, excess.lo);
  }
  return with_sign(result, x);
}
OX_FUNCTION double __nv_acosh(double x) {
  if (!(x >= 1.0 && x < kInfinity))
    return x >= 1.0 ? x : kNan;
  if (x > 0x1p28)
    return log_of_double(x);
  double t = x - 1.0;
  double root = square_root(fma(t, t, 2.0 * t));
  double root_lo = root > 0.0 ? fma(t, t, fma(-root, root, 2.0 * t)) * (0.5 / root) : 0.0;
  Pair<double> excess = exact_sum(t, root);
  return log1p_kernel(excess.hi, excess.lo + root_lo);
}
// Half of log1p(2x / (1 - x)), with what the difference and the quotient round away.
OX_FUNCTION double __nv_atanh(double x) {
  double magnitude = absolute(x);
  if (!(magnitude < 1.0))
    return magnitude == 1.0 ? with_sign(kInfinity, x) : kNan;
  Pair<double> below = fast_sum(1.0, -magnitude);
  double above = magnitude + magnitude;
  double q = above / below.hi;
  double q_lo = fma(-q, below.lo, fma(-q, below.hi, above)) / below.hi;
  return with_sign(0.5 * log1p_kernel(q, q_lo), x);
}

} // namespace ox::math
