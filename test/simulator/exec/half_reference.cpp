// See half_reference.h.
#include "test/simulator/exec/half_reference.h"
#include <cmath>

namespace ox::test {
namespace {

using Wide = unsigned __int128;
constexpr uint16_t kNan = 0x7e00, kInfinity = 0x7c00, kSign = 0x8000;

bool is_nan(uint16_t a) { return (a & 0x7fff) > kInfinity; }
bool is_infinite(uint16_t a) { return (a & 0x7fff) == kInfinity; }
bool is_zero(uint16_t a) { return (a & 0x7fff) == 0; }
uint16_t flushed(uint16_t a) { return (a & kInfinity) == 0 ? a & kSign : a; }

// The magnitude of a finite half in units of 2^-24.
uint64_t units(uint16_t a) {
  const unsigned exponent = a >> 10 & 31, fraction = a & 0x3ff;
  return exponent ? uint64_t{1024 + fraction} << (exponent - 1) : fraction;
}

// Does a magnitude go up that lies between two neighbours?  position: 0 on the lower, 1 below the middle, 2 in the
// middle, 3 above it.
bool goes_up(unsigned position, bool odd, bool negative, unsigned mode) {
  switch (mode) {
  case 1:
  case 6:
    return false;
  case 2:
    return negative && position != 0;
  case 3:
    return !negative && position != 0;
  case 4:
    return position >= 2;
  default:
    return position == 3 || (position == 2 && odd);
  }
}
unsigned position_of(Wide rest, Wide whole, bool sticky) {
  const Wide twice = rest * 2;
  if (twice == whole)
    return sticky ? 3 : 2;
  return twice > whole ? 3 : rest != 0 || sticky ? 1 : 0;
}

// magnitude * 2^-scale, and a bit more if sticky, as half.  At most 125 bits, of which at least 24 are a fraction.
uint16_t round_magnitude(bool negative, Wide magnitude, unsigned scale, bool sticky, unsigned mode) {
  const uint16_t sign = negative ? kSign : 0;
  if (magnitude == 0 && !sticky)
    return sign;
  // The place of the last bit: 2^-24 for subnormals, then ten below the first bit.
  int place = -24;
  while (place + int(scale) < 128 && magnitude >> (place + int(scale) + 10) > 1)
    ++place;
  const unsigned shift = unsigned(place + int(scale));
  uint64_t kept = uint64_t(magnitude >> shift);
  const unsigned position = position_of(magnitude - (Wide{kept} << shift), Wide{1} << shift, sticky);
  kept += goes_up(position, kept & 1, negative, mode);
  // A carry into the next binade comes out right: 2048 at a place is 1024 at the next.
  const uint64_t bits = place == -24 ? kept : (uint64_t(place + 24) << 10) + kept;
  if (bits < kInfinity)
    return uint16_t(sign | bits);
  const bool to_infinity =
      mode == 0 || mode == 4 || mode == 5 || mode == 7 || (mode == 2 && negative) || (mode == 3 && !negative);
  return uint16_t(sign | (to_infinity ? kInfinity : kInfinity - 1));
}

// The sum of two signed magnitudes at one scale.
uint16_t round_sum(bool a_negative, Wide a, bool b_negative, Wide b, unsigned scale, unsigned mode) {
  if (a_negative == b_negative)
    return round_magnitude(a_negative, a + b, scale, false, mode);
  if (a == b)
    return mode == 2 ? kSign : 0;
  return a > b ? round_magnitude(a_negative, a - b, scale, false, mode)
               : round_magnitude(b_negative, b - a, scale, false, mode);
}

uint16_t add(uint16_t a, uint16_t b, unsigned mode) {
  if (is_nan(a) || is_nan(b) || (is_infinite(a) && is_infinite(b) && a != b))
    return kNan;
  if (is_infinite(a) || is_infinite(b))
    return is_infinite(a) ? a : b;
  return round_sum(a & kSign, units(a), b & kSign, units(b), 24, mode);
}
uint16_t multiply_add(uint16_t a, uint16_t b, uint16_t c, unsigned mode) {
  const uint16_t sign = (a ^ b) & kSign;
  if (is_nan(a) || is_nan(b) || is_nan(c))
    return kNan;
  if (is_infinite(a) || is_infinite(b)) {
    if (is_zero(a) || is_zero(b) || (is_infinite(c) && (c & kSign) != sign))
      return kNan;
    return sign | kInfinity;
  }
  if (is_infinite(c))
    return c;
  return round_sum(sign, Wide{units(a)} * units(b), c & kSign, Wide{units(c)} << 24, 48, mode);
}
uint16_t multiply(uint16_t a, uint16_t b, unsigned mode) { // adding a zero of the product's sign changes nothing
  return multiply_add(a, b, (a ^ b) & kSign, mode);
}
uint16_t divide(uint16_t a, uint16_t b, unsigned mode) {
  const uint16_t sign = (a ^ b) & kSign;
  if (is_nan(a) || is_nan(b) || (is_infinite(a) && is_infinite(b)) || (is_zero(a) && is_zero(b)))
    return kNan;
  if (is_infinite(a) || is_zero(b))
    return sign | kInfinity;
  if (is_infinite(b))
    return sign;
  const Wide dividend = Wide{units(a)} << 60;
  return round_magnitude(sign, dividend / units(b), 60, dividend % units(b) != 0, mode);
}
uint16_t root(uint16_t a, unsigned mode) {
  if (is_nan(a) || is_zero(a))
    return is_nan(a) ? kNan : a;
  if (a & kSign)
    return kNan;
  if (is_infinite(a))
    return a;
  const Wide square = Wide{units(a)} << 60; // of a root in units of 2^-42
  Wide low = 0;
  for (Wide bit = Wide{1} << 51; bit != 0; bit >>= 1)
    if ((low | bit) * (low | bit) <= square)
      low |= bit;
  return round_magnitude(false, low, 42, low * low != square, mode);
}

// The magnitude of a finite half, rounded to an integer.
uint64_t round_units(uint16_t a, unsigned mode) {
  const uint64_t magnitude = units(a), kept = magnitude >> 24;
  return kept + goes_up(position_of(magnitude & 0xffffff, 1 << 24, false), kept & 1, a & kSign, mode);
}
} // namespace

uint16_t half_arithmetic(Arithmetic op, unsigned mode, uint16_t a, uint16_t b, uint16_t c) {
  const bool flush = mode == 5 || mode == 6;
  if (flush) {
    a = flushed(a);
    b = flushed(b);
    c = flushed(c);
  }
  uint16_t result = 0;
  switch (op) {
  case Arithmetic::kAdd:
    result = add(a, b, mode);
    break;
  case Arithmetic::kSubtract:
    result = add(a, b ^ kSign, mode);
    break;
  case Arithmetic::kMultiply:
    result = multiply(a, b, mode);
    break;
  case Arithmetic::kDivide:
    result = divide(a, b, mode);
    break;
  case Arithmetic::kRoot:
    result = root(a, mode);
    break;
  case Arithmetic::kMultiplyAdd:
    result = multiply_add(a, b, c, mode);
    break;
  }
  return flush ? flushed(result) : result;
}

uint16_t half_from_double(unsigned mode, uint64_t a) {
  const bool negative = a >> 63;
  const int exponent = int(a >> 52 & 0x7ff) - 1075; // of the last place
  const uint64_t fraction = a & 0xfffffffffffff, magnitude = a & ~(uint64_t{1} << 63);
  if (magnitude > 0x7ff0000000000000)
    return kNan;
  if (magnitude == 0x7ff0000000000000)
    return uint16_t((negative ? kSign : 0) | kInfinity);
  if (exponent > 0) // beyond 2^52, far beyond every half
    return round_magnitude(negative, Wide{1} << 80, 24, false, mode);
  if (exponent < -120) // so small that only its being there matters
    return round_magnitude(negative, 0, 24, magnitude != 0, mode);
  const Wide significand = fraction | uint64_t{1} << 52;
  return exponent > -24 ? round_magnitude(negative, significand << (exponent + 24), 24, false, mode)
                        : round_magnitude(negative, significand, unsigned(-exponent), false, mode);
}

uint16_t half_from_integer(unsigned mode, bool is_signed, uint64_t a) {
  const bool negative = is_signed && a >> 63;
  const uint64_t magnitude = negative ? 0 - a : a;
  return magnitude == 0 ? 0 : round_magnitude(negative, Wide{magnitude} << 24, 24, false, mode);
}

uint64_t half_to_integer(unsigned mode, bool is_signed, unsigned width, uint16_t a) {
  const unsigned bits = is_signed ? width - 1 : width;
  const uint64_t largest = ~uint64_t{0} >> (64 - bits);
  uint64_t result;
  if (is_nan(a) || a == kInfinity)
    result = largest;
  else if (is_infinite(a))
    result = is_signed ? ~largest : 0;
  else if (a & kSign)
    result = is_signed ? 0 - round_units(a, mode) : 0;
  else
    result = round_units(a, mode);
  return width == 32 ? uint64_t(int64_t(int32_t(result))) : result;
}

uint16_t half_round(unsigned mode, uint16_t a) {
  if (is_nan(a))
    return kNan;
  return is_infinite(a) ? a : round_magnitude(a & kSign, Wide{round_units(a, mode)} << 24, 24, false, 1);
}

uint16_t bfloat_from_single(unsigned mode, uint32_t a) {
  if ((a & 0x7fffffff) > 0x7f800000)
    return 0x7fc0;
  const uint32_t kept = (a & 0x7fffffff) >> 16, rest = a & 0xffff;
  const bool negative = a >> 31, up = goes_up(position_of(rest, 0x10000, false), kept & 1, negative, mode);
  return uint16_t((negative ? kSign : 0) | (kept + up)); // beyond the largest is infinity, by its bits
}

} // namespace ox::test
