// Quad precision: the hyperbolic functions and their inverses, of e^x - 1 and ln(1 + x), which keep small arguments
// exact.
#include "libdevice/quad/exp_log_kernels.h"

namespace ox::quad {

namespace {

// Where e^-x no longer counts beside e^x.
constexpr s32 kOneExponentialOnly = 7;

OX_PART u128 signed_pack(Wide x, bool negative) { return pack({negative, x.exponent, x.significand}); }

// A result that is about x and has x's sign, like x itself where that is 0, infinite or NaN.
OX_PART bool is_own_value(u128 x) { return !is_finite(x) || is_zero(x); }

} // namespace

// With E = e^|x| - 1: sinh |x| = (E + E / (E + 1)) / 2.
OX_FUNCTION u128 __nv_fp128_sinh(u128 x) {
  if (OX_UNLIKELY(is_own_value(x)))
    return is_nan(x) ? quiet(x) : x;
  Wide w = magnitude(unpack(x));
  if (OX_UNLIKELY(w.exponent >= kLargestExponent))
    return signed_as(kInfinity, is_negative(x));
  if (w.exponent >= kOneExponentialOnly)
    return signed_pack(scaled(exponential(w), -1), is_negative(x));
  Wide e = exponential_minus_one(w);
  return signed_pack(scaled(add(e, divide(e, add(e, kWideOne))), -1), is_negative(x));
}

OX_FUNCTION u128 __nv_fp128_cosh(u128 x) {
  if (OX_UNLIKELY(!is_finite(x)))
    return is_nan(x) ? quiet(x) : kInfinity;
  Wide w = magnitude(unpack(x));
  if (OX_UNLIKELY(w.exponent >= kLargestExponent))
    return kInfinity;
  Wide e = exponential(w);
  return pack(scaled(w.exponent >= kOneExponentialOnly ? e : add(e, divide(kWideOne, e)), -1));
}

// With E = e^(2 |x|) - 1: tanh |x| = E / (E + 2).
OX_FUNCTION u128 __nv_fp128_tanh(u128 x) {
  if (OX_UNLIKELY(is_nan(x) || is_zero(x)))
    return is_zero(x) ? x : quiet(x);
  if (OX_UNLIKELY(exponent_field(x) - kBias >= kOneExponentialOnly - 1))
    return signed_as(kOne, is_negative(x));
  Wide e = exponential_minus_one(scaled(magnitude(unpack(x)), 1));
  return signed_pack(divide(e, add(e, scaled(kWideOne, 1))), is_negative(x));
}

// ln(|x| + sqrt(x^2 + 1)) = log1p(|x| + x^2 / (1 + sqrt(x^2 + 1)))
OX_FUNCTION u128 __nv_fp128_asinh(u128 x) {
  if (OX_UNLIKELY(is_own_value(x)))
    return is_nan(x) ? quiet(x) : x;
  Wide w = magnitude(unpack(x));
  Wide square = multiply(w, w);
  Wide rest = divide(square, add(kWideOne, root(add(square, kWideOne))));
  return signed_pack(logarithm_of_one_plus(add(w, rest)), is_negative(x));
}

// With t = x - 1: log1p(t + sqrt(t (t + 2))).
OX_FUNCTION u128 __nv_fp128_acosh(u128 x) {
  if (OX_UNLIKELY(!is_finite(x) || is_negative(x) || x <= kOne)) {
    if (is_nan(x))
      return quiet(x);
    return x == kOne ? 0 : is_negative(x) || is_finite(x) ? kNan : x;
  }
  Wide t = subtract(unpack(x), kWideOne);
  return pack(logarithm_of_one_plus(add(t, root(multiply(t, add(t, scaled(kWideOne, 1)))))));
}

// log1p(2 |x| / (1 - |x|)) / 2
OX_FUNCTION u128 __nv_fp128_atanh(u128 x) {
  u128 size = absolute(x);
  if (OX_UNLIKELY(size >= kOne || size == 0)) {
    if (size == 0)
      return x;
    return is_nan(x) ? quiet(x) : size == kOne ? signed_as(kInfinity, is_negative(x)) : kNan;
  }
  Wide w = magnitude(unpack(x));
  Wide ratio = divide(scaled(w, 1), subtract(kWideOne, w));
  return signed_pack(scaled(logarithm_of_one_plus(ratio), -1), is_negative(x));
}

} // namespace ox::quad
