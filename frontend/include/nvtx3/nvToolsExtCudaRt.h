// NVTX 3: names for the objects of the runtime API.
#ifndef OX_NVTX3_NVTOOLSEXTCUDART_H
#define OX_NVTX3_NVTOOLSEXTCUDART_H

#include "../cuda_runtime_api.h"
#include "nvToolsExt.h"

#if defined(__cplusplus)
extern "C" {
#endif
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wunused-parameter"
OX_NVTX_DO_TEXT(nvtxNameCudaDevice, int device OX_NVTX_COMMA)
OX_NVTX_DO_TEXT(nvtxNameCudaStream, cudaStream_t stream OX_NVTX_COMMA)
OX_NVTX_DO_TEXT(nvtxNameCudaEvent, cudaEvent_t event OX_NVTX_COMMA)
#pragma GCC diagnostic pop
#if defined(__cplusplus)
}
#endif

#endif
