// Quad precision: arc sine, arc cosine and arc tangent, all by the arc tangent of a ratio.
#include "libdevice/quad/tables.h"

namespace ox::quad {

namespace {

// atan(y / x) for x, y > 0.  With c = j / 64 near the ratio, or near its inverse where that is less than 1,
// atan(y / x) = atan(c) + atan((y - c x) / (x + c y)).
OX_PART Wide arc_tangent(Wide y, Wide x) {
  bool invert = is_smaller(x, y);
  Wide numerator = invert ? x : y, denominator = invert ? y : x;
  s32 distance = denominator.exponent - numerator.exponent;
  s32 j = 0;
  if (distance < 8) {
    double ratio = static_cast<double>(high_word(numerator.significand)) /
                   static_cast<double>(high_word(denominator.significand)) * math::power_of_two(6 - distance);
    j = static_cast<s32>(ratio + 0.5);
  }
  Wide t;
  if (j == 0) {
    t = divide(numerator, denominator);
  } else {
    Wide c = scaled(wide_of(j), -6);
    t = divide(subtract(numerator, multiply(denominator, c)), add(denominator, multiply(numerator, c)));
  }
  // t (1 - t^2 (1/3 - t^2 (1/5 - ...)))
  if (t.significand != 0) {
    u128 square = t.exponent < -64 ? 0 : fraction_of(multiply(t, t));
    t = multiply(t, one_and(true, multiply_high(square, evaluate(kOddInverses, square, true))));
  }
  Wide angle = j == 0 ? t : add(wide_of_fraction(false, kAtan[j]), t);
  return invert ? subtract(kHalfPi, angle) : angle;
}

// sqrt((1 - x) (1 + x)) for |x| < 1
OX_PART Wide other_side(Wide x) { return root(multiply(subtract(kWideOne, x), add(kWideOne, x))); }

// |x| >= 1 or NaN: only +-1 has an arc sine.
OX_PART bool is_outside(u128 x) { return absolute(x) >= kOne; }

} // namespace

OX_FUNCTION u128 __nv_fp128_atan(u128 x) {
  if (OX_UNLIKELY(!is_finite(x) || is_zero(x))) {
    if (is_zero(x))
      return x;
    return is_nan(x) ? quiet(x) : pack({is_negative(x), kHalfPi.exponent, kHalfPi.significand});
  }
  Wide w = unpack(x);
  Wide result = arc_tangent(magnitude(w), kWideOne);
  result.negative = w.negative;
  return pack(result);
}

OX_FUNCTION u128 __nv_fp128_asin(u128 x) {
  if (OX_UNLIKELY(is_outside(x) || is_zero(x))) {
    if (is_zero(x) || is_nan(x))
      return is_zero(x) ? x : quiet(x);
    return absolute(x) == kOne ? pack({is_negative(x), kHalfPi.exponent, kHalfPi.significand}) : kNan;
  }
  Wide w = unpack(x);
  Wide result = arc_tangent(magnitude(w), other_side(w));
  result.negative = w.negative;
  return pack(result);
}

OX_FUNCTION u128 __nv_fp128_acos(u128 x) {
  if (OX_UNLIKELY(is_outside(x) || is_zero(x))) {
    if (is_zero(x))
      return pack(kHalfPi);
    if (is_nan(x))
      return quiet(x);
    return x == kOne ? 0 : absolute(x) == kOne ? pack(kPi) : kNan;
  }
  Wide w = unpack(x);
  Wide angle = arc_tangent(other_side(w), magnitude(w));
  return pack(w.negative ? subtract(kPi, angle) : angle);
}

} // namespace ox::quad
