// Arithmetic with 128-bit significands for what happens inside a function: truncated, not rounded, without special
// values, so an operation costs about 30 instructions and its error is a few units of 2^-127, a thousandth of a quad's
// ulp.  Polynomials are evaluated in fixed point, which needs no shifts: 0.128 is a fraction of 128 bits, 1.127 a
// number below 2.
#pragma once
#include "libdevice/quad/format.h"

namespace ox::quad {

// The upper half of a product, at most 3 too small.
OX_PART u128 multiply_high(u128 a, u128 b) {
  u64 a1 = high_word(a), a0 = low_word(a), b1 = high_word(b), b0 = low_word(b);
  u128 cross = (static_cast<u128>(a1) * b0 >> 64) + (static_cast<u128>(a0) * b1 >> 64);
  return static_cast<u128>(a1) * b1 + cross;
}

OX_PART Wide negated(Wide x) { return {!x.negative, x.exponent, x.significand}; }
OX_PART Wide magnitude(Wide x) { return {false, x.exponent, x.significand}; }
OX_PART Wide scaled(Wide x, s32 n) { return {x.negative, x.exponent + n, x.significand}; }
OX_PART Wide wide_of(s32 n) { return normalized(n < 0, 127, static_cast<u32>(n < 0 ? -n : n)); }
inline constexpr Wide kWideOne{false, 0, kTopBit};

// Of numbers that are not 0.
OX_PART Wide multiply(Wide a, Wide b) {
  u128 product = multiply_high(a.significand, b.significand);
  bool top = is_negative(product);
  return {a.negative != b.negative, a.exponent + b.exponent + top, top ? product : product << 1};
}
// Divisors are not 0.
OX_PART Wide divide(Wide a, Wide b) {
  if (a.significand == 0)
    return a;
  Wide quotient = divide_significands(a.significand, b.significand);
  return {a.negative != b.negative, a.exponent - b.exponent + quotient.exponent, quotient.significand};
}
OX_PART Wide root(Wide x) {
  if (x.significand == 0)
    return x;
  bool odd = x.exponent & 1;
  return {false, (x.exponent - odd) / 2, root_of_significand(x.significand, odd)};
}
// |a| < |b|, neither 0
OX_PART bool is_smaller(Wide a, Wide b) {
  return a.exponent < b.exponent || (a.exponent == b.exponent && a.significand < b.significand);
}
OX_PART Wide add(Wide a, Wide b) {
  if (a.significand == 0 || b.significand == 0)
    return a.significand == 0 ? b : a;
  return is_smaller(a, b) ? sum_of(b, a) : sum_of(a, b);
}
OX_PART Wide subtract(Wide a, Wide b) { return add(a, negated(b)); }

// A number of 0.128.
OX_PART Wide wide_of_fraction(bool negative, u128 fraction) { return normalized(negative, -1, fraction); }
// The fraction of |x|, truncated to 0.128.
OX_PART u128 fraction_of(Wide x) {
  if (x.exponent >= 0)
    return x.exponent > 126 ? 0 : x.significand << (x.exponent + 1);
  return x.exponent < -128 ? 0 : x.significand >> (-1 - x.exponent);
}
// 1 +- a fraction of 0.128.
OX_PART Wide one_and(bool minus, u128 fraction) {
  fraction >>= 1;
  return normalized(false, 0, minus ? kTopBit - fraction : kTopBit + fraction);
}

// The coefficients of a polynomial in 0.128.  Those of high powers of the argument have 64 bits, below kZeros zeros.
template <int kLongTerms, int kShortTerms, int kZeroBits> struct Series {
  static constexpr int kLong = kLongTerms, kShort = kShortTerms, kZeros = kZeroBits;
  u128 long_terms[kLong];
  u64 short_terms[kShort];
};

// c0 -+ x (c1 -+ x (c2 ...)) in 0.128; every partial sum is below 1.  Loops: constants so long are loads anyway.
template <typename Terms> OX_PART u128 evaluate(const Terms& series, u128 x, bool minus) {
  u64 top = high_word(x), short_sum = series.short_terms[Terms::kShort - 1], short_mask = minus ? ~0ull : 0;
#pragma clang loop unroll(disable)
  for (int i = Terms::kShort - 2; i >= 0; --i)
    short_sum = series.short_terms[i] + ((high_word(static_cast<u128>(short_sum) * top) ^ short_mask) - short_mask);
  u128 sum = static_cast<u128>(short_sum) << (64 - Terms::kZeros), mask = minus ? ~u128(0) : 0;
#pragma clang loop unroll(disable)
  for (int i = Terms::kLong - 1; i >= 0; --i)
    sum = series.long_terms[i] + ((multiply_high(sum, x) ^ mask) - mask);
  return sum;
}

// A number with a significand of 256 bits, for the few steps that need more than a Wide: arguments that are reduced by
// multiples of a constant, and the logarithm in a power.
struct Long {
  bool negative;
  s32 exponent;
  U256 significand;
};

OX_PART Long normalized(bool negative, s32 exponent, U256 x) {
  s32 zeros = leading_zeros(x.high);
  if (zeros == 128) {
    x = {x.low, 0};
    s32 more = leading_zeros(x.high);
    return {negative, exponent - 128 - more, {more == 128 ? 0 : x.high << more, 0}};
  }
  if (zeros != 0)
    x = {x.high << zeros | x.low >> (128 - zeros), x.low << zeros};
  return {negative, exponent - zeros, x};
}
// By a Wide, to about 250 bits.
OX_PART Long multiply(Long a, Wide b) {
  U256 product = multiply(a.significand.high, b.significand);
  u128 carried = multiply_high(a.significand.low, b.significand);
  u128 low = product.low + carried;
  return normalized(a.negative != b.negative, a.exponent + b.exponent + 1,
                    U256{product.high + static_cast<u128>(low < carried), low});
}
OX_PART U256 shift_right(U256 x, s32 n) {
  if (n == 0)
    return x;
  if (n >= 256)
    return {0, 0};
  if (n >= 128)
    return {0, x.high >> (n - 128)};
  return {x.high >> n, x.low >> n | x.high << (128 - n)};
}
// x modulo 1 as 0.128, of a signed x below 2^120: from below, so that -1/4 is 3/4.
OX_PART u128 fraction_of(Long x) {
  s32 e = x.exponent;
  u128 fraction =
      e >= 0 ? x.significand.high << (e + 1) | x.significand.low >> (127 - e) : shift_right(x.significand, -1 - e).high;
  return x.negative ? 0 - fraction : fraction;
}

// As near as 2^-52; of numbers below 2^1000.  What is less than 2^-900 is as good as that.
OX_PART double approximately(Wide x) {
  s32 exponent = x.exponent < -900 ? -900 : x.exponent;
  double magnitude = static_cast<double>(high_word(x.significand)) * 0x1p-63 * math::power_of_two(exponent);
  return x.negative ? -magnitude : magnitude;
}

} // namespace ox::quad
