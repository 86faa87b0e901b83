// Quad precision: exponentials and logarithms.
#include "libdevice/quad/exp_log_kernels.h"

namespace ox::quad {

namespace {

// Infinity or 0, for arguments so large.
OX_COLD u128 beyond(bool negative) { return negative ? 0 : kInfinity; }

// Of NaN and the infinities.
OX_COLD u128 exponential_special(u128 x) { return is_nan(x) ? quiet(x) : beyond(is_negative(x)); }

// What a logarithm gives for other than positive finite numbers.
OX_COLD u128 logarithm_special(u128 x) {
  if (is_nan(x))
    return quiet(x);
  return is_zero(x) ? signed_as(kInfinity, true) : is_negative(x) ? kNan : x;
}
OX_PART bool has_logarithm(u128 x) { return is_finite(x) && !is_negative(x) && !is_zero(x); }

} // namespace

OX_FUNCTION u128 __nv_fp128_exp(u128 x) {
  if (OX_UNLIKELY(!is_finite(x)))
    return exponential_special(x);
  Wide w = unpack(x);
  if (OX_UNLIKELY(w.exponent >= kLargestExponent))
    return beyond(w.negative);
  return pack(exponential(w));
}

// 64 x = k + f exactly, so 2^x = 2^(k / 64) e^(f ln 2 / 64).
OX_FUNCTION u128 __nv_fp128_exp2(u128 x) {
  if (OX_UNLIKELY(!is_finite(x)))
    return exponential_special(x);
  Wide w = unpack(x);
  if (OX_UNLIKELY(w.exponent >= kLargestExponent + 1))
    return beyond(w.negative);
  Wide steps = scaled(w, 6);
  s32 k = steps.exponent < 0 ? 0 : static_cast<s32>(steps.significand >> (127 - steps.exponent));
  u128 fraction = fraction_of(steps);
  if (w.negative) {
    fraction = 0 - fraction;
    k = -k - (fraction != 0);
  }
  return pack(exponential(k, multiply_high(fraction, kLn2Over64.high)));
}

OX_FUNCTION u128 __nv_fp128_exp10(u128 x) {
  if (OX_UNLIKELY(!is_finite(x)))
    return exponential_special(x);
  Wide w = unpack(x);
  if (OX_UNLIKELY(w.exponent >= kLargestExponent - 1))
    return beyond(w.negative);
  if (w.significand == 0)
    return kOne;
  return pack(exponential(approximately(w) * 0x1.26bb1bbb55516p+1, fraction_of(multiply(kLn10, w))));
}

OX_FUNCTION u128 __nv_fp128_expm1(u128 x) {
  constexpr u128 kMinusOne = kOne | kSignBit;
  if (OX_UNLIKELY(!is_finite(x)))
    return is_nan(x) ? quiet(x) : is_negative(x) ? kMinusOne : x;
  Wide w = unpack(x);
  if (OX_UNLIKELY(w.exponent >= kLargestExponent))
    return w.negative ? kMinusOne : kInfinity;
  return w.significand == 0 ? x : pack(exponential_minus_one(w));
}

OX_FUNCTION u128 __nv_fp128_log(u128 x) {
  return OX_LIKELY(has_logarithm(x)) ? pack(logarithm(unpack(x))) : logarithm_special(x);
}

OX_FUNCTION u128 __nv_fp128_log2(u128 x) {
  if (OX_UNLIKELY(!has_logarithm(x)))
    return logarithm_special(x);
  Reduced reduced = reduce_logarithm(unpack(x));
  if (is_near_one(reduced)) {
    Wide part = logarithm_near_one(reduced);
    return pack(part.significand == 0 ? part : multiply(part, kLog2E));
  }
  // The exponent is exact, and the rest is 0 for a power of two; 1 / ln 2 is 1 and a fraction.
  u128 part = fraction_of_logarithm(reduced), size = is_negative(part) ? 0 - part : part;
  size += multiply_high(size, kLog2EFraction.high);
  return pack(wide_of_sum(reduced.exponent, 0, is_negative(part) ? 0 - size : size));
}

OX_FUNCTION u128 __nv_fp128_log10(u128 x) {
  if (OX_UNLIKELY(!has_logarithm(x)))
    return logarithm_special(x);
  Wide natural = logarithm(unpack(x));
  return pack(natural.significand == 0 ? natural : multiply(natural, kLog10E));
}

OX_FUNCTION u128 __nv_fp128_log1p(u128 x) {
  constexpr u128 kMinusOne = kOne | kSignBit;
  if (OX_UNLIKELY(!is_finite(x) || (is_negative(x) && x >= kMinusOne))) {
    if (x == kMinusOne)
      return signed_as(kInfinity, true);
    return is_nan(x) ? quiet(x) : is_negative(x) ? kNan : x;
  }
  return is_zero(x) ? x : pack(logarithm_of_one_plus(unpack(x)));
}

} // namespace ox::quad
