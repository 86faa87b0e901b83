// NVTX 3: names for the objects of the driver API.
#ifndef OX_NVTX3_NVTOOLSEXTCUDA_H
#define OX_NVTX3_NVTOOLSEXTCUDA_H

#include "../cuda.h"
#include "nvToolsExt.h"

#if defined(__cplusplus)
extern "C" {
#endif
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wunused-parameter"
OX_NVTX_DO_TEXT(nvtxNameCuDevice, CUdevice device OX_NVTX_COMMA)
OX_NVTX_DO_TEXT(nvtxNameCuContext, CUcontext context OX_NVTX_COMMA)
OX_NVTX_DO_TEXT(nvtxNameCuStream, CUstream stream OX_NVTX_COMMA)
OX_NVTX_DO_TEXT(nvtxNameCuEvent, CUevent event OX_NVTX_COMMA)
#pragma GCC diagnostic pop
#if defined(__cplusplus)
}
#endif

#endif
