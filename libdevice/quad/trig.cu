// Quad precision: sine, cosine and tangent.
//
// Beyond pi/4 the argument is reduced by Payne and Hanek's method at any size: the significand times those 384 bits of
// 2/pi that decide the quotient modulo 4 and a fraction good to 2^-269, of which cancellation takes at most 130 bits or
// so.
#include "libdevice/quad/tables.h"

namespace ox::quad {

namespace {

// x = quadrant pi/2 + r, |r| <= pi/4
struct Angle {
  u32 quadrant;
  Wide r;
};

constexpr int kWindowWords = 6;

// 64 bits of 2/pi behind 128 zeros, from bit `position` on.
OX_PART u64 two_over_pi(s32 position) {
  s32 word = position >> 6, shift = position & 63;
  u64 bits = kTwoOverPi[word] << shift;
  return shift == 0 ? bits : bits | kTwoOverPi[word + 1] >> (64 - shift);
}

// The number of the form 0.fraction, most significant word first, as a Wide.
OX_PART Wide wide_of_words(bool negative, const u64* words) {
  s32 exponent = -1;
  int first = 0;
  while (first < kWindowWords - 1 && words[first] == 0) {
    ++first;
    exponent -= 64;
  }
  u64 third = first + 2 < kWindowWords ? words[first + 2] : 0;
  u128 top = make(words[first], words[first + 1]);
  s32 zeros = leading_zeros(top);
  return {negative, exponent - zeros, zeros == 0 ? top : top << zeros | third >> (64 - zeros)};
}

OX_PART Angle reduce_by_words(Wide x) {
  // x = m 2^(e - 112) for an integer m of 113 bits.  Bits of 2/pi down to 2^-(e - 114) make multiples of 4.
  const u128 m = x.significand >> kSpareBits;
  const u64 m1 = high_word(m), m0 = low_word(m);
  const s32 position = x.exponent - 114 + 128;
  // The product modulo 2^384, with the weight 2^-382; least significant word first while it is made.
  u64 product[kWindowWords];
  u64 carry = 0, previous = 0;
  for (int i = 0; i < kWindowWords; ++i) {
    u64 word = two_over_pi(position + 64 * (kWindowWords - 1 - i));
    u128 low = static_cast<u128>(m0) * word;
    u128 high = static_cast<u128>(m1) * previous;
    u128 sum = low + static_cast<u128>(low_word(high)) + carry;
    product[i] = low_word(sum);
    carry = high_word(sum) + high_word(high); // the whole product has room for it
    previous = word;
  }
  u32 quadrant = static_cast<u32>(product[kWindowWords - 1] >> 62);
  // The fraction without the quadrant's bits, from above where that is nearer.
  bool above = product[kWindowWords - 1] >> 61 & 1;
  u64 words[kWindowWords];
  for (int i = 0; i < kWindowWords; ++i) {
    int source = kWindowWords - 1 - i;
    u64 word = product[source] << 2 | (source > 0 ? product[source - 1] >> 62 : 0);
    words[i] = above ? ~word : word; // one unit of 2^-382 too small is nothing
  }
  Wide r = multiply(wide_of_words(x.negative != above, words), kHalfPi);
  quadrant += above;
  return {x.negative ? 0 - quadrant : quadrant, r};
}

OX_PART Angle reduce(Wide x) {
  constexpr Wide kQuarterPi{false, -1, kHalfPi.significand};
  if (is_smaller(x, kQuarterPi))
    return {0, x};
  return reduce_by_words(x);
}

// Of an |r| <= pi/4, with r^2 in 0.128.
OX_PART Wide sine(Wide r, u128 square) {
  u128 decrease = multiply_high(square, evaluate(kSineTerms, square, true));
  return multiply(r, one_and(true, decrease));
}
OX_PART Wide cosine(u128 square) { return one_and(true, multiply_high(square, evaluate(kCosineTerms, square, true))); }
OX_PART u128 square_of(Wide r) { return fraction_of(multiply(r, r)); }

// sin(x + shift pi/2)
OX_PART u128 sine_of(u128 x, u32 shift) {
  if (OX_UNLIKELY(!is_finite(x)))
    return is_nan(x) ? quiet(x) : kNan;
  Angle angle = reduce(unpack(x));
  u32 quadrant = angle.quadrant + shift;
  u128 square = square_of(angle.r);
  Wide result = quadrant & 1 ? cosine(square) : sine(angle.r, square);
  result.negative ^= quadrant >> 1 & 1;
  return pack(result);
}

} // namespace

OX_FUNCTION u128 __nv_fp128_sin(u128 x) { return OX_UNLIKELY(is_zero(x)) ? x : sine_of(x, 0); }
OX_FUNCTION u128 __nv_fp128_cos(u128 x) { return OX_UNLIKELY(is_zero(x)) ? kOne : sine_of(x, 1); }

OX_FUNCTION u128 __nv_fp128_tan(u128 x) {
  if (OX_UNLIKELY(!is_finite(x) || is_zero(x)))
    return is_zero(x) ? x : is_nan(x) ? quiet(x) : kNan;
  Angle angle = reduce(unpack(x));
  u128 square = square_of(angle.r);
  Wide s = sine(angle.r, square), c = cosine(square);
  return pack(angle.quadrant & 1 ? negated(divide(c, s)) : divide(s, c));
}

} // namespace ox::quad
