// NVRTC: the overloads of math functions that <cmath> adds elsewhere, for float and for integers, without std.
#pragma once

// clang-format off
#define OX_OF_FLOAT(name) OX_DEVICE float name(float x) { return name##f(x); }
OX_OF_FLOAT(acos) OX_OF_FLOAT(asin) OX_OF_FLOAT(atan) OX_OF_FLOAT(ceil) OX_OF_FLOAT(cos) OX_OF_FLOAT(cosh)
OX_OF_FLOAT(exp) OX_OF_FLOAT(fabs) OX_OF_FLOAT(floor) OX_OF_FLOAT(log) OX_OF_FLOAT(log10) OX_OF_FLOAT(sin)
OX_OF_FLOAT(sinh) OX_OF_FLOAT(sqrt) OX_OF_FLOAT(tan) OX_OF_FLOAT(tanh)
#undef OX_OF_FLOAT
// clang-format on
OX_DEVICE float abs(float x) { return fabsf(x); }
OX_DEVICE double abs(double x) { return fabs(x); }
OX_DEVICE long abs(long x) { return labs(x); }
OX_DEVICE long long abs(long long x) { return llabs(x); }
OX_DEVICE float atan2(float y, float x) { return atan2f(y, x); }
OX_DEVICE float fmod(float x, float y) { return fmodf(x, y); }
OX_DEVICE float frexp(float x, int* exponent) { return frexpf(x, exponent); }
OX_DEVICE float ldexp(float x, int exponent) { return ldexpf(x, exponent); }
OX_DEVICE float modf(float x, float* whole) { return modff(x, whole); }
OX_DEVICE float pow(float x, float y) { return powf(x, y); }
OX_DEVICE float pow(float x, int n) { return powif(x, n); }
OX_DEVICE double pow(double x, int n) { return powi(x, n); }

#define OX_CLASS(T)                                                                                                    \
  OX_DEVICE int fpclassify(T x) {                                                                                      \
    return __builtin_fpclassify(FP_NAN, FP_INFINITE, FP_NORMAL, FP_SUBNORMAL, FP_ZERO, x);                             \
  }                                                                                                                    \
  OX_DEVICE bool isnan(T x) { return __builtin_isnan(x); }                                                             \
  OX_DEVICE bool isinf(T x) { return __builtin_isinf(x); }                                                             \
  OX_DEVICE bool isfinite(T x) { return __builtin_isfinite(x); }                                                       \
  OX_DEVICE bool isnormal(T x) { return __builtin_isnormal(x); }                                                       \
  OX_DEVICE bool signbit(T x) { return __builtin_signbit(x); }                                                         \
  OX_DEVICE bool isgreater(T x, T y) { return __builtin_isgreater(x, y); }                                             \
  OX_DEVICE bool isgreaterequal(T x, T y) { return __builtin_isgreaterequal(x, y); }                                   \
  OX_DEVICE bool isless(T x, T y) { return __builtin_isless(x, y); }                                                   \
  OX_DEVICE bool islessequal(T x, T y) { return __builtin_islessequal(x, y); }                                         \
  OX_DEVICE bool islessgreater(T x, T y) { return __builtin_islessgreater(x, y); }                                     \
  OX_DEVICE bool isunordered(T x, T y) { return __builtin_isunordered(x, y); }
OX_CLASS(float)
OX_CLASS(double)
#undef OX_CLASS

// Integers are taken for double; of two arguments it is enough that one is an integer or that they differ.
template <bool> struct ox_double_if {};
template <> struct ox_double_if<true> {
  typedef double type;
};
template <typename A, typename B> struct ox_is_mixed {
  static const bool value = __is_arithmetic(A) && __is_arithmetic(B) && !(__is_floating_point(A) && __is_same(A, B));
};
// clang-format off
#define OX_OF_INTEGER(name)                                                                                            \
  template <typename T> static __device__ __forceinline__ typename ox_double_if<__is_integral(T)>::type name(T x) {    \
    return name((double)x);                                                                                            \
  }
OX_OF_INTEGER(acos) OX_OF_INTEGER(acosh) OX_OF_INTEGER(asin) OX_OF_INTEGER(asinh) OX_OF_INTEGER(atan)
OX_OF_INTEGER(atanh) OX_OF_INTEGER(cbrt) OX_OF_INTEGER(ceil) OX_OF_INTEGER(cos) OX_OF_INTEGER(cosh) OX_OF_INTEGER(erf)
OX_OF_INTEGER(erfc) OX_OF_INTEGER(exp) OX_OF_INTEGER(exp2) OX_OF_INTEGER(expm1) OX_OF_INTEGER(fabs)
OX_OF_INTEGER(floor) OX_OF_INTEGER(lgamma) OX_OF_INTEGER(log) OX_OF_INTEGER(log10) OX_OF_INTEGER(log1p)
OX_OF_INTEGER(log2) OX_OF_INTEGER(logb) OX_OF_INTEGER(nearbyint) OX_OF_INTEGER(rint) OX_OF_INTEGER(round)
OX_OF_INTEGER(sin) OX_OF_INTEGER(sinh) OX_OF_INTEGER(sqrt) OX_OF_INTEGER(tan) OX_OF_INTEGER(tanh)
OX_OF_INTEGER(tgamma) OX_OF_INTEGER(trunc)
#undef OX_OF_INTEGER
#define OX_OF_MIXED(name)                                                                                              \
  template <typename A, typename B>                                                                                    \
  static __device__ __forceinline__ typename ox_double_if<ox_is_mixed<A, B>::value>::type name(A a, B b) {             \
    return name((double)a, (double)b);                                                                                 \
  }
OX_OF_MIXED(atan2) OX_OF_MIXED(copysign) OX_OF_MIXED(fdim) OX_OF_MIXED(fmax) OX_OF_MIXED(fmin) OX_OF_MIXED(fmod)
OX_OF_MIXED(hypot) OX_OF_MIXED(nextafter) OX_OF_MIXED(pow) OX_OF_MIXED(remainder)
#undef OX_OF_MIXED
// clang-format on
