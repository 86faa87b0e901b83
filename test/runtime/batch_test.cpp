// Batches of copies, prefetches and discards; pools by location; names that older releases had.
#include "fixture.h"
#include <array>
#include <cstring>

namespace ox::test {
namespace {

class Batches : public Runtime {};

cudaMemcpyAttributes in_order(cudaMemcpySrcAccessOrder order) {
  cudaMemcpyAttributes attributes{};
  attributes.srcAccessOrder = order;
  return attributes;
}

TEST_F(Batches, CopiesGoEachItsOwnWay) {
  cudaStream_t stream = new_stream();
  auto* device = new_device<int>(4);
  std::array<int, 2> from{11, 22}, back{};
  void* up_to[] = {device, device + 2};
  const void* up_from[] = {&from[0], &from[1]};
  size_t sizes[] = {sizeof(int), sizeof(int)};
  size_t index = 0;
  cudaMemcpyAttributes attributes = in_order(cudaMemcpySrcAccessOrderDuringApiCall);
  EXPECT_EQ(cudaMemcpyBatchAsync(up_to, up_from, sizes, 2, &attributes, &index, 1, stream), cudaSuccess);
  from = {0, 0}; // was read during the call
  void* down_to[] = {&back[1], &back[0]};
  const void* down_from[] = {device, device + 2};
  attributes = in_order(cudaMemcpySrcAccessOrderStream);
  EXPECT_EQ(cudaMemcpyBatchAsync(down_to, down_from, sizes, 2, &attributes, &index, 1, stream), cudaSuccess);
  EXPECT_EQ(cudaStreamSynchronize(stream), cudaSuccess);
  EXPECT_EQ(back, (std::array<int, 2>{22, 11}));
}

TEST_F(Batches, CopiesAreChecked) {
  cudaStream_t stream = new_stream();
  auto* device = new_device<int>(1);
  int value = 0;
  void* to[] = {device};
  const void* from[] = {&value};
  size_t size = sizeof value, index = 0, wrong_index = 1;
  cudaMemcpyAttributes attributes = in_order(cudaMemcpySrcAccessOrderStream);
  EXPECT_EQ(cudaMemcpyBatchAsync(to, from, &size, 1, &attributes, &index, 1, nullptr), cudaErrorInvalidValue);
  EXPECT_EQ(cudaMemcpyBatchAsync(to, from, &size, 0, &attributes, &index, 1, stream), cudaErrorInvalidValue);
  EXPECT_EQ(cudaMemcpyBatchAsync(to, from, &size, 1, &attributes, &wrong_index, 1, stream), cudaErrorInvalidValue);
  attributes = in_order(cudaMemcpySrcAccessOrderInvalid);
  EXPECT_EQ(cudaMemcpyBatchAsync(to, from, &size, 1, &attributes, &index, 1, stream), cudaErrorInvalidValue);
}

TEST_F(Batches, PrefetchesAndDiscardsTakeManagedMemory) {
  cudaStream_t stream = new_stream();
  void* managed = nullptr;
  ASSERT_EQ(cudaMallocManaged(&managed, 64, cudaMemAttachGlobal), cudaSuccess);
  void* other = new_device(64);
  size_t size = 64, index = 0;
  cudaMemLocation device{cudaMemLocationTypeDevice, 0}, nowhere{cudaMemLocationTypeDevice, 99};
  EXPECT_EQ(cudaMemPrefetchBatchAsync(&managed, &size, 1, &device, &index, 1, 0, stream), cudaSuccess);
  EXPECT_EQ(cudaMemPrefetchBatchAsync(&managed, &size, 1, &nowhere, &index, 1, 0, stream), cudaErrorInvalidDevice);
  EXPECT_EQ(cudaMemPrefetchBatchAsync(&other, &size, 1, &device, &index, 1, 0, stream), cudaErrorInvalidValue);
  EXPECT_EQ(cudaMemDiscardBatchAsync(&managed, &size, 1, 0, stream), cudaSuccess);
  EXPECT_EQ(cudaMemDiscardBatchAsync(&other, &size, 1, 0, stream), cudaErrorInvalidValue);
  EXPECT_EQ(cudaMemDiscardAndPrefetchBatchAsync(&managed, &size, 1, &device, &index, 1, 0, stream), cudaSuccess);
  EXPECT_EQ(cudaFree(managed), cudaSuccess);
}

TEST_F(Batches, PoolsAreFoundByLocation) {
  cudaMemLocation device{cudaMemLocationTypeDevice, 0}, host{cudaMemLocationTypeHost, 0};
  cudaMemPool_t by_location = nullptr, by_device = nullptr;
  EXPECT_EQ(cudaMemGetDefaultMemPool(&by_location, &device, cudaMemAllocationTypePinned), cudaSuccess);
  EXPECT_EQ(cudaDeviceGetDefaultMemPool(&by_device, 0), cudaSuccess);
  EXPECT_EQ(by_location, by_device);
  EXPECT_EQ(cudaMemSetMemPool(&device, cudaMemAllocationTypePinned, by_location), cudaSuccess);
  EXPECT_EQ(cudaMemGetMemPool(&by_location, &device, cudaMemAllocationTypePinned), cudaSuccess);
  EXPECT_EQ(by_location, by_device);
  EXPECT_EQ(cudaMemGetMemPool(&by_location, &host, cudaMemAllocationTypePinned), cudaErrorNotSupported);
}

TEST_F(Batches, OlderNamesDoTheSame) {
  cudaStreamCaptureStatus status = cudaStreamCaptureStatusActive;
  EXPECT_EQ(cudaStreamGetCaptureInfo_v2(nullptr, &status), cudaSuccess);
  EXPECT_EQ(status, cudaStreamCaptureStatusNone);
  void* managed = nullptr;
  ASSERT_EQ(cudaMallocManaged(&managed, 64, cudaMemAttachGlobal), cudaSuccess);
  cudaMemLocation device{cudaMemLocationTypeDevice, 0};
  EXPECT_EQ(cudaMemPrefetchAsync_v2(managed, 64, device, 0, nullptr), cudaSuccess);
  EXPECT_EQ(cudaMemAdvise_v2(managed, 64, cudaMemAdviseSetReadMostly, device), cudaSuccess);
  EXPECT_EQ(cudaFree(managed), cudaSuccess);
}

} // namespace
} // namespace ox::test
