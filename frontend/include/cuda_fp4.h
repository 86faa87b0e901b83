// 4-bit floats: e2m1 of the OCP microscaling formats.  One is in the lower half of a byte, a pair in a byte, the first
// in its lower half; on host and device.
#ifndef OX_CUDA_FP4_H
#define OX_CUDA_FP4_H
#define __CUDA_FP4_H__
#define __CUDA_FP4_TYPES_EXIST__

#include "cuda_fp8.h"

typedef __nv_fp8_storage_t __nv_fp4_storage_t;
typedef __nv_fp8_storage_t __nv_fp4x2_storage_t;
typedef unsigned short int __nv_fp4x4_storage_t;

typedef enum __nv_fp4_interpretation_t { __NV_E2M1 } __nv_fp4_interpretation_t;

OX_SMALL __nv_fp4x2_storage_t ox_pair_of_nibbles(__nv_fp4_storage_t low, __nv_fp4_storage_t high) {
  return (__nv_fp4x2_storage_t)(low | high << 4);
}

// There is neither infinity nor NaN: too large is the largest number, and so is NaN.
OX_SMALL __nv_fp4_storage_t __nv_cvt_double_to_fp4(const double x, const __nv_fp4_interpretation_t fp4_interpretation,
                                                   const enum cudaRoundMode rounding) {
  const unsigned sign = ox_is_nan(x) ? 0 : (unsigned)(ox_bits_of_double(x) >> 60) & 0x8u;
  (void)fp4_interpretation; // there is one
  return (__nv_fp4_storage_t)(sign | ox_round_magnitude(x, 1, 0, rounding, 0x7u));
}
#define OX_FP4_PARAMETERS const __nv_fp4_interpretation_t fp4_interpretation OX_AND const enum cudaRoundMode rounding
OX_SMALL_CONVERSIONS(fp4, __nv_fp4_storage_t, __nv_fp4x2_storage_t, ox_pair_of_nibbles, OX_FP4_PARAMETERS,
                     fp4_interpretation OX_AND rounding)
OX_SMALL_CONVERSIONS_OF_16_BITS(fp4, __nv_fp4_storage_t, __nv_fp4x2_storage_t, ox_pair_of_nibbles, OX_FP4_PARAMETERS,
                                fp4_interpretation OX_AND rounding)
#undef OX_FP4_PARAMETERS

OX_SMALL __half_raw __nv_cvt_fp4_to_halfraw(const __nv_fp4_storage_t x,
                                            const __nv_fp4_interpretation_t fp4_interpretation) {
  __half_raw half;
  (void)fp4_interpretation;
  half.x = (unsigned short)((x & 0x8u) << 12 | ox_half_of_magnitude(x & 0x7u, 1, 0));
  return half;
}
OX_SMALL __half2_raw __nv_cvt_fp4x2_to_halfraw2(const __nv_fp4x2_storage_t x,
                                                const __nv_fp4_interpretation_t fp4_interpretation) {
  __half2_raw pair;
  pair.x = __nv_cvt_fp4_to_halfraw((__nv_fp4_storage_t)(x & 0xfu), fp4_interpretation).x;
  pair.y = __nv_cvt_fp4_to_halfraw((__nv_fp4_storage_t)(x >> 4), fp4_interpretation).x;
  return pair;
}

#if defined(__cplusplus)
OX_SMALL unsigned ox_e2m1_of(double x) { return __nv_cvt_double_to_fp4(x, __NV_E2M1, cudaRoundNearest); }
OX_SMALL float ox_of_e2m1(__nv_fp4_storage_t x) { return ox_float_of_half_bits(__nv_cvt_fp4_to_halfraw(x, __NV_E2M1)); }
OX_SMALL_TYPE(__nv_fp4_e2m1, __nv_fp4_storage_t, (__nv_fp4_storage_t)ox_e2m1_of, ox_of_e2m1)
OX_SMALL_VECTORS(__nv_fp4_e2m1, __nv_fp4x2_e2m1, __nv_fp4x4_e2m1, __nv_fp4_storage_t, __nv_fp4x2_storage_t,
                 __nv_fp4x4_storage_t, 4, ox_e2m1_of, ox_of_e2m1, )
#endif

#endif
