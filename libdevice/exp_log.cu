// exp, exp2, exp10, expm1, log, log2, log10, log1p.  The kernels are in float_kernels.h and exp_log_kernels.h.
#include "libdevice/exp_log_kernels.h"
#include "libdevice/float_kernels.h"

namespace ox::math {

// Single precision.  The bounds of an argument are where the result has certainly overflowed or underflowed.
OX_INLINE float __nv_expf(float x) {
  return value_of(exp2_for_float(bounded_for_float(x, -150.0, 128.0), kLog2e));
}
OX_INLINE float __nv_exp2f(float x) { return value_of(exp2_for_float(bounded_for_float(x, -200.0, 128.0), 1.0)); }
OX_INLINE float __nv_exp10f(float x) {
  return value_of(exp2_for_float(bounded_for_float(x, -100.0, 128.0), 0x1.a934f0979a371p+1));
}
OX_INLINE float __nv_expm1f(float x) {
  return with_sign(static_cast<float>(expm1_for_float(bounded_for_float(x, -50.0, 128.0))), x);
}

// Zero, negative, infinite and NaN arguments of a logarithm.
OX_PART bool is_log_special(float x) { return !is_positive_finite(x); }
OX_PART float log_special_f(float x) { return x == 0.0f ? -kInfinityF : x > 0.0f ? x : kNanF; }
OX_PART float log_f(float x, LogBase base) {
  if (OX_UNLIKELY(is_log_special(x)))
    return log_special_f(x);
  return static_cast<float>(log_for_float(static_cast<double>(x), base));
}
OX_INLINE float __nv_logf(float x) { return log_f(x, kNatural); }
OX_INLINE float __nv_log2f(float x) { return log_f(x, kBinary); }
OX_INLINE float __nv_log10f(float x) { return log_f(x, kDecimal); }
OX_INLINE float __nv_log1pf(float x) {
  if (OX_UNLIKELY(!(x > -1.0f && x < kInfinityF)))
    return x == -1.0f ? -kInfinityF : x > 0.0f ? x : kNanF;
  return with_sign(static_cast<float>(log1p_for_float(static_cast<double>(x))), x);
}

// Double precision.
OX_INLINE double __nv_exp(double x) { return exp_kernel(x); }

// 2^x = 2^n e^(r ln2): r is exact, and its product with ln2 is kept in two parts.
OX_INLINE double __nv_exp2(double x) {
  x = greater(lesser(x, 1025.0), -1080.0);
  double shifted = x + kRoundingMagic;
  double r = x - (shifted - kRoundingMagic);
  double t = r * kLn2;
  return scale(exp_reduced(t, fma(r, kLn2, -t) + r * kLn2Lo), low_integer(shifted));
}

// 10^x = 2^n e^(r ln10), r = x - n log10(2).
OX_INLINE double __nv_exp10(double x) {
  x = greater(lesser(x, 309.0), -326.0);
  double shifted = fma(x, 0x1.a934f0979a371p+1, kRoundingMagic);
  double n = shifted - kRoundingMagic;
  double r = fma(-n, 0x1.34413509f79ffp-2, x);
  double r_lo = n * 0x1.9dc1da994fd21p-59;
  double t = r * 0x1.26bb1bbb55516p+1;
  double t_lo = fma(r, 0x1.26bb1bbb55516p+1, -t) + fma(r, -0x1.f48ad494ea3e9p-53, r_lo * 0x1.26bb1bbb55516p+1);
  Pair<double> sum = fast_sum(t, t_lo);
  return scale(exp_reduced(sum.hi, sum.lo), low_integer(shifted));
}

// e^x - 1 = 2^n (e^r - 1) + (2^n - 1).  2^n would overflow before the result does, so one factor of two of the largest
// n is left for the end; a small n keeps all of it, for the sake of subnormal results.
OX_INLINE double __nv_expm1(double x) {
  ReducedExponent reduced = reduce_by_ln2(greater(lesser(x, 710.0), -60.0));
  double r = reduced.r.hi, square = r * r;
  double square_lo = fma(r, r, -square); // half of it is all but a tenth of what follows r
  double tail = fma(r * square, exp_cubic(r), fma(0.5, square_lo, fma(reduced.r.lo, r, reduced.r.lo)));
  s32 late = reduced.n >> 10; // 1 for n = 1024, -1 below 0
  double s = power_of_two(reduced.n - late), half_s = 0.5 * s, last = power_of_two(late);
  Pair<double> base = exact_sum(s, -power_of_two(-late));
  double linear = fma(r, s, base.hi);
  double quadratic = fma(square, half_s, linear);
  double rest = fma(r, s, base.hi - linear) + fma(square, half_s, linear - quadratic) + fma(tail, s, base.lo);
  return with_sign((quadratic + rest) * last, x);
}

// Zero, negative, subnormal, infinite and NaN arguments leave the straight path.
OX_PART bool is_positive_normal(double x) { return bits_of(x) - 0x0010000000000000ull < 0x7fe0000000000000ull; }
OX_PART bool is_log_special(double x) { return !(x > 0.0) || x == kInfinity; }
OX_PART double log_special(double x) { return x == 0.0 ? -kInfinity : x > 0.0 ? x : kNan; }

// What every logarithm begins with.  True when x now holds the result; otherwise x is positive and normal, and the
// logarithm is that of x * 2^bias.
OX_PART bool leaves_log_path(double& x, double& bias) {
  bias = 0.0;
  if (OX_UNLIKELY(!is_positive_normal(x))) {
    if (is_log_special(x)) {
      x = log_special(x);
      return true;
    }
    x *= 0x1p54;
    bias = -54.0;
  }
  return false;
}

OX_INLINE double __nv_log(double x) {
  double bias;
  if (leaves_log_path(x, bias))
    return x;
  LogParts parts = log_parts(x);
  parts.exponent += bias;
  return log_of_parts(parts);
}

OX_PART double scaled_log(double x, double factor, double factor_lo) {
  double bias;
  if (leaves_log_path(x, bias))
    return x;
  Pair<double> l = log_pair(x);
  Pair<double> product = exact_product(l.hi, factor);
  double lo = product.lo + fma(l.hi, factor_lo, l.lo * factor);
  // bias * ln2 * factor is applied in the result's own unit: exact for log2, and two parts for log10.
  double unit = factor > 1.0 ? 1.0 : 0x1.34413509f79ffp-2, unit_lo = factor > 1.0 ? 0.0 : -0x1.9dc1da994fd21p-59;
  Pair<double> shift = exact_product(bias, unit);
  Pair<double> sum = exact_sum(shift.hi, product.hi);
  return sum.hi + (sum.lo + (shift.lo + fma(bias, unit_lo, lo)));
}
OX_INLINE double __nv_log2(double x) { return scaled_log(x, kLog2e, 0x1.777d0ffda0d24p-56); }
OX_INLINE double __nv_log10(double x) { return scaled_log(x, 0x1.bcb7b1526e50ep-2, 0x1.95355baaafad3p-57); }

OX_INLINE double __nv_log1p(double x) {
  if (OX_UNLIKELY(!(x > -1.0 && x < 0x1p900))) {
    if (x >= 0x1p900)
      return __nv_log(x);
    return x == -1.0 ? -kInfinity : kNan;
  }
  return with_sign(log1p_kernel(x), x);
}

} // namespace ox::math
