// What nvcc says about itself before any program text: its version, and that this is a CUDA compilation.
//
// Ox accepts any host compiler that clang 22 understands, so the version checks that give this file its name are
// absent.
#pragma once
#define __HOST_CONFIG_H__
#include "host_defines.h"

#if defined(OX_CUDA)
#ifndef __CUDACC__
#define __CUDACC__ 1
#endif
#if !defined(__CUDACC_VER_MAJOR__) && !defined(__CLANG_CUDA_RUNTIME_WRAPPER_H__) // clang as itself isn't nvcc
#define __CUDACC_VER_MAJOR__ 13
#define __CUDACC_VER_MINOR__ 0
#define __CUDACC_VER_BUILD__ 0
#endif
#ifndef __CUDACC_VER__
#define __CUDACC_VER__ "__CUDACC_VER__ is gone since CUDA 9: use __CUDACC_VER_MAJOR__ and __CUDACC_VER_MINOR__"
#endif
#endif

#if !defined(__CUDACC_RTC__)
#include <features.h>
#endif
