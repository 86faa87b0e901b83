// Libraries and their kernels, by both APIs: what belongs to no context, and what is the same in all.
#include "driver_fixture.h"
#include <algorithm>
#include <fstream>
#include <string>

namespace ox::test {
namespace {

class Libraries : public Driver {
protected:
  void SetUp() override {
    Driver::SetUp();
    ASSERT_EQ(cuLibraryLoadData(&library, kPtx, nullptr, nullptr, 0, nullptr, nullptr, 0), CUDA_SUCCESS);
    ASSERT_EQ(cuLibraryGetKernel(&add, library, "add"), CUDA_SUCCESS);
    ASSERT_EQ(cuLibraryGetKernel(&bounded, library, "bounded"), CUDA_SUCCESS);
  }
  void TearDown() override {
    EXPECT_EQ(cuLibraryUnload(library), CUDA_SUCCESS);
    Driver::TearDown();
  }
  CUlibrary library = nullptr;
  CUkernel add = nullptr, bounded = nullptr;
};

TEST_F(Libraries, AKernelsAttributesAreSetOnADevice) {
  int value = 0;
  EXPECT_EQ(cuKernelGetAttribute(&value, CU_FUNC_ATTRIBUTE_MAX_THREADS_PER_BLOCK, bounded, 0), CUDA_SUCCESS);
  EXPECT_EQ(value, 64);
  EXPECT_EQ(cuKernelSetAttribute(CU_FUNC_ATTRIBUTE_MAX_DYNAMIC_SHARED_SIZE_BYTES, 96 << 10, bounded, 0), CUDA_SUCCESS);
  CUfunction here = nullptr, there = nullptr;
  ASSERT_EQ(cuKernelGetFunction(&here, bounded), CUDA_SUCCESS);
  EXPECT_EQ(cuFuncGetAttribute(&value, CU_FUNC_ATTRIBUTE_MAX_DYNAMIC_SHARED_SIZE_BYTES, here), CUDA_SUCCESS);
  EXPECT_EQ(value, 96 << 10);
  // In every context of the device, also in one that is made later.
  CUcontext other = nullptr;
  ASSERT_EQ(cuCtxCreate(&other, nullptr, 0, 0), CUDA_SUCCESS);
  ASSERT_EQ(cuKernelGetFunction(&there, bounded), CUDA_SUCCESS);
  EXPECT_NE(here, there);
  EXPECT_EQ(cuFuncGetAttribute(&value, CU_FUNC_ATTRIBUTE_MAX_DYNAMIC_SHARED_SIZE_BYTES, there), CUDA_SUCCESS);
  EXPECT_EQ(value, 96 << 10);
  // A context's own setting stays its own.
  EXPECT_EQ(cuFuncSetAttribute(there, CU_FUNC_ATTRIBUTE_MAX_DYNAMIC_SHARED_SIZE_BYTES, 1024), CUDA_SUCCESS);
  EXPECT_EQ(cuFuncGetAttribute(&value, CU_FUNC_ATTRIBUTE_MAX_DYNAMIC_SHARED_SIZE_BYTES, here), CUDA_SUCCESS);
  EXPECT_EQ(value, 96 << 10);
  EXPECT_EQ(cuCtxDestroy(other), CUDA_SUCCESS);

  EXPECT_EQ(cuKernelSetAttribute(CU_FUNC_ATTRIBUTE_MAX_DYNAMIC_SHARED_SIZE_BYTES, 1 << 30, bounded, 0),
            CUDA_ERROR_INVALID_VALUE);
  EXPECT_EQ(cuKernelSetAttribute(CU_FUNC_ATTRIBUTE_NUM_REGS, 1, bounded, 0), CUDA_ERROR_INVALID_VALUE);
  EXPECT_EQ(cuKernelSetAttribute(CU_FUNC_ATTRIBUTE_MAX_DYNAMIC_SHARED_SIZE_BYTES, 1, bounded, 9),
            CUDA_ERROR_INVALID_DEVICE);
  EXPECT_EQ(cuKernelGetAttribute(nullptr, CU_FUNC_ATTRIBUTE_NUM_REGS, bounded, 0), CUDA_ERROR_INVALID_VALUE);
  EXPECT_EQ(cuKernelGetAttribute(&value, CU_FUNC_ATTRIBUTE_NUM_REGS, nullptr, 0), CUDA_ERROR_INVALID_HANDLE);
  EXPECT_EQ(cuKernelSetCacheConfig(bounded, CU_FUNC_CACHE_PREFER_L1, 0), CUDA_SUCCESS);
  EXPECT_EQ(cuKernelSetCacheConfig(bounded, static_cast<CUfunc_cache>(9), 0), CUDA_ERROR_INVALID_VALUE);
}

TEST_F(Libraries, AKernelTellsItsParametersAndItsLibrary) {
  // add(u64 p, u32 n, u32 factor)
  size_t offset = 0, bytes = 0;
  EXPECT_EQ(cuKernelGetParamInfo(add, 0, &offset, &bytes), CUDA_SUCCESS);
  EXPECT_EQ(offset, 0u);
  EXPECT_EQ(bytes, 8u);
  EXPECT_EQ(cuKernelGetParamInfo(add, 2, &offset, nullptr), CUDA_SUCCESS);
  EXPECT_EQ(offset, 12u);
  EXPECT_EQ(cuKernelGetParamInfo(add, 3, &offset, &bytes), CUDA_ERROR_INVALID_VALUE);
  EXPECT_EQ(cuKernelGetParamInfo(add, 0, nullptr, &bytes), CUDA_ERROR_INVALID_VALUE);
  CUlibrary owner = nullptr;
  EXPECT_EQ(cuKernelGetLibrary(&owner, add), CUDA_SUCCESS);
  EXPECT_EQ(owner, library);
}

TEST_F(Libraries, KernelsAreEnumerated) {
  CUkernel kernels[4] = {};
  EXPECT_EQ(cuLibraryEnumerateKernels(kernels, 4, library), CUDA_SUCCESS);
  std::vector<std::string> names;
  for (int i = 0; i < 3; ++i) {
    const char* name = nullptr;
    EXPECT_EQ(cuKernelGetName(&name, kernels[i]), CUDA_SUCCESS);
    names.push_back(name);
  }
  std::ranges::sort(names);
  EXPECT_EQ(names, (std::vector<std::string>{"add", "bounded", "stray"}));
  EXPECT_EQ(kernels[3], nullptr);
}

TEST_F(Libraries, TheirModuleIsNotTheProgramsToUnload) {
  CUmodule module = nullptr;
  ASSERT_EQ(cuLibraryGetModule(&module, library), CUDA_SUCCESS);
  CUfunction found = nullptr;
  EXPECT_EQ(cuModuleGetFunction(&found, module, "add"), CUDA_SUCCESS);
  EXPECT_EQ(cuModuleUnload(module), CUDA_ERROR_NOT_PERMITTED);
}

TEST_F(Libraries, AreLoadedFromFiles) {
  const std::string path = testing::TempDir() + "driver_library_test.ptx";
  std::ofstream(path) << kPtx;
  CUlibrary from_file = nullptr;
  EXPECT_EQ(cuLibraryLoadFromFile(&from_file, path.c_str(), nullptr, nullptr, 0, nullptr, nullptr, 0), CUDA_SUCCESS);
  unsigned count = 0;
  EXPECT_EQ(cuLibraryGetKernelCount(&count, from_file), CUDA_SUCCESS);
  EXPECT_EQ(count, 3u);
  EXPECT_EQ(cuLibraryUnload(from_file), CUDA_SUCCESS);
  EXPECT_EQ(cuLibraryLoadFromFile(&from_file, "/nonexistent", nullptr, nullptr, 0, nullptr, nullptr, 0),
            CUDA_ERROR_FILE_NOT_FOUND);
  std::remove(path.c_str());
}

TEST_F(Libraries, OptionsThatMeanNothingHereAreRefused) {
  CUlibrary other = nullptr;
  CUlibraryOption preserved[] = {CU_LIBRARY_BINARY_IS_PRESERVED};
  EXPECT_EQ(cuLibraryLoadData(&other, kPtx, nullptr, nullptr, 0, preserved, nullptr, 1), CUDA_SUCCESS);
  EXPECT_EQ(cuLibraryUnload(other), CUDA_SUCCESS);
  CUlibraryOption table[] = {CU_LIBRARY_HOST_UNIVERSAL_FUNCTION_AND_DATA_TABLE};
  void* values[] = {&other};
  EXPECT_EQ(cuLibraryLoadData(&other, kPtx, nullptr, nullptr, 0, table, values, 1), CUDA_ERROR_NOT_SUPPORTED);
  CUlibraryOption unknown[] = {static_cast<CUlibraryOption>(77)};
  EXPECT_EQ(cuLibraryLoadData(&other, kPtx, nullptr, nullptr, 0, unknown, values, 1), CUDA_ERROR_INVALID_VALUE);
  void* function = nullptr;
  EXPECT_EQ(cuLibraryGetUnifiedFunction(&function, library, "add"), CUDA_ERROR_NOT_FOUND);
}

constexpr const char* kManaged = R"(
.version 7.0
.target sm_75
.address_size 64
.visible .global .attribute(.managed) .align 4 .u32 counter = 5;
.visible .entry count() { .reg .u32 %r; ld.global.u32 %r, [counter]; add.u32 %r, %r, 1; st.global.u32 [counter], %r; ret; }
)";

TEST_F(Driver, AManagedVariableIsTheHostsToo) {
  CUlibrary library = nullptr;
  CUkernel count = nullptr;
  ASSERT_EQ(cuLibraryLoadData(&library, kManaged, nullptr, nullptr, 0, nullptr, nullptr, 0), CUDA_SUCCESS);
  ASSERT_EQ(cuLibraryGetKernel(&count, library, "count"), CUDA_SUCCESS);
  CUdeviceptr address = 0;
  size_t bytes = 0;
  ASSERT_EQ(cuLibraryGetManaged(&address, &bytes, library, "counter"), CUDA_SUCCESS);
  EXPECT_EQ(bytes, 4u);
  auto* counter = reinterpret_cast<unsigned*>(address);
  EXPECT_EQ(*counter, 5u);
  *counter = 41;
  EXPECT_EQ(cuLaunchKernel(reinterpret_cast<CUfunction>(count), 1, 1, 1, 1, 1, 1, 0, nullptr, nullptr, nullptr),
            CUDA_SUCCESS);
  EXPECT_EQ(cuCtxSynchronize(), CUDA_SUCCESS);
  EXPECT_EQ(*counter, 42u);
  unsigned managed = 0;
  EXPECT_EQ(cuPointerGetAttribute(&managed, CU_POINTER_ATTRIBUTE_IS_MANAGED, address), CUDA_SUCCESS);
  EXPECT_EQ(managed, 1u);
  EXPECT_EQ(cuLibraryGetManaged(&address, &bytes, library, "absent"), CUDA_ERROR_NOT_FOUND);
  EXPECT_EQ(cuLibraryUnload(library), CUDA_SUCCESS);
  EXPECT_EQ(cuPointerGetAttribute(&managed, CU_POINTER_ATTRIBUTE_IS_MANAGED, address), CUDA_ERROR_INVALID_VALUE);
}

// The runtime API's names for the same.
TEST(RuntimeLibraries, LoadFindLaunchAndUnload) {
  ASSERT_EQ(cudaSetDevice(0), cudaSuccess);
  cudaLibrary_t library = nullptr;
  cudaKernel_t add = nullptr;
  char log[256] = "x";
  cudaJitOption options[] = {cudaJitErrorLogBuffer, cudaJitErrorLogBufferSizeBytes};
  void* values[] = {log, reinterpret_cast<void*>(sizeof log)};
  ASSERT_EQ(cudaLibraryLoadData(&library, kPtx, options, values, 2, nullptr, nullptr, 0), cudaSuccess);
  EXPECT_STREQ(log, "");
  ASSERT_EQ(cudaLibraryGetKernel(&add, library, "add"), cudaSuccess);
  EXPECT_EQ(cudaLibraryGetKernel(&add, library, "absent"), cudaErrorSymbolNotFound);
  unsigned count = 0;
  EXPECT_EQ(cudaLibraryGetKernelCount(&count, library), cudaSuccess);
  EXPECT_EQ(count, 3u);
  cudaKernel_t kernels[3] = {};
  EXPECT_EQ(cudaLibraryEnumerateKernels(kernels, 3, library), cudaSuccess);
  EXPECT_NE(std::ranges::find(kernels, add), std::end(kernels));
  EXPECT_EQ(cudaKernelSetAttributeForDevice(add, cudaFuncAttributeMaxDynamicSharedMemorySize, 2048, 0), cudaSuccess);
  cudaFuncAttributes attributes{};
  EXPECT_EQ(cudaFuncGetAttributes(&attributes, reinterpret_cast<const void*>(add)), cudaSuccess);
  EXPECT_EQ(attributes.maxDynamicSharedSizeBytes, 2048);
  void* answer = nullptr;
  size_t bytes = 0;
  EXPECT_EQ(cudaLibraryGetGlobal(&answer, &bytes, library, "answer"), cudaSuccess);
  EXPECT_EQ(bytes, 4u);
  unsigned value = 0;
  EXPECT_EQ(cudaMemcpy(&value, answer, 4, cudaMemcpyDeviceToHost), cudaSuccess);
  EXPECT_EQ(value, 42u);

  unsigned* memory = nullptr;
  ASSERT_EQ(cudaMalloc(reinterpret_cast<void**>(&memory), 12), cudaSuccess);
  EXPECT_EQ(cudaMemset(memory, 0, 12), cudaSuccess);
  unsigned n = 3, factor = 4, result[3] = {};
  void* arguments[] = {&memory, &n, &factor};
  EXPECT_EQ(cudaLaunchKernel(reinterpret_cast<const void*>(add), dim3(1), dim3(32), arguments, 0, nullptr),
            cudaSuccess);
  EXPECT_EQ(cudaMemcpy(result, memory, 12, cudaMemcpyDeviceToHost), cudaSuccess);
  EXPECT_EQ(result[2], 8u);
  EXPECT_EQ(cudaFree(memory), cudaSuccess);

  void* function = nullptr;
  EXPECT_EQ(cudaLibraryGetUnifiedFunction(&function, library, "add"), cudaErrorSymbolNotFound);
  EXPECT_EQ(cudaLibraryUnload(library), cudaSuccess);
  EXPECT_EQ(cudaLibraryUnload(library), cudaErrorInvalidResourceHandle);
  EXPECT_EQ(cudaLaunchKernel(reinterpret_cast<const void*>(add), dim3(1), dim3(32), arguments, 0, nullptr),
            cudaErrorInvalidDeviceFunction);
  EXPECT_EQ(cudaLibraryLoadData(nullptr, kPtx, nullptr, nullptr, 0, nullptr, nullptr, 0), cudaErrorInvalidValue);
  (void)cudaGetLastError();
}

TEST(ExportTables, AreNotKnown) {
  const void* table = &table;
  CUuuid id{};
  EXPECT_EQ(cuGetExportTable(&table, &id), CUDA_ERROR_NOT_FOUND);
  EXPECT_EQ(table, nullptr);
  EXPECT_EQ(cuGetExportTable(nullptr, &id), CUDA_ERROR_INVALID_VALUE);
  EXPECT_EQ(cudaGetExportTable(&table, &id), cudaErrorSymbolNotFound);
  (void)cudaGetLastError();
}

} // namespace
} // namespace ox::test
