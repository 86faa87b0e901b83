// Quad precision to integral values, neighbours of sign and size, and the parts of a number: everything exact.
#include "libdevice/quad/format.h"

namespace ox::quad {

namespace {

enum class Direction { kZero, kDown, kUp, kNearestEven, kNearestAway };

// In integer arithmetic on the magnitude, whose order is that of the numbers.
template <Direction kDirection> OX_PART u128 to_integral(u128 x) {
  if (OX_UNLIKELY(is_nan(x)))
    return quiet(x);
  s32 exponent = exponent_field(x) - kBias;
  if (exponent >= kFractionBits)
    return x; // infinity, too
  bool negative = is_negative(x);
  u128 magnitude = absolute(x);
  if (exponent < 0) {
    constexpr u128 kHalf = make(0x3ffe000000000000ull, 0);
    bool up = false;
    if constexpr (kDirection == Direction::kDown)
      up = negative && magnitude != 0;
    else if constexpr (kDirection == Direction::kUp)
      up = !negative && magnitude != 0;
    else if constexpr (kDirection == Direction::kNearestEven)
      up = magnitude > kHalf;
    else if constexpr (kDirection == Direction::kNearestAway)
      up = magnitude >= kHalf;
    return signed_as(up ? kOne : 0, negative);
  }
  u128 unit = u128(1) << (kFractionBits - exponent), mask = unit - 1;
  u128 add = 0; // what carries into the last whole place
  if constexpr (kDirection == Direction::kDown)
    add = negative ? mask : 0;
  else if constexpr (kDirection == Direction::kUp)
    add = negative ? 0 : mask;
  else if constexpr (kDirection == Direction::kNearestEven)
    // The last whole bit of a number in [1, 2) is the hidden one, which the exponent's last bit isn't.
    add = (unit >> 1) - 1 + static_cast<u128>(exponent == 0 || (magnitude & unit) != 0);
  else if constexpr (kDirection == Direction::kNearestAway)
    add = unit >> 1;
  return signed_as((magnitude + add) & ~mask, negative);
}

// To order all numbers as integers, -0 before +0.
OX_PART s128 order(u128 x) { return is_negative(x) ? static_cast<s128>(x ^ ~kSignBit) : static_cast<s128>(x); }

} // namespace

OX_FUNCTION u128 __nv_fp128_trunc(u128 x) { return to_integral<Direction::kZero>(x); }
OX_FUNCTION u128 __nv_fp128_floor(u128 x) { return to_integral<Direction::kDown>(x); }
OX_FUNCTION u128 __nv_fp128_ceil(u128 x) { return to_integral<Direction::kUp>(x); }
OX_FUNCTION u128 __nv_fp128_rint(u128 x) { return to_integral<Direction::kNearestEven>(x); }
OX_FUNCTION u128 __nv_fp128_round(u128 x) { return to_integral<Direction::kNearestAway>(x); }

OX_FUNCTION u128 __nv_fp128_fabs(u128 x) { return absolute(x); }
OX_FUNCTION u128 __nv_fp128_copysign(u128 x, u128 y) { return absolute(x) | (y & kSignBit); }
OX_FUNCTION int __nv_fp128_isnan(u128 x) { return is_nan(x); }
OX_FUNCTION int __nv_fp128_isunordered(u128 x, u128 y) { return is_nan(x) || is_nan(y); }

// A number rather than NaN.
OX_FUNCTION u128 __nv_fp128_fmax(u128 x, u128 y) {
  if (OX_UNLIKELY(is_nan(x) || is_nan(y)))
    return is_nan(x) ? is_nan(y) ? quiet(x) : y : x;
  return order(x) > order(y) ? x : y;
}
OX_FUNCTION u128 __nv_fp128_fmin(u128 x, u128 y) {
  if (OX_UNLIKELY(is_nan(x) || is_nan(y)))
    return is_nan(x) ? is_nan(y) ? quiet(x) : y : x;
  return order(x) < order(y) ? x : y;
}
extern "C" u128 __nv_fp128_sub(u128, u128);
OX_FUNCTION u128 __nv_fp128_fdim(u128 x, u128 y) {
  if (OX_UNLIKELY(is_nan(x) || is_nan(y)))
    return propagate(x, y);
  return order(x) > order(y) ? __nv_fp128_sub(x, y) : 0;
}

OX_FUNCTION u128 __nv_fp128_frexp(u128 x, int* exponent) {
  if (OX_UNLIKELY(!is_finite(x) || is_zero(x))) {
    *exponent = 0;
    return is_nan(x) ? quiet(x) : x;
  }
  Wide w = unpack(x);
  *exponent = w.exponent + 1;
  return pack({w.negative, -1, w.significand});
}
OX_FUNCTION u128 __nv_fp128_ldexp(u128 x, int n) {
  if (OX_UNLIKELY(!is_finite(x) || is_zero(x)))
    return is_nan(x) ? quiet(x) : x;
  Wide w = unpack(x);
  n = n < -40000 ? -40000 : n > 40000 ? 40000 : n; // beyond, everything overflows or underflows
  return pack({w.negative, w.exponent + n, w.significand});
}
OX_FUNCTION int __nv_fp128_ilogb(u128 x) {
  if (OX_UNLIKELY(is_nan(x) || is_zero(x)))
    return static_cast<int>(0x80000000u);
  return is_infinite(x) ? 0x7fffffff : unpack(x).exponent;
}
OX_FUNCTION u128 __nv_fp128_modf(u128 x, u128* whole) {
  u128 truncated = to_integral<Direction::kZero>(x);
  *whole = truncated;
  if (is_nan(x))
    return truncated;
  return is_infinite(x) || x == truncated ? x & kSignBit : __nv_fp128_sub(x, truncated);
}

} // namespace ox::quad
