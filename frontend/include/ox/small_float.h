// What the 8, 6 and 4-bit float types share: conversion of magnitudes, and the types' common interface.
//
// The formats are those of the OCP specifications (8-bit floating point 1.0, microscaling formats 1.0): a sign, an
// exponent field, a mantissa of `digits` bits, and subnormals below 2^least.  Values are rounded once, from double, in
// which every other type is exact, but for 64-bit integers: of those it keeps the first 52 bits and whether more
// follow.
#ifndef OX_SMALL_FLOAT_H
#define OX_SMALL_FLOAT_H

#include "../cuda_bf16.h"
#include "../cuda_fp16.h"
#include "../device_types.h"
#include "../vector_functions.h"
#if !defined(__CUDACC_RTC__)
#include <string.h>
#endif

#define OX_SMALL static __inline__ __host__ __device__ __attribute__((unused))

OX_SMALL unsigned long long ox_bits_of_double(double value) {
  unsigned long long bits;
  memcpy(&bits, &value, sizeof bits);
  return bits;
}
// By its bits where the host's compiler may have been told that there is no NaN.
OX_SMALL int ox_is_nan(double value) {
#if defined(__CUDA_ARCH__)
  return value != value;
#else
  return (ox_bits_of_double(value) << 1) > 0xffe0000000000000ull;
#endif
}

// What a float is.  With -ftz=true its conversion would make zeros of subnormal numbers, which these formats' functions
// don't: there the bits of one become those of a double, but for the bias, which a product with a power of two makes
// good.
OX_SMALL double ox_double_of_float(float value) {
#if defined(__CUDA_ARCH__)
  const unsigned bits = __builtin_bit_cast(unsigned, value), magnitude = bits & 0x7fffffffu;
  if (__nvvm_reflect("__CUDA_FTZ") && __builtin_expect(magnitude < 0x00800000u, 0)) {
    const unsigned long long sign = (unsigned long long)(bits >> 31) << 63;
    return __builtin_bit_cast(double, sign | (unsigned long long)magnitude << 29) * 0x1p896;
  }
#endif
  return (double)value;
}
OX_SMALL double ox_double_of_bfloat16_bits(__nv_bfloat16_raw b) {
  const unsigned bits = (unsigned)b.x << 16;
  float value;
  memcpy(&value, &bits, sizeof value);
  return ox_double_of_float(value);
}

// A 64-bit integer so that it rounds as it would if it were exact.
OX_SMALL double ox_double_of_ull(unsigned long long value) {
  return value >> 53 ? (double)(value >> 12 | ((value & 0xfffu) != 0)) * 4096.0 : (double)value;
}
OX_SMALL double ox_double_of_ll(long long value) {
  return value < 0 ? -ox_double_of_ull(0 - (unsigned long long)value) : ox_double_of_ull((unsigned long long)value);
}

OX_SMALL double ox_double_of_bits(unsigned long long bits) {
  double value;
  memcpy(&value, &bits, sizeof value);
  return value;
}

// The magnitude of a number, rounded: mantissa behind exponent field, as if the field had no end, but at most
// `highest`, which NaN gives too.  The sum with a power of two whose last digit is the result's is rounded there, ties
// to even, and its bits count the units; a directed rounding then looks whether they are too many or too few.
OX_SMALL unsigned ox_round_magnitude(double value, int digits, int least, enum cudaRoundMode rounding,
                                     unsigned highest) {
  const unsigned long long bits = ox_bits_of_double(value), magnitude_bits = bits & ~(1ull << 63);
  const int exponent = (int)(magnitude_bits >> 52) - 1023;
  const int kept = exponent < least ? least : exponent > 900 ? 900 : exponent; // of the result, before rounding
  const unsigned long long large = (unsigned long long)(kept - digits + 52 + 1023) << 52;
  const double magnitude = ox_double_of_bits(magnitude_bits);
  unsigned long long code = ox_bits_of_double(magnitude + ox_double_of_bits(large)) - large;
  if (rounding != cudaRoundNearest) {
    const double unit = ox_double_of_bits((unsigned long long)(kept - digits + 1023) << 52);
    const double nearest = (double)(long long)code * unit;
    const int is_negative = (int)(bits >> 63);
    const int away = rounding == cudaRoundPosInf ? !is_negative : rounding == cudaRoundMinInf && is_negative;
    code += away ? nearest < magnitude : 0ull - (nearest > magnitude);
  }
  code += (unsigned long long)(kept - least) << digits;
  return code < highest ? (unsigned)code : highest;
}

