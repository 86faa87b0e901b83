// The driver API: frames and images of EGL.  There is no EGL on a device that is simulated: these functions are
// refused.
#ifndef OX_CUDA_EGL_H
#define OX_CUDA_EGL_H
#define CUDAEGL_H

#include "cuda.h"
#include "ox/egl_types.h"

#if defined(__cplusplus)
extern "C" {
#endif

#define MAX_PLANES 3
#define CUDA_EGL_INFINITE_TIMEOUT 0xFFFFFFFF

typedef enum CUeglFrameType_enum { CU_EGL_FRAME_TYPE_ARRAY = 0, CU_EGL_FRAME_TYPE_PITCH = 1 } CUeglFrameType;

typedef enum CUeglResourceLocationFlags_enum {
  CU_EGL_RESOURCE_LOCATION_SYSMEM = 0x00,
  CU_EGL_RESOURCE_LOCATION_VIDMEM = 0x01
} CUeglResourceLocationFlags;

typedef enum CUeglColorFormat_enum {
#define OX_EGL_COLOR(number, driver, runtime) CU_EGL_COLOR_FORMAT_##driver = number,
#define OX_EGL_COLOR_OF_DRIVER(number, driver) CU_EGL_COLOR_FORMAT_##driver = number,
#include "ox/egl_color_formats.inc"
  CU_EGL_COLOR_FORMAT_MAX
} CUeglColorFormat;

typedef struct CUeglFrame_st {
  union {
    CUarray pArray[MAX_PLANES];
    void* pPitch[MAX_PLANES];
  } frame;
  unsigned int width, height, depth;
  unsigned int pitch;
  unsigned int planeCount;
  unsigned int numChannels;
  CUeglFrameType frameType;
  CUeglColorFormat eglColorFormat;
  CUarray_format cuFormat;
} CUeglFrame_v1;
typedef CUeglFrame_v1 CUeglFrame;

typedef struct CUeglStreamConnection_st* CUeglStreamConnection;

CUresult CUDAAPI cuGraphicsEGLRegisterImage(CUgraphicsResource* pCudaResource, EGLImageKHR image, unsigned int flags);
CUresult CUDAAPI cuEGLStreamConsumerConnect(CUeglStreamConnection* conn, EGLStreamKHR stream);
CUresult CUDAAPI cuEGLStreamConsumerConnectWithFlags(CUeglStreamConnection* conn, EGLStreamKHR stream,
                                                     unsigned int flags);
CUresult CUDAAPI cuEGLStreamConsumerDisconnect(CUeglStreamConnection* conn);
CUresult CUDAAPI cuEGLStreamConsumerAcquireFrame(CUeglStreamConnection* conn, CUgraphicsResource* pCudaResource,
                                                 CUstream* pStream, unsigned int timeout);
CUresult CUDAAPI cuEGLStreamConsumerReleaseFrame(CUeglStreamConnection* conn, CUgraphicsResource pCudaResource,
                                                 CUstream* pStream);
CUresult CUDAAPI cuEGLStreamProducerConnect(CUeglStreamConnection* conn, EGLStreamKHR stream, EGLint width,
                                            EGLint height);
CUresult CUDAAPI cuEGLStreamProducerDisconnect(CUeglStreamConnection* conn);
CUresult CUDAAPI cuEGLStreamProducerPresentFrame(CUeglStreamConnection* conn, CUeglFrame eglframe, CUstream* pStream);
CUresult CUDAAPI cuEGLStreamProducerReturnFrame(CUeglStreamConnection* conn, CUeglFrame* eglframe, CUstream* pStream);
CUresult CUDAAPI cuGraphicsResourceGetMappedEglFrame(CUeglFrame* eglFrame, CUgraphicsResource resource,
                                                     unsigned int index, unsigned int mipLevel);
CUresult CUDAAPI cuEventCreateFromEGLSync(CUevent* phEvent, EGLSyncKHR eglSync, unsigned int flags);

#if defined(__cplusplus)
}
#endif

#endif
