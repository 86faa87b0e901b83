// Memory, semaphores and images of other APIs: none of these is on a machine with simulated devices, so each function
// says so once and returns the error that its manual has for what isn't there: the resource can't be had
// (OperatingSystem), or a handle of it can't exist (InvalidResourceHandle).
#include "runtime/cudart/bodies.h"
#include "runtime/cudart/wrapper.h"

namespace ox::cudart::body {

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
OX_REFUSE(cudaImportExternalMemory, OperatingSystem, kNoMemory, cudaExternalMemory_t*,
          const cudaExternalMemoryHandleDesc*)
OX_REFUSE(cudaExternalMemoryGetMappedBuffer, InvalidResourceHandle, kNoMemory, void**, cudaExternalMemory_t,
          const cudaExternalMemoryBufferDesc*)
OX_REFUSE(cudaExternalMemoryGetMappedMipmappedArray, InvalidResourceHandle, kNoMemory, cudaMipmappedArray_t*,
          cudaExternalMemory_t, const cudaExternalMemoryMipmappedArrayDesc*)
OX_REFUSE(cudaDestroyExternalMemory, InvalidResourceHandle, kNoMemory, cudaExternalMemory_t)
OX_REFUSE(cudaImportExternalSemaphore, OperatingSystem, kNoSemaphores, cudaExternalSemaphore_t*,
          const cudaExternalSemaphoreHandleDesc*)
OX_REFUSE(cudaSignalExternalSemaphoresAsync, InvalidResourceHandle, kNoSemaphores, const cudaExternalSemaphore_t*,
          const cudaExternalSemaphoreSignalParams*, unsigned int, cudaStream_t)
OX_REFUSE(cudaWaitExternalSemaphoresAsync, InvalidResourceHandle, kNoSemaphores, const cudaExternalSemaphore_t*,
          const cudaExternalSemaphoreWaitParams*, unsigned int, cudaStream_t)
OX_REFUSE(cudaDestroyExternalSemaphore, InvalidResourceHandle, kNoSemaphores, cudaExternalSemaphore_t)
OX_REFUSE(cudaDeviceGetNvSciSyncAttributes, NotSupported, kNoNvSciSync, void*, int, int)

// Resources of any graphics API.
OX_REFUSE(cudaGraphicsUnregisterResource, InvalidResourceHandle, kNoResources, cudaGraphicsResource_t)
OX_REFUSE(cudaGraphicsResourceSetMapFlags, InvalidResourceHandle, kNoResources, cudaGraphicsResource_t, unsigned int)
OX_REFUSE(cudaGraphicsMapResources, InvalidResourceHandle, kNoResources, int, cudaGraphicsResource_t*, cudaStream_t)
OX_REFUSE(cudaGraphicsUnmapResources, InvalidResourceHandle, kNoResources, int, cudaGraphicsResource_t*, cudaStream_t)
OX_REFUSE(cudaGraphicsResourceGetMappedPointer, InvalidResourceHandle, kNoResources, void**, size_t*,
          cudaGraphicsResource_t)
OX_REFUSE(cudaGraphicsSubResourceGetMappedArray, InvalidResourceHandle, kNoResources, cudaArray_t*,
          cudaGraphicsResource_t, unsigned int, unsigned int)
OX_REFUSE(cudaGraphicsResourceGetMappedMipmappedArray, InvalidResourceHandle, kNoResources, cudaMipmappedArray_t*,
          cudaGraphicsResource_t)

// OpenGL.
OX_REFUSE(cudaGraphicsGLRegisterBuffer, OperatingSystem, kNoOpenGl, cudaGraphicsResource**, unsigned int, unsigned int)
OX_REFUSE(cudaGraphicsGLRegisterImage, OperatingSystem, kNoOpenGl, cudaGraphicsResource**, unsigned int, unsigned int,
          unsigned int)
OX_REFUSE(cudaGLRegisterBufferObject, InitializationError, kNoOpenGl, unsigned int)
OX_REFUSE(cudaGLUnregisterBufferObject, InvalidResourceHandle, kNoOpenGl, unsigned int)
OX_REFUSE(cudaGLMapBufferObject, MapBufferObjectFailed, kNoOpenGl, void**, unsigned int)
OX_REFUSE(cudaGLMapBufferObjectAsync, MapBufferObjectFailed, kNoOpenGl, void**, unsigned int, cudaStream_t)
OX_REFUSE(cudaGLUnmapBufferObject, UnmapBufferObjectFailed, kNoOpenGl, unsigned int)
OX_REFUSE(cudaGLUnmapBufferObjectAsync, UnmapBufferObjectFailed, kNoOpenGl, unsigned int, cudaStream_t)
OX_REFUSE(cudaGLSetBufferObjectMapFlags, InvalidResourceHandle, kNoOpenGl, unsigned int, unsigned int)

// EGL.
OX_REFUSE(cudaGraphicsEGLRegisterImage, InvalidResourceHandle, kNoEgl, cudaGraphicsResource**, EGLImageKHR,
          unsigned int)
OX_REFUSE(cudaEGLStreamConsumerConnect, InvalidValue, kNoEgl, cudaEglStreamConnection*, EGLStreamKHR)
OX_REFUSE(cudaEGLStreamConsumerConnectWithFlags, InvalidValue, kNoEgl, cudaEglStreamConnection*, EGLStreamKHR,
          unsigned int)
OX_REFUSE(cudaEGLStreamConsumerDisconnect, InvalidValue, kNoEgl, cudaEglStreamConnection*)
OX_REFUSE(cudaEGLStreamConsumerAcquireFrame, InvalidValue, kNoEgl, cudaEglStreamConnection*, cudaGraphicsResource_t*,
          cudaStream_t*, unsigned int)
OX_REFUSE(cudaEGLStreamConsumerReleaseFrame, InvalidValue, kNoEgl, cudaEglStreamConnection*, cudaGraphicsResource_t,
          cudaStream_t*)
OX_REFUSE(cudaEGLStreamProducerConnect, InvalidValue, kNoEgl, cudaEglStreamConnection*, EGLStreamKHR, EGLint, EGLint)
OX_REFUSE(cudaEGLStreamProducerDisconnect, InvalidValue, kNoEgl, cudaEglStreamConnection*)
OX_REFUSE(cudaEGLStreamProducerPresentFrame, InvalidValue, kNoEgl, cudaEglStreamConnection*, cudaEglFrame,
          cudaStream_t*)
OX_REFUSE(cudaEGLStreamProducerReturnFrame, InvalidValue, kNoEgl, cudaEglStreamConnection*, cudaEglFrame*,
          cudaStream_t*)
OX_REFUSE(cudaGraphicsResourceGetMappedEglFrame, InvalidValue, kNoEgl, cudaEglFrame*, cudaGraphicsResource_t,
          unsigned int, unsigned int)
OX_REFUSE(cudaEventCreateFromEGLSync, InvalidValue, kNoEgl, cudaEvent_t*, EGLSyncKHR, unsigned int)

// VDPAU.
OX_REFUSE(cudaVDPAUGetDevice, InvalidValue, kNoVdpau, int*, VdpDevice, VdpGetProcAddress*)
OX_REFUSE(cudaVDPAUSetVDPAUDevice, InvalidDevice, kNoVdpau, int, VdpDevice, VdpGetProcAddress*)
OX_REFUSE(cudaGraphicsVDPAURegisterVideoSurface, InvalidResourceHandle, kNoVdpau, cudaGraphicsResource**,
          VdpVideoSurface, unsigned int)
OX_REFUSE(cudaGraphicsVDPAURegisterOutputSurface, InvalidResourceHandle, kNoVdpau, cudaGraphicsResource**,
          VdpOutputSurface, unsigned int)

#undef OX_REFUSE

// Long since the same as cudaSetDevice.
Error cudaGLSetGLDevice(int device) { return body::cudaSetDevice(device); }

// No device shares anything with an OpenGL context.
Error cudaGLGetDevices(unsigned* count, int*, unsigned, cudaGLDeviceList) {
  if (count)
    *count = 0;
  return refuse("cudaGLGetDevices", Error::NoDevice, kNoOpenGl);
}

} // namespace ox::cudart::body
