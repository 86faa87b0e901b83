// What the two 16-bit float types share: float to integer as CUDA defines it (NaN gives 0, the range saturates).
#ifndef OX_FLOAT16_COMMON_H
#define OX_FLOAT16_COMMON_H

#include "../crt/host_defines.h"
#include "../vector_functions.h"
#include <math.h>
#if defined(OX_CUDA)
#include "../cuda_runtime.h"
#endif

#if defined(__cplusplus)
template <class T> static __inline__ __host__ __device__ T ox_to_integer(float f) {
  const bool is_signed = (T)-1 < (T)0;
  const T high = is_signed ? (T)(((unsigned long long)1 << (sizeof(T) * 8 - 1)) - 1) : (T) ~(T)0;
  const T low = is_signed ? (T)(-high - 1) : (T)0;
  if (f != f)
    return 0;
  if (f >= (float)high)
    return high;
  if (f <= (float)low)
    return low;
  return (T)f;
}
#endif

#endif
