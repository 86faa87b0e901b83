// Quad precision: pow, and hypot.
#include "libdevice/quad/exp_log_kernels.h"

namespace ox::quad {

namespace {

// A number in two's complement with 256 bits after the point.
struct Fixed {
  s64 whole;
  U256 fraction;
};
OX_PART Fixed add(Fixed a, Fixed b) {
  u128 low = a.fraction.low + b.fraction.low;
  u128 carry = low < b.fraction.low;
  u128 partial = a.fraction.high + b.fraction.high, high = partial + carry;
  // Not both can carry.
  s64 carries = static_cast<s64>(partial < b.fraction.high) + static_cast<s64>(high < carry);
  return {a.whole + b.whole + carries, {high, low}};
}
OX_PART Fixed negated_if(bool negative, Fixed x) {
  u128 mask = negative ? ~u128(0) : 0;
  Fixed flipped{x.whole ^ static_cast<s64>(mask), {x.fraction.high ^ mask, x.fraction.low ^ mask}};
  return add(flipped, {0, {0, static_cast<u128>(negative)}});
}

// count ln 2
OX_PART Fixed multiple_of_ln2(s32 count) {
  u64 n = static_cast<u32>(count < 0 ? -count : count);
  u128 lowest = static_cast<u128>(low_word(kLn2Fraction.low)) * n;
  u128 low = static_cast<u128>(high_word(kLn2Fraction.low)) * n + high_word(lowest);
  u128 high = static_cast<u128>(low_word(kLn2Fraction.high)) * n + high_word(low);
  u128 highest = static_cast<u128>(high_word(kLn2Fraction.high)) * n + high_word(high);
  Fixed product{static_cast<s64>(high_word(highest)),
                {make(low_word(highest), low_word(high)), make(low_word(low), low_word(lowest))}};
  return negated_if(count < 0, product);
}

// ln(1 + r), r = +-u: u is exact, its square too, and the cube keeps 128 bits however small u is.
OX_PART Fixed long_log1p(bool negative, u128 u) {
  s32 zeros = u == 0 ? 0 : leading_zeros(u);
  u128 top = u << zeros, tail = evaluate(kInversesFromThird, u, !negative);
  u128 cube = multiply_high(multiply_high(multiply_high(top, top), top), tail);
  Fixed square{0, shift_right(multiply(u, u), 1)};
  Fixed sum = add({0, {u, 0}}, {0, shift_right(U256{cube, 0}, 3 * zeros)});
  return negated_if(negative, add(sum, negated_if(!negative, square)));
}

// ln x to a relative 2^-139: y ln x may be 2^13, and the power needs it to 2^-120.
OX_PART Long long_logarithm(Wide x) {
  Reduced reduced = reduce_logarithm(x);
  u128 high = kLogOfReciprocal[reduced.index];
  Fixed sum = add({-static_cast<s64>(is_negative(high)), {high, kLogOfReciprocalLow[reduced.index]}},
                  long_log1p(reduced.negative, reduced.r));
  sum = add(sum, multiple_of_ln2(reduced.exponent));
  bool negative = sum.whole < 0;
  sum = negated_if(negative, sum);
  if (sum.whole == 0)
    return normalized(negative, -1, sum.fraction);
  s32 bits = 64 - __builtin_clzll(static_cast<u64>(sum.whole));
  U256 rest = shift_right(sum.fraction, bits);
  return {negative, bits - 1, {rest.high | static_cast<u128>(static_cast<u64>(sum.whole)) << (128 - bits), rest.low}};
}

enum class Parity { kFraction, kEven, kOdd };
// Of a number that is not NaN; infinity is even.
OX_PART Parity parity_of(u128 y) {
  s32 exponent = exponent_field(y) - kBias;
  if (exponent < 0)
    return is_zero(y) ? Parity::kEven : Parity::kFraction;
  if (exponent > kFractionBits)
    return Parity::kEven;
  u128 significand = (y & kFractionMask) | (u128(1) << kFractionBits);
  u128 unit = u128(1) << (kFractionBits - exponent);
  if ((significand & (unit - 1)) != 0)
    return Parity::kFraction;
  return (significand & unit) != 0 ? Parity::kOdd : Parity::kEven;
}

// C99, F.9.4.4: what happens with zeros, infinities and NaN, after x^0 and 1^y.
OX_COLD u128 power_special(u128 x, u128 y) {
  if (is_nan(x) || is_nan(y))
    return propagate(x, y);
  if (is_infinite(y)) {
    u128 size = absolute(x);
    if (size == kOne)
      return kOne;
    return (size > kOne) == !is_negative(y) ? kInfinity : 0;
  }
  bool negative = is_negative(x) && parity_of(y) == Parity::kOdd;
  return signed_as(is_zero(x) == is_negative(y) ? kInfinity : 0, negative);
}

} // namespace

OX_FUNCTION u128 __nv_fp128_pow(u128 x, u128 y) {
  if (OX_UNLIKELY(is_zero(y) || x == kOne))
    return kOne;
  if (OX_UNLIKELY(!is_finite(x) || !is_finite(y) || is_zero(x)))
    return power_special(x, y);
  bool negative = is_negative(x);
  if (negative) {
    Parity parity = parity_of(y);
    if (parity == Parity::kFraction)
      return kNan;
    negative = parity == Parity::kOdd;
    x = absolute(x);
    if (x == kOne)
      return signed_as(kOne, negative);
  }
  Long product = multiply(long_logarithm(unpack(x)), unpack(y));
  if (OX_UNLIKELY(product.exponent >= kLargestExponent))
    return signed_as(product.negative ? 0 : kInfinity, negative);
  Wide top{product.negative, product.exponent, product.significand.high};
  Wide result = exponential(approximately(top), fraction_of(product));
  result.negative = negative;
  return pack(result);
}

// Exponents of a Wide have room for squares.
OX_FUNCTION u128 __nv_fp128_hypot(u128 x, u128 y) {
  if (OX_UNLIKELY(!is_finite(x) || !is_finite(y) || is_zero(x) || is_zero(y))) {
    if (is_infinite(x) || is_infinite(y))
      return kInfinity;
    if (is_nan(x) || is_nan(y))
      return propagate(x, y);
    return absolute(is_zero(x) ? y : x);
  }
  Wide a = unpack(x), b = unpack(y);
  return pack(root(add(multiply(a, a), multiply(b, b))));
}

} // namespace ox::quad
