// The driver API on the simulator, through libcuda.so.1 and with PTX, as programs use it; and together with the runtime
// API.  Values are by hand; errors are those of the CUDA driver API reference.
#include "driver_fixture.h"
#include <cstring>
#include <numeric>
#include <thread>

namespace ox::test {
namespace {

// Errors, versions.
TEST(DriverErrors, HaveNamesAndTexts) {
  const char* text = nullptr;
  EXPECT_EQ(cuGetErrorName(CUDA_ERROR_INVALID_CONTEXT, &text), CUDA_SUCCESS);
  EXPECT_STREQ(text, "CUDA_ERROR_INVALID_CONTEXT");
  EXPECT_EQ(cuGetErrorString(CUDA_ERROR_OUT_OF_MEMORY, &text), CUDA_SUCCESS);
  EXPECT_STREQ(text, "out of memory");
  EXPECT_EQ(cuGetErrorName(static_cast<CUresult>(12345), &text), CUDA_ERROR_INVALID_VALUE);
  EXPECT_EQ(text, nullptr);
}

TEST(DriverErrors, FlagsOfInitAreReserved) { EXPECT_EQ(cuInit(1), CUDA_ERROR_INVALID_VALUE); }

TEST_F(Driver, HasTheVersionOfItsHeader) {
  int version = 0;
  EXPECT_EQ(cuDriverGetVersion(&version), CUDA_SUCCESS);
  EXPECT_EQ(version, CUDA_VERSION);
}

TEST_F(Driver, AFunctionThatIsMissingSaysItsNameOnce) {
  testing::internal::CaptureStderr();
  EXPECT_EQ(cuGraphAddExternalSemaphoresWaitNode(nullptr, nullptr, nullptr, 0, nullptr), CUDA_ERROR_NOT_SUPPORTED);
  EXPECT_EQ(cuGraphAddExternalSemaphoresWaitNode(nullptr, nullptr, nullptr, 0, nullptr), CUDA_ERROR_NOT_SUPPORTED);
  EXPECT_EQ(testing::internal::GetCapturedStderr(),
            "ox: cuGraphAddExternalSemaphoresWaitNode is not implemented; it returns CUDA_ERROR_NOT_SUPPORTED\n");
}

// Devices.
TEST_F(Driver, DevicesAgreeWithTheRuntimeApi) {
  cudaDeviceProp properties;
  ASSERT_EQ(cudaGetDeviceProperties(&properties, 0), cudaSuccess);
  CUdevice device = -1;
  EXPECT_EQ(cuDeviceGet(&device, 0), CUDA_SUCCESS);
  EXPECT_EQ(cuDeviceGet(&device, 1), CUDA_ERROR_INVALID_DEVICE);
  char name[256], shortened[4];
  EXPECT_EQ(cuDeviceGetName(name, sizeof name, 0), CUDA_SUCCESS);
  EXPECT_STREQ(name, properties.name);
  EXPECT_EQ(cuDeviceGetName(shortened, sizeof shortened, 0), CUDA_SUCCESS);
  EXPECT_EQ(std::string(shortened), std::string(properties.name).substr(0, 3));
  size_t bytes = 0;
  EXPECT_EQ(cuDeviceTotalMem(&bytes, 0), CUDA_SUCCESS);
  EXPECT_EQ(bytes, properties.totalGlobalMem);
  CUuuid uuid;
  EXPECT_EQ(cuDeviceGetUuid(&uuid, 0), CUDA_SUCCESS);
  EXPECT_EQ(std::memcmp(&uuid, &properties.uuid, sizeof uuid), 0);
  int value = 0;
  EXPECT_EQ(cuDeviceGetAttribute(&value, CU_DEVICE_ATTRIBUTE_MULTIPROCESSOR_COUNT, 0), CUDA_SUCCESS);
  EXPECT_EQ(value, properties.multiProcessorCount);
  EXPECT_EQ(cuDeviceGetAttribute(&value, CU_DEVICE_ATTRIBUTE_VIRTUAL_MEMORY_MANAGEMENT_SUPPORTED, 0), CUDA_SUCCESS);
  EXPECT_EQ(value, 1);
  EXPECT_EQ(cuDeviceGetAttribute(&value, CU_DEVICE_ATTRIBUTE_WARP_SIZE, 7), CUDA_ERROR_INVALID_DEVICE);
}

// Contexts.
TEST_F(Driver, ANewContextIsCurrentAndOnTopOfTheStack) {
  CUcontext current = nullptr, second = nullptr, popped = nullptr;
  EXPECT_EQ(cuCtxGetCurrent(&current), CUDA_SUCCESS);
  EXPECT_EQ(current, context);
  ASSERT_EQ(cuCtxCreate(&second, nullptr, CU_CTX_SCHED_SPIN, 0), CUDA_SUCCESS);
  unsigned flags = 0;
  EXPECT_EQ(cuCtxGetFlags(&flags), CUDA_SUCCESS);
  EXPECT_EQ(flags, unsigned{CU_CTX_SCHED_SPIN});
  EXPECT_EQ(cuCtxPopCurrent(&popped), CUDA_SUCCESS);
  EXPECT_EQ(popped, second);
  EXPECT_EQ(cuCtxGetCurrent(&current), CUDA_SUCCESS);
  EXPECT_EQ(current, context);
  EXPECT_EQ(cuCtxDestroy(second), CUDA_SUCCESS);
  EXPECT_EQ(cuCtxPushCurrent(second), CUDA_ERROR_CONTEXT_IS_DESTROYED);
}

TEST_F(Driver, WithoutAContextNothingThatNeedsOneWorks) {
  CUdeviceptr memory = 0;
  std::thread([&] { EXPECT_EQ(cuMemAlloc(&memory, 4), CUDA_ERROR_INVALID_CONTEXT); }).join();
  EXPECT_EQ(cuCtxSetCurrent(nullptr), CUDA_SUCCESS);
  EXPECT_EQ(cuMemAlloc(&memory, 4), CUDA_ERROR_INVALID_CONTEXT);
  EXPECT_EQ(cuCtxSetCurrent(context), CUDA_SUCCESS);
  EXPECT_EQ(cuMemAlloc(&memory, 4), CUDA_SUCCESS);
}

TEST_F(Driver, AContextThatAnotherThreadDestroysIsAnError) {
  std::thread([&] { EXPECT_EQ(cuCtxDestroy(context), CUDA_SUCCESS); }).join();
  EXPECT_EQ(cuCtxSynchronize(), CUDA_ERROR_CONTEXT_IS_DESTROYED);
  EXPECT_EQ(cuCtxDestroy(context), CUDA_ERROR_CONTEXT_IS_DESTROYED);
}

TEST_F(Driver, AFaultBreaksItsContextAndNoOther) {
  CUfunction stray = function("stray");
  testing::internal::CaptureStderr();
  EXPECT_EQ(cuLaunchKernel(stray, 1, 1, 1, 1, 1, 1, 0, nullptr, nullptr, nullptr), CUDA_SUCCESS);
  EXPECT_EQ(cuCtxSynchronize(), CUDA_ERROR_ILLEGAL_ADDRESS);
  EXPECT_NE(testing::internal::GetCapturedStderr().find("stray"), std::string::npos);
  CUdeviceptr memory = 0;
  EXPECT_EQ(cuMemAlloc(&memory, 4), CUDA_ERROR_ILLEGAL_ADDRESS);
  CUcontext other;
  ASSERT_EQ(cuCtxCreate(&other, nullptr, 0, 0), CUDA_SUCCESS);
  EXPECT_EQ(cuMemAlloc(&memory, 4), CUDA_SUCCESS);
  EXPECT_EQ(cuCtxDestroy(other), CUDA_SUCCESS);
}

// The primary context is the runtime API's.
TEST_F(Driver, ThePrimaryContextIsSharedWithTheRuntimeApi) {
  EXPECT_EQ(cuCtxSetCurrent(nullptr), CUDA_SUCCESS);
  EXPECT_EQ(cudaSetDevice(0), cudaSuccess);
  void* memory = nullptr;
  ASSERT_EQ(cudaMalloc(&memory, 16), cudaSuccess);
  CUcontext current = nullptr, primary = nullptr, owner = nullptr;
  EXPECT_EQ(cuCtxGetCurrent(&current), CUDA_SUCCESS);
  EXPECT_EQ(cuDevicePrimaryCtxRetain(&primary, 0), CUDA_SUCCESS);
  EXPECT_EQ(current, primary);
  EXPECT_NE(primary, context);
  auto address = reinterpret_cast<CUdeviceptr>(memory);
  EXPECT_EQ(cuPointerGetAttribute(&owner, CU_POINTER_ATTRIBUTE_CONTEXT, address), CUDA_SUCCESS);
  EXPECT_EQ(owner, primary);

  cudaStream_t stream = nullptr;
  ASSERT_EQ(cudaStreamCreate(&stream), cudaSuccess);
  EXPECT_EQ(cuStreamGetCtx(stream, &owner), CUDA_SUCCESS);
  EXPECT_EQ(owner, primary);
  EXPECT_EQ(cuMemsetD32Async(address, 7, 4, stream), CUDA_SUCCESS);
  EXPECT_EQ(cudaStreamSynchronize(stream), cudaSuccess);
  Words4 words{};
  EXPECT_EQ(cudaMemcpy(words.data(), memory, 16, cudaMemcpyDeviceToHost), cudaSuccess);
  EXPECT_EQ(words, (Words4{7, 7, 7, 7}));

  // Releasing what the driver API retained leaves what the runtime API uses.
  EXPECT_EQ(cuDevicePrimaryCtxRelease(0), CUDA_SUCCESS);
  EXPECT_EQ(cuDevicePrimaryCtxRelease(0), CUDA_ERROR_INVALID_CONTEXT);
  EXPECT_EQ(cudaMemset(memory, 0, 16), cudaSuccess);
  EXPECT_EQ(cudaFree(memory), cudaSuccess);
}

TEST_F(Driver, TheRuntimeApiWorksInAContextThatTheDriverApiMade) {
  CUfunction add = function("add");
  unsigned* memory = nullptr;
  ASSERT_EQ(cudaMalloc(reinterpret_cast<void**>(&memory), 16), cudaSuccess);
  EXPECT_EQ(cudaMemset(memory, 0, 16), cudaSuccess);
  CUcontext owner = nullptr;
  EXPECT_EQ(cuPointerGetAttribute(&owner, CU_POINTER_ATTRIBUTE_CONTEXT, reinterpret_cast<CUdeviceptr>(memory)),
            CUDA_SUCCESS);
  EXPECT_EQ(owner, context);
  unsigned n = 4, factor = 10;
  void* arguments[] = {&memory, &n, &factor};
  EXPECT_EQ(cudaLaunchKernel(reinterpret_cast<const void*>(add), dim3(1), dim3(4), arguments, 0, nullptr), cudaSuccess);
  EXPECT_EQ(cudaDeviceSynchronize(), cudaSuccess);
  EXPECT_EQ(read<4>(reinterpret_cast<CUdeviceptr>(memory)), (Words4{0, 10, 20, 30}));
}

TEST(DriverPrimary, EndsWhenTheLastLetsGo) {
  ASSERT_EQ(cuInit(0), CUDA_SUCCESS);
  ASSERT_EQ(cudaDeviceReset(), cudaSuccess); // nothing of the runtime API is in it now
  CUcontext primary = nullptr;
  unsigned flags = 1;
  int active = 1;
  EXPECT_EQ(cuDevicePrimaryCtxGetState(0, &flags, &active), CUDA_SUCCESS);
  EXPECT_EQ(active, 0);
  EXPECT_EQ(cuDevicePrimaryCtxRetain(&primary, 0), CUDA_SUCCESS);
  EXPECT_EQ(cuDevicePrimaryCtxRetain(&primary, 0), CUDA_SUCCESS);
  EXPECT_EQ(cuDevicePrimaryCtxRelease(0), CUDA_SUCCESS);
  EXPECT_EQ(cuDevicePrimaryCtxGetState(0, &flags, &active), CUDA_SUCCESS);
  EXPECT_EQ(active, 1);
  EXPECT_EQ(cuDevicePrimaryCtxRelease(0), CUDA_SUCCESS);
  EXPECT_EQ(cuDevicePrimaryCtxGetState(0, &flags, &active), CUDA_SUCCESS);
  EXPECT_EQ(active, 0);
  EXPECT_EQ(cuCtxDestroy(primary), CUDA_ERROR_INVALID_CONTEXT);
}

// Modules.
TEST_F(Driver, KernelsAndVariablesAreFoundByName) {
  function("add");
  CUfunction nothing;
  EXPECT_EQ(cuModuleGetFunction(&nothing, module, "absent"), CUDA_ERROR_NOT_FOUND);
  CUdeviceptr answer = 0;
  size_t bytes = 0;
  EXPECT_EQ(cuModuleGetGlobal(&answer, &bytes, module, "answer"), CUDA_SUCCESS);
  EXPECT_EQ(bytes, 4u);
  EXPECT_EQ(read<1>(answer)[0], 42u);
  EXPECT_EQ(cuModuleGetGlobal(&answer, &bytes, module, "absent"), CUDA_ERROR_NOT_FOUND);
  unsigned count = 0;
  EXPECT_EQ(cuModuleGetFunctionCount(&count, module), CUDA_SUCCESS);
  EXPECT_EQ(count, 3u);
}

TEST_F(Driver, AnUnloadedModuleTakesItsKernelsAlong) {
  CUfunction add = function("add");
  EXPECT_EQ(cuModuleUnload(module), CUDA_SUCCESS);
  EXPECT_EQ(cuModuleUnload(module), CUDA_ERROR_INVALID_HANDLE);
  EXPECT_EQ(cuLaunchKernel(add, 1, 1, 1, 1, 1, 1, 0, nullptr, nullptr, nullptr), CUDA_ERROR_INVALID_HANDLE);
}

TEST_F(Driver, WhatIsNoImageIsRefused) {
  EXPECT_EQ(cuModuleLoadData(&module, "neither text nor code"), CUDA_ERROR_INVALID_IMAGE);
  EXPECT_EQ(cuModuleLoadData(&module, nullptr), CUDA_ERROR_INVALID_VALUE);
  EXPECT_EQ(cuModuleLoad(&module, "/nonexistent/file.ptx"), CUDA_ERROR_FILE_NOT_FOUND);
}

TEST_F(Driver, ErrorsInPtxAreInTheErrorLog) {
  char log[512] = "";
  CUjit_option options[] = {CU_JIT_ERROR_LOG_BUFFER, CU_JIT_ERROR_LOG_BUFFER_SIZE_BYTES, CU_JIT_MAX_REGISTERS};
  void* values[] = {log, reinterpret_cast<void*>(sizeof log), reinterpret_cast<void*>(32)};
  const char* wrong = ".version 7.0\n.target sm_75\n.address_size 64\n.visible .entry k() { frobnicate.u32 %r1; }\n";
  EXPECT_EQ(cuModuleLoadDataEx(&module, wrong, 3, options, values), CUDA_ERROR_INVALID_PTX);
  EXPECT_NE(std::string(log).find("frobnicate"), std::string::npos) << log;
  EXPECT_EQ(reinterpret_cast<size_t>(values[1]), std::strlen(log));
  EXPECT_EQ(cuModuleLoadDataEx(&module, kPtx, 3, options, values), CUDA_SUCCESS);
  EXPECT_STREQ(log, "");
}

TEST_F(Driver, ALibraryIsLoadedInEveryContextThatUsesIt) {
  CUlibrary library = nullptr;
  CUkernel add = nullptr;
  ASSERT_EQ(cuLibraryLoadData(&library, kPtx, nullptr, nullptr, 0, nullptr, nullptr, 0), CUDA_SUCCESS);
  ASSERT_EQ(cuLibraryGetKernel(&add, library, "add"), CUDA_SUCCESS);
  CUkernel nothing = nullptr;
  EXPECT_EQ(cuLibraryGetKernel(&nothing, library, "absent"), CUDA_ERROR_NOT_FOUND);
  const char* name = nullptr;
  EXPECT_EQ(cuKernelGetName(&name, add), CUDA_SUCCESS);
  EXPECT_STREQ(name, "add");
  auto launch = [&] {
    CUdeviceptr memory = zeros(4);
    unsigned n = 4, factor = 5;
    void* arguments[] = {&memory, &n, &factor};
    EXPECT_EQ(cuLaunchKernel(reinterpret_cast<CUfunction>(add), 1, 1, 1, 4, 1, 1, 0, nullptr, arguments, nullptr),
              CUDA_SUCCESS);
    return read<4>(memory);
  };
  EXPECT_EQ(launch(), (Words4{0, 5, 10, 15}));
  CUfunction here = nullptr, there = nullptr;
  EXPECT_EQ(cuKernelGetFunction(&here, add), CUDA_SUCCESS);
  CUcontext other;
  ASSERT_EQ(cuCtxCreate(&other, nullptr, 0, 0), CUDA_SUCCESS);
  EXPECT_EQ(launch(), (Words4{0, 5, 10, 15}));
  EXPECT_EQ(cuKernelGetFunction(&there, add), CUDA_SUCCESS);
  EXPECT_NE(here, there);
  EXPECT_EQ(cuCtxDestroy(other), CUDA_SUCCESS);
  unsigned count = 0;
  EXPECT_EQ(cuLibraryGetKernelCount(&count, library), CUDA_SUCCESS);
  EXPECT_EQ(count, 3u);
  CUdeviceptr answer = 0;
  EXPECT_EQ(cuLibraryGetGlobal(&answer, nullptr, library, "answer"), CUDA_SUCCESS);
  EXPECT_EQ(read<1>(answer)[0], 42u);
  EXPECT_EQ(cuLibraryUnload(library), CUDA_SUCCESS);
  EXPECT_EQ(cuKernelGetName(&name, add), CUDA_ERROR_INVALID_HANDLE);
  EXPECT_EQ(cuLibraryUnload(library), CUDA_ERROR_INVALID_HANDLE);
}

// Launches.
TEST_F(Driver, ParametersComeOneByOneOrAsABuffer) {
  CUfunction add = function("add");
  CUdeviceptr memory = zeros(4);
  unsigned n = 4, factor = 3;
  void* one_by_one[] = {&memory, &n, &factor};
  EXPECT_EQ(cuLaunchKernel(add, 1, 1, 1, 32, 1, 1, 0, nullptr, one_by_one, nullptr), CUDA_SUCCESS);
  EXPECT_EQ(read<4>(memory), (Words4{0, 3, 6, 9}));
  struct {
    CUdeviceptr p;
    unsigned n, factor;
  } packed{memory, 2, 100};
  size_t bytes = sizeof packed;
  void* extra[] = {CU_LAUNCH_PARAM_BUFFER_POINTER, &packed, CU_LAUNCH_PARAM_BUFFER_SIZE, &bytes, CU_LAUNCH_PARAM_END};
  EXPECT_EQ(cuLaunchKernel(add, 1, 1, 1, 32, 1, 1, 0, nullptr, nullptr, extra), CUDA_SUCCESS);
  EXPECT_EQ(read<4>(memory), (Words4{0, 103, 6, 9}));
  EXPECT_EQ(cuLaunchKernel(add, 1, 1, 1, 32, 1, 1, 0, nullptr, one_by_one, extra), CUDA_ERROR_INVALID_VALUE);
  bytes = 4096;
  EXPECT_EQ(cuLaunchKernel(add, 1, 1, 1, 32, 1, 1, 0, nullptr, nullptr, extra), CUDA_ERROR_INVALID_VALUE);
}

TEST_F(Driver, LaunchesWithAttributes) {
  CUfunction add = function("add");
  CUdeviceptr memory = zeros(4);
  unsigned n = 4, factor = 1;
  void* arguments[] = {&memory, &n, &factor};
  CUlaunchAttribute attribute{};
  attribute.id = CU_LAUNCH_ATTRIBUTE_COOPERATIVE;
  attribute.value.cooperative = 1;
  CUlaunchConfig config{};
  config.gridDimX = config.gridDimY = config.gridDimZ = 1;
  config.blockDimX = 4;
  config.blockDimY = config.blockDimZ = 1;
  config.attrs = &attribute;
  config.numAttrs = 1;
  EXPECT_EQ(cuLaunchKernelEx(&config, add, arguments, nullptr), CUDA_SUCCESS);
  EXPECT_EQ(read<4>(memory), (Words4{0, 1, 2, 3}));
  config.gridDimX = 1 << 20; // more blocks than can be resident at once
  EXPECT_EQ(cuLaunchKernelEx(&config, add, arguments, nullptr), CUDA_ERROR_COOPERATIVE_LAUNCH_TOO_LARGE);
}

TEST_F(Driver, LaunchesAreCheckedAtTheCall) {
  CUfunction add = function("add"), bounded = function("bounded");
  CUdeviceptr memory = zeros(1);
  unsigned n = 1, factor = 1;
  void* arguments[] = {&memory, &n, &factor};
  EXPECT_EQ(cuLaunchKernel(add, 0, 1, 1, 1, 1, 1, 0, nullptr, arguments, nullptr), CUDA_ERROR_INVALID_VALUE);
  EXPECT_EQ(cuLaunchKernel(add, 1, 1, 1, 2048, 1, 1, 0, nullptr, arguments, nullptr), CUDA_ERROR_INVALID_VALUE);
  EXPECT_EQ(cuLaunchKernel(bounded, 1, 1, 1, 65, 1, 1, 0, nullptr, nullptr, nullptr),
            CUDA_ERROR_LAUNCH_OUT_OF_RESOURCES);
  EXPECT_EQ(cuLaunchKernel(nullptr, 1, 1, 1, 1, 1, 1, 0, nullptr, nullptr, nullptr), CUDA_ERROR_INVALID_HANDLE);
}

TEST_F(Driver, FunctionsHaveAttributes) {
  CUfunction bounded = function("bounded");
  int value = 0;
  EXPECT_EQ(cuFuncGetAttribute(&value, CU_FUNC_ATTRIBUTE_MAX_THREADS_PER_BLOCK, bounded), CUDA_SUCCESS);
  EXPECT_EQ(value, 64);
  EXPECT_EQ(cuFuncGetAttribute(&value, CU_FUNC_ATTRIBUTE_MAX, bounded), CUDA_ERROR_INVALID_VALUE);
  EXPECT_EQ(cuFuncSetAttribute(bounded, CU_FUNC_ATTRIBUTE_MAX_DYNAMIC_SHARED_SIZE_BYTES, 64 << 10), CUDA_SUCCESS);
  EXPECT_EQ(cuFuncGetAttribute(&value, CU_FUNC_ATTRIBUTE_MAX_DYNAMIC_SHARED_SIZE_BYTES, bounded), CUDA_SUCCESS);
  EXPECT_EQ(value, 64 << 10);
  size_t offset = 99, bytes = 99;
  EXPECT_EQ(cuFuncGetParamInfo(function("add"), 1, &offset, &bytes), CUDA_SUCCESS);
  EXPECT_EQ(offset, 8u);
  EXPECT_EQ(bytes, 4u);
  int grid = 0, block = 0;
  EXPECT_EQ(cuOccupancyMaxPotentialBlockSize(&grid, &block, bounded, nullptr, 0, 0), CUDA_SUCCESS);
  EXPECT_EQ(block, 64);
}

// Memory.
TEST_F(Driver, AllocationsOfNothingAreErrors) {
  CUdeviceptr memory = 0;
  void* host = nullptr;
  size_t pitch = 0;
  EXPECT_EQ(cuMemAlloc(&memory, 0), CUDA_ERROR_INVALID_VALUE);
  EXPECT_EQ(cuMemAllocHost(&host, 0), CUDA_ERROR_INVALID_VALUE);
  EXPECT_EQ(cuMemAllocPitch(&memory, &pitch, 100, 3, 5), CUDA_ERROR_INVALID_VALUE);
  EXPECT_EQ(cuMemAlloc(&memory, size_t{1} << 60), CUDA_ERROR_OUT_OF_MEMORY);
  EXPECT_EQ(cuMemFree(12345), CUDA_ERROR_INVALID_VALUE);
}

TEST_F(Driver, AnAddressLeadsToItsAllocation) {
  CUdeviceptr memory = zeros(100), base = 0;
  size_t bytes = 0;
  EXPECT_EQ(cuMemGetAddressRange(&base, &bytes, memory + 40), CUDA_SUCCESS);
  EXPECT_EQ(base, memory);
  EXPECT_EQ(bytes, 400u);
  int local = 0;
  EXPECT_EQ(cuMemGetAddressRange(&base, &bytes, reinterpret_cast<CUdeviceptr>(&local)), CUDA_ERROR_NOT_FOUND);

  CUmemorytype type{};
  EXPECT_EQ(cuPointerGetAttribute(&type, CU_POINTER_ATTRIBUTE_MEMORY_TYPE, memory + 4), CUDA_SUCCESS);
  EXPECT_EQ(type, CU_MEMORYTYPE_DEVICE);
  EXPECT_EQ(cuPointerGetAttribute(&type, CU_POINTER_ATTRIBUTE_MEMORY_TYPE, reinterpret_cast<CUdeviceptr>(&local)),
            CUDA_ERROR_INVALID_VALUE);
  unsigned ordinal = 7;
  CUpointer_attribute attributes[] = {CU_POINTER_ATTRIBUTE_DEVICE_ORDINAL, CU_POINTER_ATTRIBUTE_RANGE_SIZE};
  void* data[] = {&ordinal, &bytes};
  EXPECT_EQ(cuPointerGetAttributes(2, attributes, data, memory), CUDA_SUCCESS);
  EXPECT_EQ(ordinal, 0u);
  EXPECT_EQ(bytes, 400u);
  EXPECT_EQ(cuPointerGetAttributes(2, attributes, data, reinterpret_cast<CUdeviceptr>(&local)), CUDA_SUCCESS);
  EXPECT_EQ(ordinal, static_cast<unsigned>(CU_DEVICE_INVALID));
  EXPECT_EQ(bytes, 0u);

  void* pinned = nullptr;
  ASSERT_EQ(cuMemHostAlloc(&pinned, 64, CU_MEMHOSTALLOC_DEVICEMAP), CUDA_SUCCESS);
  EXPECT_EQ(cuPointerGetAttribute(&type, CU_POINTER_ATTRIBUTE_MEMORY_TYPE, reinterpret_cast<CUdeviceptr>(pinned)),
            CUDA_SUCCESS);
  EXPECT_EQ(type, CU_MEMORYTYPE_HOST);
  EXPECT_EQ(cuMemFreeHost(pinned), CUDA_SUCCESS);
}

TEST_F(Driver, FillsOfEveryWidth) {
  CUdeviceptr memory = zeros(4);
  EXPECT_EQ(cuMemsetD8(memory, 0xab, 3), CUDA_SUCCESS);
  EXPECT_EQ(cuMemsetD16(memory + 4, 0x1234, 1), CUDA_SUCCESS);
  EXPECT_EQ(cuMemsetD32(memory + 8, 0xdeadbeef, 1), CUDA_SUCCESS);
  EXPECT_EQ(read<4>(memory), (Words4{0x00ababab, 0x00001234, 0xdeadbeef, 0}));
  EXPECT_EQ(cuMemsetD32(memory + 2, 0, 1), CUDA_ERROR_INVALID_VALUE);
  EXPECT_EQ(cuMemsetD2D8(memory, 8, 0xff, 2, 2), CUDA_SUCCESS); // two bytes of words 0 and 2
  EXPECT_EQ(read<4>(memory), (Words4{0x00abffff, 0x00001234, 0xdeadffff, 0}));
}

TEST_F(Driver, CopiesOfRowsFromAnyPlaceToAny) {
  // A 2x2 block at (1, 1) of a 4x4 matrix of bytes, to the device with a pitch of 8, and back from there tightly.
  std::array<unsigned char, 16> matrix;
  std::iota(matrix.begin(), matrix.end(), static_cast<unsigned char>(0));
  CUdeviceptr memory = zeros(8);
  CUDA_MEMCPY2D up{};
  up.srcMemoryType = CU_MEMORYTYPE_HOST;
  up.srcHost = matrix.data();
  up.srcPitch = 4;
  up.srcXInBytes = up.srcY = 1;
  up.dstMemoryType = CU_MEMORYTYPE_DEVICE;
  up.dstDevice = memory;
  up.dstPitch = 8;
  up.WidthInBytes = up.Height = 2;
  EXPECT_EQ(cuMemcpy2D(&up), CUDA_SUCCESS);
  EXPECT_EQ(read<4>(memory), (Words4{0x0605, 0, 0x0a09, 0}));
  std::array<unsigned char, 4> block{};
  CUDA_MEMCPY2D down{};
  down.srcMemoryType = CU_MEMORYTYPE_UNIFIED;
  down.srcDevice = memory;
  down.srcPitch = 8;
  down.dstMemoryType = CU_MEMORYTYPE_HOST;
  down.dstHost = block.data();
  down.WidthInBytes = down.Height = 2;
  EXPECT_EQ(cuMemcpy2D(&down), CUDA_SUCCESS);
  EXPECT_EQ(block, (std::array<unsigned char, 4>{5, 6, 9, 10}));
  down.srcPitch = 1;
  EXPECT_EQ(cuMemcpy2D(&down), CUDA_ERROR_INVALID_VALUE);
}

TEST_F(Driver, ManagedMemoryIsTheHostsAndTheDevices) {
  CUdeviceptr memory = 0;
  ASSERT_EQ(cuMemAllocManaged(&memory, 16, CU_MEM_ATTACH_GLOBAL), CUDA_SUCCESS);
  auto* words = reinterpret_cast<unsigned*>(memory);
  std::fill_n(words, 4, 5);
  unsigned n = 4, factor = 2;
  void* arguments[] = {&memory, &n, &factor};
  EXPECT_EQ(cuLaunchKernel(function("add"), 1, 1, 1, 4, 1, 1, 0, nullptr, arguments, nullptr), CUDA_SUCCESS);
  EXPECT_EQ(cuCtxSynchronize(), CUDA_SUCCESS);
  EXPECT_EQ((Words4{words[0], words[1], words[2], words[3]}), (Words4{5, 7, 9, 11}));
  EXPECT_EQ(cuMemFree(memory), CUDA_SUCCESS);
}

// Streams and events.
TEST_F(Driver, StreamsRunInOrderAndEventsTellTheTime) {
  CUstream stream;
  CUevent start, end;
  ASSERT_EQ(cuStreamCreate(&stream, CU_STREAM_NON_BLOCKING), CUDA_SUCCESS);
  ASSERT_EQ(cuEventCreate(&start, CU_EVENT_DEFAULT), CUDA_SUCCESS);
  ASSERT_EQ(cuEventCreate(&end, CU_EVENT_DEFAULT), CUDA_SUCCESS);
  CUdeviceptr memory = zeros(4);
  EXPECT_EQ(cuCtxSynchronize(), CUDA_SUCCESS); // the stream does not wait for the default stream
  EXPECT_EQ(cuEventRecord(start, stream), CUDA_SUCCESS);
  EXPECT_EQ(cuMemsetD32Async(memory, 1, 4, stream), CUDA_SUCCESS);
  EXPECT_EQ(cuMemcpyDtoDAsync(memory + 8, memory, 4, stream), CUDA_SUCCESS);
  EXPECT_EQ(cuMemsetD32Async(memory, 9, 1, stream), CUDA_SUCCESS);
  int called = 0;
  EXPECT_EQ(
      cuStreamAddCallback(
          stream,
          [](CUstream, CUresult status, void* data) { *static_cast<int*>(data) = status == CUDA_SUCCESS ? 1 : 2; },
          &called, 0),
      CUDA_SUCCESS);
  EXPECT_EQ(cuEventRecord(end, stream), CUDA_SUCCESS);
  EXPECT_EQ(cuEventSynchronize(end), CUDA_SUCCESS);
  EXPECT_EQ(called, 1);
  EXPECT_EQ(cuStreamQuery(stream), CUDA_SUCCESS);
  EXPECT_EQ(read<4>(memory), (Words4{9, 1, 1, 1}));
  float milliseconds = -1;
  EXPECT_EQ(cuEventElapsedTime(&milliseconds, start, end), CUDA_SUCCESS);
  EXPECT_GE(milliseconds, 0);
  EXPECT_EQ(cuStreamDestroy(stream), CUDA_SUCCESS);
  EXPECT_EQ(cuStreamSynchronize(stream), CUDA_ERROR_INVALID_HANDLE);
}

// Entry points.
TEST_F(Driver, EntryPointsDependOnTheVersionThatIsAskedFor) {
  void* function = nullptr;
  CUdriverProcAddressQueryResult status{};
  EXPECT_EQ(cuGetProcAddress("cuCtxGetDevice", &function, 12000, 0, &status), CUDA_SUCCESS);
  CUdevice device = -1;
  EXPECT_EQ(reinterpret_cast<CUresult (*)(CUdevice*)>(function)(&device), CUDA_SUCCESS);
  EXPECT_EQ(device, 0);
  void *old = nullptr, *current = nullptr;
  EXPECT_EQ(cuGetProcAddress("cuCtxCreate", &old, 11000, 0, &status), CUDA_SUCCESS);
  EXPECT_EQ(cuGetProcAddress("cuCtxCreate", &current, 13000, 0, &status), CUDA_SUCCESS);
  EXPECT_NE(old, current);
  EXPECT_EQ(cuGetProcAddress("cuNothing", &function, 13000, 0, &status), CUDA_ERROR_NOT_FOUND);
  EXPECT_EQ(function, nullptr);
  EXPECT_EQ(status, CU_GET_PROC_ADDRESS_SYMBOL_NOT_FOUND);
  EXPECT_EQ(cuGetProcAddress("cuMemcpyBatchAsync", &function, 11000, 0, &status), CUDA_ERROR_NOT_FOUND);
  EXPECT_EQ(status, CU_GET_PROC_ADDRESS_VERSION_NOT_SUFFICIENT);

  // The runtime API answers, instead of failing.
  cudaDriverEntryPointQueryResult result{};
  EXPECT_EQ(cudaGetDriverEntryPoint("cuCtxGetDevice", &current, cudaEnableDefault, &result), cudaSuccess);
  EXPECT_EQ(result, cudaDriverEntryPointSuccess);
  EXPECT_EQ(cudaGetDriverEntryPoint("cuNothing", &current, cudaEnableDefault, &result), cudaSuccess);
  EXPECT_EQ(result, cudaDriverEntryPointSymbolNotFound);
  EXPECT_EQ(current, nullptr);
}

} // namespace
} // namespace ox::test
