// Math: clang's device overloads of the C library over libdevice, and the host versions of what only CUDA has.
#pragma once

// Clang's headers ask for the version that cuda.h defines, which cuda_runtime.h must not.
#pragma push_macro("CUDA_VERSION")
#undef CUDA_VERSION
#define CUDA_VERSION 13000
// Its scalbln takes zeros, infinities and NaN for any other number when the exponent is beyond int's range.
#define scalbln ox_unused_scalbln
#define scalblnf ox_unused_scalblnf
// -use_fast_math: clang's header knows of sinf, cosf, sincosf, logf and log2f.
#ifdef __CLANG_GPU_APPROX_TRANSCENDENTALS__
#define __nv_tanf __nv_fast_tanf
#define __nv_tanhf __nv_fast_tanhf
#define __nv_expf __nv_fast_expf
#define __nv_exp10f __nv_fast_exp10f
#define __nv_log10f __nv_fast_log10f
#define __nv_powf __nv_fast_powf
#endif
#if defined(__CUDACC_RTC__) // what it has of <limits.h> and <math.h>
#define INT_MAX __INT_MAX__
#define INT_MIN (-__INT_MAX__ - 1)
#define HUGE_VAL __builtin_huge_val()
#define HUGE_VALF __builtin_huge_valf()
#endif
#include <__clang_cuda_math.h>
#if defined(__CUDACC_RTC__)
#undef INT_MAX
#undef INT_MIN
#undef HUGE_VAL
#undef HUGE_VALF
#endif
#undef scalbln
#undef scalblnf
#ifdef __CLANG_GPU_APPROX_TRANSCENDENTALS__
#undef __nv_tanf
#undef __nv_tanhf
#undef __nv_expf
#undef __nv_exp10f
#undef __nv_log10f
#undef __nv_powf
#endif
#pragma pop_macro("CUDA_VERSION")

#define OX_HOST static inline __host__ __attribute__((unused)) OX_PREFERRED
#define OX_BOTH static __host__ __device__ __forceinline__ OX_PREFERRED

OX_DEVICE int ox_int_of_exponent(long n) {
  return n > 0x7fffffffl ? 0x7fffffff : n < -0x7fffffffl ? -0x7fffffff : (int)n;
}
OX_DEVICE double scalbln(double x, long n) { return __nv_scalbn(x, ox_int_of_exponent(n)); }
OX_DEVICE float scalblnf(float x, long n) { return __nv_scalbnf(x, ox_int_of_exponent(n)); }

// min and max: nvcc has them for all mixtures of integers, in host code too, without an include.  Clang's header has
// the device version for int.
OX_HOST int min(int a, int b) { return b < a ? b : a; }
OX_HOST int max(int a, int b) { return a < b ? b : a; }
#define OX_MIN_MAX(result, A, B)                                                                                       \
  OX_BOTH result min(A a, B b) { return (result)b < (result)a ? (result)b : (result)a; }                               \
  OX_BOTH result max(A a, B b) { return (result)a < (result)b ? (result)b : (result)a; }
