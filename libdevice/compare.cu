// Minimum, maximum, absolute value, positive difference, sign, and the floating-point predicates.
#include "libdevice/device_math.h"

namespace ox::math {

OX_INLINE float __nv_fabsf(float x) { return OX_BY_MODE(__nvvm_fabs, _f, x); }
OX_INLINE double __nv_fabs(double x) { return absolute(x); }
OX_INLINE float __nv_copysignf(float x, float sign) { return with_sign(x, sign); }
OX_INLINE double __nv_copysign(double x, double sign) { return with_sign(x, sign); }
// A NaN operand gives the other one.
OX_INLINE float __nv_fmaxf(float a, float b) { return __builtin_fmaxf(a, b); }
OX_INLINE double __nv_fmax(double a, double b) { return __builtin_fmax(a, b); }
OX_INLINE float __nv_fminf(float a, float b) { return __builtin_fminf(a, b); }
OX_INLINE double __nv_fmin(double a, double b) { return __builtin_fmin(a, b); }
// a - b where a > b, else +0; NaN stays NaN.
OX_INLINE float __nv_fdimf(float a, float b) { return a <= b ? 0.0f : a - b; }
OX_INLINE double __nv_fdim(double a, double b) { return a <= b ? 0.0 : a - b; }
// Clamps to [0, 1]; NaN gives 0.
OX_INLINE float __nv_saturatef(float x) { return __builtin_fminf(__builtin_fmaxf(x, 0.0f), 1.0f) + 0.0f; }

OX_INLINE int __nv_signbitf(float x) { return static_cast<s32>(bits_of(x) >> 31); }
OX_INLINE int __nv_signbitd(double x) { return static_cast<s32>(bits_of(x) >> 63); }
OX_INLINE int __nv_isnanf(float x) { return is_nan(x); }
OX_INLINE int __nv_isnand(double x) { return is_nan(x); }
OX_INLINE int __nv_isinff(float x) { return absolute(x) == kInfinityF; }
OX_INLINE int __nv_isinfd(double x) { return absolute(x) == kInfinity; }
OX_INLINE int __nv_finitef(float x) { return absolute(x) < kInfinityF; }
OX_INLINE int __nv_isfinited(double x) { return absolute(x) < kInfinity; }

OX_INLINE int __nv_abs(int x) { return x < 0 ? static_cast<s32>(0u - static_cast<u32>(x)) : x; }
OX_INLINE long long __nv_llabs(long long x) { return x < 0 ? static_cast<s64>(0ull - static_cast<u64>(x)) : x; }
OX_INLINE int __nv_max(int a, int b) { return a > b ? a : b; }
OX_INLINE int __nv_min(int a, int b) { return a < b ? a : b; }
OX_INLINE long long __nv_llmax(long long a, long long b) { return a > b ? a : b; }
OX_INLINE long long __nv_llmin(long long a, long long b) { return a < b ? a : b; }
OX_INLINE unsigned __nv_umax(unsigned a, unsigned b) { return a > b ? a : b; }
OX_INLINE unsigned __nv_umin(unsigned a, unsigned b) { return a < b ? a : b; }
OX_INLINE unsigned long long __nv_ullmax(unsigned long long a, unsigned long long b) { return a > b ? a : b; }
OX_INLINE unsigned long long __nv_ullmin(unsigned long long a, unsigned long long b) { return a < b ? a : b; }

} // namespace ox::math
