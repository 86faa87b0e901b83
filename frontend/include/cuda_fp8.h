// 8-bit floats: e4m3 and e5m2 of the OCP 8-bit floating point specification, and e8m0, the scales of the microscaling
// formats; on host and device.
#ifndef OX_CUDA_FP8_H
#define OX_CUDA_FP8_H
#define __CUDA_FP8_H__
#define __CUDA_FP8_TYPES_EXIST__

#include "ox/small_float.h"

typedef unsigned char __nv_fp8_storage_t;
typedef unsigned short int __nv_fp8x2_storage_t;
typedef unsigned int __nv_fp8x4_storage_t;

typedef enum __nv_saturation_t { __NV_NOSAT, __NV_SATFINITE } __nv_saturation_t;
typedef enum __nv_fp8_interpretation_t { __NV_E4M3, __NV_E5M2 } __nv_fp8_interpretation_t;

// Too large: the largest number, or without saturation infinity, which e4m3 has not: there NaN.
OX_SMALL __nv_fp8_storage_t __nv_cvt_double_to_fp8(const double x, const __nv_saturation_t saturate,
                                                   const __nv_fp8_interpretation_t fp8_interpretation) {
  const int is_e4m3 = fp8_interpretation == __NV_E4M3;
  const unsigned largest = is_e4m3 ? 0x7eu : 0x7bu, sign = (unsigned)(ox_bits_of_double(x) >> 56) & 0x80u;
  const unsigned magnitude = ox_round_magnitude(x, is_e4m3 ? 3 : 2, is_e4m3 ? -6 : -14, cudaRoundNearest,
                                                saturate == __NV_SATFINITE ? largest : largest + 1);
  return (__nv_fp8_storage_t)(ox_is_nan(x) ? 0x7fu : sign | magnitude);
}
#define OX_FP8_PARAMETERS const __nv_saturation_t saturate OX_AND const __nv_fp8_interpretation_t fp8_interpretation
OX_SMALL_CONVERSIONS(fp8, __nv_fp8_storage_t, __nv_fp8x2_storage_t, ox_pair_of_bytes, OX_FP8_PARAMETERS,
                     saturate OX_AND fp8_interpretation)
OX_SMALL_CONVERSIONS_OF_16_BITS(fp8, __nv_fp8_storage_t, __nv_fp8x2_storage_t, ox_pair_of_bytes, OX_FP8_PARAMETERS,
                                saturate OX_AND fp8_interpretation)
#undef OX_FP8_PARAMETERS

// e5m2 is the upper half of a half.
OX_SMALL __half_raw __nv_cvt_fp8_to_halfraw(const __nv_fp8_storage_t x,
                                            const __nv_fp8_interpretation_t fp8_interpretation) {
  const unsigned magnitude = x & 0x7fu;
  unsigned bits = (unsigned)x << 8;
  __half_raw half;
  if (fp8_interpretation == __NV_E4M3)
    bits = (bits & 0x8000u) | ox_half_of_magnitude(magnitude, 3, -6);
  half.x = (unsigned short)(magnitude > (fp8_interpretation == __NV_E4M3 ? 0x7eu : 0x7cu) ? 0x7fffu : bits);
  return half;
}
OX_SMALL __half2_raw __nv_cvt_fp8x2_to_halfraw2(const __nv_fp8x2_storage_t x,
                                                const __nv_fp8_interpretation_t fp8_interpretation) {
  __half2_raw pair;
  pair.x = __nv_cvt_fp8_to_halfraw((__nv_fp8_storage_t)x, fp8_interpretation).x;
  pair.y = __nv_cvt_fp8_to_halfraw((__nv_fp8_storage_t)(x >> 8), fp8_interpretation).x;
  return pair;
}

// e8m0: 2^(code - 127), the sign left out; 0xff is NaN.  What is below 2^-127, zero too, is 2^-127.
OX_SMALL __nv_fp8_storage_t __nv_cvt_double_to_e8m0(const double x, const __nv_saturation_t saturate,
                                                    const enum cudaRoundMode rounding) {
  const unsigned long long magnitude = ox_bits_of_double(x) & ~(1ull << 63);
  int code = (int)(magnitude >> 52) - 1023 + 127;
  if (ox_is_nan(x))
    return 0xffu;
  if (rounding == cudaRoundPosInf && (magnitude & 0xfffffffffffffull))
    ++code;
  if (code > 254)
    return saturate == __NV_SATFINITE ? 254u : 255u;
  return (__nv_fp8_storage_t)(code < 0 ? 0 : code);
}
#define OX_E8M0_PARAMETERS const __nv_saturation_t saturate OX_AND const enum cudaRoundMode rounding
OX_SMALL_CONVERSIONS(e8m0, __nv_fp8_storage_t, __nv_fp8x2_storage_t, ox_pair_of_bytes, OX_E8M0_PARAMETERS,
                     saturate OX_AND rounding)
