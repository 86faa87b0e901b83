// Surfaces of VDPAU.  There is none on a device that is simulated: these functions are refused.
#ifndef OX_CUDA_VDPAU_INTEROP_H
#define OX_CUDA_VDPAU_INTEROP_H
#define __CUDA_VDPAU_INTEROP_H__

#include "cuda_runtime_api.h"
#include "ox/vdpau_types.h"

#if defined(__cplusplus)
extern "C" {
#endif

cudaError_t cudaVDPAUGetDevice(int* device, VdpDevice vdpDevice, VdpGetProcAddress* vdpGetProcAddress);
cudaError_t cudaVDPAUSetVDPAUDevice(int device, VdpDevice vdpDevice, VdpGetProcAddress* vdpGetProcAddress);
cudaError_t cudaGraphicsVDPAURegisterVideoSurface(struct cudaGraphicsResource** resource, VdpVideoSurface vdpSurface,
                                                  unsigned int flags);
cudaError_t cudaGraphicsVDPAURegisterOutputSurface(struct cudaGraphicsResource** resource, VdpOutputSurface vdpSurface,
                                                   unsigned int flags);

#if defined(__cplusplus)
}
#endif

#endif
