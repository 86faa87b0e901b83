// Rounding to any format in any of RISC-V's modes, without touching the host's rounding mode.
//
// Halves, bfloat16 and singles are computed in double and rounded "to odd" there: an inexact result gets an odd last
// bit, which makes the second rounding exact in every mode, since double has more than two bits to spare (Boldo and
// Melquiond, "Emulation of FMA and correctly rounded sums", 2008).  Double itself is in wide_double.h.
#pragma once
#include "simulator/exec/lanes.h"

namespace ox::sim::OX_LEVEL {

// The rounding mode field.  kDynamic is to nearest even, for frm is hard-wired; 5 and 6 flush subnormals.
enum Rounding : uint8_t { kNearest, kToZero, kDown, kUp, kNearestAway, kFlush, kFlushToZero, kDynamic };

OX_INLINE float as_single(uint32_t bits) { return __builtin_bit_cast(float, bits); }
OX_INLINE uint32_t bits_of(float value) { return __builtin_bit_cast(uint32_t, value); }
OX_INLINE double as_double(uint64_t bits) { return __builtin_bit_cast(double, bits); }
OX_INLINE uint64_t bits_of(double value) { return __builtin_bit_cast(uint64_t, value); }

OX_INLINE uint32_t flush_single(uint32_t bits) { return (bits & 0x7f800000) == 0 ? bits & 0x80000000 : bits; }
OX_INLINE uint32_t canonical_single(float value) { return value == value ? bits_of(value) : kNanSingle; }
OX_INLINE uint64_t canonical_double(double value) { return value == value ? bits_of(value) : kNanDouble; }

// Whether a magnitude goes to the next above what is kept: `rest` bits were cut off, `half` is half of the last kept.
OX_INLINE bool rounds_up(uint64_t kept, uint64_t rest, uint64_t half, bool negative, unsigned mode) {
  bool nearest = rest > half || (rest == half && (mode == kNearestAway || (kept & 1) != 0));
  bool to_nearest = mode == kNearest || mode == kNearestAway || mode == kDynamic || mode == kFlush;
  bool outwards = (mode == kUp && !negative) || (mode == kDown && negative);
  return to_nearest ? nearest : outwards && rest != 0;
}
OX_INLINE bool overflows_to_infinity(bool negative, unsigned mode) {
  return !(mode == kToZero || mode == kFlushToZero || (mode == kUp && negative) || (mode == kDown && !negative));
}

template <unsigned kExponentBits, unsigned kFractionBits> struct Format {
  static constexpr unsigned kFraction = kFractionBits;
  static constexpr int kBias = (1 << (kExponentBits - 1)) - 1;
  static constexpr int kHighestExponent = kBias;
  static constexpr uint64_t kInfinity = ((uint64_t{1} << kExponentBits) - 1) << kFractionBits;
  static constexpr uint64_t kNan = kInfinity | uint64_t{1} << (kFractionBits - 1);
  static constexpr unsigned kSignShift = kExponentBits + kFractionBits;
};
using Half = Format<5, 10>;
using Bfloat = Format<8, 7>;
using Single = Format<8, 23>;
using Double = Format<11, 52>;
using E5m2 = Format<5, 2>;
// 448 is the largest number; what would be the next one is NaN, and here stands for infinity.
struct E4m3 {
  static constexpr unsigned kFraction = 3;
  static constexpr int kBias = 7, kHighestExponent = 8;
  static constexpr uint64_t kInfinity = 0x7f, kNan = 0x7f;
  static constexpr unsigned kSignShift = 7;
};

// A double, exact or rounded to odd, as bits of a narrower format.
template <class F> OX_INLINE uint64_t round_to(double value, unsigned mode) {
  uint64_t bits = bits_of(value);
  bool negative = bits >> 63;
  uint64_t sign = (bits >> 63) << F::kSignShift;
  uint64_t magnitude = bits & 0x7fffffffffffffff;
  int exponent = int(magnitude >> 52) - 1023;
  uint64_t significand = (magnitude & 0xfffffffffffff) | (exponent == -1023 ? 0 : uint64_t{1} << 52);
  constexpr int kLowest = 1 - F::kBias; // exponent of the smallest normal number
  bool subnormal = exponent < kLowest;
  int extra = subnormal ? kLowest - exponent : 0;
  unsigned shift = 52 - F::kFraction + unsigned(extra < 12 + int(F::kFraction) ? extra : 12 + int(F::kFraction));
  shift = shift > 54 ? 54 : shift;
  uint64_t kept = significand >> shift;
  uint64_t rest = significand & ((uint64_t{1} << shift) - 1);
  uint64_t result = kept + (subnormal ? 0 : uint64_t(exponent + F::kBias - 1) << F::kFraction);
  result += rounds_up(kept, rest, uint64_t{1} << (shift - 1), negative, mode);
  bool too_large = result >= F::kInfinity || exponent > F::kHighestExponent;
  uint64_t limit = overflows_to_infinity(negative, mode) ? F::kInfinity : F::kInfinity - 1;
  result = too_large ? limit : result;
  result = magnitude == 0x7ff0000000000000 ? F::kInfinity : result;
  return value != value ? F::kNan : sign | result;
}

// An integer as bits of a format.
template <class F> OX_INLINE uint64_t round_integer(bool negative, uint64_t magnitude, unsigned mode) {
  if (magnitude == 0)
    return 0;
  unsigned top = 63 - unsigned(__builtin_clzll(magnitude)); // exponent
  uint64_t kept = 0, rest = 0, half = 1;
  if (top > F::kFraction) {
    unsigned shift = top - F::kFraction;
    kept = magnitude >> shift;
    rest = magnitude & ((uint64_t{1} << shift) - 1);
    half = uint64_t{1} << (shift - 1);
  } else {
    kept = magnitude << (F::kFraction - top);
  }
  uint64_t result = kept + (uint64_t(int(top) + F::kBias - 1) << F::kFraction);
  result += rounds_up(kept, rest, half, negative, mode);
  if (result >= F::kInfinity || int(top) > F::kBias)
    result = overflows_to_infinity(negative, mode) ? F::kInfinity : F::kInfinity - 1;
  return uint64_t{negative} << F::kSignShift | result;
}

// nearest: a rounded result; error: sign of what it misses.  The result rounded to odd.
OX_INLINE double to_odd(double nearest, double error) {
  uint64_t bits = bits_of(nearest);
  bool keep = !(error < 0 || error > 0) || (bits & 1) != 0 || !(nearest - nearest == 0);
  uint64_t step = (error > 0) == (nearest > 0) ? 1 : ~uint64_t{0};
  return as_double(keep ? bits : bits + step);
}

// Operations rounded to odd.  Operands are halves or singles, so that no double under- or overflows.
OX_INLINE double add_to_odd(double a, double b) {
  double sum = a + b;
  double b_part = sum - a, a_part = sum - b_part; // TwoSum
  return to_odd(sum, (a - a_part) + (b - b_part));
}
OX_INLINE double divide_to_odd(double a, double b) {
  double quotient = a / b;
  double rest = __builtin_fma(-quotient, b, a);
  return to_odd(quotient, b < 0 ? -rest : rest);
}
OX_INLINE double root_to_odd(double a) {
  double root = __builtin_sqrt(a);
  return to_odd(root, __builtin_fma(-root, root, a));
}
// An exact zero sum of a and b is -0 when rounding down, unless both are +0.
OX_INLINE double zero_sum(double sum, double a, double b, unsigned mode) {
  bool make_negative = mode == kDown && sum == 0 && ((bits_of(a) | bits_of(b)) >> 63) != 0;
  return make_negative ? -0.0 : sum;
}

// To an integer value, still a double.
OX_INLINE double round_integral(double value, unsigned mode) {
  switch (mode) {
  case kToZero:
  case kFlushToZero:
    return __builtin_trunc(value);
  case kDown:
    return __builtin_floor(value);
  case kUp:
    return __builtin_ceil(value);
  case kNearestAway:
    return __builtin_round(value);
  default:
    return __builtin_rint(value); // the host's mode is never changed: to nearest even
  }
}

OX_INLINE float half_to_single(uint32_t half) {
  uint32_t magnitude = (half & 0x7fff) << 13;
  float scaled = as_single(magnitude) * 0x1p112f;
  uint32_t bits = magnitude >= 0x0f800000 ? magnitude | 0x7f800000 : bits_of(scaled);
  return as_single(bits | (half & 0x8000) << 16);
}
OX_INLINE float bfloat_to_single(uint32_t value) { return as_single(value << 16); }

} // namespace ox::sim::OX_LEVEL
