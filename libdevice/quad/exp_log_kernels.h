// The exponential and the logarithm of a Wide, for every function that is made of them.
#pragma once
#include "libdevice/quad/tables.h"

namespace ox::quad {

// |x| >= 2^14 overflows or underflows in every base, and leaves room for what a caller adds.
inline constexpr s32 kLargestExponent = 14;

// 2^(k / 64) e^r for 0 <= r < 0.011, in 0.128.
OX_PART Wide exponential(s32 k, u128 r) {
  u128 tail = evaluate(kInverseFactorials, r, false);
  u128 growth = r + multiply_high(multiply_high(r, r), tail); // e^r - 1
  u128 base = kExp2[k & 63];
  u128 product = base + multiply_high(base, growth);
  bool carry = product < base;
  return {false, (k >> 6) + carry, carry ? kTopBit | product >> 1 : product};
}

// e^x where only its double is at hand, x below 2^14, and its fraction modulo 1.  k is such that r >= 0 whatever the
// double's error.
OX_PART Wide exponential(double x, u128 fraction) {
  double steps = x * 0x1.71547652b82fep+6 - 0x1p-20; // 64 / ln 2
  s32 k = static_cast<s32>(steps);
  k -= k > steps;
  // k ln 2 / 64 modulo 1
  u32 count = static_cast<u32>(k < 0 ? -k : k);
  u128 taken = kLn2Over64.high * count + high_word(static_cast<u128>(high_word(kLn2Over64.low)) * count);
  return exponential(k, k < 0 ? fraction + taken : fraction - taken);
}
OX_PART Wide exponential(Wide x) {
  u128 fraction = fraction_of(x);
  return exponential(approximately(x), x.negative ? 0 - fraction : fraction);
}

// e^x - 1
OX_PART Wide exponential_minus_one(Wide x) {
  if (x.exponent >= -6) // at most 6 bits cancel
    return subtract(exponential(x), kWideOne);
  // x (1 + x (1/2 + x (1/6 + ...)))
  u128 u = fraction_of(x);
  return multiply(x, one_and(x.negative, multiply_high(u, evaluate(kInverseFactorials, u, x.negative))));
}

// log1p(x) / x for |x| < 2^-7: 1 - x (1/2 - x (1/3 - ...)).  As 1 -+ what is returned, in 0.128.
OX_PART u128 log1p_decrease(u128 u, bool negative) { return multiply_high(u, evaluate(kInverses, u, !negative)); }

// A positive number is 2^exponent / (c / 256) (1 + r), |r| < 2^-7; r is exact for a number with 15 spare bits, and
// where c is 256.
struct Reduced {
  s32 exponent;
  u32 index; // of c in the tables
  bool negative;
  u128 r;        // 0.128
  u128 decrease; // of log1p at r; here, so that lanes near 1 and others compute it together
};
inline constexpr u32 kUnitReciprocal = 256;
OX_PART Reduced reduce_logarithm(Wide x) {
  u64 top = high_word(x.significand);
  bool upper = top > 0xb504f333f9de6484ull; // of [1, 2) above the square root of 2: one half of it
  u32 index = static_cast<u32>(top >> (upper ? 57 : 56)) - 90;
  u32 c = kLogReciprocal[index];
  u128 low = static_cast<u128>(low_word(x.significand)) * c, high = static_cast<u128>(top) * c;
  s32 shift = upper ? 8 : 7;
  u128 r = (high << (64 - shift)) + (low >> shift); // modulo 1
  bool negative = is_negative(r);
  r = negative ? 0 - r : r;
  return {x.exponent + upper, index, negative, r, log1p_decrease(r, negative)};
}

// ln of the number without its exponent, in 0.128, two's complement; where r is small, to its absolute precision only.
OX_PART u128 fraction_of_logarithm(Reduced x) {
  u128 part = multiply_high(x.r, x.decrease), size = x.negative ? x.r + part : x.r - part;
  return kLogOfReciprocal[x.index] + (x.negative ? 0 - size : size);
}

// The number is 1 + r: a logarithm that may be as small as a number can be.
OX_PART bool is_near_one(Reduced x) { return x.exponent == 0 && kLogReciprocal[x.index] == kUnitReciprocal; }
OX_PART Wide logarithm_near_one(Reduced x) {
  if (x.r == 0)
    return {false, 0, 0};
  return multiply(wide_of_fraction(x.negative, x.r), one_and(!x.negative, x.decrease));
}

// whole + fraction + part, the part in two's complement.
OX_PART Wide wide_of_sum(s64 whole, u128 fraction, u128 part) {
  u128 sum = fraction + part;
  whole += static_cast<s64>(sum < fraction) - static_cast<s64>(is_negative(part));
  bool negative = whole < 0;
  if (negative) {
    sum = 0 - sum;
    whole = -whole - (sum != 0);
  }
  if (whole == 0)
    return wide_of_fraction(negative, sum);
  s32 bits = 64 - __builtin_clzll(static_cast<u64>(whole));
  return {negative, bits - 1, static_cast<u128>(static_cast<u64>(whole)) << (128 - bits) | sum >> bits};
}

OX_PART Wide logarithm(Wide x) {
  Reduced reduced = reduce_logarithm(x);
  if (is_near_one(reduced))
    return logarithm_near_one(reduced);
  // exponent ln 2, by words.
  u64 count = static_cast<u32>(reduced.exponent < 0 ? -reduced.exponent : reduced.exponent);
  u128 low = static_cast<u128>(low_word(kLn2Fraction.high)) * count +
             high_word(static_cast<u128>(high_word(kLn2Fraction.low)) * count);
  u128 high = static_cast<u128>(high_word(kLn2Fraction.high)) * count + high_word(low);
  s64 whole = static_cast<s64>(high_word(high));
  u128 fraction = make(low_word(high), low_word(low));
  if (reduced.exponent < 0) {
    fraction = 0 - fraction;
    whole = -whole - (fraction != 0);
  }
  return wide_of_sum(whole, fraction, fraction_of_logarithm(reduced));
}

// ln(1 + x), x > -1
OX_PART Wide logarithm_of_one_plus(Wide x) {
  if (x.exponent >= -7 || x.significand == 0)
    return logarithm(add(kWideOne, x));
  return multiply(x, one_and(!x.negative, log1p_decrease(fraction_of(x), x.negative)));
}

} // namespace ox::quad
