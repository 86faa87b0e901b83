// Double-precision arithmetic in the rounding modes that the host is not in, on 128-bit integers: exact until the one
// rounding at the end.  Slow (tens of nanoseconds a lane), rare, and it never touches the host's rounding mode.
#pragma once
#include "simulator/exec/rounding.h"

namespace ox::sim::OX_LEVEL {

// (-1)^negative * significand * 2^exponent; the last bit may be sticky: some bits below it were not zero.
struct Exact {
  bool negative;
  int exponent;
  unsigned __int128 significand;
};

inline int leading_zeros(unsigned __int128 value) {
  uint64_t high = uint64_t(value >> 64), low_part = uint64_t(value);
  return high ? __builtin_clzll(high) : 64 + (low_part ? __builtin_clzll(low_part) : 64);
}

// Shifts right, keeping a sticky bit.
inline unsigned __int128 shift_sticky(unsigned __int128 value, unsigned by) {
  if (by == 0)
    return value;
  if (by >= 128)
    return value != 0;
  return value >> by | ((value << (128 - by)) != 0);
}

static Exact unpack(double value) {
  uint64_t bits = bits_of(value);
  int biased = int(bits >> 52 & 0x7ff);
  uint64_t fraction = bits & 0xfffffffffffff;
  return {bool(bits >> 63), (biased ? biased : 1) - 1075, biased ? fraction | uint64_t{1} << 52 : fraction};
}

[[gnu::noinline]] static uint64_t round_exact(Exact exact, unsigned mode) {
  uint64_t sign = uint64_t{exact.negative} << 63;
  if (exact.significand == 0)
    return sign;
  int zeros = leading_zeros(exact.significand);
  unsigned __int128 normal = exact.significand << zeros; // top bit set: value = normal * 2^(exponent - zeros)
  int exponent = exact.exponent - zeros + 127;           // of the leading bit
  int extra = exponent < -1022 ? -1022 - exponent : 0;
  unsigned shift = 127 - 52 + unsigned(extra < 60 ? extra : 60);
  // Shifting further than 127 leaves nothing but a sticky bit below one half.
  if (shift > 127) {
    normal = shift_sticky(normal, shift - 127);
    shift = 127;
  }
  uint64_t kept = uint64_t(normal >> shift);
  unsigned __int128 rest = normal & (((unsigned __int128)1 << shift) - 1);
  unsigned __int128 half = (unsigned __int128)1 << (shift - 1);
  // rounds_up compares words: above, at or below one half, zero.
  uint64_t position = rest > half ? 3 : rest == half ? 2 : rest != 0 ? 1 : 0;
  uint64_t result = kept + (extra ? 0 : uint64_t(exponent + 1022) << 52);
  result += rounds_up(kept, position, 2, exact.negative, mode);
  if (exponent > 1023 || result >= Double::kInfinity)
    result = overflows_to_infinity(exact.negative, mode) ? Double::kInfinity : Double::kInfinity - 1;
  return sign | result;
}

// The sum, with operands that have at least 20 bits to spare at the top.
static Exact sum_of(Exact a, Exact b, unsigned mode) {
  if (a.significand == 0 && b.significand == 0)
    return {a.negative == b.negative ? a.negative : mode == kDown, 0, 0};
  if (a.significand == 0)
    return b;
  if (b.significand == 0)
    return a;
  auto widen = [](Exact& e) { // two bits of headroom
    int by = leading_zeros(e.significand) - 2;
    e.significand <<= by;
    e.exponent -= by;
  };
  widen(a);
  widen(b);
  if (a.exponent < b.exponent) {
    Exact swap = a;
    a = b;
    b = swap;
  }
  b.significand = shift_sticky(b.significand, unsigned(a.exponent - b.exponent));
  if (a.negative == b.negative)
    return {a.negative, a.exponent, a.significand + b.significand};
  if (a.significand == b.significand)
    return {mode == kDown, 0, 0};
  if (a.significand > b.significand)
    return {a.negative, a.exponent, a.significand - b.significand};
  return {b.negative, a.exponent, b.significand - a.significand};
}

// NaN and infinite operands give what the host gives: no rounding is involved.
static bool is_finite(double value) { return value - value == 0; }

[[gnu::noinline, maybe_unused]] static uint64_t fma_rounded(double a, double b, double c, unsigned mode) {
  if (!is_finite(a) || !is_finite(b) || !is_finite(c))
    return canonical_double(__builtin_fma(a, b, c));
  Exact p = unpack(a), q = unpack(b);
  Exact product{p.negative != q.negative, p.exponent + q.exponent, p.significand * q.significand};
  return round_exact(sum_of(product, unpack(c), mode), mode);
}
[[gnu::noinline, maybe_unused]] static uint64_t add_rounded(double a, double b, unsigned mode) {
  if (!is_finite(a) || !is_finite(b))
    return canonical_double(a + b);
  return round_exact(sum_of(unpack(a), unpack(b), mode), mode);
}
[[gnu::noinline, maybe_unused]] static uint64_t multiply_rounded(double a, double b, unsigned mode) {
  if (!is_finite(a) || !is_finite(b))
    return canonical_double(a * b);
  Exact p = unpack(a), q = unpack(b);
  return round_exact({p.negative != q.negative, p.exponent + q.exponent, p.significand * q.significand}, mode);
}
[[gnu::noinline, maybe_unused]] static uint64_t divide_rounded(double a, double b, unsigned mode) {
  if (!is_finite(a) || !is_finite(b) || b == 0 || a == 0)
    return canonical_double(a / b);
  Exact p = unpack(a), q = unpack(b);
  int p_zeros = leading_zeros(p.significand), q_zeros = leading_zeros(q.significand) - 64;
  unsigned __int128 dividend = p.significand << p_zeros;
  unsigned __int128 divisor = (q.significand << q_zeros) >> 0; // in the low 64 bits, top bit set
  unsigned __int128 quotient = dividend / divisor;             // at least 63 bits
  bool inexact = dividend % divisor != 0;
  int exponent = (p.exponent - p_zeros) - (q.exponent - q_zeros);
  return round_exact({p.negative != q.negative, exponent - 1, quotient << 1 | inexact}, mode);
}
[[gnu::noinline, maybe_unused]] static uint64_t root_rounded(double a, unsigned mode) {
  if (!is_finite(a) || a <= 0)
    return canonical_double(__builtin_sqrt(a));
  Exact p = unpack(a);
  int by = leading_zeros(p.significand) - 2;
  if ((p.exponent - by) & 1)
    ++by;
  unsigned __int128 square = p.significand << by; // at least 125 bits, so the root has 63
  int exponent = (p.exponent - by) / 2;
  unsigned __int128 root = 0;
  for (int bit = 63; bit >= 0; --bit) {
    unsigned __int128 candidate = root | (unsigned __int128)1 << bit;
    if (candidate * candidate <= square)
      root = candidate;
  }
  bool inexact = root * root != square;
  return round_exact({false, exponent - 1, root << 1 | inexact}, mode);
}

} // namespace ox::sim::OX_LEVEL
