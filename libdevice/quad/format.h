// IEEE binary128 in integer arithmetic: what every quad-precision function stands on.
//
// A quad travels as its 128 bits in an unsigned integer: clang has no such type for nvptx64, and an OxCore lane keeps
// it in a register pair either way (docs/adr/0008-quad-precision.md).  Like the rest of the library these sources are
// compiled for the device and, to be judged by MPFR, for the host; they use integers, and doubles only for first
// guesses that are then corrected, so both give the same bits.
#pragma once
#include "libdevice/device_math.h"

namespace ox::quad {

using math::s32;
using math::s64;
using math::u128;
using math::u32;
using math::u64;
using s128 = __int128;

inline constexpr int kFractionBits = 112, kBias = 16383, kMaxField = 0x7fff;
// The significand of an unpacked number is at the top of 128 bits; these are the bits below it.
inline constexpr int kSpareBits = 15;

inline constexpr u128 make(u64 high, u64 low) { return static_cast<u128>(high) << 64 | low; }
inline constexpr u128 kSignBit = make(0x8000000000000000ull, 0), kTopBit = kSignBit;
inline constexpr u128 kInfinity = make(0x7fff000000000000ull, 0), kNan = make(0x7fff800000000000ull, 0);
inline constexpr u128 kOne = make(0x3fff000000000000ull, 0);
inline constexpr u128 kFractionMask = make(0x0000ffffffffffffull, ~0ull);
inline constexpr u128 kQuietBit = make(0x0000800000000000ull, 0);

OX_PART u64 high_word(u128 x) { return static_cast<u64>(x >> 64); }
OX_PART u64 low_word(u128 x) { return static_cast<u64>(x); }
OX_PART bool is_negative(u128 bits) { return static_cast<s64>(high_word(bits)) < 0; }
OX_PART u128 absolute(u128 bits) { return bits & ~kSignBit; }
OX_PART u128 signed_as(u128 magnitude, bool negative) { return magnitude | make(static_cast<u64>(negative) << 63, 0); }
OX_PART s32 exponent_field(u128 bits) { return static_cast<s32>(high_word(bits) >> 48) & kMaxField; }
OX_PART bool is_nan(u128 bits) { return absolute(bits) > kInfinity; }
OX_PART bool is_infinite(u128 bits) { return absolute(bits) == kInfinity; }
OX_PART bool is_zero(u128 bits) { return absolute(bits) == 0; }
OX_PART bool is_finite(u128 bits) { return exponent_field(bits) != kMaxField; }
OX_PART u128 quiet(u128 nan) { return nan | kQuietBit; }
// What an operation on numbers of which one is NaN gives: the first NaN, quiet.
OX_PART u128 propagate(u128 a, u128 b) { return quiet(is_nan(a) ? a : b); }

OX_PART s32 leading_zeros(u128 x) {
  u64 high = high_word(x), low = low_word(x);
  return high != 0 ? __builtin_clzll(high) : low != 0 ? 64 + __builtin_clzll(low) : 128;
}
// x >> n; what falls off is remembered in the last bit.
OX_PART u128 shift_right_jam(u128 x, s32 n) {
  if (n == 0)
    return x;
  if (n > 127)
    return x != 0;
  return x >> n | static_cast<u128>((x << (128 - n)) != 0);
}

// +-significand 2^(exponent - 127); the top bit of the significand is set, or it is 0.
struct Wide {
  bool negative;
  s32 exponent;
  u128 significand;
};

OX_PART Wide normalized(bool negative, s32 exponent, u128 significand) {
  s32 zeros = leading_zeros(significand);
  return {negative, exponent - zeros, zeros == 128 ? 0 : significand << zeros};
}

// Neither 0, subnormal, infinite nor NaN.
OX_PART bool is_normal(u128 bits) { return static_cast<u32>(exponent_field(bits) - 1) < kMaxField - 1; }
OX_PART Wide unpack_normal(u128 bits) {
  return {is_negative(bits), exponent_field(bits) - kBias, kTopBit | bits << kSpareBits};
}

// Of a finite number.
OX_PART Wide unpack(u128 bits) {
  s32 field = exponent_field(bits);
  u128 fraction = bits & kFractionMask;
  if (OX_UNLIKELY(field == 0))
    return normalized(is_negative(bits), 1 - kBias, fraction << kSpareBits);
  return unpack_normal(bits);
}

// Rounded to nearest even, once, also into the subnormals; overflows to infinity.  Of an exact result the last bit says
// whether anything is below it.
OX_PART u128 pack(Wide x) {
  s32 field = x.exponent + kBias;
  u128 significand = x.significand;
  if (OX_UNLIKELY(static_cast<u32>(field - 1) >= kMaxField - 1 || !is_negative(significand))) {
    if (significand == 0)
      return signed_as(0, x.negative);
    if (field >= kMaxField)
      return signed_as(kInfinity, x.negative);
    significand = shift_right_jam(significand, 1 - field);
    field = 1; // a significand without its top bit takes the one from the field below
  }
  u128 kept = significand >> kSpareBits;
  constexpr u32 kRest = (1u << kSpareBits) - 1;
  u32 up = ((static_cast<u32>(significand) & kRest) + (kRest >> 1) + (static_cast<u32>(kept) & 1)) >> kSpareBits;
  u128 magnitude = make(static_cast<u64>(field - 1) << 48, 0) + kept + up;
  return signed_as(magnitude, x.negative);
}

// a + b, neither 0 and |large| >= |small|.  Of quads exact but for what the last bit remembers: the spare bits keep
// what a shift takes off.
OX_PART Wide sum_of(Wide large, Wide small) {
  u128 shifted = shift_right_jam(small.significand, large.exponent - small.exponent);
  if (large.negative == small.negative) {
    u128 sum = large.significand + shifted;
    if (sum < shifted) // a carry out
      return {large.negative, large.exponent + 1, kTopBit | sum >> 1 | (sum & 1)};
    return {large.negative, large.exponent, sum};
  }
  u128 difference = large.significand - shifted;
  if (difference == 0)
    return {false, 0, 0};
  return normalized(large.negative, large.exponent, difference);
}

struct U256 {
  u128 high, low;
};
OX_PART U256 multiply(u128 a, u128 b) {
  u64 a1 = high_word(a), a0 = low_word(a), b1 = high_word(b), b0 = low_word(b);
  u128 low = static_cast<u128>(a0) * b0;
  u128 middle = static_cast<u128>(a1) * b0 + high_word(low);
  u128 cross = static_cast<u128>(a0) * b1 + low_word(middle);
  return {static_cast<u128>(a1) * b1 + high_word(middle) + high_word(cross), cross << 64 | low_word(low)};
}

// a / b of two significands: a quotient of at least 126 bits whose last bit says that it is not exact.
//
// Three digits of 42 bits, most significant first.  A digit is guessed in double precision from the top of the
// remainder, never too large and at most one too small, so the remainder stays in [0, 2b).
OX_PART Wide divide_significands(u128 a, u128 b) {
  a >>= 2; // room for the remainder
  u64 lost = low_word(b) & 3;
  b = (b >> 2) + (lost != 0); // operands with so many bits are approximations
  double inverse = 0x1p42 / static_cast<double>(high_word(b)) * (1.0 - 0x1p-50);
  u128 remainder = a, quotient = 0;
  for (int i = 0; i < 3; ++i) {
    u64 digit = static_cast<u64>(static_cast<double>(high_word(remainder)) * inverse);
    remainder = (remainder << 42) - digit * b;
    quotient = (quotient << 42) + digit;
  }
  bool one_more = remainder >= b;
  quotient += one_more;
  remainder -= one_more ? b : 0;
  // The quotient has the weight 2^-126 and is in (2^125, 2^127).
  bool below_one = (high_word(quotient) >> 62) == 0;
  return {false, -static_cast<s32>(below_one), (below_one ? quotient << 2 : quotient << 1) | (remainder != 0)};
}

// The root of significand 2^(odd ? 1 : 0), a number in [1, 4): 123 bits after the point, the last bit of the result
// says that it is not exact.
//
// Digits of 41 bits: the first from the double-precision root, each following one from the remainder
// R = 2^(41 k) (a - S^2), which is exact with 124 bits after the point.
OX_PART u128 root_of_significand(u128 significand, bool odd) {
  u128 a = significand >> (odd ? 2 : 3); // 124 bits after the point, < 4
  double root = __builtin_sqrt(static_cast<double>(high_word(a)) * 0x1p-60) * (1.0 - 0x1p-51);
  double inverse = 0.5 / root * (1.0 - 0x1p-50) * 0x1p-19; // 2^41 2^-60
  u64 first = static_cast<u64>(root * 0x1p41);
  u128 s = static_cast<u128>(first) << 83;
  u128 remainder = (a << 41) - ((static_cast<u128>(first) * first) << 83);
  for (int k = 1; k < 3; ++k) {
    u64 digit = static_cast<u64>(static_cast<double>(high_word(remainder)) * inverse);
    u128 square = static_cast<u128>(digit) * digit << (k == 1 ? 42 : 1);
    remainder = (remainder << 41) - (digit * (s << 1) + square);
    s += static_cast<u128>(digit) << (k == 1 ? 42 : 1);
  }
  // The last digit may be one too small: R' = R - 2 S - 2^-123 for the next root.
  u128 step = (s << 1) + 2;
  if (remainder >= step) {
    remainder -= step;
    s += 2;
  }
  return s << 3 | static_cast<u128>(remainder != 0);
}

} // namespace ox::quad
