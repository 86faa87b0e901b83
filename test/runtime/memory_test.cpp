// Allocation, page-locking, pools, and what is known about pointers.
#include "fixture.h"
#include <array>
#include <thread>

namespace ox::test {
namespace {

using namespace std::chrono_literals;
class Memory : public Runtime {};

TEST_F(Memory, AnAllocationOfNothingIsNull) {
  void* memory = &memory;
  EXPECT_EQ(cudaMalloc(&memory, 0), cudaSuccess);
  EXPECT_EQ(memory, nullptr);
  EXPECT_EQ(cudaFree(nullptr), cudaSuccess);
}

TEST_F(Memory, NoPlaceForThePointerIsAnInvalidValue) { EXPECT_EQ(cudaMalloc(nullptr, 16), cudaErrorInvalidValue); }

TEST_F(Memory, TooMuchIsOutOfMemory) {
  void* memory = nullptr;
  EXPECT_EQ(cudaMalloc(&memory, kFakeMemoryBytes + 1), cudaErrorMemoryAllocation);
  EXPECT_EQ(cudaGetLastError(), cudaErrorMemoryAllocation);
  EXPECT_EQ(cudaMalloc(&memory, 16), cudaSuccess); // not sticky
}

TEST_F(Memory, FreeingTwiceIsAnInvalidValue) {
  void* memory = new_device(16);
  EXPECT_EQ(cudaFree(memory), cudaSuccess);
  EXPECT_EQ(cudaFree(memory), cudaErrorInvalidValue);
}

TEST_F(Memory, FreeingAForeignPointerIsAnInvalidValue) {
  char host[16];
  EXPECT_EQ(cudaFree(host), cudaErrorInvalidValue);
  EXPECT_EQ(cudaFree(new_device(16) + 1), cudaErrorInvalidValue);
  EXPECT_EQ(cudaFree(new_pinned(16)), cudaErrorInvalidValue);
  EXPECT_EQ(cudaFreeHost(new_device(16)), cudaErrorInvalidValue);
  EXPECT_EQ(cudaFreeHost(host), cudaErrorInvalidValue);
}

TEST_F(Memory, FreeWaitsForTheDevice) {
  std::atomic<bool> ran = false;
  set_body(kFirst, [&] { std::this_thread::sleep_for(5ms), ran = true; });
  void* memory = new_device(16);
  launch(kFirst, new_stream(cudaStreamNonBlocking));
  EXPECT_EQ(cudaFree(memory), cudaSuccess);
  EXPECT_TRUE(ran);
}

TEST_F(Memory, FreeAndTotalAreTheDevices) {
  size_t before = 0, after = 0, total = 0;
  EXPECT_EQ(cudaMemGetInfo(&before, &total), cudaSuccess);
  EXPECT_EQ(total, kFakeMemoryBytes);
  new_device(1 << 20);
  EXPECT_EQ(cudaMemGetInfo(&after, &total), cudaSuccess);
  EXPECT_EQ(before - after, 1u << 20);
}

TEST_F(Memory, ManagedMemoryNeedsASizeAndAFlag) {
  void* memory = nullptr;
  EXPECT_EQ(cudaMallocManaged(&memory, 0, cudaMemAttachGlobal), cudaErrorInvalidValue);
  EXPECT_EQ(cudaMallocManaged(&memory, 16, 0), cudaErrorInvalidValue);
  EXPECT_EQ(cudaMallocManaged(&memory, 16, cudaMemAttachGlobal), cudaSuccess);
  static_cast<int*>(memory)[3] = 5; // the host can use it
  EXPECT_EQ(cudaFree(memory), cudaSuccess);
}

TEST_F(Memory, APointerTellsWhatItPointsAt) {
  cudaPointerAttributes about{};
  char* device = new_device(16);
  EXPECT_EQ(cudaPointerGetAttributes(&about, device + 3), cudaSuccess);
  EXPECT_EQ(about.type, cudaMemoryTypeDevice);
  EXPECT_EQ(about.device, 0);
  EXPECT_EQ(about.devicePointer, device + 3);
  EXPECT_EQ(about.hostPointer, nullptr);

  char* pinned = new_pinned(16);
  EXPECT_EQ(cudaPointerGetAttributes(&about, pinned), cudaSuccess);
  EXPECT_EQ(about.type, cudaMemoryTypeHost);
  EXPECT_EQ(about.hostPointer, pinned);

  void* managed = nullptr;
  cudaMallocManaged(&managed, 16, cudaMemAttachGlobal);
  EXPECT_EQ(cudaPointerGetAttributes(&about, managed), cudaSuccess);
  EXPECT_EQ(about.type, cudaMemoryTypeManaged);
  EXPECT_EQ(about.hostPointer, managed);
  EXPECT_EQ(about.devicePointer, managed);

  char host[16];
  EXPECT_EQ(cudaPointerGetAttributes(&about, host), cudaSuccess); // no error since CUDA 11
  EXPECT_EQ(about.type, cudaMemoryTypeUnregistered);
  EXPECT_EQ(about.devicePointer, nullptr);
}

TEST_F(Memory, RegisteredMemoryIsPageLocked) {
  std::vector<char> host(4096);
  cudaPointerAttributes about{};
  EXPECT_EQ(cudaHostRegister(host.data(), host.size(), cudaHostRegisterMapped), cudaSuccess);
  EXPECT_EQ(cudaPointerGetAttributes(&about, host.data() + 100), cudaSuccess);
  EXPECT_EQ(about.type, cudaMemoryTypeHost);
  void* device = nullptr;
  EXPECT_EQ(cudaHostGetDevicePointer(&device, host.data(), 0), cudaSuccess);
  EXPECT_NE(device, nullptr);
  EXPECT_EQ(cudaHostRegister(host.data() + 8, 8, 0), cudaErrorHostMemoryAlreadyRegistered);
  EXPECT_EQ(cudaHostUnregister(host.data()), cudaSuccess);
  EXPECT_EQ(cudaHostUnregister(host.data()), cudaErrorHostMemoryNotRegistered);
}

TEST_F(Memory, HostAllocKeepsItsFlags) {
  void* memory = nullptr;
  unsigned flags = 0;
  EXPECT_EQ(cudaHostAlloc(&memory, 16, cudaHostAllocPortable | cudaHostAllocMapped), cudaSuccess);
  EXPECT_EQ(cudaHostGetFlags(&flags, memory), cudaSuccess);
  EXPECT_EQ(flags, unsigned{cudaHostAllocPortable | cudaHostAllocMapped});
  EXPECT_EQ(cudaHostAlloc(&memory, 16, 0x80), cudaErrorInvalidValue);
  EXPECT_EQ(cudaHostGetDevicePointer(&memory, &flags, 0), cudaErrorInvalidValue);
}

TEST_F(Memory, AStreamOrderedFreeWaitsForItsStream) {
  Gate gate;
  set_body(kFirst, [&] { gate.wait(); });
  cudaStream_t stream = new_stream();
  void* memory = nullptr;
  size_t empty = 0, used = 0, total = 0;
  launch(kSecond, stream); // loads the image, which takes memory of its own
  cudaStreamSynchronize(stream);
  cudaMemGetInfo(&empty, &total);
  EXPECT_EQ(cudaMallocAsync(&memory, 1 << 20, stream), cudaSuccess);
  launch(kFirst, stream);
  EXPECT_EQ(cudaFreeAsync(memory, stream), cudaSuccess);
  cudaMemGetInfo(&used, &total);
  EXPECT_GE(empty - used, 1u << 20);
  EXPECT_EQ(cudaFreeAsync(memory, stream), cudaErrorInvalidValue); // for the program it is gone
  gate.open();
  cudaStreamSynchronize(stream);
  cudaMemGetInfo(&used, &total);
  EXPECT_EQ(empty, used);
}

TEST_F(Memory, APoolCountsWhatIsTakenFromIt) {
  cudaMemPool_t pool = nullptr;
  ASSERT_EQ(cudaDeviceGetDefaultMemPool(&pool, 0), cudaSuccess);
  void* memory = nullptr;
  uint64_t used = 0, high = 0;
  EXPECT_EQ(cudaMallocAsync(&memory, 4096, nullptr), cudaSuccess);
  EXPECT_EQ(cudaMemPoolGetAttribute(pool, cudaMemPoolAttrUsedMemCurrent, &used), cudaSuccess);
  EXPECT_EQ(used, 4096u);
  EXPECT_EQ(cudaFree(memory), cudaSuccess); // cudaFree takes them, too
  EXPECT_EQ(cudaMemPoolGetAttribute(pool, cudaMemPoolAttrUsedMemCurrent, &used), cudaSuccess);
  EXPECT_EQ(cudaMemPoolGetAttribute(pool, cudaMemPoolAttrUsedMemHigh, &high), cudaSuccess);
  EXPECT_EQ(used, 0u);
  EXPECT_EQ(high, 4096u);
}

TEST_F(Memory, AFullPoolIsOutOfMemory) {
  cudaMemPoolProps properties{};
  properties.allocType = cudaMemAllocationTypePinned;
  properties.location = {cudaMemLocationTypeDevice, 0};
  properties.maxSize = 4096;
  cudaMemPool_t pool = nullptr;
  ASSERT_EQ(cudaMemPoolCreate(&pool, &properties), cudaSuccess);
  void* memory = nullptr;
  EXPECT_EQ(cudaMallocFromPoolAsync(&memory, 4096, pool, nullptr), cudaSuccess);
  void* more = nullptr;
  EXPECT_EQ(cudaMallocFromPoolAsync(&more, 1, pool, nullptr), cudaErrorMemoryAllocation);
  EXPECT_EQ(cudaMemPoolDestroy(pool), cudaSuccess);
  EXPECT_EQ(cudaFreeAsync(memory, nullptr), cudaSuccess); // the pool lives as long as what is in it
  EXPECT_EQ(cudaMallocFromPoolAsync(&more, 1, pool, nullptr), cudaErrorInvalidValue);
}

TEST_F(Memory, AdviceIsForManagedMemory) {
  void* managed = nullptr;
  cudaMallocManaged(&managed, 4096, cudaMemAttachGlobal);
  cudaMemLocation device{cudaMemLocationTypeDevice, 0}, nowhere{cudaMemLocationTypeDevice, 7};
  EXPECT_EQ(cudaMemPrefetchAsync(managed, 4096, device, 0u, nullptr), cudaSuccess);
  EXPECT_EQ(cudaMemPrefetchAsync(managed, 4096, nowhere, 0u, nullptr), cudaErrorInvalidDevice);
  EXPECT_EQ(cudaMemPrefetchAsync(managed, 4097, device, 0u, nullptr), cudaErrorInvalidValue);
  EXPECT_EQ(cudaMemPrefetchAsync(new_device(16), 16, device, 0u, nullptr), cudaErrorInvalidValue);
  EXPECT_EQ(cudaMemAdvise(managed, 4096, cudaMemAdviseSetReadMostly, device), cudaSuccess);
  EXPECT_EQ(cudaMemAdvise(managed, 4096, static_cast<cudaMemoryAdvise>(9), device), cudaErrorInvalidValue);
}

int attribute_of(const void* memory, size_t bytes, cudaMemRangeAttribute attribute) {
  int value = 12345;
  EXPECT_EQ(cudaMemRangeGetAttribute(&value, sizeof value, attribute, memory, bytes), cudaSuccess);
  return value;
}

TEST_F(Memory, AdviceIsRememberedByThePage) {
  constexpr size_t kPage = 4096;
  char* managed = nullptr;
  ASSERT_EQ(cudaMallocManaged(reinterpret_cast<void**>(&managed), 4 * kPage, cudaMemAttachGlobal), cudaSuccess);
  const cudaMemLocation device{cudaMemLocationTypeDevice, 0}, host{cudaMemLocationTypeHost, 0};
  EXPECT_EQ(attribute_of(managed, kPage, cudaMemRangeAttributePreferredLocation), cudaInvalidDeviceId);
  EXPECT_EQ(attribute_of(managed, kPage, cudaMemRangeAttributeLastPrefetchLocation), cudaInvalidDeviceId);
  EXPECT_EQ(attribute_of(managed, kPage, cudaMemRangeAttributeReadMostly), 0);

  EXPECT_EQ(cudaMemAdvise(managed, 4 * kPage, cudaMemAdviseSetReadMostly, device), cudaSuccess);
  EXPECT_EQ(cudaMemAdvise(managed + kPage, kPage, cudaMemAdviseUnsetReadMostly, device), cudaSuccess);
  EXPECT_EQ(attribute_of(managed, kPage, cudaMemRangeAttributeReadMostly), 1);
  EXPECT_EQ(attribute_of(managed + kPage, kPage, cudaMemRangeAttributeReadMostly), 0);
  EXPECT_EQ(attribute_of(managed, 2 * kPage, cudaMemRangeAttributeReadMostly), 0);
  EXPECT_EQ(attribute_of(managed + 2 * kPage, 2 * kPage, cudaMemRangeAttributeReadMostly), 1);

  EXPECT_EQ(cudaMemAdvise(managed, 2 * kPage, cudaMemAdviseSetPreferredLocation, device), cudaSuccess);
  EXPECT_EQ(attribute_of(managed, 2 * kPage, cudaMemRangeAttributePreferredLocation), 0);
  EXPECT_EQ(attribute_of(managed, kPage, cudaMemRangeAttributePreferredLocationType), cudaMemLocationTypeDevice);
  EXPECT_EQ(attribute_of(managed, 3 * kPage, cudaMemRangeAttributePreferredLocation), cudaInvalidDeviceId);
  EXPECT_EQ(cudaMemAdvise(managed, kPage, cudaMemAdviseSetPreferredLocation, host), cudaSuccess);
  EXPECT_EQ(attribute_of(managed, kPage, cudaMemRangeAttributePreferredLocation), cudaCpuDeviceId);
  EXPECT_EQ(cudaMemAdvise(managed, kPage, cudaMemAdviseUnsetPreferredLocation, host), cudaSuccess);
  EXPECT_EQ(attribute_of(managed, kPage, cudaMemRangeAttributePreferredLocation), cudaInvalidDeviceId);

  EXPECT_EQ(cudaMemPrefetchAsync(managed, 1, device, 0u, nullptr), cudaSuccess); // its page
  EXPECT_EQ(attribute_of(managed, kPage, cudaMemRangeAttributeLastPrefetchLocation), 0);
  EXPECT_EQ(attribute_of(managed, 2 * kPage, cudaMemRangeAttributeLastPrefetchLocation), cudaInvalidDeviceId);

  EXPECT_EQ(cudaMemAdvise(managed, 4 * kPage, cudaMemAdviseSetAccessedBy, device), cudaSuccess);
  EXPECT_EQ(cudaMemAdvise(managed, kPage, cudaMemAdviseSetAccessedBy, host), cudaSuccess);
  std::array<int, 3> list{};
  EXPECT_EQ(cudaMemRangeGetAttribute(list.data(), sizeof list, cudaMemRangeAttributeAccessedBy, managed, kPage),
            cudaSuccess);
  EXPECT_EQ(list, (std::array<int, 3>{0, cudaCpuDeviceId, cudaInvalidDeviceId}));
  EXPECT_EQ(cudaMemRangeGetAttribute(list.data(), sizeof list, cudaMemRangeAttributeAccessedBy, managed, 4 * kPage),
            cudaSuccess);
  EXPECT_EQ(list, (std::array<int, 3>{0, cudaInvalidDeviceId, cudaInvalidDeviceId}));
  EXPECT_EQ(cudaMemRangeGetAttribute(list.data(), sizeof list, cudaMemRangeAttributeReadMostly, managed, kPage),
            cudaErrorInvalidValue);
  EXPECT_EQ(cudaFree(managed), cudaSuccess);
  EXPECT_EQ(cudaMemAdvise(managed, kPage, cudaMemAdviseSetReadMostly, device), cudaErrorInvalidValue);
}

} // namespace
} // namespace ox::test
