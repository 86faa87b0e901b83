// The driver API: surfaces of VDPAU.  There is none on a device that is simulated: these functions are refused.
#ifndef OX_CUDA_VDPAU_H
#define OX_CUDA_VDPAU_H
#define CUDAVDPAU_H

#include "cuda.h"
#include "ox/vdpau_types.h"

#if !defined(__CUDA_API_VERSION_INTERNAL)
#define cuVDPAUCtxCreate cuVDPAUCtxCreate_v2
#endif

#if defined(__cplusplus)
extern "C" {
#endif

CUresult CUDAAPI cuVDPAUGetDevice(CUdevice* pDevice, VdpDevice vdpDevice, VdpGetProcAddress* vdpGetProcAddress);
CUresult CUDAAPI cuVDPAUCtxCreate_v2(CUcontext* pCtx, unsigned int flags, CUdevice device, VdpDevice vdpDevice,
                                     VdpGetProcAddress* vdpGetProcAddress);
CUresult CUDAAPI cuGraphicsVDPAURegisterVideoSurface(CUgraphicsResource* pCudaResource, VdpVideoSurface vdpSurface,
                                                     unsigned int flags);
CUresult CUDAAPI cuGraphicsVDPAURegisterOutputSurface(CUgraphicsResource* pCudaResource, VdpOutputSurface vdpSurface,
                                                      unsigned int flags);

#if defined(__cplusplus)
}
#endif

#endif
