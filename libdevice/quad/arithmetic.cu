// Quad precision: +, -, *, /, fma and square root, correctly rounded to nearest even; comparison.
#include "libdevice/quad/format.h"

namespace ox::quad {

namespace {

// By magnitude: the larger one's sign is the sum's.
OX_PART u128 add_in_order(u128 a, u128 b, Wide (*unpack_one)(u128)) {
  bool swap = absolute(a) < absolute(b);
  return pack(sum_of(unpack_one(swap ? b : a), unpack_one(swap ? a : b)));
}

OX_COLD u128 add_special(u128 a, u128 b) {
  if (is_nan(a) || is_nan(b))
    return propagate(a, b);
  if (is_infinite(a))
    return is_infinite(b) && a != b ? kNan : a;
  if (is_infinite(b))
    return b;
  if (is_zero(a))
    return is_zero(b) ? a & b : b; // -0 only from two of them
  return is_zero(b) ? a : add_in_order(a, b, unpack);
}

OX_PART u128 add(u128 a, u128 b) {
  if (OX_UNLIKELY(!(is_normal(a) && is_normal(b))))
    return add_special(a, b);
  return add_in_order(a, b, unpack_normal);
}

OX_PART u128 multiply_numbers(Wide x, Wide y) {
  U256 product = multiply(x.significand, y.significand);
  u128 significand = product.high | static_cast<u128>(product.low != 0);
  bool low = !is_negative(significand); // in [1, 2), with the top bit clear
  return pack({x.negative != y.negative, x.exponent + y.exponent + !low, low ? significand << 1 : significand});
}

OX_PART u128 divide_numbers(Wide x, Wide y) {
  Wide quotient = divide_significands(x.significand, y.significand);
  return pack({x.negative != y.negative, x.exponent - y.exponent + quotient.exponent, quotient.significand});
}

OX_COLD u128 multiply_special(u128 a, u128 b) {
  if (is_nan(a) || is_nan(b))
    return propagate(a, b);
  bool negative = is_negative(a) != is_negative(b);
  if (is_infinite(a) || is_infinite(b))
    return is_zero(a) || is_zero(b) ? kNan : signed_as(kInfinity, negative);
  if (is_zero(a) || is_zero(b))
    return signed_as(0, negative);
  return multiply_numbers(unpack(a), unpack(b));
}

OX_COLD u128 divide_special(u128 a, u128 b) {
  if (is_nan(a) || is_nan(b))
    return propagate(a, b);
  bool negative = is_negative(a) != is_negative(b);
  if (is_infinite(a))
    return is_infinite(b) ? kNan : signed_as(kInfinity, negative);
  if (is_zero(b))
    return is_zero(a) ? kNan : signed_as(kInfinity, negative);
  if (is_infinite(b) || is_zero(a))
    return signed_as(0, negative);
  return divide_numbers(unpack(a), unpack(b));
}

OX_COLD u128 fma_special(u128 a, u128 b, u128 c) {
  if (is_nan(a) || is_nan(b))
    return propagate(a, b);
  bool negative = is_negative(a) != is_negative(b);
  bool infinite = is_infinite(a) || is_infinite(b);
  if (infinite && (is_zero(a) || is_zero(b)))
    return kNan;
  if (is_nan(c))
    return quiet(c);
  if (infinite)
    return add(signed_as(kInfinity, negative), c);
  if (is_zero(a) || is_zero(b))
    return add(signed_as(0, negative), c);
  return c; // infinite; or 0, and then the product is what is left
}

// The sum of a product, 256 bits with its top bit set, and c, both with their exponents.
OX_PART Wide add_to_product(bool negative, s32 exponent, U256 product, Wide c) {
  s32 distance = exponent - c.exponent;
  U256 other{c.significand, 0};
  bool swap = distance < 0 || (distance == 0 && product.high < c.significand);
  U256 large = swap ? other : product, small = swap ? product : other;
  s32 shift = distance < 0 ? -distance : distance;
  // small >> shift with its last bit sticky.
  if (shift >= 128) {
    u128 low = shift_right_jam(small.high, shift - 128) | static_cast<u128>(small.low != 0);
    small = {0, low};
  } else if (shift != 0) {
    u128 low = shift_right_jam(small.low, shift) | small.high << (128 - shift);
    small = {small.high >> shift, low};
  }
  s32 result_exponent = swap ? c.exponent : exponent;
  bool result_negative = swap ? c.negative : negative;
  if (negative == c.negative) {
    u128 low = large.low + small.low;
    u128 carry_in = low < small.low;
    u128 high = large.high + small.high + carry_in;
    bool carry = high < large.high || (carry_in && high == large.high);
    u128 sticky = low != 0;
    if (carry)
      return {result_negative, result_exponent + 1, kTopBit | high >> 1 | (high & 1) | sticky};
    return {result_negative, result_exponent, high | sticky};
  }
  u128 low = large.low - small.low;
  u128 high = large.high - small.high - static_cast<u128>(large.low < small.low);
  if (high == 0) {
    if (low == 0)
      return {false, 0, 0};
    return normalized(result_negative, result_exponent - 128, low);
  }
  s32 zeros = leading_zeros(high);
  if (zeros != 0) {
    high = high << zeros | low >> (128 - zeros);
    low <<= zeros;
  }
  return {result_negative, result_exponent - zeros, high | static_cast<u128>(low != 0)};
}

} // namespace

OX_FUNCTION u128 __nv_fp128_add(u128 a, u128 b) { return add(a, b); }
OX_FUNCTION u128 __nv_fp128_sub(u128 a, u128 b) { return add(a, is_nan(b) ? b : b ^ kSignBit); }

OX_FUNCTION u128 __nv_fp128_mul(u128 a, u128 b) {
  if (OX_UNLIKELY(!(is_normal(a) && is_normal(b))))
    return multiply_special(a, b);
  return multiply_numbers(unpack_normal(a), unpack_normal(b));
}

OX_FUNCTION u128 __nv_fp128_div(u128 a, u128 b) {
  if (OX_UNLIKELY(!(is_normal(a) && is_normal(b))))
    return divide_special(a, b);
  return divide_numbers(unpack_normal(a), unpack_normal(b));
}

OX_FUNCTION u128 __nv_fp128_fma(u128 a, u128 b, u128 c) {
  if (OX_UNLIKELY(!is_finite(a) || !is_finite(b) || !is_finite(c) || is_zero(a) || is_zero(b)))
    return fma_special(a, b, c);
  if (OX_UNLIKELY(is_zero(c)))
    return __nv_fp128_mul(a, b);
  Wide x = unpack(a), y = unpack(b);
  U256 product = multiply(x.significand, y.significand);
  s32 exponent = x.exponent + y.exponent + 1;
  if (!is_negative(product.high)) {
    product = {product.high << 1 | product.low >> 127, product.low << 1};
    --exponent;
  }
  return pack(add_to_product(x.negative != y.negative, exponent, product, unpack(c)));
}

OX_FUNCTION u128 __nv_fp128_sqrt(u128 a) {
  if (OX_UNLIKELY(!is_finite(a) || is_negative(a) || is_zero(a))) {
    if (is_nan(a))
      return quiet(a);
    return is_negative(a) && !is_zero(a) ? kNan : a;
  }
  Wide x = unpack(a);
  bool odd = x.exponent & 1;
  return pack({false, (x.exponent - odd) / 2, root_of_significand(x.significand, odd)});
}

// For comparison operators: a bit number into LLVM's floating-point predicates, in which bit 0 is equal, 1 greater,
// 2 less, 3 unordered.
OX_FUNCTION u32 __ox_fp128_compare(u128 a, u128 b) {
  if (OX_UNLIKELY(is_nan(a) || is_nan(b)))
    return 3;
  // Zeros are equal; of negative numbers the larger magnitude is less.
  s128 x = is_negative(a) ? -static_cast<s128>(absolute(a)) : static_cast<s128>(a);
  s128 y = is_negative(b) ? -static_cast<s128>(absolute(b)) : static_cast<s128>(b);
  return x == y ? 0 : x > y ? 1 : 2;
}

} // namespace ox::quad
