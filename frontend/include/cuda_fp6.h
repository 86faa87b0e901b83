// 6-bit floats: e2m3 and e3m2 of the OCP microscaling formats, each in the lower bits of a byte; on host and device.
#ifndef OX_CUDA_FP6_H
#define OX_CUDA_FP6_H
#define __CUDA_FP6_H__
#define __CUDA_FP6_TYPES_EXIST__

#include "cuda_fp8.h"

typedef __nv_fp8_storage_t __nv_fp6_storage_t;
typedef __nv_fp8x2_storage_t __nv_fp6x2_storage_t;
typedef __nv_fp8x4_storage_t __nv_fp6x4_storage_t;

typedef enum __nv_fp6_interpretation_t { __NV_E2M3, __NV_E3M2 } __nv_fp6_interpretation_t;

// There is neither infinity nor NaN: too large is the largest number, and so is NaN.
OX_SMALL __nv_fp6_storage_t __nv_cvt_double_to_fp6(const double x, const __nv_fp6_interpretation_t fp6_interpretation,
                                                   const enum cudaRoundMode rounding) {
  const int is_e2m3 = fp6_interpretation == __NV_E2M3;
  const unsigned sign = ox_is_nan(x) ? 0 : (unsigned)(ox_bits_of_double(x) >> 58) & 0x20u;
  return (__nv_fp6_storage_t)(sign | ox_round_magnitude(x, is_e2m3 ? 3 : 2, is_e2m3 ? 0 : -2, rounding, 0x1fu));
}
#define OX_FP6_PARAMETERS const __nv_fp6_interpretation_t fp6_interpretation OX_AND const enum cudaRoundMode rounding
OX_SMALL_CONVERSIONS(fp6, __nv_fp6_storage_t, __nv_fp6x2_storage_t, ox_pair_of_bytes, OX_FP6_PARAMETERS,
                     fp6_interpretation OX_AND rounding)
OX_SMALL_CONVERSIONS_OF_16_BITS(fp6, __nv_fp6_storage_t, __nv_fp6x2_storage_t, ox_pair_of_bytes, OX_FP6_PARAMETERS,
                                fp6_interpretation OX_AND rounding)
#undef OX_FP6_PARAMETERS

OX_SMALL __half_raw __nv_cvt_fp6_to_halfraw(const __nv_fp6_storage_t x,
                                            const __nv_fp6_interpretation_t fp6_interpretation) {
  const int is_e2m3 = fp6_interpretation == __NV_E2M3;
  __half_raw half;
  half.x = (unsigned short)((x & 0x20u) << 10 | ox_half_of_magnitude(x & 0x1fu, is_e2m3 ? 3 : 2, is_e2m3 ? 0 : -2));
  return half;
}
OX_SMALL __half2_raw __nv_cvt_fp6x2_to_halfraw2(const __nv_fp6x2_storage_t x,
                                                const __nv_fp6_interpretation_t fp6_interpretation) {
  __half2_raw pair;
  pair.x = __nv_cvt_fp6_to_halfraw((__nv_fp6_storage_t)x, fp6_interpretation).x;
  pair.y = __nv_cvt_fp6_to_halfraw((__nv_fp6_storage_t)(x >> 8), fp6_interpretation).x;
  return pair;
}

#if defined(__cplusplus)
OX_SMALL unsigned ox_e2m3_of(double x) { return __nv_cvt_double_to_fp6(x, __NV_E2M3, cudaRoundNearest); }
OX_SMALL unsigned ox_e3m2_of(double x) { return __nv_cvt_double_to_fp6(x, __NV_E3M2, cudaRoundNearest); }
OX_SMALL float ox_of_e2m3(__nv_fp6_storage_t x) { return ox_float_of_half_bits(__nv_cvt_fp6_to_halfraw(x, __NV_E2M3)); }
OX_SMALL float ox_of_e3m2(__nv_fp6_storage_t x) { return ox_float_of_half_bits(__nv_cvt_fp6_to_halfraw(x, __NV_E3M2)); }
#define OX_FP6(word)                                                                                                   \
  OX_SMALL_TYPE(__nv_fp6_##word, __nv_fp6_storage_t, (__nv_fp6_storage_t)ox_##word##_of, ox_of_##word)                 \
  OX_SMALL_VECTORS(__nv_fp6_##word, __nv_fp6x2_##word, __nv_fp6x4_##word, __nv_fp6_storage_t, __nv_fp6x2_storage_t,    \
                   __nv_fp6x4_storage_t, 8, ox_##word##_of, ox_of_##word, )
OX_FP6(e2m3)
OX_FP6(e3m2)
#undef OX_FP6
#endif

#endif
