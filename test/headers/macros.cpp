// What libraries test with #ifdef, in a plain host compiler and in C.
// RUN: %gxx -std=c++11 -fsyntax-only %s
// RUN: %gcc -std=c99 -x c -fsyntax-only %s
// RUN: %cuda-host -fsyntax-only -DIN_CUDA %s
// RUN: %cuda-device -fsyntax-only -DIN_CUDA %s
#include <cuda_bf16.h>
#include <cuda_fp16.h>
#include <cuda_fp4.h>
#include <cuda_fp6.h>
#include <cuda_fp8.h>
#include <cuda_runtime.h>

#if !defined(__CUDA_FP16_TYPES_EXIST__) || !defined(__CUDA_BF16_TYPES_EXIST__) || !defined(__CUDA_FP8_TYPES_EXIST__) ||\
    !defined(__CUDA_FP6_TYPES_EXIST__) || !defined(__CUDA_FP4_TYPES_EXIST__)
#error "types of 16, 8, 6 and 4 bits"
#endif
#if !defined(__CUDA_RUNTIME_H__) || !defined(__CUDA_RUNTIME_API_H__) || !defined(__VECTOR_TYPES_H__) ||                \
    !defined(__VECTOR_FUNCTIONS_H__) || !defined(__DRIVER_TYPES_H__) || !defined(__TEXTURE_TYPES_H__) ||               \
    !defined(__SURFACE_TYPES_H__) || !defined(__CHANNEL_DESCRIPTOR_H__) || !defined(__LIBRARY_TYPES_H__)
#error "which files have been read"
#endif
#if !defined(CUDART_VERSION) || CUDART_VERSION < 13000 || !defined(CUDARTAPI) || !defined(CUDART_CB)
#error "the runtime API"
#endif
#if defined(IN_CUDA) != defined(__CUDACC__) || defined(IN_CUDA) != defined(__CUDACC_VER__)
#error "whether this is a compilation of CUDA"
#endif
#if defined(IN_CUDA) && (!defined(__MATH_FUNCTIONS_H__) || !defined(__DEVICE_FUNCTIONS_H__) ||                        \
                         !defined(__SM_60_ATOMIC_FUNCTIONS_H__))
#error "which device functions there are"
#endif

struct __CUDA_ALIGN__(16) aligned {
  __device_builtin__ __cudart_builtin__ int x;
};
static __host__ __device__ __forceinline__ int on_both(struct aligned a) { return a.x; }
int use(struct aligned a);
int use(struct aligned a) { return on_both(a) + (int)sizeof(double4_32a); }
