// The DPX functions: sums, minima and maxima of three, clamped at 0 where the name ends in relu, of words and of pairs
// of halfwords; on host and device.
#pragma once

#define OX_DPX static __host__ __device__ __forceinline__

// T is int or unsigned; sums wrap around.
#define OX_DPX_OF(T, suffix)                                                                                           \
  OX_DPX T ox_dpx_add(T a, T b) { return (T)((unsigned)a + (unsigned)b); }                                             \
  OX_DPX T ox_dpx_max(T a, T b) { return a > b ? a : b; }                                                              \
  OX_DPX T ox_dpx_min(T a, T b) { return a < b ? a : b; }                                                              \
  OX_DPX T __vimax3_##suffix(const T a, const T b, const T c) { return ox_dpx_max(ox_dpx_max(a, b), c); }              \
  OX_DPX T __vimin3_##suffix(const T a, const T b, const T c) { return ox_dpx_min(ox_dpx_min(a, b), c); }              \
  OX_DPX T __viaddmax_##suffix(const T a, const T b, const T c) { return ox_dpx_max(ox_dpx_add(a, b), c); }            \
  OX_DPX T __viaddmin_##suffix(const T a, const T b, const T c) { return ox_dpx_min(ox_dpx_add(a, b), c); }            \
  OX_DPX T __vibmax_##suffix(const T a, const T b, bool* const pred) {                                                 \
    *pred = a >= b;                                                                                                    \
    return ox_dpx_max(a, b);                                                                                           \
  }                                                                                                                    \
  OX_DPX T __vibmin_##suffix(const T a, const T b, bool* const pred) {                                                 \
    *pred = a <= b;                                                                                                    \
    return ox_dpx_min(a, b);                                                                                           \
  }
OX_DPX_OF(int, s32)
OX_DPX_OF(unsigned int, u32)
#undef OX_DPX_OF

OX_DPX int __vimax_s32_relu(const int a, const int b) { return __vimax3_s32(a, b, 0); }
OX_DPX int __vimin_s32_relu(const int a, const int b) { return ox_dpx_max(ox_dpx_min(a, b), 0); }
OX_DPX int __vimax3_s32_relu(const int a, const int b, const int c) { return ox_dpx_max(__vimax3_s32(a, b, c), 0); }
OX_DPX int __vimin3_s32_relu(const int a, const int b, const int c) { return ox_dpx_max(__vimin3_s32(a, b, c), 0); }
OX_DPX int __viaddmax_s32_relu(const int a, const int b, const int c) { return ox_dpx_max(__viaddmax_s32(a, b, c), 0); }
OX_DPX int __viaddmin_s32_relu(const int a, const int b, const int c) { return ox_dpx_max(__viaddmin_s32(a, b, c), 0); }

// Of the halfwords of unsigned words: expression(x, y, z) of each.
#define OX_DPX_PAIR3(name, T, expression)                                                                              \
  OX_DPX unsigned int name(const unsigned int a, const unsigned int b, const unsigned int c) {                         \
    unsigned int result = 0;                                                                                           \
    for (int i = 0; i < 32; i += 16) {                                                                                 \
      const T x = (T)(a >> i), y = (T)(b >> i), z = (T)(c >> i);                                                       \
      result |= (unsigned int)(unsigned short)(expression) << i;                                                       \
    }                                                                                                                  \
    return result;                                                                                                     \
  }
#define OX_DPX_PAIR2(name, expression)                                                                                 \
  OX_DPX unsigned int name(const unsigned int a, const unsigned int b) {                                               \
    unsigned int result = 0;                                                                                           \
    for (int i = 0; i < 32; i += 16) {                                                                                 \
      const short x = (short)(a >> i), y = (short)(b >> i);                                                            \
      result |= (unsigned int)(unsigned short)(expression) << i;                                                       \
    }                                                                                                                  \
    return result;                                                                                                     \
  }
#define OX_DPX_PAIR_WITH_PREDICATES(name, T, op)                                                                       \
  OX_DPX unsigned int name(const unsigned int a, const unsigned int b, bool* const pred_hi, bool* const pred_lo) {     \
    const T low_a = (T)a, low_b = (T)b, high_a = (T)(a >> 16), high_b = (T)(b >> 16);                                  \
    *pred_lo = low_a op low_b;                                                                                         \
    *pred_hi = high_a op high_b;                                                                                       \
    return (unsigned int)(unsigned short)(*pred_lo ? low_a : low_b) |                                                  \
           (unsigned int)(unsigned short)(*pred_hi ? high_a : high_b) << 16;                                           \
  }
OX_DPX_PAIR3(__vimax3_s16x2, short, __vimax3_s32(x, y, z))
OX_DPX_PAIR3(__vimax3_u16x2, unsigned short, __vimax3_s32(x, y, z))
OX_DPX_PAIR3(__vimin3_s16x2, short, __vimin3_s32(x, y, z))
OX_DPX_PAIR3(__vimin3_u16x2, unsigned short, __vimin3_s32(x, y, z))
OX_DPX_PAIR3(__vimax3_s16x2_relu, short, __vimax3_s32_relu(x, y, z))
OX_DPX_PAIR3(__vimin3_s16x2_relu, short, __vimin3_s32_relu(x, y, z))
OX_DPX_PAIR3(__viaddmax_s16x2, short, ox_dpx_max((int)(short)(x + y), (int)z))
OX_DPX_PAIR3(__viaddmax_u16x2, unsigned short, ox_dpx_max((int)(unsigned short)(x + y), (int)z))
OX_DPX_PAIR3(__viaddmin_s16x2, short, ox_dpx_min((int)(short)(x + y), (int)z))
OX_DPX_PAIR3(__viaddmin_u16x2, unsigned short, ox_dpx_min((int)(unsigned short)(x + y), (int)z))
OX_DPX_PAIR3(__viaddmax_s16x2_relu, short, __vimax3_s32((short)(x + y), z, 0))
OX_DPX_PAIR3(__viaddmin_s16x2_relu, short, ox_dpx_max(ox_dpx_min((int)(short)(x + y), (int)z), 0))
OX_DPX_PAIR2(__vimax_s16x2_relu, __vimax3_s32(x, y, 0))
OX_DPX_PAIR2(__vimin_s16x2_relu, ox_dpx_max(ox_dpx_min((int)x, (int)y), 0))
OX_DPX_PAIR_WITH_PREDICATES(__vibmax_s16x2, short, >=)
OX_DPX_PAIR_WITH_PREDICATES(__vibmax_u16x2, unsigned short, >=)
OX_DPX_PAIR_WITH_PREDICATES(__vibmin_s16x2, short, <=)
OX_DPX_PAIR_WITH_PREDICATES(__vibmin_u16x2, unsigned short, <=)
#undef OX_DPX_PAIR3
#undef OX_DPX_PAIR2
#undef OX_DPX_PAIR_WITH_PREDICATES
#undef OX_DPX
