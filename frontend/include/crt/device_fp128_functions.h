// The CUDA Math API's quad-precision functions, for device code of compute capability 10.0 and up.  Operators and
// conversions of __float128 need no header.
//
// A host compiler that has _Float128 beside __float128 would get overloads for both; clang has __float128 alone.
#pragma once

#if defined(__CUDACC__) && defined(__SIZEOF_FLOAT128__) && (!defined(__CUDA_ARCH__) || __CUDA_ARCH__ >= 1000)
#include "../cuda_runtime.h"
#ifndef __FLOAT128_CPP_SPELLING_ENABLED__
#define __FLOAT128_CPP_SPELLING_ENABLED__
#endif

// The library's functions take and return the 128 bits (libdevice/quad).
typedef unsigned __int128 __ox_fp128_bits;
#define OX_QUAD_BITS(x) __builtin_bit_cast(__ox_fp128_bits, x)
#define OX_QUAD static __inline__ __device__ __attribute__((unused))

#define OX_QUAD_LIBRARY(name, result, ...)                                                                             \
  extern "C" __device__ __attribute__((const)) result __ox_fp128_##name(__VA_ARGS__) __asm__("__nv_fp128_" #name);
#define OX_QUAD_1(name)                                                                                                \
  OX_QUAD_LIBRARY(name, __ox_fp128_bits, __ox_fp128_bits)                                                              \
  OX_QUAD __float128 __nv_fp128_##name(__float128 x) {                                                                 \
    return __builtin_bit_cast(__float128, __ox_fp128_##name(OX_QUAD_BITS(x)));                                         \
  }
#define OX_QUAD_2(name)                                                                                                \
  OX_QUAD_LIBRARY(name, __ox_fp128_bits, __ox_fp128_bits, __ox_fp128_bits)                                             \
  OX_QUAD __float128 __nv_fp128_##name(__float128 x, __float128 y) {                                                   \
    return __builtin_bit_cast(__float128, __ox_fp128_##name(OX_QUAD_BITS(x), OX_QUAD_BITS(y)));                        \
  }

OX_QUAD_2(add)
OX_QUAD_2(sub)
OX_QUAD_2(mul)
OX_QUAD_2(div)
OX_QUAD_1(sqrt)
OX_QUAD_LIBRARY(fma, __ox_fp128_bits, __ox_fp128_bits, __ox_fp128_bits, __ox_fp128_bits)
OX_QUAD __float128 __nv_fp128_fma(__float128 x, __float128 y, __float128 c) {
  return __builtin_bit_cast(__float128, __ox_fp128_fma(OX_QUAD_BITS(x), OX_QUAD_BITS(y), OX_QUAD_BITS(c)));
}

OX_QUAD_1(trunc)
OX_QUAD_1(floor)
OX_QUAD_1(ceil)
OX_QUAD_1(rint)
OX_QUAD_1(round)
OX_QUAD_1(fabs)
OX_QUAD_2(copysign)
OX_QUAD_2(fmax)
OX_QUAD_2(fmin)
OX_QUAD_2(fdim)
OX_QUAD_2(fmod)
OX_QUAD_2(remainder)

extern "C" __device__ __ox_fp128_bits __ox_fp128_frexp(__ox_fp128_bits, int*) __asm__("__nv_fp128_frexp");
OX_QUAD __float128 __nv_fp128_frexp(__float128 x, int* nptr) {
  return __builtin_bit_cast(__float128, __ox_fp128_frexp(OX_QUAD_BITS(x), nptr));
}
extern "C" __device__ __ox_fp128_bits __ox_fp128_modf(__ox_fp128_bits, __ox_fp128_bits*) __asm__("__nv_fp128_modf");
OX_QUAD __float128 __nv_fp128_modf(__float128 x, __float128* iptr) {
  __ox_fp128_bits whole;
  __ox_fp128_bits fraction = __ox_fp128_modf(OX_QUAD_BITS(x), &whole);
  *iptr = __builtin_bit_cast(__float128, whole);
  return __builtin_bit_cast(__float128, fraction);
}
OX_QUAD_LIBRARY(ldexp, __ox_fp128_bits, __ox_fp128_bits, int)
OX_QUAD __float128 __nv_fp128_ldexp(__float128 x, int exp) {
  return __builtin_bit_cast(__float128, __ox_fp128_ldexp(OX_QUAD_BITS(x), exp));
}
OX_QUAD_LIBRARY(ilogb, int, __ox_fp128_bits)
OX_QUAD int __nv_fp128_ilogb(__float128 x) { return __ox_fp128_ilogb(OX_QUAD_BITS(x)); }
OX_QUAD_LIBRARY(isnan, int, __ox_fp128_bits)
OX_QUAD int __nv_fp128_isnan(__float128 x) { return __ox_fp128_isnan(OX_QUAD_BITS(x)); }
OX_QUAD_LIBRARY(isunordered, int, __ox_fp128_bits, __ox_fp128_bits)
OX_QUAD int __nv_fp128_isunordered(__float128 x, __float128 y) {
  return __ox_fp128_isunordered(OX_QUAD_BITS(x), OX_QUAD_BITS(y));
}

OX_QUAD_1(exp)
OX_QUAD_1(exp2)
OX_QUAD_1(exp10)
OX_QUAD_1(expm1)
OX_QUAD_1(log)
OX_QUAD_1(log2)
OX_QUAD_1(log10)
OX_QUAD_1(log1p)
OX_QUAD_2(pow)
OX_QUAD_2(hypot)
OX_QUAD_1(sin)
OX_QUAD_1(cos)
OX_QUAD_1(tan)
OX_QUAD_1(asin)
OX_QUAD_1(acos)
OX_QUAD_1(atan)
OX_QUAD_1(sinh)
OX_QUAD_1(cosh)
OX_QUAD_1(tanh)
OX_QUAD_1(asinh)
OX_QUAD_1(acosh)
OX_QUAD_1(atanh)

#undef OX_QUAD_2
#undef OX_QUAD_1
#undef OX_QUAD_LIBRARY
#undef OX_QUAD
#undef OX_QUAD_BITS
#endif
