// Arithmetic with a rounding mode in its name.
//
// To nearest is what the plain operators do, and they stay separate operations: these sources are compiled without
// contraction.  The directed modes are static rounding modes of one instruction, reached through the nvvm builtins.
#include "libdevice/device_math.h"

OX_INLINE float __nv_fadd_rn(float a, float b) { return a + b; }
OX_INLINE float __nv_fadd_rz(float a, float b) { return OX_BY_MODE(__nvvm_add_rz, _f, a, b); }
OX_INLINE float __nv_fadd_rd(float a, float b) { return OX_BY_MODE(__nvvm_add_rm, _f, a, b); }
OX_INLINE float __nv_fadd_ru(float a, float b) { return OX_BY_MODE(__nvvm_add_rp, _f, a, b); }
OX_INLINE float __nv_fsub_rn(float a, float b) { return a - b; }
OX_INLINE float __nv_fsub_rz(float a, float b) { return OX_BY_MODE(__nvvm_add_rz, _f, a, -b); }
OX_INLINE float __nv_fsub_rd(float a, float b) { return OX_BY_MODE(__nvvm_add_rm, _f, a, -b); }
OX_INLINE float __nv_fsub_ru(float a, float b) { return OX_BY_MODE(__nvvm_add_rp, _f, a, -b); }
OX_INLINE float __nv_fmul_rn(float a, float b) { return a * b; }
OX_INLINE float __nv_fmul_rz(float a, float b) { return OX_BY_MODE(__nvvm_mul_rz, _f, a, b); }
OX_INLINE float __nv_fmul_rd(float a, float b) { return OX_BY_MODE(__nvvm_mul_rm, _f, a, b); }
OX_INLINE float __nv_fmul_ru(float a, float b) { return OX_BY_MODE(__nvvm_mul_rp, _f, a, b); }
OX_INLINE float __nv_fdiv_rn(float a, float b) { return a / b; }
OX_INLINE float __nv_fdiv_rz(float a, float b) { return OX_BY_MODE(__nvvm_div_rz, _f, a, b); }
OX_INLINE float __nv_fdiv_rd(float a, float b) { return OX_BY_MODE(__nvvm_div_rm, _f, a, b); }
OX_INLINE float __nv_fdiv_ru(float a, float b) { return OX_BY_MODE(__nvvm_div_rp, _f, a, b); }
OX_INLINE float __nv_frcp_rn(float x) { return 1.0f / x; }
OX_INLINE float __nv_frcp_rz(float x) { return OX_BY_MODE(__nvvm_div_rz, _f, 1.0f, x); }
OX_INLINE float __nv_frcp_rd(float x) { return OX_BY_MODE(__nvvm_div_rm, _f, 1.0f, x); }
OX_INLINE float __nv_frcp_ru(float x) { return OX_BY_MODE(__nvvm_div_rp, _f, 1.0f, x); }
OX_INLINE float __nv_fsqrt_rn(float x) { return __builtin_sqrtf(x); }
OX_INLINE float __nv_fsqrt_rz(float x) { return OX_BY_MODE(__nvvm_sqrt_rz, _f, x); }
OX_INLINE float __nv_fsqrt_rd(float x) { return OX_BY_MODE(__nvvm_sqrt_rm, _f, x); }
OX_INLINE float __nv_fsqrt_ru(float x) { return OX_BY_MODE(__nvvm_sqrt_rp, _f, x); }
OX_INLINE float __nv_fmaf_rn(float a, float b, float c) { return __builtin_fmaf(a, b, c); }
OX_INLINE float __nv_fmaf_rz(float a, float b, float c) { return OX_BY_MODE(__nvvm_fma_rz, _f, a, b, c); }
OX_INLINE float __nv_fmaf_rd(float a, float b, float c) { return OX_BY_MODE(__nvvm_fma_rm, _f, a, b, c); }
OX_INLINE float __nv_fmaf_ru(float a, float b, float c) { return OX_BY_MODE(__nvvm_fma_rp, _f, a, b, c); }
// The ieee forms keep subnormals under -ftz=true.  LLVM takes the nvvm builtin of the first for the operation, which
// would not.
OX_INLINE float __nv_fmaf_ieee_rn(float a, float b, float c) {
#ifndef OX_LIBDEVICE_HOST
  if (ox_reflect("__CUDA_FTZ")) {
    float result;
    __asm__("fma.rn.f32 %0, %1, %2, %3;" : "=f"(result) : "f"(a), "f"(b), "f"(c));
    return result;
  }
#endif
  return __builtin_fmaf(a, b, c);
}
OX_INLINE float __nv_fmaf_ieee_rz(float a, float b, float c) { return __nvvm_fma_rz_f(a, b, c); }
OX_INLINE float __nv_fmaf_ieee_rd(float a, float b, float c) { return __nvvm_fma_rm_f(a, b, c); }
OX_INLINE float __nv_fmaf_ieee_ru(float a, float b, float c) { return __nvvm_fma_rp_f(a, b, c); }
OX_INLINE float __nv_fmaf(float a, float b, float c) { return __builtin_fmaf(a, b, c); }

