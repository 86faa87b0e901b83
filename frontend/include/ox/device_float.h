// Floating-point intrinsics: explicit rounding, conversions and the fast approximations, all from libdevice.
#pragma once

// clang-format off
#define OX_UNARY(result, name, a) OX_DEVICE result __##name(a x) { return __nv_##name(x); }
#define OX_BINARY(T, name) OX_DEVICE T __##name(T x, T y) { return __nv_##name(x, y); }
#define OX_TERNARY(T, name) OX_DEVICE T __##name(T x, T y, T z) { return __nv_##name(x, y, z); }
#define OX_ROUNDED(M, ...) M(__VA_ARGS__##_rn) M(__VA_ARGS__##_rz) M(__VA_ARGS__##_ru) M(__VA_ARGS__##_rd)

#define OX_F2(name) OX_BINARY(float, name)
#define OX_F1(name) OX_UNARY(float, name, float)
#define OX_F3(name) OX_TERNARY(float, name)
#define OX_D1(name) OX_UNARY(double, name, double)
#define OX_D2(name) OX_BINARY(double, name)
#define OX_D3(name) OX_TERNARY(double, name)
OX_ROUNDED(OX_F2, fadd) OX_ROUNDED(OX_F2, fsub) OX_ROUNDED(OX_F2, fmul) OX_ROUNDED(OX_F2, fdiv)
OX_ROUNDED(OX_F3, fmaf) OX_ROUNDED(OX_F1, frcp) OX_ROUNDED(OX_F1, fsqrt) OX_F1(frsqrt_rn)
OX_ROUNDED(OX_D2, dadd) OX_ROUNDED(OX_D2, dsub) OX_ROUNDED(OX_D2, dmul) OX_ROUNDED(OX_D2, ddiv)
OX_ROUNDED(OX_D1, drcp) OX_ROUNDED(OX_D1, dsqrt)
#undef OX_F1
#undef OX_F2
#undef OX_F3
#undef OX_D1
#undef OX_D2
#undef OX_D3
OX_DEVICE double __fma_rn(double x, double y, double z) { return __nv_fma_rn(x, y, z); }
OX_DEVICE double __fma_rz(double x, double y, double z) { return __nv_fma_rz(x, y, z); }
OX_DEVICE double __fma_ru(double x, double y, double z) { return __nv_fma_ru(x, y, z); }
OX_DEVICE double __fma_rd(double x, double y, double z) { return __nv_fma_rd(x, y, z); }
OX_DEVICE float __fmaf_ieee_rn(float x, float y, float z) { return __nv_fmaf_ieee_rn(x, y, z); }
OX_DEVICE float __fmaf_ieee_rz(float x, float y, float z) { return __nv_fmaf_ieee_rz(x, y, z); }
OX_DEVICE float __fmaf_ieee_ru(float x, float y, float z) { return __nv_fmaf_ieee_ru(x, y, z); }
OX_DEVICE float __fmaf_ieee_rd(float x, float y, float z) { return __nv_fmaf_ieee_rd(x, y, z); }

#define OX_CONVERSION(result, a, name) \
  OX_UNARY(result, name##_rn, a) OX_UNARY(result, name##_rz, a) OX_UNARY(result, name##_ru, a) OX_UNARY(result, name##_rd, a)
OX_CONVERSION(int, float, float2int)
OX_CONVERSION(unsigned, float, float2uint)
OX_CONVERSION(long long, float, float2ll)
OX_CONVERSION(unsigned long long, float, float2ull)
OX_CONVERSION(int, double, double2int)
OX_CONVERSION(unsigned, double, double2uint)
OX_CONVERSION(long long, double, double2ll)
OX_CONVERSION(unsigned long long, double, double2ull)
OX_CONVERSION(float, double, double2float)
OX_CONVERSION(float, int, int2float)
OX_CONVERSION(float, unsigned, uint2float)
OX_CONVERSION(float, long long, ll2float)
OX_CONVERSION(float, unsigned long long, ull2float)
OX_CONVERSION(double, long long, ll2double)
OX_CONVERSION(double, unsigned long long, ull2double)
OX_UNARY(double, int2double_rn, int)
OX_UNARY(double, uint2double_rn, unsigned)
#undef OX_CONVERSION

OX_UNARY(float, saturatef, float)
#undef OX_UNARY
#undef OX_BINARY
#undef OX_TERNARY
#undef OX_ROUNDED
// clang-format on

OX_DEVICE float __sinf(float x) { return __nv_fast_sinf(x); }
OX_DEVICE float __cosf(float x) { return __nv_fast_cosf(x); }
OX_DEVICE float __tanf(float x) { return __nv_fast_tanf(x); }
OX_DEVICE float __tanhf(float x) { return __nv_fast_tanhf(x); }
OX_DEVICE void __sincosf(float x, float* s, float* c) { __nv_fast_sincosf(x, s, c); }
OX_DEVICE float __expf(float x) { return __nv_fast_expf(x); }
OX_DEVICE float __exp10f(float x) { return __nv_fast_exp10f(x); }
OX_DEVICE float __logf(float x) { return __nv_fast_logf(x); }
OX_DEVICE float __log2f(float x) { return __nv_fast_log2f(x); }
OX_DEVICE float __log10f(float x) { return __nv_fast_log10f(x); }
OX_DEVICE float __powf(float x, float y) { return __nv_fast_powf(x, y); }
OX_DEVICE float __fdividef(float x, float y) { return __nv_fast_fdividef(x, y); }

// What the standard library's classification macros call in device code.
OX_DEVICE int __finite(double x) { return __builtin_isfinite(x); }
OX_DEVICE int __finitef(float x) { return __builtin_isfinite(x); }
OX_DEVICE int __isfinited(double x) { return __builtin_isfinite(x); }
OX_DEVICE int __isinf(double x) { return __builtin_isinf(x); }
OX_DEVICE int __isinff(float x) { return __builtin_isinf(x); }
OX_DEVICE int __isnan(double x) { return __builtin_isnan(x); }
OX_DEVICE int __isnanf(float x) { return __builtin_isnan(x); }
OX_DEVICE int __signbit(double x) { return __builtin_signbit(x); }
OX_DEVICE int __signbitd(double x) { return __builtin_signbit(x); }
OX_DEVICE int __signbitf(float x) { return __builtin_signbit(x); }
