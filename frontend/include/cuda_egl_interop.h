// Frames and images of EGL.  There is no EGL on a device that is simulated: these functions are refused.
#ifndef OX_CUDA_EGL_INTEROP_H
#define OX_CUDA_EGL_INTEROP_H
#define __CUDA_EGL_INTEROP_H__

#include "cuda_runtime_api.h"
#include "ox/egl_types.h"

#if defined(__cplusplus)
extern "C" {
#endif

#define CUDA_EGL_MAX_PLANES 3

typedef enum cudaEglFrameType_enum { cudaEglFrameTypeArray = 0, cudaEglFrameTypePitch = 1 } cudaEglFrameType;

typedef enum cudaEglResourceLocationFlags_enum {
  cudaEglResourceLocationSysmem = 0x00,
  cudaEglResourceLocationVidmem = 0x01
} cudaEglResourceLocationFlags;

typedef enum cudaEglColorFormat_enum {
#define OX_EGL_COLOR(number, driver, runtime) cudaEglColorFormat##runtime = number,
#define OX_EGL_COLOR_OF_DRIVER(number, driver)
#include "ox/egl_color_formats.inc"
} cudaEglColorFormat;

typedef struct cudaEglPlaneDesc_st {
  unsigned int width, height, depth;
  unsigned int pitch;
  unsigned int numChannels;
  struct cudaChannelFormatDesc channelDesc;
  unsigned int reserved[4];
} cudaEglPlaneDesc;

typedef struct cudaEglFrame_st {
  union {
    cudaArray_t pArray[CUDA_EGL_MAX_PLANES];
    struct cudaPitchedPtr pPitch[CUDA_EGL_MAX_PLANES];
  } frame;
  cudaEglPlaneDesc planeDesc[CUDA_EGL_MAX_PLANES];
  unsigned int planeCount;
  cudaEglFrameType frameType;
  cudaEglColorFormat eglColorFormat;
} cudaEglFrame;

typedef struct CUeglStreamConnection_st* cudaEglStreamConnection;

cudaError_t cudaGraphicsEGLRegisterImage(struct cudaGraphicsResource** pCudaResource, EGLImageKHR image,
                                         unsigned int flags);
cudaError_t cudaEGLStreamConsumerConnect(cudaEglStreamConnection* conn, EGLStreamKHR eglStream);
cudaError_t cudaEGLStreamConsumerConnectWithFlags(cudaEglStreamConnection* conn, EGLStreamKHR eglStream,
                                                  unsigned int flags);
cudaError_t cudaEGLStreamConsumerDisconnect(cudaEglStreamConnection* conn);
cudaError_t cudaEGLStreamConsumerAcquireFrame(cudaEglStreamConnection* conn, cudaGraphicsResource_t* pCudaResource,
                                              cudaStream_t* pStream, unsigned int timeout);
cudaError_t cudaEGLStreamConsumerReleaseFrame(cudaEglStreamConnection* conn, cudaGraphicsResource_t pCudaResource,
                                              cudaStream_t* pStream);
cudaError_t cudaEGLStreamProducerConnect(cudaEglStreamConnection* conn, EGLStreamKHR eglStream, EGLint width,
                                         EGLint height);
cudaError_t cudaEGLStreamProducerDisconnect(cudaEglStreamConnection* conn);
cudaError_t cudaEGLStreamProducerPresentFrame(cudaEglStreamConnection* conn, cudaEglFrame eglframe,
                                              cudaStream_t* pStream);
cudaError_t cudaEGLStreamProducerReturnFrame(cudaEglStreamConnection* conn, cudaEglFrame* eglframe,
                                             cudaStream_t* pStream);
cudaError_t cudaGraphicsResourceGetMappedEglFrame(cudaEglFrame* eglFrame, cudaGraphicsResource_t resource,
                                                  unsigned int index, unsigned int mipLevel);
cudaError_t cudaEventCreateFromEGLSync(cudaEvent_t* phEvent, EGLSyncKHR eglSync, unsigned int flags);

#if defined(__cplusplus)
}
#endif

#endif
