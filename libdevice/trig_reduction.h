// Argument reduction of sine, cosine and tangent: x = n pi/2 + r + r_lo, |r| <= pi/4.
//
// Up to 2^30 (float) or 10^6 (double) by Cody and Waite: pi/2 in two or three parts and fma, so the first step is
// exact. Beyond that by Payne and Hanek: the mantissa times the bits of 2/pi that matter, in integers.  The test of |x|
// is the only branch, and the long path is out of line.
#pragma once
#include "libdevice/exp_log_kernels.h"

namespace ox::math {

inline constexpr float kTrigFastLimitF = 0x1p30f;
inline constexpr double kTrigFastLimit = 1.0e6;

// 2/pi, 64 bits a word, most significant first.
OX_CONSTANT_MEMORY u64 kTwoOverPi[] = {
    0xa2f9836e4e441529ull, 0xfc2757d1f534ddc0ull, 0xdb6295993c439041ull, 0xfe5163abdebbc561ull, 0xb7246e3a424dd2e0ull,
    0x06492eea09d1921cull, 0xfe1deb1cb129a73eull, 0xe88235f52ebb4484ull, 0xe99c7026b45f7e41ull, 0x3991d639835339f4ull,
    0x9c845f8bbdf9283bull, 0x1ff897ffde05980full, 0xef2f118b5a0a6d1full, 0x6d367ecf27cb09b7ull, 0x4f463f669e5fea2dull,
    0x7527bac7ebe5f17bull, 0x3d0739f78a5292eaull, 0x6bfb5fb11f8d5d08ull, 0x56033046fc7b6babull, 0xf0cfbc209af4361dull};

// 64 bits of 2/pi from bit `position` (0 is the first after the point); bits before the point are zero.
OX_PART u64 two_over_pi_bits(s32 position) {
  if (position < 0)
    return position <= -64 ? 0 : kTwoOverPi[0] >> -position;
  s32 word = position >> 6, shift = position & 63;
  u64 bits = kTwoOverPi[word] << shift;
  return shift == 0 ? bits : bits | kTwoOverPi[word + 1] >> (64 - shift);
}

// The quadrant travels in the two lowest bits of lo, far below its precision, so that the result fits two registers.
struct Reduced {
  double r, lo;
  s32 quadrant;
};

// |x| >= 1, finite.  |x| = m 2^e: the product's integer part matters modulo 4 only, so bits of 2/pi above 2^(2 - e)
// are skipped.  window has the weight 2^-64 after two integer bits.
OX_PART Reduced reduce_by_bits(u64 m, s32 e) {
  // product = m * (2/pi bits from position e - 2), as a 192-bit number modulo 2^192 with 2 integer bits.
  s32 position = e - 2;
  u64 w0 = two_over_pi_bits(position), w1 = two_over_pi_bits(position + 64), w2 = two_over_pi_bits(position + 128);
  u128 low = static_cast<u128>(m) * w2;
  u128 middle = static_cast<u128>(m) * w1 + static_cast<u64>(low >> 64);
  u64 high = m * w0 + static_cast<u64>(middle >> 64);
  u64 fraction_high = high << 2 | static_cast<u64>(middle) >> 62;
  u64 fraction_low = static_cast<u64>(middle) << 2 | static_cast<u64>(low) >> 62;
  s32 quadrant = static_cast<s32>(high >> 62);
  // Fraction in [1/2, 1): take it from above, r in [-1/2, 0).
  bool negative = static_cast<s64>(fraction_high) < 0;
  quadrant += negative;
  if (negative) {
    fraction_low = 0 - fraction_low;
    fraction_high = ~fraction_high + (fraction_low == 0);
  }
  s32 zeros = fraction_high == 0 ? 64 : __builtin_clzll(fraction_high);
  if (zeros == 64) {
    fraction_high = fraction_low;
    fraction_low = 0;
    zeros = 64 + (fraction_high == 0 ? 0 : __builtin_clzll(fraction_high));
    fraction_high <<= zeros - 64;
  } else if (zeros != 0) {
    fraction_high = fraction_high << zeros | fraction_low >> (64 - zeros);
    fraction_low <<= zeros;
  }
  // The top 53 bits and the next 64, as two doubles.
  double scale_high = power_of_two(-53 - zeros);
  double hi = static_cast<double>(static_cast<s64>(fraction_high >> 11)) * scale_high;
  u64 rest = fraction_high << 53 | fraction_low >> 11;
  double lo = static_cast<double>(static_cast<s64>(rest >> 1)) * (scale_high * 0x1p-63);
  // times pi/2
  double r = hi * 0x1.921fb54442d18p+0;
  double r_lo = fma(hi, 0x1.921fb54442d18p+0, -r) + fma(hi, 0x1.1a62633145c07p-54, lo * 0x1.921fb54442d18p+0);
  Pair<double> pair = fast_sum(r, r_lo);
  return {negative ? -pair.hi : pair.hi, negative ? -pair.lo : pair.lo, quadrant};
}

// For |x| > 1; infinity and NaN give NaN.
OX_COLD Pair<double> reduce_large(double x) {
  u64 bits = bits_of(absolute(x));
  if (bits >= 0x7ff0000000000000ull)
    return {kNan, kNan};
  u64 m = (bits & 0x000fffffffffffffull) | 0x0010000000000000ull;
  Reduced reduced = reduce_by_bits(m, static_cast<s32>(bits >> 52) - 1075);
  s32 quadrant = x < 0.0 ? -reduced.quadrant : reduced.quadrant;
  double lo = x < 0.0 ? -reduced.lo : reduced.lo;
  return {x < 0.0 ? -reduced.r : reduced.r, double_of((bits_of(lo) & ~3ull) | (static_cast<u64>(quadrant) & 3))};
}

OX_PART Reduced reduce_by_half_pi(double x) {
  if (OX_UNLIKELY(!(absolute(x) <= kTrigFastLimit))) {
    Pair<double> pair = reduce_large(x);
    return {pair.hi, pair.lo, static_cast<s32>(bits_of(pair.lo) & 3)};
  }
  double shifted = fma(x, 0x1.45f306dc9c883p-1, kRoundingMagic);
  double n = shifted - kRoundingMagic;
  double a = fma(-n, 0x1.921fb54442d18p+0, x); // exact
  // The second step may cancel what the first has left: its product is taken in two parts, and the rounding error of
  // the difference is exact, because a is a multiple of the product's ulp.
  double product = n * 0x1.1a62633145c07p-54;
  double product_lo = fma(n, 0x1.1a62633145c07p-54, -product);
  double r = a - product;
  double lo = ((a - r) - product) - product_lo;
  return {r, fma(-n, -0x1.f1976b7ed8fbcp-110, lo), low_integer(shifted)};
}

// For single precision in double: pi/2 in two parts, where the first step is exact for any n.  No float lies nearer to
// a multiple of pi/2 than 2^-36, to which 2^30 times the error of the parts, 2^-110, is nothing.
struct ReducedForFloat {
  double r;
  s32 quadrant;
};
OX_PART ReducedForFloat reduce_by_half_pi(float x) {
  if (OX_UNLIKELY(!(absolute(x) <= kTrigFastLimitF))) {
    Pair<double> pair = reduce_large(x);
    return {pair.hi, static_cast<s32>(bits_of(pair.lo) & 3)};
  }
  double shifted = fma(static_cast<double>(x), 0x1.45f306dc9c883p-1, kRoundingMagic);
  double n = shifted - kRoundingMagic;
  double r = fma(-n, 0x1.921fb54442d18p+0, static_cast<double>(x));
  return {fma(-n, 0x1.1a62633145c07p-54, r), low_integer(shifted)};
}

} // namespace ox::math
