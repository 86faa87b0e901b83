// The error functions' kernels, on which erf.cu, erf_inverse.cu and the normal distribution stand.
//
// erfcx(x) = e^(x^2) erfc(x) falls smoothly from 1 to 1 / (x sqrt(pi)), so (1 + 2x) erfcx(x), taken as a function of
// q = (x - 4) / (x + 4) in [-1, 1), is one polynomial for every x >= 0: no intervals, no branches.  What single
// precision results stand on are rational minimax fits (minimax.py, remez_rational), evaluated in double.
#pragma once
#include "libdevice/exp_log_kernels.h"
#include "libdevice/float_kernels.h"

namespace ox::math {

// erfcx(x) for x >= 0, not infinite, to about 2^-54.5: the polynomial's last step, the divisor and the division keep
// their rests.
OX_PART Pair<double> erfcx_kernel(double x) {
  double q = (x - 4.0) / (x + 4.0);
  double t =
      q * polynomial(q, -0x1.1df1ad154a27fp-3, 0x1.f7f5df66fc34ep-7, 0x1.16ecefcfa4868p-4, -0x1.9ddb23c3e14d7p-4,
                     0x1.7fee004e26711p-4, -0x1.0fb06dfedc484p-4, 0x1.3079edf4657fcp-5, -0x1.0962386ea0b7fp-6,
                     0x1.49c673067dc10p-8, -0x1.8d4aaa0054050p-11, -0x1.a1df7120a0b0cp-13, 0x1.3be1255a4f434p-13,
                     -0x1.9951f2ce78ad4p-16, -0x1.78a6806b8a7d0p-17, 0x1.7eec01eab3417p-18, 0x1.3fef0cc3f760dp-22,
                     -0x1.b87345844daabp-21, 0x1.31c2bfe609f86p-24, 0x1.c6a70914e6dd0p-24, -0x1.1985c11b7470ap-26,
                     -0x1.a1aa0d44678f5p-27, 0x1.b1549a92a5ac1p-30, 0x1.edc25b3a4ccb0p-31);
  Pair<double> p = fast_sum(0x1.3ba5916e9fd7fp+0, t);
  double divisor = fma(2.0, x, 1.0);
  double divisor_lo = fma(2.0, x, 1.0 - divisor);
  double reciprocal = 1.0 / divisor;
  double hi = p.hi * reciprocal;
  return {hi, (fma(-hi, divisor, p.hi) + fma(-hi, divisor_lo, p.lo)) * reciprocal};
}
// The same to 2^-29 as one rational function, for single precision results.
OX_PART double erfcx_for_float(double x) {
  double n = polynomial(x, 0x1.2bcfd17e5e067p+5, 0x1.d19529dcb9d39p+5, 0x1.5ab7fcbf39a50p+5, 0x1.2b3fd178e4ea5p+4,
                        0x1.2bbc209f6c0abp+2, 0x1.20dd74ff06690p-1);
  double d = polynomial(x, 0x1.2bcfd183b319dp+5, 0x1.91f1274926e57p+6, 0x1.dcff2d84ed4c9p+6, 0x1.43de3f3e1c1bdp+6,
                        0x1.0d340045627dfp+5, 0x1.09a212aac3512p+3, 1.0);
  return n / d;
}

// The same for |x| <= 1/2, either sign.
OX_PART double erfcx_small(double x) {
  double p = polynomial(x, -0x1.20dd750429b6ep+0, 0x1.ffffffffffff4p-1, -0x1.812746b03780ap-1, 0x1.00000000005a6p-1,
                        -0x1.341f6bc03df60p-2, 0x1.555555551b813p-3, -0x1.6023e8d28bb2fp-4, 0x1.55555566b0ca0p-5,
                        -0x1.39037c2d8b359p-6, 0x1.11110e5dc984ep-7, -0x1.c74a0dd0ef0ebp-9, 0x1.6c172be375a2cp-10,
                        -0x1.18427b094ebffp-11, 0x1.a0159d26edf2ap-13, -0x1.288426ace1067p-14, 0x1.9f330a58f94bdp-16,
                        -0x1.3e6e3facda584p-17, 0x1.91a842adae7d0p-19);
  return fma(x, p, 1.0);
}

// erf(x) / x - 1 for |x| <= 7/8.  The rests of the slope and of the first coefficient take part, so that the product
// with x adds less than 0.4 ulp to erf; the second coefficient was rounded before the others were fitted.
OX_PART double erf_ratio_tail(double x) {
  double z = x * x;
  double t =
      z * polynomial(z, 0x1.ce2f21a042934p-4, -0x1.b82ce312789e6p-6, 0x1.565bcd0b4e738p-8, -0x1.c02db34acaf0cp-11,
                     0x1.f9a30cb6f24e6p-14, -0x1.f4cfda41ab61fp-17, 0x1.b9bdbb0e2ef64p-20, -0x1.5db52959da9e0p-23,
                     0x1.e456137798114p-27, -0x1.d8d665db7ae8bp-31);
  Pair<double> slope = fast_sum(-0x1.812746b0379e4p-2, t);
  return fma(z, slope.hi, 0x1.06eba8214db69p-3) + fma(z, slope.lo, -0x1.d77d528d026cap-57);
}

// erfc(x + lo) = e^(-x^2) (erfcx(x) - 2 lo / sqrt(pi)) for x >= 0, the square in two parts, and the scale applied last,
// so that a subnormal result is rounded once.
OX_PART double erfc_positive(double x, double lo = 0.0) {
  if (x < 0.5) {
    Pair<double> difference = fast_sum(1.0, -x);
    return difference.hi - (fma(x, erf_ratio_tail(x), 0x1.20dd750429b6dp+0 * lo) - difference.lo);
  }
  x = lesser(x, 28.0); // erfc(28) underflows to 0
  Pair<double> square = exact_product(x, x);
  ExpParts e = exp_parts(-square.hi, -square.lo);
  Pair<double> factor = erfcx_kernel(x);
  factor.lo = fma(-0x1.20dd750429b6dp+0, lo, factor.lo);
  double rest = fma(factor.hi, e.lo, fma(factor.lo, e.hi + e.lo, factor.lo));
  return scale(factor.hi + fma(factor.hi, e.hi, rest), e.n);
}
OX_PART double erfc_for_float(double x) {
  x = lesser(x, 11.0); // erfc(11) is below half of the least float
  return exp_for_float(-x * x) * erfcx_for_float(x);
}

} // namespace ox::math
