// Quad precision: fmod and remainder, exact.
#include "libdevice/quad/format.h"

namespace ox::quad {

namespace {

// |x| mod |y| as a multiple of y's last place, and the quotient's last bit.  The dividend's exponent is worked off 42
// bits at a time; a digit of the quotient is guessed in double precision, never too large.
struct Remainder {
  u128 value; // < divisor
  bool odd_quotient;
};
OX_PART Remainder reduce(u128 dividend, u128 divisor, s32 distance) {
  double inverse = 1.0 / static_cast<double>(high_word(divisor)) * (1.0 - 0x1p-50);
  u32 quotient = 0;
  bool first = dividend >= divisor;
  dividend -= first ? divisor : 0;
  quotient = first;
  while (distance > 0) {
    s32 step = distance < 42 ? distance : 42;
    double scale = math::power_of_two(step);
    u64 digit = static_cast<u64>(static_cast<double>(high_word(dividend)) * inverse * scale);
    dividend = (dividend << step) - digit * divisor;
    bool one_more = dividend >= divisor;
    dividend -= one_more ? divisor : 0;
    quotient = static_cast<u32>(digit) + one_more;
    distance -= step;
  }
  return {dividend, (quotient & 1) != 0};
}

// NaN for x infinite, y 0, or a NaN.
OX_COLD u128 remainder_special(u128 x, u128 y) {
  if (is_nan(x) || is_nan(y))
    return propagate(x, y);
  return is_infinite(x) || is_zero(y) ? kNan : x; // a finite x of an infinite y, or 0
}

OX_PART bool is_special(u128 x, u128 y) { return !is_finite(x) || !is_finite(y) || is_zero(x) || is_zero(y); }

// Room for a remainder below twice the divisor, and one bit to double it.
constexpr int kRoom = 2;

} // namespace

OX_FUNCTION u128 __nv_fp128_fmod(u128 x, u128 y) {
  if (OX_UNLIKELY(is_special(x, y)))
    return remainder_special(x, y);
  Wide a = unpack(x), b = unpack(y);
  if (a.exponent < b.exponent)
    return x;
  Remainder r = reduce(a.significand >> kRoom, b.significand >> kRoom, a.exponent - b.exponent);
  return pack(normalized(a.negative, b.exponent + kRoom, r.value));
}

// x - n y, n the integer nearest to x / y, even when two are.
OX_FUNCTION u128 __nv_fp128_remainder(u128 x, u128 y) {
  if (OX_UNLIKELY(is_special(x, y)))
    return remainder_special(x, y);
  Wide a = unpack(x), b = unpack(y);
  if (a.exponent < b.exponent - 1)
    return x;
  u128 divisor = b.significand >> kRoom;
  Remainder r = a.exponent < b.exponent ? Remainder{a.significand >> (kRoom + 1), false}
                                        : reduce(a.significand >> kRoom, divisor, a.exponent - b.exponent);
  u128 twice = r.value << 1;
  bool negative = a.negative;
  if (twice > divisor || (twice == divisor && r.odd_quotient)) {
    r.value = divisor - r.value;
    negative = !negative;
  }
  if (r.value == 0)
    negative = a.negative; // a zero has the sign of x
  return pack(normalized(negative, b.exponent + kRoom, r.value));
}

} // namespace ox::quad
