// Shuffles.  A 32-bit value is one instruction; a 64-bit value is two.
//
// The last operand packs the segment mask and the clamp, as PTX's shfl does (width is a power of two up to 32).
#pragma once

#define OX_SHUFFLE32(name, op, clamp, T, L)                                                                            \
  OX_DEVICE T name##_sync(unsigned mask, T v, L lane, int width = 32) {                                                \
    int r = __nvvm_shfl_sync_##op##_i32(mask, __builtin_bit_cast(int, v), (int)lane, ((32 - width) << 8) | clamp);     \
    return __builtin_bit_cast(T, r);                                                                                   \
  }                                                                                                                    \
  OX_DEVICE T name(T v, L lane, int width = 32) { return name##_sync(__nvvm_activemask(), v, lane, width); }
#define OX_SHUFFLE64(name, op, clamp, T, L)                                                                            \
  OX_DEVICE T name##_sync(unsigned mask, T v, L lane, int width = 32) {                                                \
    unsigned long long bits = __builtin_bit_cast(unsigned long long, v);                                               \
    int c = ((32 - width) << 8) | clamp;                                                                               \
    unsigned lo = (unsigned)__nvvm_shfl_sync_##op##_i32(mask, (int)(unsigned)bits, (int)lane, c);                      \
    unsigned hi = (unsigned)__nvvm_shfl_sync_##op##_i32(mask, (int)(unsigned)(bits >> 32), (int)lane, c);              \
    return __builtin_bit_cast(T, ((unsigned long long)hi << 32) | lo);                                                 \
  }                                                                                                                    \
  OX_DEVICE T name(T v, L lane, int width = 32) { return name##_sync(__nvvm_activemask(), v, lane, width); }
#define OX_SHUFFLES(name, op, clamp, L)                                                                                \
  OX_SHUFFLE32(name, op, clamp, int, L)                                                                                \
  OX_SHUFFLE32(name, op, clamp, unsigned, L)                                                                           \
  OX_SHUFFLE32(name, op, clamp, float, L)                                                                              \
  OX_SHUFFLE64(name, op, clamp, long, L)                                                                               \
  OX_SHUFFLE64(name, op, clamp, unsigned long, L)                                                                      \
  OX_SHUFFLE64(name, op, clamp, long long, L)                                                                          \
  OX_SHUFFLE64(name, op, clamp, unsigned long long, L)                                                                 \
  OX_SHUFFLE64(name, op, clamp, double, L)

OX_SHUFFLES(__shfl, idx, 0x1f, int)
OX_SHUFFLES(__shfl_up, up, 0, unsigned)
OX_SHUFFLES(__shfl_down, down, 0x1f, unsigned)
OX_SHUFFLES(__shfl_xor, bfly, 0x1f, int)

#undef OX_SHUFFLE32
#undef OX_SHUFFLE64
#undef OX_SHUFFLES
