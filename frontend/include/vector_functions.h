// make_float4(x, y, z, w) and its kin, for C and C++, host and device.
#ifndef OX_VECTOR_FUNCTIONS_H
#define OX_VECTOR_FUNCTIONS_H
#define __VECTOR_FUNCTIONS_H__

#include "vector_types.h"

#define OX_MAKE static __inline__ __host__ __device__ __attribute__((always_inline, unused))
#define OX_MAKE1(name, T)                                                                                              \
  OX_MAKE name make_##name(T x) {                                                                                      \
    name v = {x};                                                                                                      \
    return v;                                                                                                          \
  }
#define OX_MAKE2(name, T)                                                                                              \
  OX_MAKE name make_##name(T x, T y) {                                                                                 \
    name v = {x, y};                                                                                                   \
    return v;                                                                                                          \
  }
#define OX_MAKE3(name, T)                                                                                              \
  OX_MAKE name make_##name(T x, T y, T z) {                                                                            \
    name v = {x, y, z};                                                                                                \
    return v;                                                                                                          \
  }
#define OX_MAKE4(name, T)                                                                                              \
  OX_MAKE name make_##name(T x, T y, T z, T w) {                                                                       \
    name v = {x, y, z, w};                                                                                             \
    return v;                                                                                                          \
  }
#define OX_MAKES(name, T)                                                                                              \
  OX_MAKE1(name##1, T)                                                                                                 \
  OX_MAKE2(name##2, T)                                                                                                 \
  OX_MAKE3(name##3, T)                                                                                                 \
  OX_MAKE4(name##4, T)

// clang-format off
OX_MAKES(char, signed char)
OX_MAKES(uchar, unsigned char)
OX_MAKES(short, short)
OX_MAKES(ushort, unsigned short)
OX_MAKES(int, int)
OX_MAKES(uint, unsigned int)
OX_MAKES(long, long int)
OX_MAKES(ulong, unsigned long int)
OX_MAKES(longlong, long long int)
OX_MAKES(ulonglong, unsigned long long int)
OX_MAKES(float, float)
OX_MAKES(double, double)
OX_MAKE4(long4_16a, long int)
OX_MAKE4(long4_32a, long int)
OX_MAKE4(ulong4_16a, unsigned long int)
OX_MAKE4(ulong4_32a, unsigned long int)
OX_MAKE4(longlong4_16a, long long int)
OX_MAKE4(longlong4_32a, long long int)
OX_MAKE4(ulonglong4_16a, unsigned long long int)
OX_MAKE4(ulonglong4_32a, unsigned long long int)
OX_MAKE4(double4_16a, double)
OX_MAKE4(double4_32a, double)
// clang-format on

#undef OX_MAKE
#undef OX_MAKE1
#undef OX_MAKE2
#undef OX_MAKE3
#undef OX_MAKE4
#undef OX_MAKES

#endif
