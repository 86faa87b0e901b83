// The driver API.
//
// Some functions have had several signatures, each with a symbol of its own; ox/driver/names.h says which one a plain
// name means today.  C++ keeps the older argument lists as overloads where programs still use them.
#ifndef OX_CUDA_H
#define OX_CUDA_H
#define __cuda_cuda_h__

#define CUDA_VERSION 13000
#ifdef __OX_CUDA_VERSION__ // --ox-cuda-version
#undef CUDA_VERSION
#define CUDA_VERSION __OX_CUDA_VERSION__
#endif

#ifndef CUDAAPI
#define CUDAAPI
#endif
#ifndef CUDA_CB
#define CUDA_CB
#endif

// The implementation sees symbols, and the oldest ones too; programs see names.
#if !defined(__CUDA_API_VERSION_INTERNAL)
#include "ox/driver/names.h"
#if defined(CUDA_API_PER_THREAD_DEFAULT_STREAM) || defined(__CUDA_API_PER_THREAD_DEFAULT_STREAM)
#define __CUDA_API_PER_THREAD_DEFAULT_STREAM
#include "ox/driver/per_thread_stream_names.h"
#endif
#endif

#include "ox/driver/context_api.h"
#include "ox/driver/external_api.h"
#include "ox/driver/graph_api.h"
#include "ox/driver/memory_api.h"
#include "ox/driver/module_api.h"
#include "ox/driver/stream_api.h"
#include "ox/driver/texture_api.h"

#if defined(__cplusplus) && !defined(__CUDA_API_VERSION_INTERNAL)
#include "ox/driver/older_api.h"
#endif

#include "cudaProfiler.h"

#endif
