// Device functions by names that CUDA had before those with underscores, or has for its own libraries.
#pragma once

OX_DEVICE int syncthreads_count(bool predicate) { return __syncthreads_count(predicate); }
OX_DEVICE bool syncthreads_and(bool predicate) { return __syncthreads_and(predicate); }
OX_DEVICE bool syncthreads_or(bool predicate) { return __syncthreads_or(predicate); }

#define OX_BY_MODE(name, T, from, stem)                                                                                \
  OX_DEVICE T name(from value, enum cudaRoundMode mode) {                                                              \
    return mode == cudaRoundNearest  ? stem##_rn(value)                                                                \
           : mode == cudaRoundPosInf ? stem##_ru(value)                                                                \
           : mode == cudaRoundMinInf ? stem##_rd(value)                                                                \
                                     : stem##_rz(value);                                                               \
  }
#define OX_BY_MODE_TO_ZERO(name, T, from, stem)                                                                        \
  OX_BY_MODE(name, T, from, stem)                                                                                      \
  OX_DEVICE T name(from value) { return stem##_rz(value); }
#define OX_BY_MODE_TO_NEAREST(name, T, from, stem)                                                                     \
  OX_BY_MODE(name, T, from, stem)                                                                                      \
  OX_DEVICE T name(from value) { return stem##_rn(value); }
OX_BY_MODE_TO_ZERO(double2int, int, double, __double2int)
OX_BY_MODE_TO_ZERO(double2uint, unsigned, double, __double2uint)
OX_BY_MODE_TO_ZERO(double2ll, long long, double, __double2ll)
OX_BY_MODE_TO_ZERO(double2ull, unsigned long long, double, __double2ull)
OX_BY_MODE_TO_ZERO(float2int, int, float, __float2int)
OX_BY_MODE_TO_ZERO(float2uint, unsigned, float, __float2uint)
OX_BY_MODE_TO_ZERO(float2ll, long long, float, __float2ll)
OX_BY_MODE_TO_ZERO(float2ull, unsigned long long, float, __float2ull)
OX_BY_MODE_TO_NEAREST(int2float, float, int, __int2float)
OX_BY_MODE_TO_NEAREST(uint2float, float, unsigned, __uint2float)
OX_BY_MODE_TO_NEAREST(ll2float, float, long long, __ll2float)
OX_BY_MODE_TO_NEAREST(ull2float, float, unsigned long long, __ull2float)
OX_BY_MODE_TO_NEAREST(ll2double, double, long long, __ll2double)
OX_BY_MODE_TO_NEAREST(ull2double, double, unsigned long long, __ull2double)
#undef OX_BY_MODE
#undef OX_BY_MODE_TO_ZERO
#undef OX_BY_MODE_TO_NEAREST
OX_DEVICE double int2double(int value, enum cudaRoundMode = cudaRoundNearest) { return (double)value; }
OX_DEVICE double uint2double(unsigned value, enum cudaRoundMode = cudaRoundNearest) { return (double)value; }
OX_DEVICE double float2double(float value, enum cudaRoundMode = cudaRoundNearest) { return (double)value; }
#define OX_DOUBLE_OPERATION(name, stem)                                                                                \
  OX_DEVICE double name(double a, double b, enum cudaRoundMode mode = cudaRoundNearest) {                              \
    return mode == cudaRoundZero     ? stem##_rz(a, b)                                                                 \
           : mode == cudaRoundPosInf ? stem##_ru(a, b)                                                                 \
           : mode == cudaRoundMinInf ? stem##_rd(a, b)                                                                 \
                                     : stem##_rn(a, b);                                                                \
  }
OX_DOUBLE_OPERATION(dadd, __dadd)
OX_DOUBLE_OPERATION(dsub, __dsub)
OX_DOUBLE_OPERATION(dmul, __dmul)
#undef OX_DOUBLE_OPERATION

OX_DEVICE double fma(double a, double b, double c, enum cudaRoundMode mode) {
  return mode == cudaRoundZero     ? __fma_rz(a, b, c)
         : mode == cudaRoundPosInf ? __fma_ru(a, b, c)
         : mode == cudaRoundMinInf ? __fma_rd(a, b, c)
                                   : __fma_rn(a, b, c);
}

OX_DEVICE size_t __cvta_generic_to_grid_constant(const void* p) { return (size_t)p; }
OX_DEVICE void* __cvta_grid_constant_to_generic(size_t p) { return (void*)p; }

OX_DEVICE unsigned short __nv_bswap16(unsigned short x) { return __builtin_bswap16(x); }
OX_DEVICE unsigned int __nv_bswap32(unsigned int x) { return __builtin_bswap32(x); }
OX_DEVICE unsigned long long __nv_bswap64(unsigned long long x) { return __builtin_bswap64(x); }

// A cache policy is advice; the copy is done when this returns.
OX_DEVICE void* __nv_associate_access_property(const void* p, unsigned long long) { return (void*)p; }
OX_DEVICE void __nv_memcpy_async_shared_global_4(void* to, const void* from) { __builtin_memcpy(to, from, 4); }
OX_DEVICE void __nv_memcpy_async_shared_global_8(void* to, const void* from) { __builtin_memcpy(to, from, 8); }
OX_DEVICE void __nv_memcpy_async_shared_global_16(void* to, const void* from) { __builtin_memcpy(to, from, 16); }

// Packed pairs (sm_100).
#define OX_PAIR_OPERATION(rounding)                                                                                    \
  OX_DEVICE float2 __fadd2_##rounding(float2 a, float2 b) {                                                            \
    return make_float2(__fadd_##rounding(a.x, b.x), __fadd_##rounding(a.y, b.y));                                      \
  }                                                                                                                    \
  OX_DEVICE float2 __fmul2_##rounding(float2 a, float2 b) {                                                            \
    return make_float2(__fmul_##rounding(a.x, b.x), __fmul_##rounding(a.y, b.y));                                      \
  }                                                                                                                    \
  OX_DEVICE float2 __ffma2_##rounding(float2 a, float2 b, float2 c) {                                                  \
    return make_float2(__fmaf_##rounding(a.x, b.x, c.x), __fmaf_##rounding(a.y, b.y, c.y));                            \
  }
OX_PAIR_OPERATION(rn)
OX_PAIR_OPERATION(rz)
OX_PAIR_OPERATION(ru)
OX_PAIR_OPERATION(rd)
#undef OX_PAIR_OPERATION

// Launches that depend on one another: a kernel starts when those before it have ended, so there is nothing to wait
// for.
OX_DEVICE void cudaTriggerProgrammaticLaunchCompletion(void) {}
OX_DEVICE void cudaGridDependencySynchronize(void) {}
// Kernels of graphs.
OX_DEVICE cudaGraphExec_t cudaGetCurrentGraphExec(void) { return 0; }
