// Memory pools: what they reserve, when memory is used again and by whom, what goes back to the device, who has access.
#include "cuda_runtime_api.h"
#include "ptx_kernels.h"
#include <cstdlib>
#include <gtest/gtest.h>
#include <set>
#include <string>

namespace ox::test {
namespace {

[[maybe_unused]] const int two_devices = setenv("OX_DEVICES", "2", 1);

class Pool : public testing::Test {
protected:
  void SetUp() override {
    ASSERT_EQ(cudaSetDevice(0), cudaSuccess);
    ASSERT_EQ(cudaDeviceReset(), cudaSuccess);
    ASSERT_EQ(cudaFree(nullptr), cudaSuccess);
    ASSERT_EQ(cuInit(0), CUDA_SUCCESS);
    kernels.load();
    ASSERT_EQ(cudaMallocHost(&gate_, 4), cudaSuccess);
    close_gate();
    cudaMemPoolProps properties{};
    properties.allocType = cudaMemAllocationTypePinned;
    properties.location = {cudaMemLocationTypeDevice, 0};
    ASSERT_EQ(cudaMemPoolCreate(&pool, &properties), cudaSuccess);
    for (cudaStream_t* stream : {&a, &b})
      ASSERT_EQ(cudaStreamCreateWithFlags(stream, cudaStreamNonBlocking), cudaSuccess);
  }
  void TearDown() override {
    open_gate();
    cudaDeviceSynchronize();
    cudaMemPoolDestroy(pool);
    cudaDeviceReset();
  }
  void close_gate() { *static_cast<volatile unsigned*>(gate_) = 0; }
  void open_gate() { *static_cast<volatile unsigned*>(gate_) = 1; }
  void hold(cudaStream_t stream) {
    ASSERT_EQ(kernels.launch("wait_for", stream, 1, reinterpret_cast<CUdeviceptr>(gate_)), CUDA_SUCCESS);
  }
  void* allocate(size_t bytes, cudaStream_t stream) {
    void* memory = nullptr;
    EXPECT_EQ(cudaMallocFromPoolAsync(&memory, bytes, pool, stream), cudaSuccess);
    return memory;
  }
  uint64_t get(cudaMemPoolAttr attribute) {
    uint64_t value = ~uint64_t{0};
    EXPECT_EQ(cudaMemPoolGetAttribute(pool, attribute, &value), cudaSuccess);
    return value;
  }
  void set(cudaMemPoolAttr attribute, uint64_t value) {
    EXPECT_EQ(cudaMemPoolSetAttribute(pool, attribute, &value), cudaSuccess);
  }
  void forbid(cudaMemPoolAttr attribute) {
    int no = 0;
    EXPECT_EQ(cudaMemPoolSetAttribute(pool, attribute, &no), cudaSuccess);
  }
  static uint64_t free_bytes() {
    size_t free = 0, total = 0;
    EXPECT_EQ(cudaMemGetInfo(&free, &total), cudaSuccess);
    return free;
  }
  MemoryKernels kernels;
  cudaMemPool_t pool = nullptr;
  cudaStream_t a = nullptr, b = nullptr;

private:
  void* gate_ = nullptr;
};

TEST_F(Pool, ReservesUntilItsThresholdAllows) {
  const uint64_t before = free_bytes();
  void* memory = allocate(3 << 20, a);
  EXPECT_EQ(get(cudaMemPoolAttrUsedMemCurrent), 3u << 20);
  const uint64_t reserved = get(cudaMemPoolAttrReservedMemCurrent);
  EXPECT_GE(reserved, 3u << 20);
  EXPECT_EQ(free_bytes(), before - reserved);
  EXPECT_EQ(cudaFreeAsync(memory, a), cudaSuccess);
  EXPECT_EQ(get(cudaMemPoolAttrUsedMemCurrent), 0u);
  EXPECT_EQ(get(cudaMemPoolAttrReservedMemCurrent), reserved) << "nothing was synchronised";
  EXPECT_EQ(cudaStreamSynchronize(a), cudaSuccess);
  EXPECT_EQ(get(cudaMemPoolAttrReservedMemCurrent), 0u);
  EXPECT_EQ(free_bytes(), before);

  set(cudaMemPoolAttrReleaseThreshold, ~uint64_t{0});
  EXPECT_EQ(cudaFreeAsync(allocate(3 << 20, a), a), cudaSuccess);
  EXPECT_EQ(cudaStreamSynchronize(a), cudaSuccess);
  EXPECT_EQ(get(cudaMemPoolAttrReservedMemCurrent), reserved) << "kept";
  EXPECT_EQ(cudaMemPoolTrimTo(pool, 0), cudaSuccess);
  EXPECT_EQ(get(cudaMemPoolAttrReservedMemCurrent), 0u);
}

TEST_F(Pool, TrimsNoFurtherThanAsked) {
  set(cudaMemPoolAttrReleaseThreshold, ~uint64_t{0});
  void *first = allocate(8 << 20, a), *second = allocate(8 << 20, a);
  EXPECT_EQ(cudaFreeAsync(first, a), cudaSuccess);
  EXPECT_EQ(cudaStreamSynchronize(a), cudaSuccess);
  const uint64_t reserved = get(cudaMemPoolAttrReservedMemCurrent);
  EXPECT_EQ(cudaMemPoolTrimTo(pool, reserved - (4 << 20)), cudaSuccess);
  EXPECT_EQ(get(cudaMemPoolAttrReservedMemCurrent), reserved - (4 << 20));
  EXPECT_EQ(cudaMemPoolTrimTo(pool, 0), cudaSuccess);
  EXPECT_GE(get(cudaMemPoolAttrReservedMemCurrent), 8u << 20) << "what is allocated stays";
  EXPECT_EQ(cudaMemset(second, 1, 8 << 20), cudaSuccess);
  EXPECT_EQ(cudaFreeAsync(second, a), cudaSuccess);
}

TEST_F(Pool, RemembersTheMostAndForgetsItWhenAsked) {
  void* memory = allocate(1 << 20, a);
  void* more = allocate(4 << 20, a);
  EXPECT_EQ(cudaFreeAsync(more, a), cudaSuccess);
  EXPECT_EQ(cudaStreamSynchronize(a), cudaSuccess);
  EXPECT_EQ(get(cudaMemPoolAttrUsedMemHigh), 5u << 20);
  const uint64_t high = get(cudaMemPoolAttrReservedMemHigh);
  EXPECT_GE(high, 5u << 20);
  set(cudaMemPoolAttrUsedMemHigh, 0);
  EXPECT_EQ(get(cudaMemPoolAttrUsedMemHigh), 1u << 20);
  EXPECT_EQ(get(cudaMemPoolAttrReservedMemHigh), high) << "each has its own";
  set(cudaMemPoolAttrReservedMemHigh, 0);
  EXPECT_EQ(get(cudaMemPoolAttrReservedMemHigh), get(cudaMemPoolAttrReservedMemCurrent));
  uint64_t wrong = 1;
  EXPECT_EQ(cudaMemPoolSetAttribute(pool, cudaMemPoolAttrUsedMemHigh, &wrong), cudaErrorInvalidValue);
  EXPECT_EQ(cudaMemPoolSetAttribute(pool, cudaMemPoolAttrUsedMemCurrent, &wrong), cudaErrorInvalidValue);
  EXPECT_EQ(cudaFreeAsync(memory, a), cudaSuccess);
}

TEST_F(Pool, AStreamUsesItsOwnMemoryAgainAtOnce) {
  hold(a);
  void* memory = allocate(1 << 20, a);
  EXPECT_EQ(kernels.launch("store", a, 1, reinterpret_cast<CUdeviceptr>(memory), 1u), CUDA_SUCCESS);
  EXPECT_EQ(cudaFreeAsync(memory, a), cudaSuccess);
  void* again = allocate(1 << 20, a);
  EXPECT_EQ(again, memory);
  EXPECT_EQ(kernels.launch("add_once", a, 8, reinterpret_cast<CUdeviceptr>(again), 1000u), CUDA_SUCCESS);
  open_gate();
  unsigned value = 0;
  EXPECT_EQ(cudaMemcpyAsync(&value, again, 4, cudaMemcpyDeviceToHost, a), cudaSuccess);
  EXPECT_EQ(cudaStreamSynchronize(a), cudaSuccess);
  EXPECT_EQ(value, 1001u) << "a pool clears nothing";
  EXPECT_EQ(cudaFreeAsync(again, a), cudaSuccess);
}

TEST_F(Pool, AnotherStreamWaitsUntilTheFreeIsReached) {
  hold(a);
  void* memory = allocate(1 << 20, a);
  EXPECT_EQ(cudaFreeAsync(memory, a), cudaSuccess);
  void* other = allocate(1 << 20, b);
  EXPECT_NE(other, memory) << "the stream may still use it";
  open_gate();
  EXPECT_EQ(cudaStreamQuery(b), cudaSuccess);
  set(cudaMemPoolAttrReleaseThreshold, ~uint64_t{0});
  EXPECT_EQ(cudaStreamSynchronize(a), cudaSuccess);
  EXPECT_EQ(allocate(1 << 20, b), memory) << "reached";
}

TEST_F(Pool, OpportunisticReuseCanBeForbidden) {
  set(cudaMemPoolAttrReleaseThreshold, ~uint64_t{0});
  forbid(cudaMemPoolReuseAllowOpportunistic);
  void* memory = allocate(1 << 20, a);
  EXPECT_EQ(cudaFreeAsync(memory, a), cudaSuccess);
  while (cudaStreamQuery(a) != cudaSuccess)
    ;
  EXPECT_NE(allocate(1 << 20, b), memory) << "reached, but nobody has waited for it";
}

TEST_F(Pool, EventsAreFollowed) {
  cudaEvent_t event = nullptr;
  ASSERT_EQ(cudaEventCreate(&event), cudaSuccess);
  hold(a);
  void* memory = allocate(1 << 20, a);
  EXPECT_EQ(cudaFreeAsync(memory, a), cudaSuccess);
  EXPECT_EQ(cudaEventRecord(event, a), cudaSuccess);
  EXPECT_EQ(cudaStreamWaitEvent(b, event, 0), cudaSuccess);
  set(cudaMemPoolAttrReleaseThreshold, 0);
  forbid(cudaMemPoolReuseFollowEventDependencies);
  void* apart = allocate(3 << 20, b); // larger, so that the first stays
  EXPECT_NE(apart, memory);
  int yes = 1;
  EXPECT_EQ(cudaMemPoolSetAttribute(pool, cudaMemPoolReuseFollowEventDependencies, &yes), cudaSuccess);
  std::set<void*> got;
  for (int i = 0; i < 3; ++i) // what is ready comes first
    got.insert(allocate(900 << 10, b));
  EXPECT_TRUE(got.contains(memory));
  open_gate();
  EXPECT_EQ(cudaStreamSynchronize(b), cudaSuccess);
}

TEST_F(Pool, AStreamIsMadeToWaitWhenThereIsNothingElse) {
  cudaMemPoolProps properties{};
  properties.allocType = cudaMemAllocationTypePinned;
  properties.location = {cudaMemLocationTypeDevice, 0};
  properties.maxSize = 4 << 20;
  cudaMemPool_t small = nullptr;
  ASSERT_EQ(cudaMemPoolCreate(&small, &properties), cudaSuccess);
  void *memory = nullptr, *other = nullptr;
  hold(a);
  ASSERT_EQ(cudaMallocFromPoolAsync(&memory, 3 << 20, small, a), cudaSuccess);
  EXPECT_EQ(cudaFreeAsync(memory, a), cudaSuccess);
  int no = 0, yes = 1;
  EXPECT_EQ(cudaMemPoolSetAttribute(small, cudaMemPoolReuseAllowInternalDependencies, &no), cudaSuccess);
  EXPECT_EQ(cudaMallocFromPoolAsync(&other, 3 << 20, small, b), cudaErrorMemoryAllocation);
  EXPECT_EQ(cudaMemPoolSetAttribute(small, cudaMemPoolReuseAllowInternalDependencies, &yes), cudaSuccess);
  ASSERT_EQ(cudaMallocFromPoolAsync(&other, 3 << 20, small, b), cudaSuccess);
  EXPECT_EQ(other, memory);
  EXPECT_EQ(cudaStreamQuery(b), cudaErrorNotReady) << "it waits for the other stream";
  open_gate();
  EXPECT_EQ(cudaStreamSynchronize(b), cudaSuccess);
  EXPECT_EQ(cudaFreeAsync(other, b), cudaSuccess);
  EXPECT_EQ(cudaStreamSynchronize(b), cudaSuccess);
  EXPECT_EQ(cudaMemPoolDestroy(small), cudaSuccess);
}

TEST_F(Pool, MemoryThatWasFreedIsOutOfReach) {
  void* memory = allocate(4096, a);
  EXPECT_EQ(kernels.launch("store", a, 1, reinterpret_cast<CUdeviceptr>(memory), 1u), CUDA_SUCCESS);
  EXPECT_EQ(cudaFreeAsync(memory, a), cudaSuccess);
  testing::internal::CaptureStderr();
  EXPECT_EQ(kernels.launch("store", a, 1, reinterpret_cast<CUdeviceptr>(memory), 1u), CUDA_SUCCESS);
  EXPECT_EQ(cudaStreamSynchronize(a), cudaErrorIllegalAddress);
  std::string text = testing::internal::GetCapturedStderr();
  EXPECT_NE(text.find("which was freed"), std::string::npos) << text;
}

TEST_F(Pool, MistakesAreErrors) {
  void* memory = allocate(64, a);
  EXPECT_EQ(cudaFreeAsync(static_cast<char*>(memory) + 1, a), cudaErrorInvalidValue);
  EXPECT_EQ(cudaFreeAsync(memory, a), cudaSuccess);
  EXPECT_EQ(cudaFreeAsync(memory, a), cudaErrorInvalidValue) << "twice";
  EXPECT_EQ(cudaFree(memory), cudaErrorInvalidValue);
  cudaMemPoolProps properties{};
  cudaMemPool_t other = nullptr;
  EXPECT_EQ(cudaMemPoolCreate(&other, &properties), cudaErrorInvalidValue);
  properties.allocType = cudaMemAllocationTypePinned;
  properties.location = {cudaMemLocationTypeDevice, 2};
  EXPECT_EQ(cudaMemPoolCreate(&other, &properties), cudaErrorInvalidDevice);
  properties.location = {cudaMemLocationTypeDevice, 0};
  properties.handleTypes = cudaMemHandleTypeFabric;
  EXPECT_EQ(cudaMemPoolCreate(&other, &properties), cudaErrorNotSupported);
  int descriptor = -1;
  EXPECT_EQ(cudaMemPoolExportToShareableHandle(&descriptor, pool, cudaMemHandleTypePosixFileDescriptor, 0),
            cudaErrorInvalidValue)
      << "not made for it";
  cudaMemPoolPtrExportData data;
  memory = allocate(64, a);
  EXPECT_EQ(cudaMemPoolExportPointer(&data, memory), cudaErrorInvalidValue);
  EXPECT_EQ(cudaFree(memory), cudaSuccess) << "cudaFree takes it, too";
  EXPECT_EQ(cudaMallocAsync(&memory, size_t{1} << 50, a), cudaErrorMemoryAllocation);
}

TEST_F(Pool, OtherDevicesHaveTheAccessThatItGives) {
  void *before = allocate(64, a), *after = nullptr;
  EXPECT_EQ(cudaMemset(before, 0, 64), cudaSuccess);
  EXPECT_EQ(cudaDeviceSynchronize(), cudaSuccess);
  cudaMemLocation second{cudaMemLocationTypeDevice, 1};
  cudaMemAccessFlags flags{};
  EXPECT_EQ(cudaMemPoolGetAccess(&flags, pool, &second), cudaSuccess);
  EXPECT_EQ(flags, cudaMemAccessFlagsProtNone);
  cudaMemAccessDesc access{second, cudaMemAccessFlagsProtReadWrite},
      own{{cudaMemLocationTypeDevice, 0}, cudaMemAccessFlagsProtNone};
  EXPECT_EQ(cudaMemPoolSetAccess(pool, &own, 1), cudaErrorInvalidValue);
  ASSERT_EQ(cudaMemPoolSetAccess(pool, &access, 1), cudaSuccess);
  EXPECT_EQ(cudaMemPoolGetAccess(&flags, pool, &second), cudaSuccess);
  EXPECT_EQ(flags, cudaMemAccessFlagsProtReadWrite);
  after = allocate(64, a);
  EXPECT_EQ(cudaMemset(after, 0, 64), cudaSuccess);
  EXPECT_EQ(cudaDeviceSynchronize(), cudaSuccess);
  ASSERT_EQ(cudaSetDevice(1), cudaSuccess);
  MemoryKernels theirs;
  theirs.load();
  for (void* memory : {before, after}) {
    EXPECT_EQ(theirs.add_once(reinterpret_cast<CUdeviceptr>(memory), 5), CUDA_SUCCESS);
    EXPECT_EQ(cudaDeviceSynchronize(), cudaSuccess);
    unsigned value = 0;
    EXPECT_EQ(cudaMemcpy(&value, memory, 4, cudaMemcpyDefault), cudaSuccess);
    EXPECT_EQ(value, 5u);
  }
  access.flags = cudaMemAccessFlagsProtNone;
  ASSERT_EQ(cudaMemPoolSetAccess(pool, &access, 1), cudaSuccess);
  testing::internal::CaptureStderr();
  EXPECT_EQ(theirs.store(reinterpret_cast<CUdeviceptr>(after), 5), CUDA_SUCCESS);
  EXPECT_EQ(cudaDeviceSynchronize(), cudaErrorIllegalAddress);
  testing::internal::GetCapturedStderr();
  EXPECT_EQ(cudaDeviceReset(), cudaSuccess);
  ASSERT_EQ(cudaSetDevice(0), cudaSuccess);
  EXPECT_EQ(cudaFreeAsync(before, a), cudaSuccess);
  EXPECT_EQ(cudaFreeAsync(after, a), cudaSuccess);
}

} // namespace
} // namespace ox::test