#undef OX_E8M0_PARAMETERS
OX_SMALL __nv_fp8_storage_t __nv_cvt_bfloat16raw_to_e8m0(const __nv_bfloat16_raw x, const __nv_saturation_t saturate,
                                                         const enum cudaRoundMode rounding) {
  return __nv_cvt_double_to_e8m0(ox_double_of_bfloat16_bits(x), saturate, rounding);
}
OX_SMALL __nv_fp8x2_storage_t __nv_cvt_bfloat162raw_to_e8m0x2(const __nv_bfloat162_raw x,
                                                              const __nv_saturation_t saturate,
                                                              const enum cudaRoundMode rounding) {
  __nv_bfloat16_raw low, high;
  low.x = x.x;
  high.x = x.y;
  return ox_pair_of_bytes(__nv_cvt_bfloat16raw_to_e8m0(low, saturate, rounding),
                          __nv_cvt_bfloat16raw_to_e8m0(high, saturate, rounding));
}
OX_SMALL __nv_bfloat16_raw __nv_cvt_e8m0_to_bf16raw(const __nv_fp8_storage_t x) {
  __nv_bfloat16_raw b;
  b.x = (unsigned short)(x == 0xffu ? 0x7fffu : x == 0 ? 0x40u : (unsigned)x << 7);
  return b;
}
OX_SMALL __nv_bfloat162_raw __nv_cvt_e8m0x2_to_bf162raw(const __nv_fp8x2_storage_t x) {
  __nv_bfloat162_raw pair;
  pair.x = __nv_cvt_e8m0_to_bf16raw((__nv_fp8_storage_t)x).x;
  pair.y = __nv_cvt_e8m0_to_bf16raw((__nv_fp8_storage_t)(x >> 8)).x;
  return pair;
}

#if defined(__cplusplus)
OX_SMALL unsigned ox_e4m3_of(double x) { return __nv_cvt_double_to_fp8(x, __NV_SATFINITE, __NV_E4M3); }
OX_SMALL unsigned ox_e5m2_of(double x) { return __nv_cvt_double_to_fp8(x, __NV_SATFINITE, __NV_E5M2); }
OX_SMALL unsigned ox_e8m0_of(double x) { return __nv_cvt_double_to_e8m0(x, __NV_SATFINITE, cudaRoundPosInf); }
OX_SMALL float ox_of_e4m3(__nv_fp8_storage_t x) { return ox_float_of_half_bits(__nv_cvt_fp8_to_halfraw(x, __NV_E4M3)); }
OX_SMALL float ox_of_e5m2(__nv_fp8_storage_t x) { return ox_float_of_half_bits(__nv_cvt_fp8_to_halfraw(x, __NV_E5M2)); }
OX_SMALL float ox_of_e8m0(__nv_fp8_storage_t x) { return ox_float_of_bfloat16_bits(__nv_cvt_e8m0_to_bf16raw(x)); }
#define OX_FP8(word, more)                                                                                             \
  OX_SMALL_TYPE(__nv_fp8_##word, __nv_fp8_storage_t, (__nv_fp8_storage_t)ox_##word##_of, ox_of_##word)                 \
  OX_SMALL_VECTORS(__nv_fp8_##word, __nv_fp8x2_##word, __nv_fp8x4_##word, __nv_fp8_storage_t, __nv_fp8x2_storage_t,    \
                   __nv_fp8x4_storage_t, 8, ox_##word##_of, ox_of_##word, more)
OX_FP8(e4m3, )
OX_FP8(e5m2, )
OX_FP8(e8m0, OX_SMALL_MEMBER explicit operator __nv_bfloat162() const { return __nv_cvt_e8m0x2_to_bf162raw(__x); })
#undef OX_FP8
#endif

#endif
