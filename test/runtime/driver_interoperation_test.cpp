// Interoperation in the driver API, through headers as programs include them.
#include <gtest/gtest.h>

#include "cuda.h"
#include "cudaEGL.h" // with EGL's headers come X11's macros, which gtest's have to precede
#include "cudaGL.h"
#include "cudaVDPAU.h"

namespace {

TEST(DriverInteroperation, IsRefused) {
  ASSERT_EQ(cuInit(0), CUDA_SUCCESS);
  CUgraphicsResource resource = nullptr;
  CUeglStreamConnection connection = nullptr;
  CUeglFrame frame = {};
  CUevent event = nullptr;
  testing::internal::CaptureStderr();
  EXPECT_EQ(cuGraphicsGLRegisterBuffer(&resource, 1, 0), CUDA_ERROR_OPERATING_SYSTEM);
  EXPECT_EQ(testing::internal::GetCapturedStderr(),
            "ox: cuGraphicsGLRegisterBuffer returns CUDA_ERROR_OPERATING_SYSTEM: there is no OpenGL on a simulated "
            "device\n");
  unsigned count = 7;
  CUdevice device = 7;
  EXPECT_EQ(cuGLGetDevices(&count, &device, 1, CU_GL_DEVICE_LIST_ALL), CUDA_ERROR_NO_DEVICE);
  EXPECT_EQ(count, 0u);
  CUdeviceptr address = 0;
  size_t bytes = 0;
  EXPECT_EQ(cuGLMapBufferObject(&address, &bytes, 1), CUDA_ERROR_MAP_FAILED);
  EXPECT_EQ(cuGraphicsMapResources(1, &resource, nullptr), CUDA_ERROR_INVALID_HANDLE);
  EXPECT_EQ(cuGraphicsUnregisterResource(resource), CUDA_ERROR_INVALID_HANDLE);
  EXPECT_EQ(cuGraphicsEGLRegisterImage(&resource, nullptr, 0), CUDA_ERROR_INVALID_HANDLE);
  EXPECT_EQ(cuEGLStreamConsumerConnect(&connection, nullptr), CUDA_ERROR_INVALID_HANDLE);
  EXPECT_EQ(cuEGLStreamConsumerAcquireFrame(&connection, &resource, nullptr, 0), CUDA_ERROR_INVALID_HANDLE);
  EXPECT_EQ(cuEGLStreamProducerPresentFrame(&connection, frame, nullptr), CUDA_ERROR_INVALID_HANDLE);
  EXPECT_EQ(cuEventCreateFromEGLSync(&event, nullptr, 0), CUDA_ERROR_INVALID_VALUE);
  EXPECT_EQ(cuGraphicsVDPAURegisterOutputSurface(&resource, 1, 0), CUDA_ERROR_INVALID_HANDLE);
  CUexternalMemory memory = nullptr;
  const CUDA_EXTERNAL_MEMORY_HANDLE_DESC descriptor = {};
  EXPECT_EQ(cuImportExternalMemory(&memory, &descriptor), CUDA_ERROR_OPERATING_SYSTEM);
  EXPECT_EQ(cuDestroyExternalMemory(memory), CUDA_ERROR_INVALID_HANDLE);
  CUexternalSemaphore semaphore = nullptr;
  const CUDA_EXTERNAL_SEMAPHORE_WAIT_PARAMS wait = {};
  EXPECT_EQ(cuWaitExternalSemaphoresAsync(&semaphore, &wait, 1, nullptr), CUDA_ERROR_INVALID_HANDLE);
}

static_assert(sizeof(CUeglFrame) == 64);
static_assert(CU_EGL_COLOR_FORMAT_UYVY_2020 == 0x74 && CU_EGL_COLOR_FORMAT_MAX == 0x75);

} // namespace
