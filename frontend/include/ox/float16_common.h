// What the two 16-bit float types share: float to integer as CUDA defines it (the range saturates; NaN gives 0, or the
// top bit alone where the integer has 64), and the way of wider numbers to a float that may be rounded once more.
#ifndef OX_FLOAT16_COMMON_H
#define OX_FLOAT16_COMMON_H

#include "../crt/host_defines.h"
#include "../vector_functions.h"
#if !defined(__CUDACC_RTC__)
#include <math.h>
#endif
#if defined(OX_CUDA)
#include "../cuda_runtime.h"
#endif

#if defined(__cplusplus)
// Towards zero.
template <class T> static __inline__ __host__ __device__ T ox_to_integer(float f) {
  const bool is_signed = (T)-1 < (T)0;
  const T high = is_signed ? (T)(((unsigned long long)1 << (sizeof(T) * 8 - 1)) - 1) : (T) ~(T)0;
  const T low = is_signed ? (T)(-high - 1) : (T)0;
  if (f != f)
    return sizeof(T) == 8 ? (T)(1ull << 63) : (T)0;
  if (f >= (float)high)
    return high;
  if (f <= (float)low)
    return low;
  return (T)f;
}
#if defined(__CUDA_ARCH__)
#define OX_TO_INTEGER(T, name)                                                                                         \
  template <> __inline__ __host__ __device__ T ox_to_integer<T>(float f) { return __nv_float2##name##_rz(f); }
OX_TO_INTEGER(int, int)
OX_TO_INTEGER(unsigned, uint)
OX_TO_INTEGER(long, ll)
OX_TO_INTEGER(unsigned long, ull)
OX_TO_INTEGER(long long, ll)
OX_TO_INTEGER(unsigned long long, ull)
#undef OX_TO_INTEGER
#endif

// An integer of 32 bits, of a type with fewer: the nearest that the type has.
template <class T> static __inline__ __host__ __device__ T ox_saturated(int i) {
  const int high = (T)-1 < (T)0 ? (1 << (sizeof(T) * 8 - 1)) - 1 : (1 << sizeof(T) * 8) - 1;
  const int low = (T)-1 < (T)0 ? -high - 1 : 0;
  return (T)(i > high ? high : i < low ? low : i);
}

// Rounded to odd: towards zero, and with the last digit set if that lost anything.
static __inline__ __host__ __device__ float ox_odd_float(double value) {
  float f = (float)value;
  if ((double)f == value || value != value)
    return f;
  unsigned bits;
  __builtin_memcpy(&bits, &f, 4);
  double magnitude = value < 0 ? -value : value, rounded = f < 0 ? -(double)f : (double)f;
  if (rounded > magnitude)
    --bits;
  bits |= 1u;
  __builtin_memcpy(&f, &bits, 4);
  return f;
}
template <class T> static __inline__ __host__ __device__ float ox_odd_float(T value) {
  const bool is_negative = (T)-1 < (T)0 && value < (T)1 && value != (T)0;
  unsigned long long magnitude = is_negative ? 0 - (unsigned long long)value : (unsigned long long)value;
  int dropped = 0; // digits beyond a float's 24
  while (magnitude >> dropped >> 24)
    ++dropped;
  unsigned long long unit = 1ull << dropped;
  float f = (float)((magnitude >> dropped) | ((magnitude & (unit - 1)) != 0)) * (float)unit;
  return is_negative ? -f : f;
}
#endif

#endif
