// Arithmetic on the two halfwords or four bytes of a word (CUDA's SIMD video intrinsics).
//
// One definition an operation: each lane is taken out, extended by its sign or by zeros, and the result is put back,
// all in constant shifts that the compiler unrolls.
#include "libdevice/device_math.h"

namespace ox::math {

namespace {

template <int Lanes> inline constexpr int kLaneBits = 32 / Lanes;
template <int Lanes> inline constexpr s32 kLargest = (1 << (kLaneBits<Lanes> - 1)) - 1;
template <int Lanes> inline constexpr s32 kLargestUnsigned = static_cast<s32>((1ll << kLaneBits<Lanes>)-1);

template <int Lanes, bool Signed> OX_PART s32 lane(int word, int i) {
  constexpr int bits = kLaneBits<Lanes>;
  s32 at_top = static_cast<s32>(static_cast<u32>(word) << (32 - bits * (i + 1)));
  return Signed ? at_top >> (32 - bits) : static_cast<s32>(static_cast<u32>(at_top) >> (32 - bits));
}

// Applies the operation to each pair of lanes; results are cut to the lane.
template <int Lanes, bool Signed, typename Operation> OX_PART int each(int a, int b, Operation operation) {
  u32 result = 0;
#pragma unroll
  for (int i = 0; i < Lanes; ++i) {
    u32 value = static_cast<u32>(operation(lane<Lanes, Signed>(a, i), lane<Lanes, Signed>(b, i)));
    result |= (value & static_cast<u32>(kLargestUnsigned<Lanes>)) << (kLaneBits<Lanes> * i);
  }
  return static_cast<int>(result);
}
// Sums over the lanes.
template <int Lanes, bool Signed, typename Operation> OX_PART int sum(int a, int b, Operation operation) {
  int result = 0;
#pragma unroll
  for (int i = 0; i < Lanes; ++i)
    result += operation(lane<Lanes, Signed>(a, i), lane<Lanes, Signed>(b, i));
  return result;
}

OX_PART s32 clamp(s32 value, s32 low, s32 high) { return value < low ? low : value > high ? high : value; }
template <int Lanes> OX_PART s32 clamp_signed(s32 value) { return clamp(value, -kLargest<Lanes> - 1, kLargest<Lanes>); }
template <int Lanes> OX_PART s32 clamp_unsigned(s32 value) { return clamp(value, 0, kLargestUnsigned<Lanes>); }
OX_PART s32 distance(s32 a, s32 b) { return a > b ? a - b : b - a; }

} // namespace

// The two forms of an operation: halfwords and bytes.
#define OX_UNARY(stem, is_signed, expression)                                                                          \
  OX_INLINE int __nv_##stem##2(int a) {                                                                                \
    constexpr int Lanes = 2;                                                                                           \
    return each<Lanes, is_signed>(a, 0, [](s32 x, s32) { return expression; });                                        \
  }                                                                                                                    \
  OX_INLINE int __nv_##stem##4(int a) {                                                                                \
    constexpr int Lanes = 4;                                                                                           \
    return each<Lanes, is_signed>(a, 0, [](s32 x, s32) { return expression; });                                        \
  }
#define OX_BINARY_AS(walk, stem, is_signed, expression)                                                                \
  OX_INLINE int __nv_##stem##2(int a, int b) {                                                                         \
    constexpr int Lanes = 2;                                                                                           \
    return walk<Lanes, is_signed>(a, b, [](s32 x, s32 y) { return expression; });                                      \
  }                                                                                                                    \
  OX_INLINE int __nv_##stem##4(int a, int b) {                                                                         \
    constexpr int Lanes = 4;                                                                                           \
    return walk<Lanes, is_signed>(a, b, [](s32 x, s32 y) { return expression; });                                      \
  }
#define OX_BINARY(stem, is_signed, expression) OX_BINARY_AS(each, stem, is_signed, expression)
// vcmp gives all ones or zeros in a lane, vset 1 or 0.
#define OX_COMPARISON(name, is_signed, expression)                                                                     \
  OX_BINARY(vcmp##name, is_signed, (expression) ? -1 : 0)                                                              \
  OX_BINARY(vset##name, is_signed, (expression) ? 1 : 0)

// Lanes is the name that the expressions below may use; results that do not fit wrap unless they saturate.
OX_UNARY(vabs, true, x < 0 ? -x : x)
OX_UNARY(vabsss, true, clamp_signed<Lanes>(x < 0 ? -x : x))
OX_UNARY(vneg, true, -x)
OX_UNARY(vnegss, true, clamp_signed<Lanes>(-x))
OX_BINARY(vadd, true, x + y)
OX_BINARY(vaddss, true, clamp_signed<Lanes>(x + y))
OX_BINARY(vaddus, false, clamp_unsigned<Lanes>(x + y))
OX_BINARY(vsub, true, x - y)
OX_BINARY(vsubss, true, clamp_signed<Lanes>(x - y))
OX_BINARY(vsubus, false, clamp_unsigned<Lanes>(x - y))
OX_BINARY(vabsdiffs, true, distance(x, y))
OX_BINARY(vabsdiffu, false, distance(x, y))
// Signed averages round half away from zero, unsigned ones up, and vhadd down.
OX_BINARY(vavgs, true, (x + y + (x + y >= 0)) >> 1)
OX_BINARY(vavgu, false, (x + y + 1) >> 1)
OX_BINARY(vhaddu, false, (x + y) >> 1)
OX_BINARY(vmaxs, true, x > y ? x : y)
OX_BINARY(vmaxu, false, x > y ? x : y)
OX_BINARY(vmins, true, x < y ? x : y)
OX_BINARY(vminu, false, x < y ? x : y)
OX_BINARY_AS(sum, vsads, true, distance(x, y))
OX_BINARY_AS(sum, vsadu, false, distance(x, y))
OX_COMPARISON(eq, false, x == y)
OX_COMPARISON(ne, false, x != y)
OX_COMPARISON(ges, true, x >= y)
OX_COMPARISON(geu, false, x >= y)
OX_COMPARISON(gts, true, x > y)
OX_COMPARISON(gtu, false, x > y)
OX_COMPARISON(les, true, x <= y)
OX_COMPARISON(leu, false, x <= y)
OX_COMPARISON(lts, true, x < y)
OX_COMPARISON(ltu, false, x < y)

} // namespace ox::math
