// Copies and fills: directions, shapes, and when the call returns.
#include "fixture.h"
#include <cstring>
#include <numeric>
#include <thread>

namespace ox::test {
namespace {

using namespace std::chrono_literals;
class Copies : public Runtime {};

std::vector<int> counting(size_t count) {
  std::vector<int> values(count);
  std::iota(values.begin(), values.end(), 1);
  return values;
}

TEST_F(Copies, ToTheDeviceAndBack) {
  std::vector<int> source = counting(1000), result(1000);
  int* device = new_device<int>(1000);
  EXPECT_EQ(cudaMemcpy(device, source.data(), 4000, cudaMemcpyHostToDevice), cudaSuccess);
  EXPECT_EQ(cudaMemcpy(result.data(), device, 4000, cudaMemcpyDeviceToHost), cudaSuccess);
  EXPECT_EQ(result, source);
}

TEST_F(Copies, TheDefaultDirectionFollowsThePointers) {
  std::vector<int> source = counting(10), result(10);
  int *first = new_device<int>(10), *second = new_device<int>(10);
  EXPECT_EQ(cudaMemcpy(first, source.data(), 40, cudaMemcpyDefault), cudaSuccess);
  EXPECT_EQ(cudaMemcpy(second, first, 40, cudaMemcpyDefault), cudaSuccess);
  EXPECT_EQ(cudaMemcpy(result.data(), second, 40, cudaMemcpyDefault), cudaSuccess);
  EXPECT_EQ(result, source);
}

TEST_F(Copies, ADirectionThatDoesNotFitThePointersIsAnInvalidValue) {
  char host[16], other[16];
  char* device = new_device(16);
  EXPECT_EQ(cudaMemcpy(host, other, 16, cudaMemcpyHostToDevice), cudaErrorInvalidValue);
  EXPECT_EQ(cudaMemcpy(host, other, 16, cudaMemcpyDeviceToHost), cudaErrorInvalidValue);
  EXPECT_EQ(cudaMemcpy(host, device, 16, cudaMemcpyHostToDevice), cudaErrorInvalidValue);
  EXPECT_EQ(cudaMemcpy(device, host, 16, cudaMemcpyHostToHost), cudaErrorInvalidValue);
  EXPECT_EQ(cudaMemcpy(device, host, 16, cudaMemcpyDeviceToDevice), cudaErrorInvalidValue);
}

TEST_F(Copies, ANumberThatIsNoDirectionHasItsOwnError) {
  char host[16];
  EXPECT_EQ(cudaMemcpy(new_device(16), host, 16, static_cast<cudaMemcpyKind>(7)), cudaErrorInvalidMemcpyDirection);
}

TEST_F(Copies, LeavingAnAllocationIsAnInvalidValue) {
  char host[64] = {};
  char* device = new_device(32);
  EXPECT_EQ(cudaMemcpy(device, host, 33, cudaMemcpyHostToDevice), cudaErrorInvalidValue);
  EXPECT_EQ(cudaMemcpy(host, device + 16, 17, cudaMemcpyDeviceToHost), cudaErrorInvalidValue);
  EXPECT_EQ(cudaMemcpy(host, device + 16, 16, cudaMemcpyDeviceToHost), cudaSuccess);
}

TEST_F(Copies, NullIsAnInvalidValueUnlessNothingIsCopied) {
  char host[16];
  EXPECT_EQ(cudaMemcpy(nullptr, host, 16, cudaMemcpyHostToDevice), cudaErrorInvalidValue);
  EXPECT_EQ(cudaMemcpy(new_device(16), nullptr, 16, cudaMemcpyHostToDevice), cudaErrorInvalidValue);
  EXPECT_EQ(cudaMemcpy(nullptr, nullptr, 0, cudaMemcpyHostToDevice), cudaSuccess);
}

TEST_F(Copies, FreedMemoryIsAnInvalidValue) {
  char host[16];
  char* device = new_device(16);
  cudaFree(device);
  EXPECT_EQ(cudaMemcpy(device, host, 16, cudaMemcpyHostToDevice), cudaErrorInvalidValue);
}

TEST_F(Copies, MemcpyWaitsForWorkInTheDefaultStream) {
  int value = 0;
  int* device = new_device<int>(1);
  set_body(kFirst, [&] { std::this_thread::sleep_for(5ms), *device = 42; });
  launch(kFirst);
  EXPECT_EQ(cudaMemcpy(&value, device, 4, cudaMemcpyDeviceToHost), cudaSuccess);
  EXPECT_EQ(value, 42);
}

TEST_F(Copies, MemcpyWaitsForWorkInBlockingStreams) {
  int value = 0;
  int* device = new_device<int>(1);
  set_body(kFirst, [&] { std::this_thread::sleep_for(5ms), *device = 42; });
  launch(kFirst, new_stream());
  EXPECT_EQ(cudaMemcpy(&value, device, 4, cudaMemcpyDeviceToHost), cudaSuccess);
  EXPECT_EQ(value, 42);
}

TEST_F(Copies, DeviceToDeviceMemcpyIsOnlyQueued) {
  Gate gate;
  set_body(kFirst, [&] { gate.wait(); });
  char *from = new_device(16), *to = new_device(16);
  launch(kFirst);
  EXPECT_EQ(cudaMemcpy(to, from, 16, cudaMemcpyDeviceToDevice), cudaSuccess);
  EXPECT_FALSE(gate.is_open());
  gate.open();
  cudaDeviceSynchronize();
}

TEST_F(Copies, AnAsyncCopyOfPinnedMemoryIsOnlyQueued) {
  Gate gate;
  set_body(kFirst, [&] { gate.wait(); });
  int* pinned = new_pinned<int>(1);
  int* device = new_device<int>(1);
  cudaStream_t stream = new_stream();
  *pinned = 1;
  launch(kFirst, stream);
  EXPECT_EQ(cudaMemcpyAsync(device, pinned, 4, cudaMemcpyHostToDevice, stream), cudaSuccess);
  *pinned = 2; // before the copy: it is not staged
  gate.open();
  cudaStreamSynchronize(stream);
  int value = 0;
  cudaMemcpy(&value, device, 4, cudaMemcpyDeviceToHost);
  EXPECT_EQ(value, 2);
}

TEST_F(Copies, AnAsyncCopyFromPageableMemoryReadsItBeforeItReturns) {
  Gate gate;
  set_body(kFirst, [&] { gate.wait(); });
  int pageable = 1;
  int* device = new_device<int>(1);
  cudaStream_t stream = new_stream();
  launch(kFirst, stream);
  EXPECT_EQ(cudaMemcpyAsync(device, &pageable, 4, cudaMemcpyHostToDevice, stream), cudaSuccess);
  pageable = 2;
  gate.open();
  cudaStreamSynchronize(stream);
  int value = 0;
  cudaMemcpy(&value, device, 4, cudaMemcpyDeviceToHost);
  EXPECT_EQ(value, 1);
}

TEST_F(Copies, AnAsyncCopyToPageableMemoryIsDoneWhenItReturns) {
  int* device = new_device<int>(1);
  set_body(kFirst, [&] { std::this_thread::sleep_for(5ms), *device = 42; });
  cudaStream_t stream = new_stream();
  int value = 0;
  launch(kFirst, stream);
  EXPECT_EQ(cudaMemcpyAsync(&value, device, 4, cudaMemcpyDeviceToHost, stream), cudaSuccess);
  EXPECT_EQ(value, 42);
}

TEST_F(Copies, AnAsyncCopyToPinnedMemoryIsOnlyQueued) {
  Gate gate;
  int* device = new_device<int>(1);
  int* pinned = new_pinned<int>(1);
  set_body(kFirst, [&] { gate.wait(), *device = 42; });
  cudaStream_t stream = new_stream();
  launch(kFirst, stream);
  EXPECT_EQ(cudaMemcpyAsync(pinned, device, 4, cudaMemcpyDeviceToHost, stream), cudaSuccess);
  gate.open();
  EXPECT_EQ(cudaStreamSynchronize(stream), cudaSuccess);
  EXPECT_EQ(*pinned, 42);
}

TEST_F(Copies, RowsWithPitches) {
  std::vector<int> source = counting(6), result(6);
  void* device = nullptr;
  size_t pitch = 0;
  ASSERT_EQ(cudaMallocPitch(&device, &pitch, 12, 2), cudaSuccess);
  EXPECT_EQ(pitch % 256, 0u);
  EXPECT_EQ(cudaMemcpy2D(device, pitch, source.data(), 12, 12, 2, cudaMemcpyHostToDevice), cudaSuccess);
  EXPECT_EQ(static_cast<int*>(device)[pitch / 4], 4); // the second row starts a pitch later (memory is shared here)
  EXPECT_EQ(cudaMemcpy2D(result.data(), 12, device, pitch, 12, 2, cudaMemcpyDeviceToHost), cudaSuccess);
  EXPECT_EQ(result, source);
}

TEST_F(Copies, ARowThatIsWiderThanAPitchIsAnInvalidPitch) {
  char host[64];
  EXPECT_EQ(cudaMemcpy2D(new_device(64), 8, host, 16, 16, 2, cudaMemcpyHostToDevice), cudaErrorInvalidPitchValue);
}

TEST_F(Copies, ABoxIn3D) {
  std::vector<int> source = counting(2 * 3 * 4), result(2 * 3 * 4);
  cudaPitchedPtr device{};
  cudaExtent extent{4 * sizeof(int), 3, 2};
  ASSERT_EQ(cudaMalloc3D(&device, extent), cudaSuccess);
  EXPECT_EQ(device.xsize, extent.width);
  EXPECT_EQ(device.ysize, extent.height);
  cudaMemcpy3DParms box{};
  box.srcPtr = {source.data(), 16, 16, 3};
  box.dstPtr = device;
  box.extent = extent;
  box.kind = cudaMemcpyHostToDevice;
  EXPECT_EQ(cudaMemcpy3D(&box), cudaSuccess);
  box.srcPtr = device;
  box.dstPtr = {result.data(), 16, 16, 3};
  box.kind = cudaMemcpyDeviceToHost;
  EXPECT_EQ(cudaMemcpy3D(&box), cudaSuccess);
  EXPECT_EQ(result, source);
}

TEST_F(Copies, APartOfABoxIn3D) {
  std::vector<char> source(4 * 4 * 4);
  std::iota(source.begin(), source.end(), 0);
  char* device = new_device(8);
  cudaMemcpy3DParms box{};
  box.srcPtr = {source.data(), 4, 4, 4};
  box.srcPos = {1, 2, 1};
  box.dstPtr = {device, 2, 2, 2};
  box.extent = {2, 2, 2};
  box.kind = cudaMemcpyHostToDevice;
  EXPECT_EQ(cudaMemcpy3D(&box), cudaSuccess);
  char result[8];
  cudaMemcpy(result, device, 8, cudaMemcpyDeviceToHost);
  EXPECT_EQ(std::vector<char>(result, result + 8), (std::vector<char>{25, 26, 29, 30, 41, 42, 45, 46}));
}

TEST_F(Copies, ToAndFromAVariable) {
  std::vector<int> source = counting(4), result(4);
  const void* symbol = &fake_variable_symbol;
  EXPECT_EQ(cudaMemcpyToSymbol(symbol, source.data(), 16, 8, cudaMemcpyHostToDevice), cudaSuccess);
  EXPECT_EQ(cudaMemcpyFromSymbol(result.data(), symbol, 16, 8, cudaMemcpyDeviceToHost), cudaSuccess);
  EXPECT_EQ(result, source);
  void* address = nullptr;
  size_t bytes = 0;
  EXPECT_EQ(cudaGetSymbolAddress(&address, symbol), cudaSuccess);
  EXPECT_EQ(cudaGetSymbolSize(&bytes, symbol), cudaSuccess);
  EXPECT_EQ(bytes, 64u);
  EXPECT_EQ(cudaMemcpy(result.data(), static_cast<char*>(address) + 8, 16, cudaMemcpyDeviceToHost), cudaSuccess);
  EXPECT_EQ(result, source);
}

TEST_F(Copies, LeavingAVariableIsAnInvalidValue) {
  char host[65];
  EXPECT_EQ(cudaMemcpyToSymbol(&fake_variable_symbol, host, 65, 0, cudaMemcpyHostToDevice), cudaErrorInvalidValue);
  EXPECT_EQ(cudaMemcpyToSymbol(&fake_variable_symbol, host, 8, 60, cudaMemcpyHostToDevice), cudaErrorInvalidValue);
}

TEST_F(Copies, WhatIsNoVariableIsAnInvalidSymbol) {
  char host[4];
  EXPECT_EQ(cudaMemcpyToSymbol(host, host, 4, 0, cudaMemcpyHostToDevice), cudaErrorInvalidSymbol);
}

TEST_F(Copies, AManagedVariableIsOneForHostAndDevice) {
  ASSERT_NE(fake_managed_variable, nullptr); // before any call of this context
  cudaFree(nullptr);
  EXPECT_EQ(*fake_managed_variable, 7);
  void* address = nullptr;
  EXPECT_EQ(cudaGetSymbolAddress(&address, fake_managed_variable), cudaSuccess);
  EXPECT_EQ(address, fake_managed_variable);
  int value = 8;
  EXPECT_EQ(cudaMemcpyToSymbol(fake_managed_variable, &value, 4, 0, cudaMemcpyHostToDevice), cudaSuccess);
  EXPECT_EQ(*fake_managed_variable, 8);
  cudaPointerAttributes about = {};
  EXPECT_EQ(cudaPointerGetAttributes(&about, fake_managed_variable), cudaSuccess);
  EXPECT_EQ(about.type, cudaMemoryTypeManaged);
  EXPECT_EQ(about.hostPointer, fake_managed_variable);
  EXPECT_EQ(cudaFree(fake_managed_variable), cudaErrorInvalidValue) << "it is the image's";
}

TEST_F(Copies, FillsBytes) {
  unsigned char result[8];
  char* device = new_device(8);
  EXPECT_EQ(cudaMemset(device, 0x1ab, 8), cudaSuccess); // the low byte counts
  EXPECT_EQ(cudaMemset(device + 2, 0, 4), cudaSuccess);
  cudaMemcpy(result, device, 8, cudaMemcpyDeviceToHost);
  EXPECT_EQ(std::vector<int>(result, result + 8), (std::vector<int>{0xab, 0xab, 0, 0, 0, 0, 0xab, 0xab}));
}

TEST_F(Copies, FillsRows) {
  char result[8];
  char* device = new_device(8);
  cudaMemset(device, 1, 8);
  EXPECT_EQ(cudaMemset2D(device, 4, 2, 2, 2), cudaSuccess);
  cudaMemcpy(result, device, 8, cudaMemcpyDeviceToHost);
  EXPECT_EQ(std::vector<int>(result, result + 8), (std::vector<int>{2, 2, 1, 1, 2, 2, 1, 1}));
}

TEST_F(Copies, FillingHostMemoryIsAnInvalidValue) {
  char host[8];
  EXPECT_EQ(cudaMemset(host, 0, 8), cudaErrorInvalidValue);
  EXPECT_EQ(cudaMemset(nullptr, 0, 8), cudaErrorInvalidValue);
}

TEST_F(Copies, AFillOfDeviceMemoryIsOnlyQueued) {
  Gate gate;
  set_body(kFirst, [&] { gate.wait(); });
  char* device = new_device(8);
  launch(kFirst);
  EXPECT_EQ(cudaMemset(device, 0, 8), cudaSuccess);
  gate.open();
  cudaDeviceSynchronize();
}

TEST_F(Copies, AFillOfPinnedMemoryIsDoneWhenItReturns) {
  char* pinned = new_pinned(8);
  set_body(kFirst, [] { std::this_thread::sleep_for(5ms); });
  launch(kFirst);
  EXPECT_EQ(cudaMemset(pinned, 7, 8), cudaSuccess);
  EXPECT_EQ(pinned[7], 7);
}

} // namespace
} // namespace ox::test
