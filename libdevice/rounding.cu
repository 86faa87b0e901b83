// Rounding to integral values, and the integer results of rint and round.
//
// One instruction each (Zfa's fround); the conversions do as PTX's cvt.
#include "libdevice/device_math.h"

namespace ox::math {

OX_INLINE float __nv_ceilf(float x) { return __builtin_ceilf(x); }
OX_INLINE double __nv_ceil(double x) { return __builtin_ceil(x); }
OX_INLINE float __nv_floorf(float x) { return __builtin_floorf(x); }
OX_INLINE double __nv_floor(double x) { return __builtin_floor(x); }
OX_INLINE float __nv_truncf(float x) { return __builtin_truncf(x); }
OX_INLINE double __nv_trunc(double x) { return __builtin_trunc(x); }
OX_INLINE float __nv_roundf(float x) { return __builtin_roundf(x); }
OX_INLINE double __nv_round(double x) { return __builtin_round(x); }
// The rounding mode is always to nearest even.
OX_INLINE float __nv_rintf(float x) { return __builtin_roundevenf(x); }
OX_INLINE double __nv_rint(double x) { return __builtin_roundeven(x); }
OX_INLINE float __nv_nearbyintf(float x) { return __builtin_roundevenf(x); }
OX_INLINE double __nv_nearbyint(double x) { return __builtin_roundeven(x); }

OX_INLINE long long __nv_llrintf(float x) { return to_s64(__builtin_roundevenf(x)); }
OX_INLINE long long __nv_llrint(double x) { return to_s64(__builtin_roundeven(x)); }
OX_INLINE long long __nv_llroundf(float x) { return to_s64(__builtin_roundf(x)); }
OX_INLINE long long __nv_llround(double x) { return to_s64(__builtin_round(x)); }

} // namespace ox::math
