// References for the rows of api/integer.def whose functions are the headers' own: by plain loops and wide integers.
#pragma once
#include "exact_references.h"
#include <array>
#include <cuda_runtime.h>

namespace ox::api_reference {

using ull = unsigned long long;

// Of mixed operands both become the result's type, as the usual arithmetic conversions say.
#define OX_EXTREMES(Result, A, B)                                                                                      \
  static Result value(A a, B b) { return pick(static_cast<Result>(a), static_cast<Result>(b)); }
#define OX_ALL_EXTREMES                                                                                                \
  OX_EXTREMES(unsigned int, int, unsigned int)                                                                         \
  OX_EXTREMES(unsigned int, unsigned int, int)                                                                         \
  OX_EXTREMES(long, long, long)                                                                                        \
  OX_EXTREMES(unsigned long, unsigned long, unsigned long)                                                             \
  OX_EXTREMES(unsigned long, long, unsigned long)                                                                      \
  OX_EXTREMES(unsigned long, unsigned long, long)                                                                      \
  OX_EXTREMES(unsigned long long, long long, unsigned long long)                                                       \
  OX_EXTREMES(unsigned long long, unsigned long long, long long)                                                       \
  OX_EXTREMES(double, float, double)                                                                                   \
  OX_EXTREMES(double, double, float)
struct max {
  template <typename T> static T pick(T a, T b) { return a != a ? b : b != b || a > b ? a : b; }
  // Of zeros of unlike sign either may come out.
  template <typename A, typename B> static bool accepts(A a, B b) { return a != 0 || b != 0; }
  OX_ALL_EXTREMES
};
struct min {
  template <typename T> static T pick(T a, T b) { return a != a ? b : b != b || a < b ? a : b; }
  template <typename A, typename B> static bool accepts(A a, B b) { return a != 0 || b != 0; }
  OX_ALL_EXTREMES
};
#undef OX_ALL_EXTREMES
#undef OX_EXTREMES

struct labs {
  static long value(long x) { return static_cast<long>(x < 0 ? -static_cast<__int128>(x) : x); }
};

// Bit n of the 64 that two words make, taken from the top (l) or the bottom (r) after a shift; c clamps its amount.
struct __funnelshift_l {
  static unsigned value(unsigned low, unsigned high, unsigned amount) {
    return static_cast<unsigned>(((ull{high} << 32 | low) << (amount % 32)) >> 32);
  }
};
struct __funnelshift_lc {
  static unsigned value(unsigned low, unsigned high, unsigned amount) {
    return static_cast<unsigned>(((ull{high} << 32 | low) << std::min(amount, 32u)) >> 32);
  }
};
struct __funnelshift_r {
  static unsigned value(unsigned low, unsigned high, unsigned amount) {
    return static_cast<unsigned>((ull{high} << 32 | low) >> (amount % 32));
  }
};
struct __funnelshift_rc {
  static unsigned value(unsigned low, unsigned high, unsigned amount) {
    return static_cast<unsigned>((ull{high} << 32 | low) >> std::min(amount, 32u));
  }
};

// The n-th set bit of the mask from a place on, upwards (n > 0) or downwards (n < 0); that place's own bit for n = 0;
// all ones if there is none (PTX ISA 9.0, fns).
struct __fns {
  static unsigned value(unsigned mask, unsigned base, int n) {
    if (n == 0)
      return mask >> base & 1 ? base : ~0u;
    for (long place = base, left = std::labs(n); place >= 0 && place < 32; place += n > 0 ? 1 : -1)
      if (mask >> place & 1 && --left == 0)
        return static_cast<unsigned>(place);
    return ~0u;
  }
  static bool accepts(unsigned, unsigned base, int) { return base < 32; } // other places are not defined
  static constexpr libdevice_test::Interval domain[] = {{0, 4294967295.0}, {0, 31}, {-33, 33}};
};

template <typename T> T swapped_bytes(T x) {
  T result = 0;
  for (size_t i = 0; i < sizeof x; ++i)
    result = static_cast<T>(result | (x >> (8 * i) & 255) << (8 * (sizeof x - 1 - i)));
  return result;
}
struct __nv_bswap16 {
  static unsigned short value(unsigned short x) { return swapped_bytes(x); }
};
struct __nv_bswap32 {
  static unsigned value(unsigned x) { return swapped_bytes(x); }
};
struct __nv_bswap64 {
  static ull value(ull x) { return swapped_bytes(x); }
};

// Sums of products: of four pairs of bytes, or of two halfwords and the two lower or upper bytes.
template <typename Result, typename A, typename B> Result dot_product(const A* a, const B* b, int count, Result c) {
  long sum = 0;
  for (int i = 0; i < count; ++i)
    sum += static_cast<long>(a[i]) * b[i];
  return static_cast<Result>(static_cast<unsigned>(sum) + static_cast<unsigned>(c));
}
template <typename Element, size_t count, typename Word> std::array<Element, count> elements(Word word) {
  static_assert(sizeof word == 4 && sizeof(Element) * count == 4);
  std::array<Element, count> result;
  std::memcpy(&result, &word, 4);
  return result;
}
struct __dp4a {
  template <typename A> static int value(A a, A b, int c) {
    return dot_product(elements<int8_t, 4>(a).data(), elements<int8_t, 4>(b).data(), 4, c);
  }
  template <typename A> static unsigned value(A a, A b, unsigned c) {
    return dot_product(elements<uint8_t, 4>(a).data(), elements<uint8_t, 4>(b).data(), 4, c);
  }
};
template <size_t first_byte> struct Dp2a {
  template <typename A, typename B> static int value(A a, B b, int c) {
    return dot_product(elements<int16_t, 2>(a).data(), elements<int8_t, 4>(b).data() + first_byte, 2, c);
  }
  template <typename A, typename B> static unsigned value(A a, B b, unsigned c) {
    return dot_product(elements<uint16_t, 2>(a).data(), elements<uint8_t, 4>(b).data() + first_byte, 2, c);
  }
};
using __dp2a_lo = Dp2a<0>;
using __dp2a_hi = Dp2a<2>;

} // namespace ox::api_reference