// The bits of a half of a finite magnitude, which is a normal number of that type, or 0.  On the device the bits are
// those of a half already, but for the bias: a product with a power of two is exact.  On the host, significand times
// power of two, as a float that is smaller by the difference of its and half's biases.
OX_SMALL unsigned short ox_half_of_magnitude(unsigned magnitude, int digits, int least) {
#if defined(__CUDA_ARCH__)
  const _Float16 biased = __builtin_bit_cast(_Float16, (unsigned short)(magnitude << (10 - digits)));
  const _Float16 scale = __builtin_bit_cast(_Float16, (unsigned short)((least + 14 + 15) << 10)); // half's least: -14
  return __builtin_bit_cast(unsigned short, (_Float16)(biased * scale));
#else
  const unsigned field = magnitude >> digits, above = field > 1 ? field - 1 : 0;
  const unsigned scale_bits = (unsigned)((int)above + least - digits + 15) << 23;
  float scale, scaled;
  unsigned bits;
  memcpy(&scale, &scale_bits, sizeof scale);
  scaled = (float)(int)(magnitude - (above << digits)) * scale;
  memcpy(&bits, &scaled, sizeof bits);
  return (unsigned short)(bits >> 13);
#endif
}

OX_SMALL float ox_float_of_half_bits(__half_raw h) {
#if defined(__CUDA_ARCH__)
  return (float)__builtin_bit_cast(_Float16, h.x);
#else
  unsigned sign = (h.x & 0x8000u) << 16, field = h.x >> 10 & 0x1fu, rest = h.x & 0x3ffu, bits;
  float value;
  if (field == 0) {
    value = (float)rest * 5.9604644775390625e-8f; // 2^-24
    memcpy(&bits, &value, sizeof bits);
    bits |= sign;
  } else {
    bits = sign | (field == 31 ? 0x7f800000u : (field + 112) << 23) | rest << 13;
  }
  memcpy(&value, &bits, sizeof value);
  return value;
#endif
}
OX_SMALL float ox_float_of_bfloat16_bits(__nv_bfloat16_raw b) {
  const unsigned bits = (unsigned)b.x << 16;
  float value;
  memcpy(&value, &bits, sizeof value);
  return value;
}

// The conversions that every format has from `double`: of another type, and of pairs.  `pair` joins two results.
#define OX_SMALL_CONVERSIONS(format, Storage, Storage2, pair, parameters, arguments)                                   \
  OX_SMALL Storage __nv_cvt_float_to_##format(const float x, parameters) {                                             \
    return __nv_cvt_double_to_##format(ox_double_of_float(x), arguments);                                              \
  }                                                                                                                    \
  OX_SMALL Storage2 __nv_cvt_double2_to_##format##x2(const double2 x, parameters) {                                    \
    return pair(__nv_cvt_double_to_##format(x.x, arguments), __nv_cvt_double_to_##format(x.y, arguments));             \
  }                                                                                                                    \
  OX_SMALL Storage2 __nv_cvt_float2_to_##format##x2(const float2 x, parameters) {                                      \
    return pair(__nv_cvt_float_to_##format(x.x, arguments), __nv_cvt_float_to_##format(x.y, arguments));               \
  }
