// Quad precision to and from the other number formats.  To floating point rounds to nearest even, once; to integers
// truncates and saturates, and NaN gives 0 (C++ leaves these undefined).
#include "libdevice/quad/format.h"

namespace ox::quad {

namespace {

// A number of a narrower format, which fits.
template <typename Bits, int kFraction, int kMax> OX_PART u128 widen(Bits bits) {
  constexpr int kWidth = sizeof(Bits) * 8, kBiasHere = kMax / 2;
  bool negative = bits >> (kWidth - 1);
  s32 field = static_cast<s32>(bits >> kFraction) & kMax;
  u128 fraction = static_cast<u128>(bits & ((Bits(1) << kFraction) - 1)) << (kFractionBits - kFraction);
  if (OX_UNLIKELY(field == kMax))
    return signed_as(fraction == 0 ? kInfinity : quiet(kInfinity | fraction), negative);
  if (OX_UNLIKELY(field == 0)) {
    if (fraction == 0)
      return signed_as(0, negative);
    return pack(normalized(negative, 1 - kBiasHere, fraction << kSpareBits));
  }
  return signed_as(make(static_cast<u64>(field - kBiasHere + kBias) << 48, 0) | fraction, negative);
}

// To a narrower format, to nearest even or, as the first of two roundings, to odd: truncated, and where that lost
// something the last bit set.
template <typename Bits, int kFraction, int kMax> OX_PART Bits narrow(u128 x, bool to_odd) {
  constexpr int kWidth = sizeof(Bits) * 8, kDropped = 127 - kFraction, kBiasHere = kMax / 2;
  const Bits sign = static_cast<Bits>(is_negative(x)) << (kWidth - 1), infinity = static_cast<Bits>(kMax) << kFraction;
  if (OX_UNLIKELY(!is_finite(x))) {
    Bits payload = static_cast<Bits>((x & kFractionMask) >> (kFractionBits - kFraction));
    return sign | infinity | (is_nan(x) ? payload | Bits(1) << (kFraction - 1) : Bits(0));
  }
  Wide w = unpack(x);
  if (w.significand == 0)
    return sign;
  s32 field = w.exponent + kBiasHere;
  if (field >= kMax)
    return sign | (to_odd ? infinity - 1 : infinity);
  u128 significand = w.significand;
  if (field <= 0) {
    significand = shift_right_jam(significand, 1 - field);
    field = 1;
  }
  Bits kept = static_cast<Bits>(significand >> kDropped);
  u128 rest = significand << (128 - kDropped);
  if (to_odd)
    kept |= Bits(rest != 0);
  else
    kept += Bits(rest > kTopBit || (rest == kTopBit && (kept & 1)));
  return sign | ((static_cast<Bits>(field - 1) << kFraction) + kept);
}

// The integer part of |x|, and what doesn't fit.
struct Whole {
  u128 value;
  bool too_large;
};
OX_PART Whole whole_part(u128 x) {
  Wide w = unpack(x);
  if (w.exponent < 0 || w.significand == 0)
    return {0, false};
  return {w.exponent > 127 ? 0 : w.significand >> (127 - w.exponent), w.exponent > 127};
}

// kBits of a signed or an unsigned integer.
template <int kBits> OX_PART u128 to_signed(u128 x) {
  if (is_nan(x))
    return 0;
  constexpr u128 kLimit = u128(1) << (kBits - 1);
  Whole whole = whole_part(x);
  if (!is_finite(x) || whole.too_large || whole.value >= kLimit)
    return is_negative(x) ? 0 - kLimit : kLimit - 1;
  return is_negative(x) ? 0 - whole.value : whole.value;
}
template <int kBits> OX_PART u128 to_unsigned(u128 x) {
  if (is_nan(x) || is_negative(x))
    return 0;
  constexpr u128 kLimit = ~u128(0) >> (128 - kBits);
  Whole whole = whole_part(x);
  return !is_finite(x) || whole.too_large || whole.value > kLimit ? kLimit : whole.value;
}

} // namespace

OX_FUNCTION u128 __ox_fp128_from_float(float x) { return widen<u32, 23, 0xff>(math::bits_of(x)); }
OX_FUNCTION u128 __ox_fp128_from_double(double x) { return widen<u64, 52, 0x7ff>(math::bits_of(x)); }
OX_FUNCTION u128 __ox_fp128_from_u64(u64 x) { return pack(normalized(false, 127, x)); }
OX_FUNCTION u128 __ox_fp128_from_s64(s64 x) {
  return pack(normalized(x < 0, 127, x < 0 ? 0 - static_cast<u64>(x) : static_cast<u64>(x)));
}
OX_FUNCTION u128 __ox_fp128_from_u128(u128 x) { return pack(normalized(false, 127, x)); }
OX_FUNCTION u128 __ox_fp128_from_s128(s128 x) {
  return pack(normalized(x < 0, 127, x < 0 ? 0 - static_cast<u128>(x) : static_cast<u128>(x)));
}

OX_FUNCTION double __ox_fp128_to_double(u128 x) { return math::double_of(narrow<u64, 52, 0x7ff>(x, false)); }
OX_FUNCTION float __ox_fp128_to_float(u128 x) { return math::float_of(narrow<u32, 23, 0xff>(x, false)); }
// On the way to a 16-bit format.
OX_FUNCTION float __ox_fp128_to_odd_float(u128 x) { return math::float_of(narrow<u32, 23, 0xff>(x, true)); }
OX_FUNCTION s32 __ox_fp128_to_s32(u128 x) { return static_cast<s32>(to_signed<32>(x)); }
OX_FUNCTION u32 __ox_fp128_to_u32(u128 x) { return static_cast<u32>(to_unsigned<32>(x)); }
OX_FUNCTION s64 __ox_fp128_to_s64(u128 x) { return static_cast<s64>(to_signed<64>(x)); }
OX_FUNCTION u64 __ox_fp128_to_u64(u128 x) { return static_cast<u64>(to_unsigned<64>(x)); }
OX_FUNCTION s128 __ox_fp128_to_s128(u128 x) { return static_cast<s128>(to_signed<128>(x)); }
OX_FUNCTION u128 __ox_fp128_to_u128(u128 x) { return to_unsigned<128>(x); }

} // namespace ox::quad
