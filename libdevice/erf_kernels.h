// The scaled complementary error function, on which erf.cu and the normal distribution stand.
//
// erfcx(x) = e^(x^2) erfc(x) falls smoothly from 1 to 1 / (x sqrt(pi)), so (1 + 2x) erfcx(x), taken as a function of
// q = (x - 4) / (x + 4) in [-1, 1), is one polynomial for every x >= 0: no intervals, no branches.
#pragma once
#include "libdevice/exp_log_kernels.h"

namespace ox::math {

// erfcx(x) for x >= 0, not infinite.
OX_PART double erfcx_kernel(double x) {
  double q = (x - 4.0) / (x + 4.0);
  double p = polynomial(q, 0x1.3ba5916e9fd7fp+0, -0x1.1df1ad154a287p-3, 0x1.f7f5df66fd638p-7, 0x1.16ecefcfa4d41p-4,
                        -0x1.9ddb23c3e86c0p-4, 0x1.7fee004e1ea46p-4, -0x1.0fb06dfe564d3p-4, 0x1.3079edf51ec65p-5,
                        -0x1.09623882f18d5p-6, 0x1.49c672e049c5fp-8, -0x1.8d4a9b7b55555p-11, -0x1.a1df5ddfffa69p-13,
                        0x1.3be05314fdbd5p-13, -0x1.995381acef242p-16, -0x1.788735378f1e7p-17, 0x1.7ef6972918e68p-18,
                        0x1.39b96d303f097p-22, -0x1.b8d109cbcc67fp-21, 0x1.4bc9ed7eafbbdp-24, 0x1.c8b0e308deff3p-24,
                        -0x1.5eae4feab94a6p-26, -0x1.a82230ba3e052p-27, 0x1.abb83720ea775p-29, 0x1.ff9e847470247p-31,
                        -0x1.19b6fc7547b24p-32);
  return p / fma(2.0, x, 1.0);
}
// The same to 2^-28, for single precision results.
OX_PART double erfcx_for_float(double x) {
  double q = (x - 4.0) / (x + 4.0);
  double p = polynomial(q, 0x1.3ba5916642d2dp+0, -0x1.1df1a9976ca2fp-3, 0x1.f7f755af6586cp-7, 0x1.16ec1b8ffd175p-4,
                        -0x1.9dddd6024171bp-4, 0x1.7ff533d013da2p-4, -0x1.0fa15c7f6dc5ep-4, 0x1.30439ea801c48p-5,
                        -0x1.0a0456403db8ap-6, 0x1.4cfebe68e2f1dp-8, -0x1.70f44454fb4b8p-11, -0x1.040ea8710f586p-12,
                        0x1.d75ead9a9f520p-14);
  return p / fma(2.0, x, 1.0);
}

// erf(x) - x for |x| <= 1, with the first coefficient of erf, 2/sqrt(pi), taken as 1 + (2/sqrt(pi) - 1).
OX_PART double erf_tail(double x) {
  double z = x * x;
  double p = polynomial(z, 0x1.06eba8214db69p-3, -0x1.812746b0379e7p-2, 0x1.ce2f21a042bdep-4, -0x1.b82ce312889c2p-6,
                        0x1.565bcd0e65195p-8, -0x1.c02db3fef01d6p-11, 0x1.f9a326c2d9822p-14, -0x1.f4d2562a1b010p-17,
                        0x1.b9e6518e61290p-20, -0x1.5f6d9cc1c31e4p-23, 0x1.fc43f063b4a42p-27, -0x1.4e635b40a397fp-30,
                        0x1.7f171f011fd79p-34, -0x1.29e14842f8767p-38);
  return x * p;
}
// erfc(x) for |x| <= 1/2.
OX_PART double erfc_small(double x) { return (1.0 - x) - erf_tail(x); }

// erfc(x + lo) for x >= 0: e^(-x^2) erfcx(x), with the square and the argument's rest in the exponent, and the scale
// applied last, so that a subnormal result is rounded once.
OX_PART double erfc_positive(double x, double lo = 0.0) {
  if (x < 0.5)
    return erfc_small(x);
  x = lesser(x, 28.0); // erfc(28) underflows to 0
  Pair<double> square = exact_product(x, x);
  ExpParts e = exp_parts(-square.hi, -fma(2.0 * x, lo, square.lo));
  double factor = erfcx_kernel(x);
  return scale(fma(factor, e.hi + e.lo, factor), e.n);
}
OX_PART double erfc_for_float(double x) {
  x = lesser(x, 11.0); // erfc(11) is below half of the least float
  return exp_for_float(-x * x) * erfcx_for_float(x);
}

} // namespace ox::math
