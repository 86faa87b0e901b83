// The fast approximations (__expf and friends, and what -use_fast_math selects): special-function instructions and at
// most a product.  Errors are CUDA's: absolute near the points where the approximated function vanishes.
#include "libdevice/device_math.h"

namespace ox::math {

OX_INLINE float __nv_fast_expf(float x) { return OX_BY_MODE(__nvvm_ex2_approx, _f, x * 0x1.715476p+0f); }
OX_INLINE float __nv_fast_exp10f(float x) { return OX_BY_MODE(__nvvm_ex2_approx, _f, x * 0x1.a934f0p+1f); }
OX_INLINE float __nv_fast_log2f(float x) { return OX_BY_MODE(__nvvm_lg2_approx, _f, x); }
OX_INLINE float __nv_fast_logf(float x) { return OX_BY_MODE(__nvvm_lg2_approx, _f, x) * 0x1.62e430p-1f; }
OX_INLINE float __nv_fast_log10f(float x) { return OX_BY_MODE(__nvvm_lg2_approx, _f, x) * 0x1.344136p-2f; }
OX_INLINE float __nv_fast_powf(float x, float y) {
  return OX_BY_MODE(__nvvm_ex2_approx, _f, y * OX_BY_MODE(__nvvm_lg2_approx, _f, x));
}
OX_INLINE float __nv_fast_sinf(float x) { return OX_BY_MODE(__nvvm_sin_approx, _f, x); }
OX_INLINE float __nv_fast_cosf(float x) { return OX_BY_MODE(__nvvm_cos_approx, _f, x); }
OX_INLINE void __nv_fast_sincosf(float x, float* sine, float* cosine) {
  *sine = OX_BY_MODE(__nvvm_sin_approx, _f, x);
  *cosine = OX_BY_MODE(__nvvm_cos_approx, _f, x);
}
// CUDA says that subnormals are zeros at each step, whatever -ftz says.
OX_INLINE float __nv_fast_tanf(float x) {
  return __nvvm_mul_rn_ftz_f(__nvvm_sin_approx_ftz_f(x), __nvvm_rcp_approx_ftz_f(__nvvm_cos_approx_ftz_f(x)));
}
// PTX has the instruction from sm_75 on, and clang a builtin for no less; the library is for any.
extern "C" float __nv_tanhf(float x);
OX_INLINE float __nv_fast_tanhf(float x) {
#ifndef OX_LIBDEVICE_HOST
  if (ox_reflect("__CUDA_ARCH") >= 750) {
    float result;
    __asm__("tanh.approx.f32 %0, %1;" : "=f"(result) : "f"(x));
    return result;
  }
#endif
  return __nv_tanhf(x);
}
// For 2^126 < |y| < 2^128 CUDA allows 0; division is one instruction here, and right everywhere.
OX_INLINE float __nv_fast_fdividef(float x, float y) { return x / y; }

} // namespace ox::math
