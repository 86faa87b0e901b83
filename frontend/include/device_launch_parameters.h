// threadIdx, blockIdx, blockDim, gridDim and warpSize.
//
// They have the types that nvcc gives them, so that `auto t = threadIdx`, decltype and references to their fields work.
// None is ever defined: the front end replaces each use by reads of the special registers.  A plain host compiler sees
// nothing: they have no meaning there.
#ifndef OX_DEVICE_LAUNCH_PARAMETERS_H
#define OX_DEVICE_LAUNCH_PARAMETERS_H
#define __DEVICE_LAUNCH_PARAMETERS_H__

#include "vector_types.h"

#if defined(OX_CUDA) && !defined(__CLANG_CUDA_RUNTIME_WRAPPER_H__)
extern const __device__ uint3 threadIdx;
extern const __device__ uint3 blockIdx;
extern const __device__ dim3 blockDim;
extern const __device__ dim3 gridDim;
__device__ const int warpSize = 32;
#endif

#endif
