// The exponential and logarithm kernels that the families share.
//
// exp: x = n ln2 + r with |r| <= ln2/2, e^r = 1 + r + r^2 q(r), q a minimax polynomial.
// log: x = 2^e m with m around 1; log(m) is 2 atanh(s) with s = f / (2 + f), f = m - 1.
// All polynomials are minimax fits of our own (Remez exchange in 50 digits, then rounded).
#pragma once
#include "libdevice/device_math.h"

namespace ox::math {

// Rounds |x| < 2^51 to an integer: adding 1.5 * 2^52 leaves it in the low bits of the sum, which saves the conversion
// to an integer.
inline constexpr double kRoundingMagic = 0x1.8p52;

OX_PART s32 low_integer(double shifted) { return static_cast<s32>(static_cast<u32>(bits_of(shifted))); }

inline constexpr double kLn2 = 0x1.62e42fefa39efp-1, kLn2Lo = 0x1.abc9e3b39803fp-56;

// In these kernels lo is the rest of r: about an ulp of it.
// (e^r - 1 - r - r^2/2) / r^3
OX_PART double exp_cubic(double r) {
  return polynomial(r, 0x1.555555555555cp-3, 0x1.555555555555ep-5, 0x1.111111110eb6fp-7, 0x1.6c16c16c134b2p-10,
                    0x1.a01a01b3d5e76p-13, 0x1.a01a01b48cdb7p-16, 0x1.71ddef4f7d0fap-19, 0x1.27e4bec7969a4p-22,
                    0x1.af6d461596dc7p-26, 0x1.1f9e843c92224p-29);
}
// e^(r + lo) - 1 - r for |r| <= ln2/2.
OX_PART double expm1_tail(double r, double lo) { return fma(r * r, fma(r, exp_cubic(r), 0.5), fma(lo, r, lo)); }
// 1 + hi + lo, rounded nearly once.
OX_PART double one_plus(double hi, double lo) {
  Pair<double> sum = fast_sum(1.0, hi);
  return sum.hi + (sum.lo + lo);
}
OX_PART double exp_reduced(double r, double lo) { return one_plus(r, expm1_tail(r, lo)); }

// x + lo = n ln2 + r.hi + r.lo for |x| < 2^20.
struct ReducedExponent {
  Pair<double> r;
  s32 n;
};
OX_PART ReducedExponent reduce_by_ln2(double x, double lo = 0.0) {
  double shifted = fma(x, kLog2e, kRoundingMagic);
  double n = shifted - kRoundingMagic;
  double r = fma(-n, kLn2, x);
  double high = fma(-n, kLn2Lo, r);
  return {fast_sum(high, fma(-n, kLn2Lo, r - high) + lo), low_integer(shifted)};
}
struct ExpParts { // e^x = (1 + hi + lo) 2^n
  double hi, lo;
  s32 n;
};
// e^(x + lo) for |x| < 2^20.
OX_PART ExpParts exp_parts(double x, double lo) {
  ReducedExponent reduced = reduce_by_ln2(x, lo);
  return {reduced.r.hi, expm1_tail(reduced.r.hi, reduced.r.lo), reduced.n};
}
// e^(x + lo) for any x.
OX_PART double exp_kernel(double x, double lo = 0.0) {
  ExpParts e = exp_parts(greater(lesser(x, 711.0), -750.0), lo);
  return scale(one_plus(e.hi, e.lo), e.n);
}

struct LogParts { // log(x) = exponent * ln2 + log1p(f), f in [sqrt(1/2) - 1, sqrt(2) - 1]
  double f, exponent;
};
// For positive normal x.
OX_PART LogParts log_parts(double x) {
  s64 ix = static_cast<s64>(bits_of(x));
  s64 e = (ix - 0x3fe6a09e667f3bcd) >> 52;
  return {double_of(static_cast<u64>(ix - (e << 52))) - 1.0, static_cast<double>(static_cast<s32>(e))};
}
// log1p(f) + exponent * ln2 + lo.
OX_PART double log_of_parts(LogParts parts, double lo = 0.0) {
  double f = parts.f;
  double s = f / (2.0 + f);
  double z = s * s;
  double r = z * polynomial(z, 0x1.5555555555555p-1, 0x1.9999999999d09p-2, 0x1.2492492436246p-2, 0x1.c71c7253261b9p-3,
                            0x1.745cde75bdba1p-3, 0x1.3b20d3514c448p-3, 0x1.0f55f38c21c3ap-3, 0x1.0fb80c12c2dbbp-3);
  double half_square = 0.5 * f * f;
  double tail = half_square - fma(s, half_square + r, fma(parts.exponent, kLn2Lo, lo)); // log1p(f) = f - tail
  return fma(parts.exponent, kLn2, f - tail);
}

// log(1 + x + lo) for x > -1 and below 2^900: with the exponent e of 1 + x, it is e ln2 + log1p(f) for
// f = 2^-e (1 + x) - 1, computed as fma(x, 2^-e, 2^-e - 1): e comes from the rounded sum, but f does not, and e = 0
// gives f = x exactly.  The rest of f takes part: d log1p(f) = f_lo / (1 + f), for which f_lo (1 - f) is close enough.
OX_PART double log1p_kernel(double x, double lo = 0.0) {
  s32 e = static_cast<s32>((static_cast<s64>(bits_of(1.0 + x)) - 0x3fe6a09e667f3bcd) >> 52);
  double s = power_of_two(-e);
  Pair<double> base = exact_sum(s, -1.0);
  double f = fma(x, s, base.hi);
  double f_lo = fma(x, s, base.hi - f) + fma(lo, s, base.lo);
  return log_of_parts(LogParts{f, static_cast<double>(e)}, fma(-f, f_lo, f_lo));
}

// log(x) to about 2^-64 relative, for positive normal x.
OX_PART Pair<double> log_pair(double x) {
  LogParts parts = log_parts(x);
  // s = f / (2 + f) with its rest; 2 + f may not be a double, so its own rest takes part.
  double f = parts.f;
  Pair<double> g = fast_sum(2.0, f);
  double reciprocal = 1.0 / g.hi;
  double s = f * reciprocal;
  double s_lo = fma(-s, g.lo, fma(-s, g.hi, f)) * reciprocal;
  // 2 atanh(s) = 2 s + 2/3 s^3 + s^5 q(s^2)
  double z = s * s;
  double z_lo = fma(s, s, -z) + 2.0 * s * s_lo;
  double cube = s * z;
  double cube_lo = fma(s, z, -cube) + fma(s, z_lo, s_lo * z);
  double q = polynomial(z, 0x1.9999999999996p-2, 0x1.2492492493034p-2, 0x1.c71c71c580828p-3, 0x1.745d183246008p-3,
                        0x1.3b1362b97ffbap-3, 0x1.1120b51a35fdep-3, 0x1.de338678cededp-4, 0x1.eb10695ab37e4p-4);
  double third = cube * 0x1.5555555555555p-1;
  double third_lo =
      fma(cube, 0x1.5555555555555p-1, -third) + fma(cube, 0x1.5555555555555p-55, cube_lo * 0x1.5555555555555p-1);
  Pair<double> sum = fast_sum(2.0 * s, third);
  double fifth = fma(cube, z, fma(cube, z_lo, cube_lo * z)); // five times the relative error of s would be felt
  double lo = sum.lo + fma(fifth, q, third_lo + 2.0 * s_lo);
  // exponent * ln2: the high part has 41 bits, so that its product is exact.
  Pair<double> total = fast_sum(parts.exponent * 0x1.62e42fefa3000p-1, sum.hi);
  lo += total.lo + parts.exponent * 0x1.3de6af278ece6p-42;
  return fast_sum(total.hi, lo);
}

} // namespace ox::math
