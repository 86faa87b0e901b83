// Qualifiers of CUDA C++ (__global__, __device__, ...) and the attributes that nvcc offers under its own names.
//
// Clang spells the execution and memory spaces as GNU attributes.  A plain host compiler sees these macros too, because
// programs include this file to annotate code that both compilers read; there they expand to nothing.
#ifndef OX_CRT_HOST_DEFINES_H
#define OX_CRT_HOST_DEFINES_H
#define __HOST_DEFINES_H__ // libraries ask by this name whether the qualifiers are defined

// Set when clang compiles CUDA.  ox-nvcc hides __CUDA__, clang's own sign of that, because sources that see it leave
// nvcc's path; __OX__ is defined in every CUDA compilation of ox-nvcc and in no other.  (__CUDA_ARCH_LIST__ isn't
// that: nvcc has it for C++ files, too.)
#if defined(__clang__) && (defined(__CUDA__) || defined(__CUDACC__) || defined(__OX__))
#define OX_CUDA 1
#endif

#if defined(OX_CUDA)
#define __host__ __attribute__((host))
#define __device__ __attribute__((device))
#define __global__ __attribute__((global))
#define __shared__ __attribute__((shared))
#define __constant__ __attribute__((constant))
// Clang implements managed variables for HIP only, and cluster dimensions for AMD's GPUs only.  The front end of
// ox-nvcc reads the annotations and does the rest; upstream clang can't.
#if defined(__CLANG_CUDA_RUNTIME_WRAPPER_H__)
#define __managed__ __attribute__((device, unavailable("__managed__ needs ox-nvcc; clang has no managed variables")))
#define __cluster_dims__(...)                                                                                          \
  __attribute__((unavailable("__cluster_dims__ needs ox-nvcc; with clang, give the cluster to cudaLaunchKernelEx")))
#else
#define __managed__ __attribute__((device, annotate("ox.managed")))
#define __cluster_dims__(...) __attribute__((annotate("ox.cluster_dims", __VA_ARGS__)))
#endif
#if __has_attribute(grid_constant)
#define __grid_constant__ __attribute__((grid_constant))
#else
#define __grid_constant__
#endif
#define __block_size__(...)
#define __launch_bounds__(...) __attribute__((launch_bounds(__VA_ARGS__)))
// A limit on registers has no meaning on a machine with a fixed register file per lane.
#define __maxnreg__(n)
#define __nv_pure__ __attribute__((pure))
#else
#define __host__
#define __device__
#define __global__
#define __shared__
#define __constant__
#define __managed__
#define __grid_constant__
#define __cluster_dims__(...)
#define __block_size__(...)
#define __launch_bounds__(...)
#define __maxnreg__(n)
#define __nv_pure__
#endif

#define __forceinline__ __inline__ __attribute__((always_inline))
// __noinline__ is a keyword of clang in CUDA mode.  A macro of that name, or of __noreturn__, would break libstdc++,
// which writes __attribute__((__noinline__)).
#define __inline_hint__ __inline__

#define __align__(n) __attribute__((aligned(n)))
#define __CUDA_ALIGN__(n) __align__(n)
#define __no_return__ __attribute__((noreturn))

#define __thread__ __thread
#define __import__
#define __export__

#define __host_device__ __host__ __device__
#define __device_builtin__
#define __cudart_builtin__
#define __builtin_align__(n) __align__(n)
#define __device_builtin_texture_type__
#define __device_builtin_surface_type__
#define __annotate__(a) __attribute__((a))
#define __location__(a) __annotate__(a)
#define CUDARTAPI
#define CUDARTAPI_CDECL
#define CUDAAPI
#define CUDART_DEVICE __device__
#define CUDACB
#define CUDART_CB
#ifndef __dv
#ifdef __cplusplus
#define __dv(v) = v
#else
#define __dv(v)
#endif
#endif
#ifndef __STORAGE__
#define __STORAGE__
#endif
#ifndef __specialization_static
#define __specialization_static
#endif

#endif
