// Memory and events that two processes share, by the handles of cudaIpc* and by descriptors.
#include "cuda_runtime_api.h"
#include "other_process.h"
#include "ptx_kernels.h"
#include <cstring>
#include <gtest/gtest.h>
#include <unistd.h>
#include <vector>

namespace ox::test {
namespace {

template <typename Handle> std::array<char, 64> bytes_of(const Handle& handle) {
  std::array<char, 64> bytes;
  static_assert(sizeof handle == sizeof bytes);
  std::memcpy(bytes.data(), &handle, sizeof handle);
  return bytes;
}

class Ipc : public testing::Test {
protected:
  void SetUp() override {
    ASSERT_EQ(cudaSetDevice(0), cudaSuccess);
    ASSERT_EQ(cudaDeviceReset(), cudaSuccess);
    ASSERT_EQ(cudaFree(nullptr), cudaSuccess);
    ASSERT_EQ(cuInit(0), CUDA_SUCCESS);
    kernels.load();
  }
  void TearDown() override { cudaDeviceReset(); }
  static unsigned* zeros(size_t words) {
    void* memory = nullptr;
    EXPECT_EQ(cudaMalloc(&memory, 4 * words), cudaSuccess);
    EXPECT_EQ(cudaMemset(memory, 0, 4 * words), cudaSuccess);
    EXPECT_EQ(cudaDeviceSynchronize(), cudaSuccess);
    return static_cast<unsigned*>(memory);
  }
  static unsigned read(const void* from) {
    unsigned value = ~0u;
    EXPECT_EQ(cudaMemcpy(&value, from, 4, cudaMemcpyDefault), cudaSuccess);
    return value;
  }
  static std::array<char, 64> handle_of(void* memory) {
    cudaIpcMemHandle_t handle{};
    EXPECT_EQ(cudaIpcGetMemHandle(&handle, memory), cudaSuccess);
    return bytes_of(handle);
  }
  static CUdeviceptr address(const void* memory) { return reinterpret_cast<CUdeviceptr>(memory); }
  MemoryKernels kernels;
};

TEST_F(Ipc, MemoryIsBothProcesses) {
  OtherProcess other;
  for (size_t words : {size_t{16}, size_t{100'000}, size_t{3} << 20}) {
    unsigned* memory = zeros(words);
    unsigned* last = memory + words - 1;
    EXPECT_EQ(kernels.store(address(last), 5), CUDA_SUCCESS); // before it is shared
    Reply opened = other.ask({.ask = Ask::kOpenMemory, .a = 1, .bytes = handle_of(memory)});
    ASSERT_EQ(opened.error, CUDA_SUCCESS);
    const uint64_t theirs = opened.value, their_last = theirs + 4 * (words - 1);
    EXPECT_EQ(other.ask({.ask = Ask::kRead, .a = their_last}).value, 5u);
    EXPECT_EQ(other.ask({.ask = Ask::kAddOnce, .a = theirs, .b = 1000}).error, CUDA_SUCCESS);
    EXPECT_EQ(kernels.add_once(address(memory), 500), CUDA_SUCCESS);
    EXPECT_EQ(cudaDeviceSynchronize(), cudaSuccess);
    EXPECT_EQ(read(memory), 1500u);
    EXPECT_EQ(other.ask({.ask = Ask::kRead, .a = theirs}).value, 1500u);
    EXPECT_NE(other.ask({.ask = Ask::kRead, .a = their_last + 4}).error, CUDA_SUCCESS) << "no more than was shared";
    EXPECT_EQ(other.ask({.ask = Ask::kCloseMemory, .a = theirs}).error, CUDA_SUCCESS);
    EXPECT_EQ(other.ask({.ask = Ask::kCloseMemory, .a = theirs}).error, CUDA_ERROR_INVALID_VALUE);
    EXPECT_EQ(cudaFree(memory), cudaSuccess);
  }
}

TEST_F(Ipc, AHandleIsOpenedAsOftenAsItIsClosed) {
  OtherProcess other;
  unsigned* memory = zeros(4);
  auto handle = handle_of(memory);
  EXPECT_EQ(handle, handle_of(memory)) << "one memory has one handle";
  Reply first = other.ask({.ask = Ask::kOpenMemory, .a = 1, .bytes = handle});
  Reply second = other.ask({.ask = Ask::kOpenMemory, .a = 1, .bytes = handle});
  EXPECT_EQ(second.error, CUDA_SUCCESS);
  EXPECT_EQ(first.value, second.value);
  EXPECT_EQ(other.ask({.ask = Ask::kFree, .a = first.value}).error, CUDA_ERROR_INVALID_VALUE) << "closed, not freed";
  EXPECT_EQ(other.ask({.ask = Ask::kCloseMemory, .a = first.value}).error, CUDA_SUCCESS);
  EXPECT_EQ(other.ask({.ask = Ask::kWrite, .a = first.value, .b = 3}).error, CUDA_SUCCESS) << "still open";
  EXPECT_EQ(read(memory), 3u);
  EXPECT_EQ(other.ask({.ask = Ask::kCloseMemory, .a = first.value}).error, CUDA_SUCCESS);
  EXPECT_NE(other.ask({.ask = Ask::kWrite, .a = first.value, .b = 3}).error, CUDA_SUCCESS);
}

TEST_F(Ipc, MistakesAreErrors) {
  OtherProcess other;
  unsigned* memory = zeros(1024);
  cudaIpcMemHandle_t handle{};
  EXPECT_EQ(cudaIpcGetMemHandle(&handle, memory + 1), cudaErrorInvalidValue);
  EXPECT_EQ(cudaIpcGetMemHandle(nullptr, memory), cudaErrorInvalidValue);
  void *locked = nullptr, *opened = nullptr;
  ASSERT_EQ(cudaMallocHost(&locked, 64), cudaSuccess);
  EXPECT_EQ(cudaIpcGetMemHandle(&handle, locked), cudaErrorInvalidValue);
  ASSERT_EQ(cudaIpcGetMemHandle(&handle, memory), cudaSuccess);
  EXPECT_EQ(cudaIpcOpenMemHandle(&opened, handle, cudaIpcMemLazyEnablePeerAccess), cudaErrorDeviceUninitialized)
      << "the process's own";
  EXPECT_EQ(cudaIpcOpenMemHandle(&opened, handle, 2), cudaErrorInvalidValue);
  EXPECT_EQ(cudaIpcCloseMemHandle(memory), cudaErrorInvalidValue);
  EXPECT_EQ(other.ask({.ask = Ask::kOpenMemory, .a = 1}).error, CUDA_ERROR_INVALID_VALUE) << "zeros are no handle";
  EXPECT_EQ(other.ask({.ask = Ask::kOpenMemory, .a = 4, .bytes = bytes_of(handle)}).error, CUDA_ERROR_INVALID_VALUE);
  EXPECT_EQ(other.ask({.ask = Ask::kOpenEvent, .bytes = bytes_of(handle)}).error, CUDA_ERROR_INVALID_VALUE)
      << "of memory, not of an event";
  EXPECT_EQ(cudaFree(memory), cudaSuccess);
  EXPECT_EQ(other.ask({.ask = Ask::kOpenMemory, .a = 1, .bytes = bytes_of(handle)}).error, CUDA_ERROR_MAP_FAILED)
      << "freed";
}

TEST_F(Ipc, MemoryOutlivesTheProcessThatExportedIt) {
  cudaIpcMemHandle_t handle;
  void* memory = nullptr;
  {
    OtherProcess other;
    uint64_t theirs = other.ask({.ask = Ask::kAllocate, .a = 4096}).value;
    EXPECT_EQ(other.ask({.ask = Ask::kWrite, .a = theirs, .b = 123}).error, CUDA_SUCCESS);
    Reply exported = other.ask({.ask = Ask::kGetMemory, .a = theirs});
    ASSERT_EQ(exported.error, CUDA_SUCCESS);
    std::memcpy(&handle, exported.bytes.data(), sizeof handle);
    ASSERT_EQ(cudaIpcOpenMemHandle(&memory, handle, cudaIpcMemLazyEnablePeerAccess), cudaSuccess);
    other.kill();
    EXPECT_EQ(read(memory), 123u);
  }
  EXPECT_EQ(kernels.add_once(address(memory), 1), CUDA_SUCCESS);
  EXPECT_EQ(cudaDeviceSynchronize(), cudaSuccess);
  EXPECT_EQ(read(memory), 124u);
  EXPECT_EQ(cudaIpcCloseMemHandle(memory), cudaSuccess);
  EXPECT_EQ(cudaIpcOpenMemHandle(&memory, handle, cudaIpcMemLazyEnablePeerAccess), cudaErrorMapBufferObjectFailed);
}

TEST_F(Ipc, AResetClosesWhatIsOpen) {
  OtherProcess other;
  uint64_t theirs = other.ask({.ask = Ask::kAllocate, .a = 4096}).value;
  Reply exported = other.ask({.ask = Ask::kGetMemory, .a = theirs});
  cudaIpcMemHandle_t handle;
  std::memcpy(&handle, exported.bytes.data(), sizeof handle);
  void* memory = nullptr;
  ASSERT_EQ(cudaIpcOpenMemHandle(&memory, handle, cudaIpcMemLazyEnablePeerAccess), cudaSuccess);
  EXPECT_EQ(cudaDeviceReset(), cudaSuccess);
  kernels = {};
  EXPECT_EQ(cudaIpcCloseMemHandle(memory), cudaErrorInvalidValue);
  EXPECT_EQ(cudaIpcOpenMemHandle(&memory, handle, cudaIpcMemLazyEnablePeerAccess), cudaSuccess);
  EXPECT_EQ(cudaIpcCloseMemHandle(memory), cudaSuccess);
}

TEST_F(Ipc, AnEventIsRecordedHereAndWaitedForThere) {
  OtherProcess other;
  cudaEvent_t event = nullptr;
  ASSERT_EQ(cudaEventCreateWithFlags(&event, cudaEventInterprocess | cudaEventDisableTiming), cudaSuccess);
  cudaIpcEventHandle_t handle{};
  ASSERT_EQ(cudaIpcGetEventHandle(&handle, event), cudaSuccess);
  Reply theirs = other.ask({.ask = Ask::kOpenEvent, .bytes = bytes_of(handle)});
  ASSERT_EQ(theirs.error, CUDA_SUCCESS);
  EXPECT_EQ(other.ask({.ask = Ask::kQueryEvent, .a = theirs.value}).error, CUDA_SUCCESS) << "never recorded";

  void* gate = nullptr;
  ASSERT_EQ(cudaMallocHost(&gate, 4), cudaSuccess);
  *static_cast<volatile unsigned*>(gate) = 0;
  cudaStream_t stream = nullptr;
  ASSERT_EQ(cudaStreamCreateWithFlags(&stream, cudaStreamNonBlocking), cudaSuccess);
  EXPECT_EQ(kernels.launch("wait_for", stream, 1, address(gate)), CUDA_SUCCESS);
  EXPECT_EQ(cudaEventRecord(event, stream), cudaSuccess);
  EXPECT_EQ(other.ask({.ask = Ask::kQueryEvent, .a = theirs.value}).error, CUDA_ERROR_NOT_READY);
  other.send({.ask = Ask::kWaitEvent, .a = theirs.value});
  EXPECT_EQ(cudaEventQuery(event), cudaErrorNotReady);
  *static_cast<volatile unsigned*>(gate) = 1;
  EXPECT_EQ(other.receive().error, CUDA_SUCCESS);
  EXPECT_EQ(cudaEventSynchronize(event), cudaSuccess);
  EXPECT_EQ(cudaEventDestroy(event), cudaSuccess);
}

TEST_F(Ipc, AStreamWaitsForAnotherProcesssEvent) {
  OtherProcess other;
  unsigned *gate = zeros(1), *done = zeros(1);
  // The other's kernel waits for the gate.
  Reply their_gate = other.ask({.ask = Ask::kOpenMemory, .a = 1, .bytes = handle_of(gate)});
  Reply theirs = other.ask({.ask = Ask::kMakeEvent});
  ASSERT_EQ(theirs.error, CUDA_SUCCESS);
  cudaIpcEventHandle_t handle;
  std::memcpy(&handle, theirs.bytes.data(), sizeof handle);
  cudaEvent_t event = nullptr;
  ASSERT_EQ(cudaIpcOpenEventHandle(&event, handle), cudaSuccess);
  EXPECT_EQ(other.ask({.ask = Ask::kRecordEvent, .a = theirs.value, .b = their_gate.value}).error, CUDA_SUCCESS);
  EXPECT_EQ(cudaEventQuery(event), cudaErrorNotReady);
  cudaStream_t stream = nullptr;
  ASSERT_EQ(cudaStreamCreateWithFlags(&stream, cudaStreamNonBlocking), cudaSuccess);
  ASSERT_EQ(cudaStreamWaitEvent(stream, event, 0), cudaSuccess);
  EXPECT_EQ(kernels.launch("store", stream, 1, address(done), 1u), CUDA_SUCCESS);
  EXPECT_EQ(cudaStreamQuery(stream), cudaErrorNotReady);
  EXPECT_EQ(read(done), 0u);
  EXPECT_EQ(kernels.store(address(gate), 1), CUDA_SUCCESS);
  EXPECT_EQ(cudaStreamSynchronize(stream), cudaSuccess);
  EXPECT_EQ(read(done), 1u);
  EXPECT_EQ(cudaEventSynchronize(event), cudaSuccess);
  // And back: recorded by who opened it.
  EXPECT_EQ(cudaEventRecord(event, stream), cudaSuccess);
  EXPECT_EQ(other.ask({.ask = Ask::kWaitEvent, .a = theirs.value}).error, CUDA_SUCCESS);
  EXPECT_EQ(cudaEventDestroy(event), cudaSuccess);
}

TEST_F(Ipc, AnEventOfAProcessThatEndedHoldsNobodyUp) {
  unsigned* gate = zeros(1);
  cudaEvent_t event = nullptr;
  OtherProcess other;
  Reply their_gate = other.ask({.ask = Ask::kOpenMemory, .a = 1, .bytes = handle_of(gate)});
  Reply theirs = other.ask({.ask = Ask::kMakeEvent});
  cudaIpcEventHandle_t handle;
  std::memcpy(&handle, theirs.bytes.data(), sizeof handle);
  ASSERT_EQ(cudaIpcOpenEventHandle(&event, handle), cudaSuccess);
  EXPECT_EQ(other.ask({.ask = Ask::kRecordEvent, .a = theirs.value, .b = their_gate.value}).error, CUDA_SUCCESS);
  EXPECT_EQ(cudaEventQuery(event), cudaErrorNotReady);
  other.kill();
  EXPECT_EQ(cudaEventSynchronize(event), cudaSuccess);
  EXPECT_EQ(cudaEventDestroy(event), cudaSuccess);
}

TEST_F(Ipc, EventsAreChecked) {
  cudaEvent_t event = nullptr, shared = nullptr;
  EXPECT_EQ(cudaEventCreateWithFlags(&event, cudaEventInterprocess), cudaErrorInvalidValue) << "with timing";
  ASSERT_EQ(cudaEventCreateWithFlags(&event, cudaEventDisableTiming), cudaSuccess);
  cudaIpcEventHandle_t handle{};
  EXPECT_EQ(cudaIpcGetEventHandle(&handle, event), cudaErrorInvalidResourceHandle);
  ASSERT_EQ(cudaEventCreateWithFlags(&shared, cudaEventInterprocess | cudaEventDisableTiming), cudaSuccess);
  ASSERT_EQ(cudaIpcGetEventHandle(&handle, shared), cudaSuccess);
  EXPECT_EQ(cudaIpcOpenEventHandle(&event, handle), cudaErrorDeviceUninitialized) << "the process's own";
  EXPECT_EQ(cudaEventDestroy(shared), cudaSuccess);
  OtherProcess other;
  EXPECT_EQ(other.ask({.ask = Ask::kOpenEvent, .bytes = bytes_of(handle)}).error, CUDA_ERROR_MAP_FAILED) << "destroyed";
  int supported = 0;
  EXPECT_EQ(cudaDeviceGetAttribute(&supported, cudaDevAttrIpcEventSupport, 0), cudaSuccess);
  EXPECT_EQ(supported, 1);
}

TEST_F(Ipc, PhysicalMemoryGoesByDescriptor) {
  constexpr size_t kUnit = 2 << 20;
  CUmemAllocationProp properties{};
  properties.type = CU_MEM_ALLOCATION_TYPE_PINNED;
  properties.location = {CU_MEM_LOCATION_TYPE_DEVICE, 0};
  properties.requestedHandleTypes = CU_MEM_HANDLE_TYPE_POSIX_FILE_DESCRIPTOR;
  CUmemGenericAllocationHandle handle = 0;
  ASSERT_EQ(cuMemCreate(&handle, kUnit, &properties, 0), CUDA_SUCCESS);
  int descriptor = -1;
  ASSERT_EQ(cuMemExportToShareableHandle(&descriptor, handle, CU_MEM_HANDLE_TYPE_POSIX_FILE_DESCRIPTOR, 0),
            CUDA_SUCCESS);
  CUdeviceptr p = 0;
  CUmemAccessDesc access{{CU_MEM_LOCATION_TYPE_DEVICE, 0}, CU_MEM_ACCESS_FLAGS_PROT_READWRITE};
  ASSERT_EQ(cuMemAddressReserve(&p, kUnit, 0, 0, 0), CUDA_SUCCESS);
  ASSERT_EQ(cuMemMap(p, kUnit, 0, handle, 0), CUDA_SUCCESS);
  ASSERT_EQ(cuMemSetAccess(p, kUnit, &access, 1), CUDA_SUCCESS);
  {
    OtherProcess other;
    Reply imported = other.ask({.ask = Ask::kImport}, descriptor);
    ASSERT_EQ(imported.error, CUDA_SUCCESS);
    Reply mapped = other.ask({.ask = Ask::kMapImported, .a = imported.value, .b = kUnit});
    ASSERT_EQ(mapped.error, CUDA_SUCCESS);
    EXPECT_EQ(other.ask({.ask = Ask::kAddOnce, .a = mapped.value, .b = 77}).error, CUDA_SUCCESS);
  }
  EXPECT_EQ(read(reinterpret_cast<void*>(p)), 77u);
  EXPECT_EQ(cuMemUnmap(p, kUnit), CUDA_SUCCESS);
  EXPECT_EQ(cuMemAddressFree(p, kUnit), CUDA_SUCCESS);
  EXPECT_EQ(cuMemRelease(handle), CUDA_SUCCESS);
}

TEST_F(Ipc, APoolAndItsPointersGoToAnotherProcess) {
  OtherProcess other;
  Reply theirs = other.ask({.ask = Ask::kMakePool});
  ASSERT_EQ(theirs.error, CUDA_SUCCESS);
  ASSERT_GE(theirs.descriptor, 0);
  cudaMemPool_t pool = nullptr;
  void *shareable = reinterpret_cast<void*>(static_cast<intptr_t>(theirs.descriptor)), *memory = nullptr;
  ASSERT_EQ(cudaMemPoolImportFromShareableHandle(&pool, shareable, cudaMemHandleTypePosixFileDescriptor, 0),
            cudaSuccess);
  EXPECT_EQ(close(theirs.descriptor), 0);
  EXPECT_EQ(cudaMallocFromPoolAsync(&memory, 64, pool, nullptr), cudaErrorInvalidValue)
      << "only the exporter allocates";
  EXPECT_EQ(cudaDeviceSetMemPool(0, pool), cudaErrorInvalidValue);

  Reply block = other.ask({.ask = Ask::kAllocateFrom, .a = theirs.value, .b = 5000});
  ASSERT_EQ(block.error, CUDA_SUCCESS);
  EXPECT_EQ(other.ask({.ask = Ask::kWrite, .a = block.value + 4996, .b = 6}).error, CUDA_SUCCESS);
  cudaMemPoolPtrExportData data{};
  std::memcpy(&data, block.bytes.data(), sizeof data);
  ASSERT_EQ(cudaMemPoolImportPointer(&memory, pool, &data), cudaSuccess);
  EXPECT_EQ(read(static_cast<char*>(memory) + 4996), 6u);
  EXPECT_EQ(kernels.add_once(address(memory) + 4996, 4), CUDA_SUCCESS);
  EXPECT_EQ(cudaDeviceSynchronize(), cudaSuccess);
  EXPECT_EQ(other.ask({.ask = Ask::kRead, .a = block.value + 4996}).value, 10u);
  void* again = nullptr;
  EXPECT_EQ(cudaMemPoolImportPointer(&again, pool, &data), cudaErrorInvalidValue) << "twice";
  EXPECT_EQ(cudaFreeAsync(memory, nullptr), cudaSuccess);
  EXPECT_EQ(cudaDeviceSynchronize(), cudaSuccess);
  EXPECT_EQ(cudaFree(memory), cudaErrorInvalidValue);
  EXPECT_EQ(other.ask({.ask = Ask::kRead, .a = block.value + 4996}).value, 10u) << "the exporter's is its own";
  EXPECT_EQ(other.ask({.ask = Ask::kFreeAsync, .a = block.value}).error, CUDA_SUCCESS);
  data.reserved[0] = ~data.reserved[0];
  EXPECT_EQ(cudaMemPoolImportPointer(&again, pool, &data), cudaErrorInvalidValue);
  EXPECT_EQ(cudaMemPoolDestroy(pool), cudaSuccess);
}

} // namespace
} // namespace ox::test
