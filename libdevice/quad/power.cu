// Quad precision: pow, and hypot.
#include "libdevice/quad/exp_log_kernels.h"

namespace ox::quad {

namespace {

// ln x to a relative 2^-139: y ln x may be 2^13, and the power needs it to 2^-120.
OX_PART Long long_logarithm(Wide x) {
  Reduced reduced = reduce_logarithm(x);
  Long sum{false, 0, {0, 0}};
  if (reduced.r != 0) {
    // r - r^2 / 2 + r^3 (1/3 - ...): exact, exact, and small.
    Wide r = wide_of_fraction(reduced.negative, reduced.r);
    Long square = multiply_exactly(r, r);
    Wide tail = wide_of_fraction(false, evaluate(kInversesFromThird, reduced.r, !reduced.negative));
    Long cube = multiply(square, multiply(r, tail));
    sum = add(add(long_of(r), cube), {true, square.exponent - 1, square.significand});
  }
  if (kLogReciprocal[reduced.index] != kUnitReciprocal) {
    u128 high = kLogOfReciprocal[reduced.index], low = kLogOfReciprocalLow[reduced.index];
    bool negative = is_negative(high);
    if (negative) {
      low = 0 - low;
      high = ~high + static_cast<u128>(low == 0);
    }
    sum = add(sum, normalized(negative, -1, U256{high, low}));
  }
  if (reduced.exponent != 0)
    sum = add(sum, multiply(kLongLn2, wide_of(reduced.exponent)));
  return sum;
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
