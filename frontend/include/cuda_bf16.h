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
#define OX_F16_ANGLE(x) ox16_small_angle(x)
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
#if defined(__CUDA_ARCH__)
  return (float)__builtin_bit_cast(__bf16, h.x);
#else
  unsigned bits = (unsigned)h.x << 16;
  float f;
  __builtin_memcpy(&f, &bits, 4);
  return f;
#endif
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

// A bfloat16 is the upper half of a float: a carry from the lower half rounds away from zero.
OX_F16_BOTH void ox_cut(float f, unsigned carry_of_positive, unsigned carry_of_negative, __nv_bfloat16_raw* h) {
  unsigned bits;
  __builtin_memcpy(&bits, &f, 4);
  bits += bits >> 31 ? carry_of_negative : carry_of_positive;
  h->x = f != f ? 0x7fffu : (unsigned short)(bits >> 16);
}
OX_F16_BOTH void ox_toward_zero(float f, __nv_bfloat16_raw* h) { ox_cut(f, 0, 0, h); }
OX_F16_BOTH void ox_upward(float f, __nv_bfloat16_raw* h) { ox_cut(f, 0xffffu, 0, h); }
OX_F16_BOTH void ox_downward(float f, __nv_bfloat16_raw* h) { ox_cut(f, 0, 0xffffu, h); }
#endif

#include "ox/float16_conversion.inc"

#if defined(__cplusplus)
// Rounded twice, for results that this does no harm: a quotient or root of bfloat16s is never that close to the middle
// between two of them, and of the functions the tests try every argument.
OX_F16_BOTH __nv_bfloat16 ox_rounded(double value, __nv_bfloat16) {
#if defined(__CUDA_ARCH__)
  if (__nvvm_reflect("__CUDA_FTZ")) // a float would lose what is subnormal in both
    return __nv_bfloat16(value);
#endif
  return __nv_bfloat16((float)value);
}
OX_F16_BOTH __nv_bfloat16 ox_rounded(__nv_bfloat16 value, __nv_bfloat16) { return value; }
OX_F16_BOTH __nv_bfloat16 ox_native_fma(__nv_bfloat16 a, __nv_bfloat16 b, __nv_bfloat16 c) {
#if defined(__CUDA_ARCH__)
  return __builtin_bit_cast(__nv_bfloat16,
                            __builtin_elementwise_fma(__builtin_bit_cast(__bf16, a), __builtin_bit_cast(__bf16, b),
                                                      __builtin_bit_cast(__bf16, c)));
#else
  // The product is exact in double, the sum rounded to odd.
  double product = (double)(float)a * (double)(float)b, addend = (double)(float)c, sum = product + addend;
  double large = product, small = addend; // of magnitude
  if (__builtin_fabs(product) < __builtin_fabs(addend)) {
    large = addend;
    small = product;
  }
  double error = small - (sum - large);
  unsigned long long bits;
  __builtin_memcpy(&bits, &sum, 8);
  if ((error < 0 || error > 0) && !(bits & 1))
    bits += (error > 0) == (sum > 0) ? 1 : -1;
  __builtin_memcpy(&sum, &bits, 8);
  return __nv_bfloat16(sum);
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
