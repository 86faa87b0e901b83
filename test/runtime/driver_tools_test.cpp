// What tools ask for: the log of errors, settings of core dumps, what a device can do; and the first names of
// functions.
#include "driver_fixture.h"
#include <cstring>
#include <dlfcn.h>
#include <fstream>
#include <string>
#include <unistd.h>

namespace ox::test {
namespace {

CUresult fail_once() { // explains itself
  CUcontext none = nullptr;
  return cuCtxPushCurrent(none);
}

TEST_F(Driver, TheLogSaysWhyCallsFailed) {
  CUlogIterator begin = 0, end = 0;
  EXPECT_EQ(cuLogsCurrent(&begin, 0), CUDA_SUCCESS);
  EXPECT_EQ(fail_once(), CUDA_ERROR_INVALID_CONTEXT);
  EXPECT_EQ(cuMemFree(12345), CUDA_ERROR_INVALID_VALUE);
  EXPECT_EQ(cuLogsCurrent(&end, 0), CUDA_SUCCESS);
  EXPECT_EQ(end - begin, 2u);

  char text[4096];
  size_t size = sizeof text;
  CUlogIterator at = begin;
  EXPECT_EQ(cuLogsDumpToMemory(&at, text, &size, 0), CUDA_SUCCESS);
  EXPECT_EQ(at, end);
  EXPECT_EQ(size, std::strlen(text));
  EXPECT_NE(std::string(text).find("is not a context\n"), std::string::npos) << text;
  const size_t first_line = std::string(text).find('\n') + 1;

  // Where there is room for one line, the other comes next time.
  size = first_line + 1;
  at = begin;
  EXPECT_EQ(cuLogsDumpToMemory(&at, text, &size, 0), CUDA_SUCCESS);
  EXPECT_EQ(size, first_line);
  EXPECT_EQ(at, begin + 1);

  const std::string path = testing::TempDir() + "driver_tools_test.log";
  at = begin;
  EXPECT_EQ(cuLogsDumpToFile(&at, path.c_str(), 0), CUDA_SUCCESS);
  std::ifstream file(path);
  std::string line;
  int lines = 0;
  while (std::getline(file, line))
    ++lines;
  EXPECT_EQ(lines, 2);
  std::remove(path.c_str());
  EXPECT_EQ(cuLogsDumpToFile(&at, "/nonexistent/file", 0), CUDA_ERROR_OPERATING_SYSTEM);
  EXPECT_EQ(cuLogsDumpToFile(&at, nullptr, 0), CUDA_ERROR_INVALID_VALUE);
  EXPECT_EQ(cuLogsDumpToMemory(&at, text, nullptr, 0), CUDA_ERROR_INVALID_VALUE);
  EXPECT_EQ(cuLogsCurrent(&at, 1), CUDA_ERROR_INVALID_VALUE);
  EXPECT_EQ(cuLogsCurrent(nullptr, 0), CUDA_ERROR_INVALID_VALUE);
}

TEST_F(Driver, TheLogKeepsAHundredLines) {
  for (int i = 0; i < 250; ++i)
    fail_once();
  std::string text(100000, 'x');
  size_t size = text.size();
  EXPECT_EQ(cuLogsDumpToMemory(nullptr, text.data(), &size, 0), CUDA_SUCCESS);
  EXPECT_EQ(std::count(text.begin(), text.begin() + static_cast<ptrdiff_t>(size), '\n'), 100);
}

struct Heard {
  int count = 0;
  std::string last;
  CUresult of_call = CUDA_SUCCESS;
};

TEST_F(Driver, TheLogCallsBack) {
  Heard heard;
  CUlogsCallbackHandle handle = nullptr;
  auto hear = [](void* data, CUlogLevel level, char* message, size_t length) {
    auto& heard = *static_cast<Heard*>(data);
    ++heard.count;
    heard.last.assign(message, length);
    EXPECT_EQ(level, CU_LOG_LEVEL_ERROR);
    heard.of_call = cuCtxSynchronize(); // may not be called here
  };
  EXPECT_EQ(cuLogsRegisterCallback(hear, &heard, &handle), CUDA_SUCCESS);
  EXPECT_EQ(fail_once(), CUDA_ERROR_INVALID_CONTEXT);
  EXPECT_EQ(heard.count, 1);
  EXPECT_NE(heard.last.find("is not a context"), std::string::npos) << heard.last;
  EXPECT_EQ(heard.of_call, CUDA_ERROR_NOT_PERMITTED);
  EXPECT_EQ(cuLogsUnregisterCallback(handle), CUDA_SUCCESS);
  EXPECT_EQ(fail_once(), CUDA_ERROR_INVALID_CONTEXT);
  EXPECT_EQ(heard.count, 1);
  EXPECT_EQ(cuLogsUnregisterCallback(handle), CUDA_ERROR_INVALID_VALUE);
  EXPECT_EQ(cuLogsRegisterCallback(nullptr, nullptr, &handle), CUDA_ERROR_INVALID_VALUE);

  // The runtime API's log is the same.
  cudaLogIterator begin = 0, end = 0;
  EXPECT_EQ(cudaLogsCurrent(&begin, 0), cudaSuccess);
  fail_once();
  EXPECT_EQ(cudaLogsCurrent(&end, 0), cudaSuccess);
  EXPECT_EQ(end - begin, 1u);
  char text[256];
  size_t size = sizeof text;
  EXPECT_EQ(cudaLogsDumpToMemory(&begin, text, &size, 0), cudaSuccess);
  EXPECT_NE(std::string(text).find("is not a context"), std::string::npos);
}

// Core dumps.
TEST_F(Driver, CoreDumpsCanBeAskedAboutButNotSwitchedOn) {
  bool enabled = true;
  size_t size = sizeof enabled;
  EXPECT_EQ(cuCoredumpGetAttribute(CU_COREDUMP_ENABLE_ON_EXCEPTION, &enabled, &size), CUDA_SUCCESS);
  EXPECT_FALSE(enabled);
  enabled = true;
  EXPECT_EQ(cuCoredumpSetAttribute(CU_COREDUMP_ENABLE_ON_EXCEPTION, &enabled, &size), CUDA_ERROR_NOT_SUPPORTED);
  EXPECT_EQ(cuCoredumpSetAttributeGlobal(CU_COREDUMP_ENABLE_USER_TRIGGER, &enabled, &size), CUDA_ERROR_NOT_SUPPORTED);
  enabled = false;
  EXPECT_EQ(cuCoredumpSetAttribute(CU_COREDUMP_ENABLE_ON_EXCEPTION, &enabled, &size), CUDA_SUCCESS);
  char name[1024];
  size = sizeof name;
  EXPECT_EQ(cuCoredumpGetAttribute(CU_COREDUMP_FILE, name, &size), CUDA_SUCCESS);
  EXPECT_EQ(std::string(name).rfind("core.cuda.", 0), 0u);
  EXPECT_NE(std::string(name).find("." + std::to_string(getpid())), std::string::npos);
  char global_name[] = "global", own_name[] = "own";
  size = sizeof global_name;
  EXPECT_EQ(cuCoredumpSetAttributeGlobal(CU_COREDUMP_FILE, global_name, &size), CUDA_SUCCESS);
  size = sizeof own_name;
  EXPECT_EQ(cuCoredumpSetAttribute(CU_COREDUMP_FILE, own_name, &size), CUDA_SUCCESS);
  size = sizeof name;
  EXPECT_EQ(cuCoredumpGetAttribute(CU_COREDUMP_FILE, name, &size), CUDA_SUCCESS);
  EXPECT_STREQ(name, "own");
  size = sizeof name;
  EXPECT_EQ(cuCoredumpGetAttributeGlobal(CU_COREDUMP_FILE, name, &size), CUDA_SUCCESS);
  EXPECT_STREQ(name, "global");
  size = 2;
  EXPECT_EQ(cuCoredumpGetAttribute(CU_COREDUMP_FILE, name, &size), CUDA_ERROR_INVALID_VALUE);
  EXPECT_EQ(cuCoredumpGetAttribute(CU_COREDUMP_MAX, name, &size), CUDA_ERROR_INVALID_VALUE);
  EXPECT_EQ(cuCoredumpSetAttribute(CU_COREDUMP_FILE, nullptr, &size), CUDA_ERROR_INVALID_VALUE);
}

// Devices.
TEST_F(Driver, AtomicOperationsOnTheHostsMemory) {
  CUatomicOperation operations[] = {CU_ATOMIC_OPERATION_INTEGER_ADD, CU_ATOMIC_OPERATION_CAS,
                                    CU_ATOMIC_OPERATION_FLOAT_MAX};
  unsigned capabilities[3] = {};
  EXPECT_EQ(cuDeviceGetHostAtomicCapabilities(capabilities, operations, 3, 0), CUDA_SUCCESS);
  EXPECT_TRUE(capabilities[0] & CU_ATOMIC_CAPABILITY_SCALAR_64);
  EXPECT_TRUE(capabilities[0] & CU_ATOMIC_CAPABILITY_REDUCTION);
  EXPECT_TRUE(capabilities[1] & CU_ATOMIC_CAPABILITY_SCALAR_128);
  EXPECT_EQ(capabilities[2], 0u);
  operations[0] = CU_ATOMIC_OPERATION_MAX;
  EXPECT_EQ(cuDeviceGetHostAtomicCapabilities(capabilities, operations, 3, 0), CUDA_ERROR_INVALID_VALUE);
  EXPECT_EQ(cuDeviceGetHostAtomicCapabilities(nullptr, operations, 3, 0), CUDA_ERROR_INVALID_VALUE);
  EXPECT_EQ(cuDeviceGetHostAtomicCapabilities(capabilities, operations, 1, 9), CUDA_ERROR_INVALID_DEVICE);
  EXPECT_EQ(cuDeviceGetP2PAtomicCapabilities(capabilities, operations, 1, 0, 0), CUDA_ERROR_INVALID_DEVICE);
  char luid[8];
  unsigned nodes = 0;
  EXPECT_EQ(cuDeviceGetLuid(luid, &nodes, 0), CUDA_ERROR_NOT_SUPPORTED);
  EXPECT_EQ(cuDeviceGetLuid(nullptr, &nodes, 0), CUDA_ERROR_INVALID_VALUE);
  EXPECT_EQ(cuFlushGPUDirectRDMAWrites(CU_FLUSH_GPU_DIRECT_RDMA_WRITES_TARGET_CURRENT_CTX,
                                       CU_FLUSH_GPU_DIRECT_RDMA_WRITES_TO_OWNER),
            CUDA_ERROR_NOT_SUPPORTED);
}

// The first names, which a program finds by itself.
template <typename Function> Function first(const char* name) {
  return reinterpret_cast<Function>(dlsym(RTLD_DEFAULT, name));
}

TEST_F(Driver, PlainNamesAreTheFirstFunctions) {
  auto create = first<CUresult (*)(CUcontext*, unsigned, CUdevice)>("cuCtxCreate");
  auto pop = first<CUresult (*)(CUcontext*)>("cuCtxPopCurrent");
  auto push = first<CUresult (*)(CUcontext)>("cuCtxPushCurrent");
  auto destroy = first<CUresult (*)(CUcontext)>("cuCtxDestroy");
  auto total = first<CUresult (*)(unsigned*, CUdevice)>("cuDeviceTotalMem");
  auto info = first<CUresult (*)(unsigned*, unsigned*)>("cuMemGetInfo");
  auto destroy_stream = first<CUresult (*)(CUstream)>("cuStreamDestroy");
  auto destroy_event = first<CUresult (*)(CUevent)>("cuEventDestroy");
  ASSERT_TRUE(create && pop && push && destroy && total && info && destroy_stream && destroy_event);
  CUcontext made = nullptr, popped = nullptr;
  EXPECT_EQ(create(&made, 0, 0), CUDA_SUCCESS);
  CUstream stream = nullptr;
  CUevent event = nullptr;
  EXPECT_EQ(cuStreamCreate(&stream, 0), CUDA_SUCCESS);
  EXPECT_EQ(cuEventCreate(&event, 0), CUDA_SUCCESS);
  EXPECT_EQ(destroy_stream(stream), CUDA_SUCCESS);
  EXPECT_EQ(destroy_event(event), CUDA_SUCCESS);
  unsigned bytes = 0, free = 0;
  size_t wide = 0;
  EXPECT_EQ(total(&bytes, 0), CUDA_SUCCESS);
  EXPECT_EQ(cuDeviceTotalMem(&wide, 0), CUDA_SUCCESS);
  EXPECT_EQ(bytes, std::min<size_t>(wide, 0xffffffff));
  EXPECT_EQ(info(&free, &bytes), CUDA_SUCCESS);
  EXPECT_GT(free, 0u);
  EXPECT_EQ(pop(&popped), CUDA_SUCCESS);
  EXPECT_EQ(popped, made);
  EXPECT_EQ(push(made), CUDA_SUCCESS);
  EXPECT_EQ(destroy(made), CUDA_SUCCESS);
  // Device pointers of 32 bits: there is no such memory.
  auto allocate = first<CUresult (*)(unsigned*, unsigned)>("cuMemAlloc");
  ASSERT_NE(allocate, nullptr);
  unsigned narrow = 77;
  EXPECT_EQ(allocate(&narrow, 16), CUDA_ERROR_NOT_SUPPORTED);
  EXPECT_EQ(narrow, 77u);
  ASSERT_NE(first<void*>("cuMemcpyDtoDAsync"), nullptr);
  // cuGetProcAddress names the same functions, by version.
  void* old = nullptr;
  EXPECT_EQ(cuGetProcAddress("cuCtxDestroy", &old, 3020, CU_GET_PROC_ADDRESS_LEGACY_STREAM, nullptr), CUDA_SUCCESS);
  void* current = nullptr;
  EXPECT_EQ(cuGetProcAddress("cuCtxDestroy", &current, 4000, CU_GET_PROC_ADDRESS_LEGACY_STREAM, nullptr), CUDA_SUCCESS);
  EXPECT_NE(old, current);
}

} // namespace
} // namespace ox::test
