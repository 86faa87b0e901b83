// Memory, semaphores and images of other APIs, as runtime/cudart/interoperation.cpp, with the driver API's errors.
#include "runtime/driver/bodies.h"
#include "runtime/driver/wrapper.h"

namespace ox::driver::body {

namespace {
constexpr const char* kNoOpenGl = "there is no OpenGL on a simulated device";
constexpr const char* kNoEgl = "there is no EGL on a simulated device";
constexpr const char* kNoVdpau = "there is no VDPAU on a simulated device";
constexpr const char* kNoResources = "no graphics resource can be registered";
constexpr const char* kNoMemory = "no memory of another API can be imported";
constexpr const char* kNoSemaphores = "no semaphore of another API can be imported";
constexpr const char* kNoNvSciSync = "there is no NvSciSync";
} // namespace

#define OX_REFUSE(name, error, why, ...)                                                                               \
  Error name(__VA_ARGS__) { return refuse(#name, Error::error, why); }

// External memory and semaphores.
OX_REFUSE(cuImportExternalMemory, OperatingSystem, kNoMemory, CUexternalMemory*,
          const CUDA_EXTERNAL_MEMORY_HANDLE_DESC*)
OX_REFUSE(cuExternalMemoryGetMappedBuffer, InvalidResourceHandle, kNoMemory, CUdeviceptr*, CUexternalMemory,
          const CUDA_EXTERNAL_MEMORY_BUFFER_DESC*)
OX_REFUSE(cuExternalMemoryGetMappedMipmappedArray, InvalidResourceHandle, kNoMemory, CUmipmappedArray*,
          CUexternalMemory, const CUDA_EXTERNAL_MEMORY_MIPMAPPED_ARRAY_DESC*)
OX_REFUSE(cuDestroyExternalMemory, InvalidResourceHandle, kNoMemory, CUexternalMemory)
OX_REFUSE(cuImportExternalSemaphore, OperatingSystem, kNoSemaphores, CUexternalSemaphore*,
          const CUDA_EXTERNAL_SEMAPHORE_HANDLE_DESC*)
OX_REFUSE(cuSignalExternalSemaphoresAsync, InvalidResourceHandle, kNoSemaphores, const CUexternalSemaphore*,
          const CUDA_EXTERNAL_SEMAPHORE_SIGNAL_PARAMS*, unsigned int, CUstream)
OX_REFUSE(cuWaitExternalSemaphoresAsync, InvalidResourceHandle, kNoSemaphores, const CUexternalSemaphore*,
          const CUDA_EXTERNAL_SEMAPHORE_WAIT_PARAMS*, unsigned int, CUstream)
OX_REFUSE(cuDestroyExternalSemaphore, InvalidResourceHandle, kNoSemaphores, CUexternalSemaphore)
OX_REFUSE(cuDeviceGetNvSciSyncAttributes, NotSupported, kNoNvSciSync, void*, CUdevice, int)

// Resources of any graphics API.
OX_REFUSE(cuGraphicsUnregisterResource, InvalidResourceHandle, kNoResources, CUgraphicsResource)
OX_REFUSE(cuGraphicsResourceSetMapFlags_v2, InvalidResourceHandle, kNoResources, CUgraphicsResource, unsigned int)
OX_REFUSE(cuGraphicsMapResources, InvalidResourceHandle, kNoResources, unsigned int, CUgraphicsResource*, CUstream)
OX_REFUSE(cuGraphicsUnmapResources, InvalidResourceHandle, kNoResources, unsigned int, CUgraphicsResource*, CUstream)
OX_REFUSE(cuGraphicsResourceGetMappedPointer_v2, InvalidResourceHandle, kNoResources, CUdeviceptr*, size_t*,
          CUgraphicsResource)
OX_REFUSE(cuGraphicsSubResourceGetMappedArray, InvalidResourceHandle, kNoResources, CUarray*, CUgraphicsResource,
          unsigned int, unsigned int)
OX_REFUSE(cuGraphicsResourceGetMappedMipmappedArray, InvalidResourceHandle, kNoResources, CUmipmappedArray*,
          CUgraphicsResource)

// OpenGL.
OX_REFUSE(cuGraphicsGLRegisterBuffer, OperatingSystem, kNoOpenGl, CUgraphicsResource*, GLuint, unsigned int)
OX_REFUSE(cuGraphicsGLRegisterImage, OperatingSystem, kNoOpenGl, CUgraphicsResource*, GLuint, GLenum, unsigned int)
OX_REFUSE(cuGLCtxCreate_v2, InvalidValue, kNoOpenGl, CUcontext*, unsigned int, CUdevice)
OX_REFUSE(cuGLInit, Unknown, kNoOpenGl)
OX_REFUSE(cuGLRegisterBufferObject, InvalidValue, kNoOpenGl, GLuint)
OX_REFUSE(cuGLUnregisterBufferObject, InvalidValue, kNoOpenGl, GLuint)
OX_REFUSE(cuGLMapBufferObject_v2, MapBufferObjectFailed, kNoOpenGl, CUdeviceptr*, size_t*, GLuint)
OX_REFUSE(cuGLMapBufferObjectAsync_v2, MapBufferObjectFailed, kNoOpenGl, CUdeviceptr*, size_t*, GLuint, CUstream)
OX_REFUSE(cuGLUnmapBufferObject, InvalidValue, kNoOpenGl, GLuint)
OX_REFUSE(cuGLUnmapBufferObjectAsync, InvalidValue, kNoOpenGl, GLuint, CUstream)
OX_REFUSE(cuGLSetBufferObjectMapFlags, InvalidValue, kNoOpenGl, GLuint, unsigned int)

// EGL.
OX_REFUSE(cuGraphicsEGLRegisterImage, InvalidResourceHandle, kNoEgl, CUgraphicsResource*, EGLImageKHR, unsigned int)
OX_REFUSE(cuEGLStreamConsumerConnect, InvalidResourceHandle, kNoEgl, CUeglStreamConnection*, EGLStreamKHR)
OX_REFUSE(cuEGLStreamConsumerConnectWithFlags, InvalidResourceHandle, kNoEgl, CUeglStreamConnection*, EGLStreamKHR,
          unsigned int)
OX_REFUSE(cuEGLStreamConsumerDisconnect, InvalidResourceHandle, kNoEgl, CUeglStreamConnection*)
OX_REFUSE(cuEGLStreamConsumerAcquireFrame, InvalidResourceHandle, kNoEgl, CUeglStreamConnection*, CUgraphicsResource*,
          CUstream*, unsigned int)
OX_REFUSE(cuEGLStreamConsumerReleaseFrame, InvalidResourceHandle, kNoEgl, CUeglStreamConnection*, CUgraphicsResource,
          CUstream*)
OX_REFUSE(cuEGLStreamProducerConnect, InvalidResourceHandle, kNoEgl, CUeglStreamConnection*, EGLStreamKHR, EGLint,
          EGLint)
OX_REFUSE(cuEGLStreamProducerDisconnect, InvalidResourceHandle, kNoEgl, CUeglStreamConnection*)
OX_REFUSE(cuEGLStreamProducerPresentFrame, InvalidResourceHandle, kNoEgl, CUeglStreamConnection*, CUeglFrame, CUstream*)
OX_REFUSE(cuEGLStreamProducerReturnFrame, InvalidResourceHandle, kNoEgl, CUeglStreamConnection*, CUeglFrame*, CUstream*)
OX_REFUSE(cuGraphicsResourceGetMappedEglFrame, InvalidResourceHandle, kNoEgl, CUeglFrame*, CUgraphicsResource,
          unsigned int, unsigned int)
OX_REFUSE(cuEventCreateFromEGLSync, InvalidValue, kNoEgl, CUevent*, EGLSyncKHR, unsigned int)

// VDPAU.
OX_REFUSE(cuVDPAUGetDevice, InvalidValue, kNoVdpau, CUdevice*, VdpDevice, VdpGetProcAddress*)
OX_REFUSE(cuVDPAUCtxCreate_v2, InvalidValue, kNoVdpau, CUcontext*, unsigned int, CUdevice, VdpDevice,
          VdpGetProcAddress*)
OX_REFUSE(cuGraphicsVDPAURegisterVideoSurface, InvalidResourceHandle, kNoVdpau, CUgraphicsResource*, VdpVideoSurface,
          unsigned int)
OX_REFUSE(cuGraphicsVDPAURegisterOutputSurface, InvalidResourceHandle, kNoVdpau, CUgraphicsResource*, VdpOutputSurface,
          unsigned int)

#undef OX_REFUSE

// No device shares anything with an OpenGL context.
Error cuGLGetDevices_v2(unsigned* count, CUdevice*, unsigned, CUGLDeviceList) {
  if (count)
    *count = 0;
  return refuse("cuGLGetDevices", Error::NoDevice, kNoOpenGl);
}

} // namespace ox::driver::body