OX_MIN_MAX(unsigned, unsigned, unsigned)
OX_MIN_MAX(unsigned, int, unsigned)
OX_MIN_MAX(unsigned, unsigned, int)
OX_MIN_MAX(long, long, long)
OX_MIN_MAX(unsigned long, unsigned long, unsigned long)
OX_MIN_MAX(unsigned long, long, unsigned long)
OX_MIN_MAX(unsigned long, unsigned long, long)
OX_MIN_MAX(long long, long long, long long)
OX_MIN_MAX(unsigned long long, unsigned long long, unsigned long long)
OX_MIN_MAX(unsigned long long, long long, unsigned long long)
OX_MIN_MAX(unsigned long long, unsigned long long, long long)
#undef OX_MIN_MAX
#define OX_FLOAT_MIN_MAX(result, A, B, suffix)                                                                         \
  OX_BOTH result min(A a, B b) { return __builtin_fmin##suffix((result)a, (result)b); }                                \
  OX_BOTH result max(A a, B b) { return __builtin_fmax##suffix((result)a, (result)b); }
OX_FLOAT_MIN_MAX(float, float, float, f)
OX_FLOAT_MIN_MAX(double, double, double, )
OX_FLOAT_MIN_MAX(double, float, double, )
OX_FLOAT_MIN_MAX(double, double, float, )
#undef OX_FLOAT_MIN_MAX
OX_HOST unsigned umin(unsigned a, unsigned b) { return b < a ? b : a; }
OX_HOST unsigned umax(unsigned a, unsigned b) { return a < b ? b : a; }
OX_HOST long long llmin(long long a, long long b) { return b < a ? b : a; }
OX_HOST long long llmax(long long a, long long b) { return a < b ? b : a; }
OX_HOST unsigned long long ullmin(unsigned long long a, unsigned long long b) { return b < a ? b : a; }
OX_HOST unsigned long long ullmax(unsigned long long a, unsigned long long b) { return a < b ? b : a; }

// Functions that the C library doesn't have.
OX_HOST double rsqrt(double x) { return 1.0 / ::sqrt(x); }
OX_HOST float rsqrtf(float x) { return (float)(1.0 / ::sqrt((double)x)); }
OX_HOST double rcbrt(double x) { return 1.0 / ::cbrt(x); }
OX_HOST float rcbrtf(float x) { return (float)(1.0 / ::cbrt((double)x)); }
OX_HOST double rhypot(double x, double y) { return 1.0 / ::hypot(x, y); }
OX_HOST float rhypotf(float x, float y) { return (float)(1.0 / ::hypot((double)x, (double)y)); }
OX_HOST double norm3d(double x, double y, double z) { return ::hypot(::hypot(x, y), z); }
OX_HOST float norm3df(float x, float y, float z) { return (float)norm3d(x, y, z); }
OX_HOST double rnorm3d(double x, double y, double z) { return 1.0 / norm3d(x, y, z); }
OX_HOST float rnorm3df(float x, float y, float z) { return (float)rnorm3d(x, y, z); }
OX_HOST double norm4d(double x, double y, double z, double w) { return ::hypot(norm3d(x, y, z), w); }
OX_HOST float norm4df(float x, float y, float z, float w) { return (float)norm4d(x, y, z, w); }
OX_HOST double rnorm4d(double x, double y, double z, double w) { return 1.0 / norm4d(x, y, z, w); }
OX_HOST float rnorm4df(float x, float y, float z, float w) { return (float)rnorm4d(x, y, z, w); }
OX_HOST double norm(int n, const double* v) {
  double r = 0;
  for (int i = 0; i < n; ++i)
    r = ::hypot(r, v[i]);
  return r;
}
OX_HOST float normf(int n, const float* v) {
  double r = 0;
  for (int i = 0; i < n; ++i)
    r = ::hypot(r, (double)v[i]);
  return (float)r;
}
OX_HOST double rnorm(int n, const double* v) { return 1.0 / norm(n, v); }
OX_HOST float rnormf(int n, const float* v) { return 1.0f / normf(n, v); }
OX_HOST double fdivide(double x, double y) { return x / y; }
OX_HOST float fdividef(float x, float y) { return x / y; }
OX_HOST float saturate(float x) { return x > 0.0f ? (x < 1.0f ? x : 1.0f) : 0.0f; }

// sin(pi x) and cos(pi x): the argument is reduced exactly before pi comes in, so that integers give exact results.
OX_HOST double sinpi(double x) {
  double r = ::remainder(x, 2.0);
  if (r == 0.0 || r == 1.0 || r == -1.0)
    return ::copysign(0.0, x);
  if (r > 0.5)
    r = 1.0 - r;
  if (r < -0.5)
    r = -1.0 - r;
  return ::sin(r * 3.14159265358979323846);
}
OX_HOST double cospi(double x) {
  double r = ::fabs(::remainder(x, 2.0));
  if (r == 0.5)
    return 0.0;
  return r < 0.5 ? ::cos(r * 3.14159265358979323846) : -::cos((1.0 - r) * 3.14159265358979323846);
}
OX_HOST float sinpif(float x) { return (float)sinpi((double)x); }
OX_HOST float cospif(float x) { return (float)cospi((double)x); }
OX_HOST void sincospi(double x, double* s, double* c) {
  *s = sinpi(x);
  *c = cospi(x);
}
OX_HOST void sincospif(float x, float* s, float* c) {
  *s = sinpif(x);
  *c = cospif(x);
}
OX_HOST double normcdf(double x) { return 0.5 * ::erfc(-x * 0.70710678118654752440); }
OX_HOST float normcdff(float x) { return (float)normcdf((double)x); }

// Overloads for float of the names above, as nvcc has them in both kinds of code.
OX_BOTH float rsqrt(float x) { return rsqrtf(x); }
OX_BOTH float rcbrt(float x) { return rcbrtf(x); }
OX_BOTH float sinpi(float x) { return sinpif(x); }
OX_BOTH float cospi(float x) { return cospif(x); }
OX_BOTH void sincospi(float x, float* s, float* c) { sincospif(x, s, c); }
OX_BOTH float normcdf(float x) { return normcdff(x); }
OX_BOTH float rhypot(float x, float y) { return rhypotf(x, y); }
OX_BOTH float fdivide(float x, float y) { return fdividef(x, y); }
OX_DEVICE void sincos(float x, float* s, float* c) { sincosf(x, s, c); }
OX_DEVICE float erfinv(float x) { return erfinvf(x); }
OX_DEVICE float erfcinv(float x) { return erfcinvf(x); }
OX_DEVICE float normcdfinv(float x) { return normcdfinvf(x); }
OX_DEVICE float erfcx(float x) { return erfcxf(x); }
OX_DEVICE float exp10(float x) { return exp10f(x); }
OX_DEVICE float saturate(float x) { return __saturatef(x); }
