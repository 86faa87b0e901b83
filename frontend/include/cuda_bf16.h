// __nv_bfloat16 and __nv_bfloat162: the upper half of a float, on host and device.
#ifndef OX_CUDA_BF16_H
#define OX_CUDA_BF16_H
#define __CUDA_BF16_H__
#define __CUDA_BF16_TYPES_EXIST__
#define CUDA_BF16_AVAILABLE 1

#include "cuda_fp16.h"
#include "ox/float16_common.h"

#define OX_F16 __nv_bfloat16
#define OX_F16X2 __nv_bfloat162
#define OX_F16_RAW __nv_bfloat16_raw
#define OX_F16X2_RAW __nv_bfloat162_raw
#define OX_F16_NATIVE __bf16
#define OX_N(a, b) a##bfloat16##b
#define OX_N2(a, b, c) a##bfloat16##b##bfloat16##c

#define OX_F16_OTHER __half
#if defined(__CUDA_NO_BFLOAT16_OPERATORS__)
#define OX_F16_OPERATORS 0
#else
#define OX_F16_OPERATORS 1
#endif
#if defined(__CUDA_NO_BFLOAT162_OPERATORS__)
#define OX_F16X2_OPERATORS 0
#else
#define OX_F16X2_OPERATORS 1
#endif

#include "ox/float16_type.inc"

#if defined(__cplusplus)
OX_F16_BOTH float ox_to_float(__nv_bfloat16_raw h) {
  unsigned bits = (unsigned)h.x << 16;
  float f;
  __builtin_memcpy(&f, &bits, 4);
  return f;
}
OX_F16_BOTH void ox_from_float(float f, __nv_bfloat16_raw* h) {
#if defined(__CUDA_ARCH__)
  h->x = __builtin_bit_cast(unsigned short, (__bf16)f);
#else
  // By hand: the library function behind the cast is missing from GCC 12.
  unsigned bits;
  __builtin_memcpy(&bits, &f, 4);
  if (f != f)
    h->x = 0x7fffu;
  else
    h->x = (unsigned short)((bits + 0x7fffu + (bits >> 16 & 1u)) >> 16);
#endif
}
#if defined(__CUDA_ARCH__)
OX_F16_BOTH __nv_bfloat16 ox_native_fma(__nv_bfloat16 a, __nv_bfloat16 b, __nv_bfloat16 c) {
  return __builtin_bit_cast(__nv_bfloat16,
                            __builtin_elementwise_fma(__builtin_bit_cast(__bf16, a), __builtin_bit_cast(__bf16, b),
                                                      __builtin_bit_cast(__bf16, c)));
}
#endif
#endif

#include "ox/float16_arithmetic.inc"

#undef OX_F16
#undef OX_F16X2
#undef OX_F16_RAW
#undef OX_F16X2_RAW
#undef OX_F16_NATIVE
#undef OX_F16_OTHER
#undef OX_F16_OPERATORS
#undef OX_F16X2_OPERATORS
#undef OX_N
#undef OX_N2
#if defined(__cplusplus)
#undef OX_F16_BOTH
#undef OX_F16_MEMBER

inline __host__ __device__ __half::__half(const __nv_bfloat16& other) { *this = __half((float)other); }
inline __host__ __device__ __nv_bfloat16::__nv_bfloat16(const __half& other) { *this = __nv_bfloat16((float)other); }

typedef __nv_bfloat16 nv_bfloat16;
typedef __nv_bfloat162 nv_bfloat162;

#define CUDART_INF_BF16 __ushort_as_bfloat16((unsigned short)0x7F80u)
#define CUDART_NAN_BF16 __ushort_as_bfloat16((unsigned short)0x7FFFu)
#define CUDART_MIN_DENORM_BF16 __ushort_as_bfloat16((unsigned short)0x0001u)
#define CUDART_MAX_NORMAL_BF16 __ushort_as_bfloat16((unsigned short)0x7F7Fu)
#define CUDART_NEG_ZERO_BF16 __ushort_as_bfloat16((unsigned short)0x8000u)
#define CUDART_ZERO_BF16 __ushort_as_bfloat16((unsigned short)0x0000u)
#define CUDART_ONE_BF16 __ushort_as_bfloat16((unsigned short)0x3F80u)
#endif

#endif
