// What every family of the device math library stands on: function kinds, bit casts, polynomial evaluation.
//
// The same sources are compiled twice: for the device (plain C++ for nvptx64, no CUDA headers) and for the host, where
// the tests judge them by MPFR.  On the host OX_LIBDEVICE_HOST is defined and host_shim.h gives the instruction
// builtins their exact meanings.
//
// House rules of these sources.  An OxCore lane has fma, division, square root and the choice between two floats as
// single instructions, in double as in float, and lanes that branch differently run one after another.  So: no tables
// (a load per lane), one fast path without branches, clamping by fminm/fmaxm (which keep NaN), single precision in
// double where that saves the care for rounding errors (float_kernels.h), and everything rare behind one test that a
// warp usually answers uniformly.  Contraction is off; where a fused operation is meant, fma() is written.
#pragma once

#ifdef OX_LIBDEVICE_HOST
#include "libdevice/host_shim.h"
#define OX_CONSTANT_MEMORY static const
#else
// Constant tables live in the constant space, as clang places __constant__ data.
#define OX_CONSTANT_MEMORY static const __attribute__((address_space(4)))
#endif

// -ftz=true.  The operators follow the mode of the function that they end up in.  The nvvm builtins are PTX
// instructions by name and don't, so each is chosen by what the compilation answers, before it optimises: builtin_ftz_f
// or builtin_f.
#ifdef OX_LIBDEVICE_HOST
#define OX_BY_MODE(builtin, suffix, ...) builtin##suffix(__VA_ARGS__)
#else
// Clang has a builtin of the name, and takes it for a function that does not return.
extern "C" __attribute__((const)) int ox_reflect(const char* question) __asm__("__nvvm_reflect");
#define OX_BY_MODE(builtin, suffix, ...)                                                                               \
  (ox_reflect("__CUDA_FTZ") ? builtin##_ftz##suffix(__VA_ARGS__) : builtin##suffix(__VA_ARGS__))
#endif

// A library function that becomes part of its caller: most are shorter than a call.
#define OX_INLINE extern "C" __attribute__((always_inline))
// A library function that stays a call unless the inliner finds it worth it.
#define OX_FUNCTION extern "C"
// A rare path, kept out of its callers.
#define OX_COLD static __attribute__((noinline, cold))
// A part of a library function.
#define OX_PART static inline __attribute__((always_inline))

#define OX_LIKELY(condition) __builtin_expect(!!(condition), 1)
#define OX_UNLIKELY(condition) __builtin_expect(!!(condition), 0)

namespace ox::math {

using u32 = unsigned int;
using u64 = unsigned long long;
using s32 = int;
using s64 = long long;
using u128 = unsigned __int128;

OX_PART u32 bits_of(float x) { return __builtin_bit_cast(u32, x); }
OX_PART u64 bits_of(double x) { return __builtin_bit_cast(u64, x); }
OX_PART float float_of(u32 bits) { return __builtin_bit_cast(float, bits); }
OX_PART double double_of(u64 bits) { return __builtin_bit_cast(double, bits); }

OX_PART float fma(float a, float b, float c) { return __builtin_fmaf(a, b, c); }
OX_PART double fma(double a, double b, double c) { return __builtin_fma(a, b, c); }
OX_PART float absolute(float x) { return __builtin_fabsf(x); }
OX_PART double absolute(double x) { return __builtin_fabs(x); }
OX_PART float square_root(float x) { return __builtin_sqrtf(x); }
OX_PART double square_root(double x) { return __builtin_sqrt(x); }
OX_PART float with_sign(float magnitude, float sign) { return __builtin_copysignf(magnitude, sign); }
OX_PART double with_sign(double magnitude, double sign) { return __builtin_copysign(magnitude, sign); }
OX_PART bool is_nan(float x) { return x != x; }
OX_PART bool is_nan(double x) { return x != x; }

// minimum and maximum that return NaN when an operand is NaN (RISC-V's fminm, fmaxm).
OX_PART float lesser(float a, float b) { return __builtin_elementwise_minimum(a, b); }
OX_PART double lesser(double a, double b) { return __builtin_elementwise_minimum(a, b); }
OX_PART float greater(float a, float b) { return __builtin_elementwise_maximum(a, b); }
OX_PART double greater(double a, double b) { return __builtin_elementwise_maximum(a, b); }

// Whether subnormal floats count as zeros.
OX_PART bool flushes_subnormals() {
#ifdef OX_LIBDEVICE_HOST
  return false;
#else
  return ox_reflect("__CUDA_FTZ");
#endif
}
// The bits of the least positive float: of the least normal one where subnormals count as zeros.  Fast paths that ask
// for a positive float by its bits start there.
OX_PART u32 least_positive_bits() { return flushes_subnormals() ? 0x00800000u : 1u; }
// Neither zero nor negative, infinite or NaN.
OX_PART bool is_positive_finite(float x) {
  return bits_of(x) - least_positive_bits() < 0x7f800000u - least_positive_bits();
}

inline constexpr float kInfinityF = __builtin_inff();
inline constexpr double kInfinity = __builtin_inf();
inline constexpr float kNanF = __builtin_nanf("");
inline constexpr double kLog2e = 0x1.71547652b82fep+0;
inline constexpr double kNan = __builtin_nan("");

// To a 64-bit integer as PTX converts: saturating, NaN gives the least one.  (A cast would give 0 for NaN.)
template <typename T> OX_PART s64 to_s64(T x) {
  return is_nan(x) ? static_cast<s64>(0x8000000000000000ull) : static_cast<s64>(x);
}

// Polynomial with the constant term first, by Horner's rule.
template <typename T> OX_PART T polynomial(T, T c0) { return c0; }
template <typename T, typename... Rest> OX_PART T polynomial(T x, T c0, Rest... rest) {
  return fma(polynomial(x, static_cast<T>(rest)...), x, c0);
}

// 2^n for n in the range of normal numbers.  Of a NaN some n is made too; unsigned, so that any n is harmless.
OX_PART double power_of_two(s32 n) { return double_of(static_cast<u64>(static_cast<u32>(n) + 1023u) << 52); }

// x * 2^n in two steps: right for every n in [-2044, 2046] as long as |x| is near 1, with one rounding, also into the
// subnormals.
OX_PART double scale(double x, s32 n) { return x * power_of_two(n >> 1) * power_of_two(n - (n >> 1)); }

// An unevaluated sum hi + lo, |lo| <= ulp(hi) / 2.
template <typename T> struct Pair {
  T hi, lo;
};

// The exact sum of two numbers; fast_sum needs |a| >= |b| or a = 0.
template <typename T> OX_PART Pair<T> fast_sum(T a, T b) {
  T hi = a + b;
  return {hi, b - (hi - a)};
}
template <typename T> OX_PART Pair<T> exact_sum(T a, T b) {
  T hi = a + b;
  T b_part = hi - a;
  return {hi, (a - (hi - b_part)) + (b - b_part)};
}
template <typename T> OX_PART Pair<T> exact_product(T a, T b) {
  T hi = a * b;
  return {hi, fma(a, b, -hi)};
}

} // namespace ox::math
