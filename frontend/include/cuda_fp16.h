// __half and __half2: IEEE 754 binary16, on host and device.
#ifndef OX_CUDA_FP16_H
#define OX_CUDA_FP16_H
#define __CUDA_FP16_H__
#define __CUDA_FP16_TYPES_EXIST__
#define CUDA_FP16_AVAILABLE 1

#include "ox/float16_common.h"

#define OX_F16 __half
#define OX_F16X2 __half2
#define OX_F16_RAW __half_raw
#define OX_F16X2_RAW __half2_raw
#define OX_F16_NATIVE _Float16
#define OX_F16_ANGLE(x) x
#define OX_N(a, b) a##half##b
#define OX_N2(a, b, c) a##half##b##half##c

#define OX_F16_OTHER __nv_bfloat16
#if defined(__CUDA_NO_HALF_OPERATORS__)
#define OX_F16_OPERATORS 0
#else
#define OX_F16_OPERATORS 1
#endif
#if defined(__CUDA_NO_HALF2_OPERATORS__)
#define OX_F16X2_OPERATORS 0
#else
#define OX_F16X2_OPERATORS 1
#endif

#include "ox/float16_type.inc"

#if defined(__cplusplus)
OX_F16_BOTH float ox_to_float(__half_raw h) {
  _Float16 f;
  __builtin_memcpy(&f, &h, 2);
  return (float)f;
}
OX_F16_BOTH void ox_from_float(float f, __half_raw* h) {
  _Float16 half = (_Float16)f;
  __builtin_memcpy(h, &half, 2);
}

#if defined(__CUDA_ARCH__)
#define OX_F16_DIRECTED(name, rounding, is_off, step)                                                                  \
  OX_F16_BOTH void name(float f, __half_raw* h) { asm("cvt." rounding ".f16.f32 %0, %1;" : "=h"(h->x) : "f"(f)); }
#else
// The nearest, and a step from there if it lies on the wrong side: `step` away from zero or towards it.
#define OX_F16_DIRECTED(name, rounding, is_off, step)                                                                  \
  OX_F16_BOTH void name(float f, __half_raw* h) {                                                                      \
    ox_from_float(f, h);                                                                                               \
    float nearest = ox_to_float(*h);                                                                                   \
    if (is_off)                                                                                                        \
      h->x = (unsigned short)(h->x + (step));                                                                          \
  }
#endif
OX_F16_DIRECTED(ox_toward_zero, "rz", f < 0 ? nearest < f : nearest > f, -1)
OX_F16_DIRECTED(ox_upward, "rp", nearest < f, f < 0 ? -1 : 1)
OX_F16_DIRECTED(ox_downward, "rm", nearest > f, f < 0 ? 1 : -1)
#undef OX_F16_DIRECTED
#endif

#include "ox/float16_conversion.inc"

#if defined(__cplusplus)
OX_F16_BOTH __half ox_rounded(double value, __half) { return __half(value); }
OX_F16_BOTH __half ox_rounded(__half value, __half) { return value; }
OX_F16_BOTH __half ox_native_fma(__half a, __half b, __half c) {
#if defined(__CUDA_ARCH__)
  return __builtin_bit_cast(__half,
                            __builtin_elementwise_fma(__builtin_bit_cast(_Float16, a), __builtin_bit_cast(_Float16, b),
                                                      __builtin_bit_cast(_Float16, c)));
#else
  // The product is exact in double.  A sum of more than 53 digits is either greater than every half or within 2^-29 of
  // the addend, which is one, so that rounding it twice changes nothing.
  return __half((double)(float)a * (double)(float)b + (double)(float)c);
#endif
}
#endif

#include "ox/float16_arithmetic.inc"

#undef OX_F16
#undef OX_F16X2
#undef OX_F16_RAW
#undef OX_F16X2_RAW
#undef OX_F16_NATIVE
#undef OX_F16_ANGLE
#undef OX_F16_OTHER
#undef OX_F16_OPERATORS
#undef OX_F16X2_OPERATORS
#undef OX_N
#undef OX_N2
#if defined(__cplusplus)
#undef OX_F16_BOTH
#undef OX_F16_MEMBER

typedef __half half;
typedef __half2 half2;
typedef __half nv_half;
typedef __half2 nv_half2;
typedef __half __nv_half;
typedef __half2 __nv_half2;
typedef __half_raw __nv_half_raw;
typedef __half2_raw __nv_half2_raw;

#define CUDART_INF_FP16 __ushort_as_half((unsigned short)0x7C00u)
#define CUDART_NAN_FP16 __ushort_as_half((unsigned short)0x7FFFu)
#define CUDART_MIN_DENORM_FP16 __ushort_as_half((unsigned short)0x0001u)
#define CUDART_MAX_NORMAL_FP16 __ushort_as_half((unsigned short)0x7BFFu)
#define CUDART_NEG_ZERO_FP16 __ushort_as_half((unsigned short)0x8000u)
#define CUDART_ZERO_FP16 __ushort_as_half((unsigned short)0x0000u)
#define CUDART_ONE_FP16 __ushort_as_half((unsigned short)0x3C00u)
#endif

#endif