#define OX_SMALL_CONVERSIONS_OF_16_BITS(format, Storage, Storage2, pair, parameters, arguments)                        \
  OX_SMALL Storage __nv_cvt_halfraw_to_##format(const __half_raw x, parameters) {                                      \
    return __nv_cvt_double_to_##format((double)ox_float_of_half_bits(x), arguments);                                   \
  }                                                                                                                    \
  OX_SMALL Storage2 __nv_cvt_halfraw2_to_##format##x2(const __half2_raw x, parameters) {                               \
    __half_raw low, high;                                                                                              \
    low.x = x.x;                                                                                                       \
    high.x = x.y;                                                                                                      \
    return pair(__nv_cvt_halfraw_to_##format(low, arguments), __nv_cvt_halfraw_to_##format(high, arguments));          \
  }                                                                                                                    \
  OX_SMALL Storage __nv_cvt_bfloat16raw_to_##format(const __nv_bfloat16_raw x, parameters) {                           \
    return __nv_cvt_double_to_##format(ox_double_of_bfloat16_bits(x), arguments);                                      \
  }                                                                                                                    \
  OX_SMALL Storage2 __nv_cvt_bfloat16raw2_to_##format##x2(const __nv_bfloat162_raw x, parameters) {                    \
    __nv_bfloat16_raw low, high;                                                                                       \
    low.x = x.x;                                                                                                       \
    high.x = x.y;                                                                                                      \
    return pair(__nv_cvt_bfloat16raw_to_##format(low, arguments), __nv_cvt_bfloat16raw_to_##format(high, arguments));  \
  }
#define OX_AND ,

// Pairs of values in bytes, and fours of them.
OX_SMALL unsigned short ox_pair_of_bytes(unsigned char low, unsigned char high) {
  return (unsigned short)(low | high << 8);
}

#if defined(__cplusplus)
#define OX_SMALL_MEMBER __host__ __device__ __inline__

// One value.  of: a function from double; value_of: one to float.  Both of the type's storage.
#define OX_SMALL_FROM(Type, T, to_double, of)                                                                          \
  OX_SMALL_MEMBER explicit Type(const T value) : __x(of(to_double(value))) {}
#define OX_SMALL_TO_INTEGER(T)                                                                                         \
  OX_SMALL_MEMBER explicit operator T() const { return ox_to_integer<T>((float)*this); }
#define OX_SMALL_TYPE(Type, Storage, of, value_of)                                                                     \
  struct __attribute__((aligned(sizeof(Storage)))) Type {                                                              \
    Storage __x;                                                                                                       \
    Type() = default;                                                                                                  \
    OX_SMALL_MEMBER explicit Type(const __half value) : __x(of(ox_double_of_float((float)value))) {}                   \
    OX_SMALL_MEMBER explicit Type(const __nv_bfloat16 value) : __x(of(ox_double_of_float((float)value))) {}            \
    OX_SMALL_FROM(Type, float, ox_double_of_float, of)                                                                 \
    OX_SMALL_FROM(Type, double, (double), of)                                                                          \
    OX_SMALL_FROM(Type, short, (double), of)                                                                           \
    OX_SMALL_FROM(Type, unsigned short, (double), of)                                                                  \
    OX_SMALL_FROM(Type, int, (double), of)                                                                             \
    OX_SMALL_FROM(Type, unsigned int, (double), of)                                                                    \
    OX_SMALL_FROM(Type, long int, ox_double_of_ll, of)                                                                 \
    OX_SMALL_FROM(Type, unsigned long int, ox_double_of_ull, of)                                                       \
    OX_SMALL_FROM(Type, long long int, ox_double_of_ll, of)                                                            \
    OX_SMALL_FROM(Type, unsigned long long int, ox_double_of_ull, of)                                                  \
    OX_SMALL_MEMBER explicit operator float() const { return value_of(__x); }                                          \
    OX_SMALL_MEMBER explicit operator double() const { return ox_double_of_float(value_of(__x)); }                     \
    OX_SMALL_MEMBER explicit operator __half() const { return __half(value_of(__x)); }                                 \
    OX_SMALL_MEMBER explicit operator __nv_bfloat16() const { return __nv_bfloat16(value_of(__x)); }                   \
    OX_SMALL_MEMBER explicit operator bool() const { return ox_double_of_float(value_of(__x)) != 0.0; }                \
    OX_SMALL_TO_INTEGER(char)                                                                                          \
    OX_SMALL_TO_INTEGER(signed char)                                                                                   \
    OX_SMALL_TO_INTEGER(unsigned char)                                                                                 \
    OX_SMALL_TO_INTEGER(short)                                                                                         \
    OX_SMALL_TO_INTEGER(unsigned short)                                                                                \
    OX_SMALL_TO_INTEGER(int)                                                                                           \
    OX_SMALL_TO_INTEGER(unsigned int)                                                                                  \
    OX_SMALL_TO_INTEGER(long int)                                                                                      \
    OX_SMALL_TO_INTEGER(unsigned long int)                                                                             \
    OX_SMALL_TO_INTEGER(long long int)                                                                                 \
    OX_SMALL_TO_INTEGER(unsigned long long int)                                                                        \
  };

