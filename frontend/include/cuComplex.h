// Complex numbers as pairs, for C and C++, host and device.
#ifndef OX_CUCOMPLEX_H
#define OX_CUCOMPLEX_H
#define CU_COMPLEX_H_

#include "vector_types.h"
#if !defined(__CUDACC_RTC__)
#include <math.h>
#endif

#define OX_COMPLEX static __inline__ __host__ __device__ __attribute__((unused))

typedef float2 cuFloatComplex;
typedef double2 cuDoubleComplex;
typedef cuFloatComplex cuComplex;

// Division and magnitude scale by the larger part, so that they overflow only if the result does.
#define OX_COMPLEX_TYPE(C, T, f, magnitude, root, infinite)                                                            \
  OX_COMPLEX T cuCreal##f(C z) { return z.x; }                                                                         \
  OX_COMPLEX T cuCimag##f(C z) { return z.y; }                                                                         \
  OX_COMPLEX C ox_complex##f(T re, T im) {                                                                             \
    C z;                                                                                                               \
    z.x = re;                                                                                                          \
    z.y = im;                                                                                                          \
    return z;                                                                                                          \
  }                                                                                                                    \
  OX_COMPLEX C cuConj##f(C z) { return ox_complex##f(z.x, -z.y); }                                                     \
  OX_COMPLEX C cuCadd##f(C a, C b) { return ox_complex##f(a.x + b.x, a.y + b.y); }                                     \
  OX_COMPLEX C cuCsub##f(C a, C b) { return ox_complex##f(a.x - b.x, a.y - b.y); }                                     \
  OX_COMPLEX C cuCmul##f(C a, C b) { return ox_complex##f(a.x * b.x - a.y * b.y, a.x * b.y + a.y * b.x); }             \
  OX_COMPLEX C cuCdiv##f(C a, C b) {                                                                                   \
    T scale = (T)1 / (magnitude(b.x) + magnitude(b.y));                                                                \
    T ar = a.x * scale, ai = a.y * scale, br = b.x * scale, bi = b.y * scale;                                          \
    T inverse = (T)1 / (br * br + bi * bi);                                                                            \
    return ox_complex##f((ar * br + ai * bi) * inverse, (ai * br - ar * bi) * inverse);                                \
  }                                                                                                                    \
  OX_COMPLEX T cuCabs##f(C z) {                                                                                        \
    T a = magnitude(z.x), b = magnitude(z.y);                                                                          \
    T large = a > b ? a : b, small = a > b ? b : a;                                                                    \
    T ratio = small / large;                                                                                           \
    if (large == (T)0 || large == infinite)                                                                            \
      return a + b;                                                                                                    \
    return large * root((T)1 + ratio * ratio);                                                                         \
  }                                                                                                                    \
  OX_COMPLEX C cuCfma##f(C x, C y, C d) {                                                                              \
    return ox_complex##f(x.x * y.x - x.y * y.y + d.x, x.x * y.y + x.y * y.x + d.y);                                    \
  }

OX_COMPLEX_TYPE(cuFloatComplex, float, f, fabsf, sqrtf, __builtin_huge_valf())
OX_COMPLEX_TYPE(cuDoubleComplex, double, , fabs, sqrt, __builtin_huge_val())
#undef OX_COMPLEX_TYPE

OX_COMPLEX cuFloatComplex make_cuFloatComplex(float re, float im) { return ox_complexf(re, im); }
OX_COMPLEX cuDoubleComplex make_cuDoubleComplex(double re, double im) { return ox_complex(re, im); }
OX_COMPLEX cuComplex make_cuComplex(float re, float im) { return ox_complexf(re, im); }
OX_COMPLEX cuDoubleComplex cuComplexFloatToDouble(cuFloatComplex z) { return ox_complex((double)z.x, (double)z.y); }
OX_COMPLEX cuFloatComplex cuComplexDoubleToFloat(cuDoubleComplex z) { return ox_complexf((float)z.x, (float)z.y); }

#undef OX_COMPLEX

#endif
