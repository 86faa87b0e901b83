// The vector types (float4, uchar2, ...) and dim3, for C and C++, host and device.
//
// Sizes and alignments are ABI: kernels read arrays of these that the host wrote.  Three-element vectors have the
// alignment of one element; the others are as aligned as they are large, up to 16 bytes.
#ifndef OX_VECTOR_TYPES_H
#define OX_VECTOR_TYPES_H
#define __VECTOR_TYPES_H__

#include "crt/host_defines.h"

#define OX_VECTOR1(name, T)                                                                                            \
  struct name {                                                                                                        \
    T x;                                                                                                               \
  };                                                                                                                   \
  typedef struct name name;
#define OX_VECTOR2(name, T, align)                                                                                     \
  struct __attribute__((aligned(align))) name {                                                                        \
    T x, y;                                                                                                            \
  };                                                                                                                   \
  typedef struct name name;
#define OX_VECTOR3(name, T)                                                                                            \
  struct name {                                                                                                        \
    T x, y, z;                                                                                                         \
  };                                                                                                                   \
  typedef struct name name;
#define OX_VECTOR4(name, T, align)                                                                                     \
  struct __attribute__((aligned(align))) name {                                                                        \
    T x, y, z, w;                                                                                                      \
  };                                                                                                                   \
  typedef struct name name;
#define OX_VECTORS(name, T, align2, align4)                                                                            \
  OX_VECTOR1(name##1, T)                                                                                               \
  OX_VECTOR2(name##2, T, align2)                                                                                       \
  OX_VECTOR3(name##3, T)                                                                                               \
  OX_VECTOR4(name##4, T, align4)

// clang-format off
OX_VECTORS(char, signed char, 2, 4)
OX_VECTORS(uchar, unsigned char, 2, 4)
OX_VECTORS(short, short, 4, 8)
OX_VECTORS(ushort, unsigned short, 4, 8)
OX_VECTORS(int, int, 8, 16)
OX_VECTORS(uint, unsigned int, 8, 16)
OX_VECTORS(long, long int, 16, 16)
OX_VECTORS(ulong, unsigned long int, 16, 16)
OX_VECTORS(longlong, long long int, 16, 16)
OX_VECTORS(ulonglong, unsigned long long int, 16, 16)
OX_VECTORS(float, float, 8, 16)
OX_VECTORS(double, double, 16, 16)

// CUDA 13 names the alignment of the 32-byte vectors.
OX_VECTOR4(long4_16a, long int, 16)
OX_VECTOR4(long4_32a, long int, 32)
OX_VECTOR4(ulong4_16a, unsigned long int, 16)
OX_VECTOR4(ulong4_32a, unsigned long int, 32)
OX_VECTOR4(longlong4_16a, long long int, 16)
OX_VECTOR4(longlong4_32a, long long int, 32)
OX_VECTOR4(ulonglong4_16a, unsigned long long int, 16)
OX_VECTOR4(ulonglong4_32a, unsigned long long int, 32)
OX_VECTOR4(double4_16a, double, 16)
OX_VECTOR4(double4_32a, double, 32)
// clang-format on

#undef OX_VECTOR1
#undef OX_VECTOR2
#undef OX_VECTOR3
#undef OX_VECTOR4
#undef OX_VECTORS

struct dim3 {
  unsigned int x, y, z;
#if defined(__cplusplus)
#if __cplusplus >= 201103L
  __host__ __device__ constexpr dim3(unsigned int vx = 1, unsigned int vy = 1, unsigned int vz = 1)
      : x(vx), y(vy), z(vz) {}
  __host__ __device__ constexpr dim3(uint3 v) : x(v.x), y(v.y), z(v.z) {}
  __host__ __device__ constexpr operator uint3() const { return uint3{x, y, z}; }
#else
  __host__ __device__ dim3(unsigned int vx = 1, unsigned int vy = 1, unsigned int vz = 1) : x(vx), y(vy), z(vz) {}
  __host__ __device__ dim3(uint3 v) : x(v.x), y(v.y), z(v.z) {}
  __host__ __device__ operator uint3() const {
    uint3 v;
    v.x = x;
    v.y = y;
    v.z = z;
    return v;
  }
#endif
#endif
};
typedef struct dim3 dim3;

#endif
