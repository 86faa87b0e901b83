// cudaProfilerStart and cudaProfilerStop; cuda_runtime_api.h declares them.
#ifndef OX_CUDA_PROFILER_API_H
#define OX_CUDA_PROFILER_API_H
#include "cuda_runtime_api.h"
#endif
