// The driver API: which part of a program a profiler watches.
#ifndef OX_CUDA_PROFILER_H
#define OX_CUDA_PROFILER_H
#define __cuda_cudaprofiler_h__

#include "cuda.h"

// Of cuProfilerInitialize, which CUDA 13 no longer declares.
typedef enum CUoutput_mode_enum { CU_OUT_KEY_VALUE_PAIR = 0x00, CU_OUT_CSV = 0x01 } CUoutput_mode;

#if defined(__cplusplus)
extern "C" {
#endif

CUresult cuProfilerInitialize(const char* configFile, const char* outputFile, CUoutput_mode outputMode);
CUresult cuProfilerStart(void);
CUresult cuProfilerStop(void);

#if defined(__cplusplus)
}
#endif

#endif
