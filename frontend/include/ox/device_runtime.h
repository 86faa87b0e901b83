// Device code's surroundings, in the order in which the parts depend on each other.  Included by cuda_runtime.h when
// clang compiles CUDA; both passes see it, because the host pass parses device functions too.
#ifndef OX_DEVICE_RUNTIME_H
#define OX_DEVICE_RUNTIME_H

// Clang's own headers want its own macro, which ox-nvcc hides.
#pragma push_macro("__CUDA__")
#undef __CUDA__
#define __CUDA__ 1

// First, because <cstdlib> brings every overload that it knows into std, and because from C++20 on <cmath> reaches
// <new>, whose device operators call these.
extern "C" {
__device__ void* malloc(__SIZE_TYPE__) __attribute__((nothrow)) __attribute__((malloc));
__device__ void free(void*) __attribute__((nothrow));
}

#if !defined(__CUDACC_RTC__) // which has run_time_compilation.h
// Device overloads of math functions must be known before libstdc++'s <cmath> pulls the names into std.
#include <__clang_cuda_math_forward_declares.h>

// Our own <cmath>, see there.  <math.h> must follow inside, because libstdc++'s includes <cmath> when it is first.
#define OX_WITHOUT_SPECIAL_FUNCTIONS
#include <cmath>
#include <math.h>
#undef OX_WITHOUT_SPECIAL_FUNCTIONS
#if __cplusplus >= 201703L && __has_include(<bits/stl_algobase.h>)
// The special functions would have brought these, and programs use std::max without an include.
#include <bits/stl_algobase.h>
#include <limits>
#endif

#include <assert.h>
#include <climits>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#endif

#include <__clang_cuda_libdevice_declares.h>
extern "C" __device__ float __nv_fast_tanhf(float x); // newer than clang's list

#include "../device_launch_parameters.h"
#include "../vector_functions.h"

// clang-format off: each uses the ones above it
#include "device_bits.h"
#include "device_float.h"
#include "device_sync.h"
#include "device_shuffle.h"
#include "device_atomics.h"
#include "device_nv_atomics.h"
#include "device_memory.h"
#include "device_cluster.h"
#include "device_system.h"
#include "device_math.h"
#include "host_inverse_functions.h"
#include "device_float_overloads.h"
#include "device_simd.h"
#if !defined(__CUDACC_RTC_MINIMAL__)
#include "device_texture.h"
#include "device_surface.h"
#endif
#include "device_dpx.h"
#include "device_older.h"
// clang-format on

#if defined(__CUDACC_RTC__)
#include "device_math_overloads.h"
#else
#include <__clang_cuda_cmath.h>
#endif
#include <__clang_cuda_complex_builtins.h>
#pragma pop_macro("__CUDA__")

#if !defined(__CUDACC_RTC__)
#include <new>
#include <utility>
#endif

#endif
