// exp, exp2, exp10, expm1, log, log2, log10, log1p.  The kernels are in exp_log_kernels.h.
#include "libdevice/exp_log_kernels.h"

namespace ox::math {

OX_INLINE float __nv_expf(float x) { return exp_kernel(x); }
OX_INLINE double __nv_exp(double x) { return exp_kernel(x); }

// 2^x = 2^n e^(r ln2): r is exact, and its product with ln2 is kept in two parts.
OX_INLINE float __nv_exp2f(float x) {
  x = greater(lesser(x, 129.0f), -152.0f);
  float shifted = x + kRoundingMagicF;
  float r = x - (shifted - kRoundingMagicF);
  float t = r * kLn2F;
  return scale(exp_reduced(t, fma(r, kLn2F, -t) + r * kLn2LoF), low_integer(shifted));
}
OX_INLINE double __nv_exp2(double x) {
  x = greater(lesser(x, 1025.0), -1080.0);
  double shifted = x + kRoundingMagic;
  double r = x - (shifted - kRoundingMagic);
  double t = r * kLn2;
  return scale(exp_reduced(t, fma(r, kLn2, -t) + r * kLn2Lo), low_integer(shifted));
}

// 10^x = 2^n e^(r ln10), r = x - n log10(2).
OX_INLINE float __nv_exp10f(float x) {
  x = greater(lesser(x, 39.0f), -46.0f);
  float shifted = fma(x, 0x1.a934f0p+1f, kRoundingMagicF);
  float n = shifted - kRoundingMagicF;
  float r = fma(-n, 0x1.344136p-2f, x);
  float r_lo = n * 0x1.ec10c0p-27f;
  float t = r * 0x1.26bb1cp+1f;
  float t_lo = fma(r, 0x1.26bb1cp+1f, -t) + fma(r, -0x1.12aabap-25f, r_lo * 0x1.26bb1cp+1f);
  Pair<float> sum = fast_sum(t, t_lo);
  return scale(exp_reduced(sum.hi, sum.lo), low_integer(shifted));
}
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
OX_INLINE float __nv_expm1f(float x) {
  float bounded = greater(lesser(x, 89.0f), -30.0f);
  float shifted = fma(bounded, kLog2eF, kRoundingMagicF);
  float n = shifted - kRoundingMagicF;
  float r = fma(-n, kLn2F, bounded);
  float high = fma(-n, kLn2LoF, r);
  float tail = expm1_tail(high, fma(-n, kLn2LoF, r - high));
  s32 k = low_integer(shifted), late = k >> 7; // 1 for n = 128, -1 below 0
  float s = power_of_two_f(k - late), last = power_of_two_f(late);
  Pair<float> base = exact_sum(s, -power_of_two_f(-late));
  float top = fma(high, s, base.hi);
  float rest = fma(high, s, base.hi - top) + fma(tail, s, base.lo);
  return with_sign((top + rest) * last, x);
}
OX_INLINE double __nv_expm1(double x) {
  double bounded = greater(lesser(x, 710.0), -60.0);
  ExpParts e = exp_parts(bounded, 0.0);
  s32 late = e.n >> 10; // 1 for n = 1024, -1 below 0
  double s = power_of_two(e.n - late), last = power_of_two(late);
  Pair<double> base = exact_sum(s, -power_of_two(-late));
  double top = fma(e.hi, s, base.hi);
  double rest = fma(e.hi, s, base.hi - top) + fma(e.lo, s, base.lo);
  return with_sign((top + rest) * last, x);
}

// Zero, negative, subnormal, infinite and NaN arguments leave the straight path.
OX_PART bool is_positive_normal(float x) { return bits_of(x) - 0x00800000u < 0x7f000000u; }
OX_PART bool is_positive_normal(double x) { return bits_of(x) - 0x0010000000000000ull < 0x7fe0000000000000ull; }
template <typename T> OX_PART bool is_log_special(T x) { return !(x > T(0)) || x == T(kInfinity); }
template <typename T> OX_PART T log_special(T x) { return x == T(0) ? T(-kInfinity) : x > T(0) ? x : T(kNan); }

// What every logarithm begins with.  True when x now holds the result; otherwise x is positive and normal, and the
// logarithm is that of x * 2^bias.
template <typename T> OX_PART bool leaves_log_path(T& x, T& bias) {
  bias = T(0);
  if (OX_UNLIKELY(!is_positive_normal(x))) {
    if (is_log_special(x)) {
      x = log_special(x);
      return true;
    }
    constexpr bool kIsFloat = sizeof(T) == sizeof(float);
    x *= kIsFloat ? T(0x1p24) : T(0x1p54);
    bias = kIsFloat ? T(-24) : T(-54);
  }
  return false;
}

OX_INLINE float __nv_logf(float x) {
  float bias;
  if (leaves_log_path(x, bias))
    return x;
  LogPartsF parts = log_parts(x);
  parts.exponent += bias;
  return log_of_parts(parts);
}
OX_INLINE double __nv_log(double x) {
  double bias;
  if (leaves_log_path(x, bias))
    return x;
  LogParts parts = log_parts(x);
  parts.exponent += bias;
  return log_of_parts(parts);
}

// log2(1 + f) = f / ln2 + f^2 p(f): the product with 1/ln2 is kept in two parts, and the exponent needs no rounding.
OX_INLINE float __nv_log2f(float x) {
  float bias;
  if (leaves_log_path(x, bias))
    return x;
  LogPartsF parts = log_parts(x);
  float f = parts.f;
  float p = polynomial(f, 0x1.ec7024p-2f, -0x1.71529ap-2f, 0x1.279f82p-2f, -0x1.ed1d52p-3f, 0x1.9dac8ap-3f,
                       -0x1.64de06p-3f, 0x1.9dd534p-3f, -0x1.894eb4p-3f);
  float square = f * f, square_lo = fma(f, f, -square);
  float rest = fma(square * f, p, fma(square_lo, -0x1.715478p-1f, f * 0x1.4ae0c0p-26f));
  float tail = fma(square, -0x1.715478p-1f, rest);
  float e = parts.exponent + bias;
  float sum = fma(f, 0x1.715476p+0f, e); // its rounding error follows: e = 1 cancels against f < 0
  return sum + (fma(f, 0x1.715476p+0f, e - sum) + tail);
}
OX_INLINE float __nv_log10f(float x) {
  float bias;
  if (leaves_log_path(x, bias))
    return x;
  LogPartsF parts = log_parts(x);
  float f = parts.f, e = parts.exponent + bias;
  float p = polynomial(f, -0x1.bcb7b2p-3f, 0x1.287a2ep-3f, -0x1.bcb574p-4f, 0x1.63f734p-4f, -0x1.28e270p-4f,
                       0x1.f21cf6p-5f, -0x1.adb606p-5f, 0x1.f24deap-5f, -0x1.d996e0p-5f);
  float tail = fma(f * f, p, f * -0x1.5b235ep-27f);
  float fraction = fma(f, 0x1.bcb7b2p-2f, fma(e, -0x1.ec10c0p-27f, tail));
  return fma(e, 0x1.344136p-2f, fraction);
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

// log(1 + x) = e ln2 + log1p(f) with f = 2^-e (1 + x) - 1 computed as fma(x, 2^-e, 2^-e - 1): e comes from the rounded
// sum, but f does not, and e = 0 gives f = x exactly.  The rest of f takes part: d log1p(f) = f_lo / (1 + f),
// for which f_lo (1 - f) is close enough.
OX_INLINE float __nv_log1pf(float x) {
  if (OX_UNLIKELY(!(x > -1.0f && x < 0x1p100f))) {
    if (x >= 0x1p100f)
      return __nv_logf(x);
    return x == -1.0f ? -kInfinityF : kNanF;
  }
  s32 e = (static_cast<s32>(bits_of(1.0f + x)) - 0x3f2aaaab) >> 23;
  float s = power_of_two_f(-e);
  float base = s - 1.0f;
  float f = fma(x, s, base);
  float f_lo = fma(x, s, base - f);
  return with_sign(log_of_parts(LogPartsF{f, static_cast<float>(e)}, fma(-f, f_lo, f_lo)), x);
}
OX_INLINE double __nv_log1p(double x) {
  if (OX_UNLIKELY(!(x > -1.0 && x < 0x1p900))) {
    if (x >= 0x1p900)
      return __nv_log(x);
    return x == -1.0 ? -kInfinity : kNan;
  }
  s32 e = static_cast<s32>((static_cast<s64>(bits_of(1.0 + x)) - 0x3fe6a09e667f3bcd) >> 52);
  double s = power_of_two(-e);
  Pair<double> base = exact_sum(s, -1.0);
  double f = fma(x, s, base.hi);
  double f_lo = fma(x, s, base.hi - f) + base.lo;
  double result = log_of_parts(LogParts{f, static_cast<double>(e)}, fma(-f, f_lo, f_lo));
  return with_sign(result, x);
}

} // namespace ox::math
