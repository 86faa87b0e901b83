// Memory and images of other APIs, which a simulated device has no partner for: each function says so once and returns
// an error that its manual has.
#include "fixture.h"
#include "runtime/cudart/api.h"

namespace ox::test {
namespace {

class Interoperation : public Runtime {};

TEST_F(Interoperation, NothingIsImported) {
  cudaExternalMemory_t memory = nullptr;
  cudaExternalMemoryHandleDesc from_memory = {};
  from_memory.type = cudaExternalMemoryHandleTypeOpaqueFd;
  from_memory.handle.fd = 0;
  from_memory.size = 4096;
  testing::internal::CaptureStderr();
  EXPECT_EQ(cudaImportExternalMemory(&memory, &from_memory), cudaErrorOperatingSystem);
  EXPECT_EQ(cudaImportExternalMemory(&memory, &from_memory), cudaErrorOperatingSystem);
  EXPECT_EQ(testing::internal::GetCapturedStderr(),
            "ox: cudaImportExternalMemory returns cudaErrorOperatingSystem: no memory of another API can be "
            "imported\n");
  EXPECT_EQ(memory, nullptr);
  EXPECT_EQ(cudaGetLastError(), cudaErrorOperatingSystem);
  void* mapped = nullptr;
  const cudaExternalMemoryBufferDesc buffer = {};
  EXPECT_EQ(cudaExternalMemoryGetMappedBuffer(&mapped, memory, &buffer), cudaErrorInvalidResourceHandle);
  EXPECT_EQ(cudaDestroyExternalMemory(memory), cudaErrorInvalidResourceHandle);
  cudaExternalSemaphore_t semaphore = nullptr;
  const cudaExternalSemaphoreHandleDesc from_semaphore = {};
  EXPECT_EQ(cudaImportExternalSemaphore(&semaphore, &from_semaphore), cudaErrorOperatingSystem);
  const cudaExternalSemaphoreSignalParams signal = {};
  const cudaExternalSemaphoreWaitParams wait = {};
  EXPECT_EQ(cudaSignalExternalSemaphoresAsync(&semaphore, &signal, 1, nullptr), cudaErrorInvalidResourceHandle);
  EXPECT_EQ(cudaWaitExternalSemaphoresAsync(&semaphore, &wait, 1, nullptr), cudaErrorInvalidResourceHandle);
  EXPECT_EQ(cudaDestroyExternalSemaphore(semaphore), cudaErrorInvalidResourceHandle);
  EXPECT_EQ(cudaDeviceGetNvSciSyncAttributes(nullptr, 0, 0), cudaErrorNotSupported);
}

TEST_F(Interoperation, WithOpenGl) {
  cudaGraphicsResource* resource = nullptr;
  EXPECT_EQ(cudaGraphicsGLRegisterBuffer(&resource, 1, 0), cudaErrorOperatingSystem);
  EXPECT_EQ(cudaGraphicsGLRegisterImage(&resource, 1, 0x0de1, 0), cudaErrorOperatingSystem);
  EXPECT_EQ(cudaGraphicsMapResources(1, &resource, nullptr), cudaErrorInvalidResourceHandle);
  EXPECT_EQ(cudaGraphicsUnmapResources(1, &resource, nullptr), cudaErrorInvalidResourceHandle);
  void* memory = nullptr;
  size_t bytes = 0;
  cudaArray_t array = nullptr;
  EXPECT_EQ(cudaGraphicsResourceGetMappedPointer(&memory, &bytes, resource), cudaErrorInvalidResourceHandle);
  EXPECT_EQ(cudaGraphicsSubResourceGetMappedArray(&array, resource, 0, 0), cudaErrorInvalidResourceHandle);
  EXPECT_EQ(cudaGraphicsUnregisterResource(resource), cudaErrorInvalidResourceHandle);
  unsigned count = 9;
  int device = 9;
  EXPECT_EQ(cudaGLGetDevices(&count, &device, 1, cudaGLDeviceListAll), cudaErrorNoDevice);
  EXPECT_EQ(count, 0u);
  EXPECT_EQ(cudaGLSetGLDevice(0), cudaSuccess); // as cudaSetDevice
  EXPECT_EQ(cudaGLSetGLDevice(99), cudaErrorInvalidDevice);
  EXPECT_EQ(cudaGLMapBufferObject(&memory, 1), cudaErrorMapBufferObjectFailed);
  EXPECT_EQ(cudaGLUnmapBufferObject(1), cudaErrorUnmapBufferObjectFailed);
}

TEST_F(Interoperation, WithEglAndVdpau) {
  cudaGraphicsResource* resource = nullptr;
  cudaEglStreamConnection connection = nullptr;
  cudaEglFrame frame = {};
  cudaEvent_t event = nullptr;
  EXPECT_EQ(cudaGraphicsEGLRegisterImage(&resource, nullptr, 0), cudaErrorInvalidResourceHandle);
  EXPECT_EQ(cudaEGLStreamConsumerConnect(&connection, nullptr), cudaErrorInvalidValue);
  EXPECT_EQ(cudaEGLStreamProducerConnect(&connection, nullptr, 640, 480), cudaErrorInvalidValue);
  EXPECT_EQ(cudaEGLStreamProducerPresentFrame(&connection, frame, nullptr), cudaErrorInvalidValue);
  EXPECT_EQ(cudaGraphicsResourceGetMappedEglFrame(&frame, resource, 0, 0), cudaErrorInvalidValue);
  EXPECT_EQ(cudaEventCreateFromEGLSync(&event, nullptr, 0), cudaErrorInvalidValue);
  EXPECT_EQ(cudaVDPAUSetVDPAUDevice(0, 0, nullptr), cudaErrorInvalidDevice);
  EXPECT_EQ(cudaGraphicsVDPAURegisterVideoSurface(&resource, 1, 0), cudaErrorInvalidResourceHandle);
}

// The structures are an ABI.
static_assert(sizeof(cudaEglPlaneDesc) == 56);
static_assert(sizeof(cudaEglFrame) == 96 + 3 * 56 + 16);
static_assert(cudaEglColorFormatUYVY2020 == 116);

} // namespace
} // namespace ox::test