OX_INLINE double __nv_dadd_rn(double a, double b) { return a + b; }
OX_INLINE double __nv_dadd_rz(double a, double b) { return __nvvm_add_rz_d(a, b); }
OX_INLINE double __nv_dadd_rd(double a, double b) { return __nvvm_add_rm_d(a, b); }
OX_INLINE double __nv_dadd_ru(double a, double b) { return __nvvm_add_rp_d(a, b); }
OX_INLINE double __nv_dsub_rn(double a, double b) { return a - b; }
OX_INLINE double __nv_dsub_rz(double a, double b) { return __nvvm_add_rz_d(a, -b); }
OX_INLINE double __nv_dsub_rd(double a, double b) { return __nvvm_add_rm_d(a, -b); }
OX_INLINE double __nv_dsub_ru(double a, double b) { return __nvvm_add_rp_d(a, -b); }
OX_INLINE double __nv_dmul_rn(double a, double b) { return a * b; }
OX_INLINE double __nv_dmul_rz(double a, double b) { return __nvvm_mul_rz_d(a, b); }
OX_INLINE double __nv_dmul_rd(double a, double b) { return __nvvm_mul_rm_d(a, b); }
OX_INLINE double __nv_dmul_ru(double a, double b) { return __nvvm_mul_rp_d(a, b); }
OX_INLINE double __nv_ddiv_rn(double a, double b) { return a / b; }
OX_INLINE double __nv_ddiv_rz(double a, double b) { return __nvvm_div_rz_d(a, b); }
OX_INLINE double __nv_ddiv_rd(double a, double b) { return __nvvm_div_rm_d(a, b); }
OX_INLINE double __nv_ddiv_ru(double a, double b) { return __nvvm_div_rp_d(a, b); }
OX_INLINE double __nv_drcp_rn(double x) { return 1.0 / x; }
OX_INLINE double __nv_drcp_rz(double x) { return __nvvm_div_rz_d(1.0, x); }
OX_INLINE double __nv_drcp_rd(double x) { return __nvvm_div_rm_d(1.0, x); }
OX_INLINE double __nv_drcp_ru(double x) { return __nvvm_div_rp_d(1.0, x); }
OX_INLINE double __nv_dsqrt_rn(double x) { return __builtin_sqrt(x); }
OX_INLINE double __nv_dsqrt_rz(double x) { return __nvvm_sqrt_rz_d(x); }
OX_INLINE double __nv_dsqrt_rd(double x) { return __nvvm_sqrt_rm_d(x); }
OX_INLINE double __nv_dsqrt_ru(double x) { return __nvvm_sqrt_rp_d(x); }
OX_INLINE double __nv_fma_rn(double a, double b, double c) { return __builtin_fma(a, b, c); }
OX_INLINE double __nv_fma_rz(double a, double b, double c) { return __nvvm_fma_rz_d(a, b, c); }
OX_INLINE double __nv_fma_rd(double a, double b, double c) { return __nvvm_fma_rm_d(a, b, c); }
OX_INLINE double __nv_fma_ru(double a, double b, double c) { return __nvvm_fma_rp_d(a, b, c); }
OX_INLINE double __nv_fma(double a, double b, double c) { return __builtin_fma(a, b, c); }

// Correctly rounded: no float's reciprocal root lies as near to the middle of two floats as the error in double.
OX_INLINE float __nv_frsqrt_rn(float x) { return static_cast<float>(1.0 / __builtin_sqrt(static_cast<double>(x))); }

// The reciprocal that PTX's rcp.approx.ftz.f64 gives: about 20 bits.
OX_INLINE double __nv_rcp64h(double x) { return __nvvm_rcp_approx_ftz_d(x); }
