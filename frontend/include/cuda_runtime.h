// The runtime API for C++ programs and, in a CUDA compilation, everything that nvcc predefines for device code.
// ox-nvcc includes this file before the program's first line, as nvcc does.
#ifndef OX_CUDA_RUNTIME_H
#define OX_CUDA_RUNTIME_H
#define __CUDA_RUNTIME_H__

#include "crt/host_config.h"

#include "crt/host_defines.h"

#if defined(__CUDACC_RTC__)
#include "ox/run_time_compilation.h"
#endif

#include "builtin_types.h"
#include "channel_descriptor.h"
#include "cuda_runtime_api.h"
#include "driver_functions.h"
#include "library_types.h"
#include "vector_functions.h"

#if defined(OX_CUDA) && defined(__cplusplus)
#include "ox/device_runtime.h"
// CUDA spreads device functions over files; libraries ask for these.
#define __COMMON_FUNCTIONS_H__
#define __DEVICE_FUNCTIONS_H__
#define __MATH_FUNCTIONS_H__
#define __DEVICE_ATOMIC_FUNCTIONS_H__
#define __SM_20_ATOMIC_FUNCTIONS_H__
#define __SM_20_INTRINSICS_H__
#define __SM_30_INTRINSICS_H__
#define __SM_32_ATOMIC_FUNCTIONS_H__
#define __SM_32_INTRINSICS_H__
#define __SM_35_ATOMIC_FUNCTIONS_H__
#define __SM_35_INTRINSICS_H__
#define __SM_60_ATOMIC_FUNCTIONS_H__
#define __SM_61_INTRINSICS_H__
#include "ox/lambda_traits.h"
#endif

#if defined(OX_CUDA) && defined(__cplusplus) && !defined(__CUDACC_RTC_MINIMAL__)
#include "ox/device_runtime_api.h"
#endif

#if defined(__cplusplus) && !defined(__CUDACC_RTC__)
#include "ox/occupancy.h"
#include "ox/runtime_templates.h"
#if defined(OX_CUDA)
#include "ox/texture_references.h"
#endif
#endif

#include "device_launch_parameters.h"

#endif
