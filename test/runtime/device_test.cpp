// Devices, their properties and limits; names of errors; functions that are not implemented; the trace.
#include "fixture.h"
#include <atomic>
#include <set>

namespace ox::test {
namespace {

class Devices : public Runtime {};

TEST_F(Devices, ThereIsOneByDefault) {
  int count = 0, device = -1;
  EXPECT_EQ(cudaGetDeviceCount(&count), cudaSuccess);
  EXPECT_EQ(count, 1);
  EXPECT_EQ(cudaGetDevice(&device), cudaSuccess);
  EXPECT_EQ(device, 0);
  EXPECT_EQ(cudaSetDevice(1), cudaErrorInvalidDevice);
  EXPECT_EQ(cudaSetDevice(-1), cudaErrorInvalidDevice);
}

TEST_F(Devices, PropertiesAreTheMachines) {
  cudaDeviceProp prop;
  ASSERT_EQ(cudaGetDeviceProperties(&prop, 0), cudaSuccess);
  EXPECT_STREQ(prop.name, "fake");
  EXPECT_EQ(prop.major, 9);
  EXPECT_EQ(prop.warpSize, 32);
  EXPECT_EQ(prop.multiProcessorCount, 4);
  EXPECT_EQ(prop.maxThreadsPerMultiProcessor, 2048);
  EXPECT_EQ(prop.totalGlobalMem, kFakeMemoryBytes);
  EXPECT_EQ(prop.unifiedAddressing, 1);
  EXPECT_EQ(cudaGetDeviceProperties(&prop, 3), cudaErrorInvalidDevice);
}

TEST_F(Devices, EveryAttributeThatIsNotReservedHasAnAnswer) {
  std::set<int> reserved{44,  92,  93,  94,  102, 103, 104, 105, 107, 110, 122,
                         123, 124, 127, 128, 129, 132, 136, 137, 141, 145, 146};
  for (int attribute = 1; attribute < cudaDevAttrMax; ++attribute) {
    int value = -12345;
    cudaError_t error = cudaDeviceGetAttribute(&value, static_cast<cudaDeviceAttr>(attribute), 0);
    EXPECT_EQ(error, reserved.contains(attribute) ? cudaErrorInvalidValue : cudaSuccess) << attribute;
  }
}

TEST_F(Devices, AttributesAgreeWithProperties) {
  int value = 0;
  EXPECT_EQ(cudaDeviceGetAttribute(&value, cudaDevAttrComputeCapabilityMajor, 0), cudaSuccess);
  EXPECT_EQ(value, 9);
  EXPECT_EQ(cudaDeviceGetAttribute(&value, cudaDevAttrMaxSharedMemoryPerBlock, 0), cudaSuccess);
  EXPECT_EQ(value, 48 << 10);
}

TEST_F(Devices, VersionsAreCuda13) {
  int version = 0;
  EXPECT_EQ(cudaRuntimeGetVersion(&version), cudaSuccess);
  EXPECT_EQ(version, 13000);
  EXPECT_EQ(cudaDriverGetVersion(&version), cudaSuccess);
  EXPECT_EQ(version, 13000);
}

TEST_F(Devices, LimitsAreKept) {
  size_t bytes = 0;
  EXPECT_EQ(cudaDeviceGetLimit(&bytes, cudaLimitStackSize), cudaSuccess);
  EXPECT_EQ(bytes, 1024u);
  EXPECT_EQ(cudaDeviceSetLimit(cudaLimitStackSize, 8192), cudaSuccess);
  EXPECT_EQ(cudaDeviceGetLimit(&bytes, cudaLimitStackSize), cudaSuccess);
  EXPECT_EQ(bytes, 8192u);
  uint64_t seen = 0;
  set_body(kFirst, [&](const Launch& launch) {
    seen = launch.stack_bytes;
    return std::nullopt;
  });
  launch(kFirst);
  cudaDeviceSynchronize();
  EXPECT_EQ(seen, 8192u);
  size_t heap = 0;
  EXPECT_EQ(cudaDeviceSetLimit(cudaLimitMallocHeapSize, 32 << 20), cudaSuccess);
  EXPECT_EQ(cudaDeviceGetLimit(&heap, cudaLimitMallocHeapSize), cudaSuccess);
  EXPECT_EQ(heap, 32u << 20);
  EXPECT_EQ(cudaDeviceSetLimit(cudaLimitMallocHeapSize, ~size_t{0}), cudaErrorInvalidValue) << "more than there is";
  EXPECT_EQ(cudaDeviceSetLimit(static_cast<cudaLimit>(77), 1), cudaErrorInvalidValue);
}

TEST_F(Devices, AResetFreesAndForgets) {
  void* memory = new_device(1 << 20);
  cudaStream_t stream = new_stream();
  cudaEvent_t event = new_event();
  EXPECT_EQ(cudaDeviceReset(), cudaSuccess);
  EXPECT_EQ(cudaFree(memory), cudaErrorInvalidValue);
  EXPECT_EQ(cudaStreamSynchronize(stream), cudaErrorInvalidResourceHandle);
  EXPECT_EQ(cudaEventQuery(event), cudaErrorInvalidResourceHandle);
  EXPECT_EQ(launch(kFirst), cudaSuccess); // modules are loaded anew
}

TEST_F(Devices, BusIdsNameDevices) {
  char text[32];
  int device = -1;
  EXPECT_EQ(cudaDeviceGetPCIBusId(text, sizeof text, 0), cudaSuccess);
  EXPECT_EQ(cudaDeviceGetByPCIBusId(&device, text), cudaSuccess);
  EXPECT_EQ(device, 0);
  EXPECT_EQ(cudaDeviceGetByPCIBusId(&device, "0000:77:00.0"), cudaErrorInvalidDevice);
}

// Texts that programs print; from the CUDA documentation and from what deviceQuery and others show.
TEST_F(Devices, ErrorsHaveNamesAndTexts) {
  EXPECT_STREQ(cudaGetErrorName(cudaSuccess), "cudaSuccess");
  EXPECT_STREQ(cudaGetErrorString(cudaSuccess), "no error");
  EXPECT_STREQ(cudaGetErrorName(cudaErrorIllegalAddress), "cudaErrorIllegalAddress");
  EXPECT_STREQ(cudaGetErrorString(cudaErrorIllegalAddress), "an illegal memory access was encountered");
  EXPECT_STREQ(cudaGetErrorString(cudaErrorInvalidConfiguration), "invalid configuration argument");
  EXPECT_STREQ(cudaGetErrorString(cudaErrorMemoryAllocation), "out of memory");
  EXPECT_STREQ(cudaGetErrorString(cudaErrorAssert), "device-side assert triggered");
  EXPECT_STREQ(cudaGetErrorString(static_cast<cudaError_t>(5555)), "unrecognized error code");
  EXPECT_STREQ(cudaGetErrorName(static_cast<cudaError_t>(5555)), "unrecognized error code");
}

TEST_F(Devices, AFunctionThatIsNotImplementedSaysSoOnce) {
  testing::internal::CaptureStderr();
  EXPECT_EQ(cudaGraphAddExternalSemaphoresSignalNode(nullptr, nullptr, nullptr, 0, nullptr), cudaErrorNotSupported);
  EXPECT_EQ(cudaGraphAddExternalSemaphoresSignalNode(nullptr, nullptr, nullptr, 0, nullptr), cudaErrorNotSupported);
  EXPECT_EQ(testing::internal::GetCapturedStderr(),
            "ox: cudaGraphAddExternalSemaphoresSignalNode is not implemented; it returns cudaErrorNotSupported\n");
  EXPECT_EQ(cudaGetLastError(), cudaErrorNotSupported);
}

TEST(Trace, NamesTheCallItsArgumentsAndItsResult) {
  GTEST_FLAG_SET(death_test_style, "threadsafe");
  setenv("OX_TRACE", "1", 1);
  EXPECT_EXIT(
      {
        cudaSetDevice(42);
        _exit(0);
      },
      testing::ExitedWithCode(0), "ox: cudaSetDevice\\(device = 42\\) = cudaErrorInvalidDevice");
  unsetenv("OX_TRACE");
}

TEST(Settings, DevicesCanBeSeveralOrNone) {
  GTEST_FLAG_SET(death_test_style, "threadsafe");
  auto count = [] {
    int devices = -1;
    cudaGetDeviceCount(&devices);
    return devices;
  };
  setenv("OX_DEVICES", "3", 1);
  EXPECT_EXIT(_exit(count()), testing::ExitedWithCode(3), "");
  setenv("OX_DEVICES", "0", 1);
  EXPECT_EXIT(_exit(count() == 0 && cudaFree(nullptr) == cudaErrorNoDevice), testing::ExitedWithCode(1), "");
  setenv("OX_DEVICES", "many", 1);
  EXPECT_EXIT(_exit(count()), testing::ExitedWithCode(1), "OX_DEVICES=many is not a number");
  unsetenv("OX_DEVICES");
}

// Two devices: pointers say whose they are, and copies between them work.
int copy_between_devices() {
  int value = 77, result = 0;
  void *first = nullptr, *second = nullptr;
  if (cudaSetDevice(0) || cudaMalloc(&first, 4) || cudaMemcpy(first, &value, 4, cudaMemcpyHostToDevice))
    return 1;
  if (cudaSetDevice(1) || cudaMalloc(&second, 4) || cudaMemcpyPeer(second, 1, first, 0, 4))
    return 2;
  if (cudaMemcpy(&result, second, 4, cudaMemcpyDeviceToHost) || result != 77)
    return 3;
  cudaPointerAttributes about{};
  if (cudaPointerGetAttributes(&about, second) || about.device != 1)
    return 4;
  cudaStream_t stream = nullptr;
  if (cudaStreamCreate(&stream) || cudaSetDevice(0) || launch(kFirst, stream) != cudaErrorInvalidResourceHandle)
    return 5; // a stream of another device
  return 0;
}

TEST(Settings, DevicesWorkTogether) {
  GTEST_FLAG_SET(death_test_style, "threadsafe");
  setenv("OX_DEVICES", "2", 1);
  EXPECT_EXIT(_exit(copy_between_devices()), testing::ExitedWithCode(0), "");
  unsetenv("OX_DEVICES");
}

// A kernel's handle belongs to no device; what is set through it is set for one device.
int kernels_on_devices() {
  cudaKernel_t kernel = nullptr;
  if (cudaGetKernel(&kernel, &kUnregistered) != cudaErrorInvalidDeviceFunction)
    return 1;
  if (cudaGetKernel(&kernel, kAbsent.symbol()) != cudaErrorInvalidDeviceFunction)
    return 2;
  if (cudaGetKernel(&kernel, kFirst.symbol()) != cudaSuccess)
    return 3;
  if (cudaKernelSetAttributeForDevice(kernel, cudaFuncAttributeMaxDynamicSharedMemorySize, 4096, 1) != cudaSuccess)
    return 4;
  cudaFuncAttributes attributes{};
  std::atomic<int> runs = 0;
  set_body(kFirst, [&] { ++runs; });
  for (int device = 0; device < 2; ++device) {
    uint64_t argument = 0;
    void* arguments[] = {&argument};
    if (cudaSetDevice(device) || cudaFuncGetAttributes(&attributes, kFirst.symbol()))
      return 5;
    if ((attributes.maxDynamicSharedSizeBytes == 4096) != (device == 1))
      return 6;
    if (cudaLaunchKernel(reinterpret_cast<const void*>(kernel), dim3(1), dim3(1), arguments, 0, nullptr))
      return 7;
    if (cudaDeviceSynchronize() != cudaSuccess || runs != device + 1)
      return 8;
  }
  return 0;
}

TEST(Settings, AKernelsHandleBelongsToNoDevice) {
  GTEST_FLAG_SET(death_test_style, "threadsafe");
  setenv("OX_DEVICES", "2", 1);
  EXPECT_EXIT(_exit(kernels_on_devices()), testing::ExitedWithCode(0), "");
  unsetenv("OX_DEVICES");
}

} // namespace
} // namespace ox::test