// Two and four values, of `bits` bits each with what separates them.  `more` are further members of the pair.
#define OX_SMALL_VECTORS(Type, Type2, Type4, Storage, Storage2, Storage4, bits, of, value_of, more)                    \
  struct __attribute__((aligned(sizeof(Storage2)))) Type2 {                                                            \
    Storage2 __x;                                                                                                      \
    Type2() = default;                                                                                                 \
    OX_SMALL_MEMBER explicit Type2(const double2 v) : __x((Storage2)(of(v.x) | of(v.y) << bits)) {}                    \
    OX_SMALL_MEMBER explicit Type2(const float2 v)                                                                     \
        : Type2(make_double2(ox_double_of_float(v.x), ox_double_of_float(v.y))) {}                                     \
    OX_SMALL_MEMBER explicit Type2(const __half2 v) : Type2(make_float2((float)v.x, (float)v.y)) {}                    \
    OX_SMALL_MEMBER explicit Type2(const __nv_bfloat162 v) : Type2(make_float2((float)v.x, (float)v.y)) {}             \
    OX_SMALL_MEMBER explicit operator float2() const { return make_float2(part(0), part(1)); }                         \
    OX_SMALL_MEMBER explicit operator __half2() const { return __half2(__half(part(0)), __half(part(1))); }            \
  more                                                                                                                 \
                                                                                                                       \
      private : OX_SMALL_MEMBER float                                                                                  \
                part(int n) const {                                                                                    \
      return value_of((Storage)(__x >> n * bits & ((1 << bits) - 1)));                                                 \
    }                                                                                                                  \
  };                                                                                                                   \
  struct __attribute__((aligned(sizeof(Storage4)))) Type4 {                                                            \
    Storage4 __x;                                                                                                      \
    Type4() = default;                                                                                                 \
    OX_SMALL_MEMBER explicit Type4(const __half2 low, const __half2 high) : Type4(Type2(low), Type2(high)) {}          \
    OX_SMALL_MEMBER explicit Type4(const __nv_bfloat162 low, const __nv_bfloat162 high)                                \
        : Type4(Type2(low), Type2(high)) {}                                                                            \
    OX_SMALL_MEMBER explicit Type4(const float4 v)                                                                     \
        : Type4(Type2(make_float2(v.x, v.y)), Type2(make_float2(v.z, v.w))) {}                                         \
    OX_SMALL_MEMBER explicit Type4(const double4 v)                                                                    \
        : Type4(Type2(make_double2(v.x, v.y)), Type2(make_double2(v.z, v.w))) {}                                       \
    OX_SMALL_MEMBER explicit Type4(const double4_16a v)                                                                \
        : Type4(Type2(make_double2(v.x, v.y)), Type2(make_double2(v.z, v.w))) {}                                       \
    OX_SMALL_MEMBER explicit Type4(const double4_32a v)                                                                \
        : Type4(Type2(make_double2(v.x, v.y)), Type2(make_double2(v.z, v.w))) {}                                       \
    OX_SMALL_MEMBER explicit operator float4() const { return make_float4(part(0), part(1), part(2), part(3)); }       \
                                                                                                                       \
  private:                                                                                                             \
    OX_SMALL_MEMBER Type4(Type2 low, Type2 high) : __x((Storage4)(low.__x | (Storage4)high.__x << 2 * bits)) {}        \
    OX_SMALL_MEMBER float part(int n) const { return value_of((Storage)(__x >> n * bits & ((1 << bits) - 1))); }       \
  };
#endif

#endif
