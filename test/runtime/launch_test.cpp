// Launches: what is refused at the call and how, what arrives at the device, and what is known about kernels.
#include "fixture.h"
#include <cstring>

namespace ox::test {
namespace {

class Launches : public Runtime {};

cudaError_t launch_shape(const FakeKernel& kernel, dim3 grid, dim3 block, size_t shared_bytes = 0) {
  uint64_t argument = 0;
  void* arguments[] = {&argument};
  return cudaLaunchKernel(kernel.symbol(), grid, block, arguments, shared_bytes, nullptr);
}

TEST_F(Launches, TheDeviceGetsWhatTheCallSays) {
  Launch seen;
  set_body(kFirst, [&](const Launch& launch) {
    seen = launch;
    return std::nullopt;
  });
  EXPECT_EQ(launch_shape(kFirst, dim3(2, 3, 4), dim3(5, 6, 7), 1000), cudaSuccess);
  EXPECT_EQ(cudaDeviceSynchronize(), cudaSuccess);
  EXPECT_EQ(seen.grid, (Dim3{2, 3, 4}));
  EXPECT_EQ(seen.block, (Dim3{5, 6, 7}));
  EXPECT_EQ(seen.dynamic_shared_bytes, 1000u);
  EXPECT_FALSE(seen.cooperative);
}

TEST_F(Launches, ArgumentsAreReadAtTheCallAndPutAtTheirOffsets) {
  std::vector<std::byte> seen;
  Gate gate;
  set_body(kTwoParameters, [&](const Launch& launch) {
    gate.wait();
    seen.assign(launch.parameters.begin(), launch.parameters.end());
    return std::nullopt;
  });
  uint8_t small = 200;
  double large = 1.5;
  void* arguments[] = {&small, &large};
  EXPECT_EQ(cudaLaunchKernel(kTwoParameters.symbol(), dim3(1), dim3(1), arguments, 0, nullptr), cudaSuccess);
  large = 2.5; // after the call, before the kernel runs
  gate.open();
  cudaDeviceSynchronize();
  ASSERT_EQ(seen.size(), 16u);
  EXPECT_EQ(static_cast<uint8_t>(seen[0]), 200);
  double arrived;
  std::memcpy(&arrived, &seen[8], 8);
  EXPECT_EQ(arrived, 1.5);
}

TEST_F(Launches, ABlockOf2048ThreadsIsAnInvalidConfiguration) {
  EXPECT_EQ(launch_shape(kFirst, dim3(1), dim3(2048)), cudaErrorInvalidConfiguration);
  EXPECT_EQ(launch_shape(kFirst, dim3(1), dim3(1024, 2)), cudaErrorInvalidConfiguration);
  EXPECT_EQ(launch_shape(kFirst, dim3(1), dim3(1, 1, 65)), cudaErrorInvalidConfiguration);
  EXPECT_EQ(launch_shape(kFirst, dim3(1), dim3(1024)), cudaSuccess);
}

TEST_F(Launches, AZeroDimensionIsAnInvalidConfiguration) {
  EXPECT_EQ(launch_shape(kFirst, dim3(0), dim3(32)), cudaErrorInvalidConfiguration);
  EXPECT_EQ(launch_shape(kFirst, dim3(1), dim3(32, 0)), cudaErrorInvalidConfiguration);
}

TEST_F(Launches, AGridBeyondTheDevicesIsAnInvalidConfiguration) {
  EXPECT_EQ(launch_shape(kFirst, dim3(1, 65536), dim3(32)), cudaErrorInvalidConfiguration);
  EXPECT_EQ(launch_shape(kFirst, dim3(0x80000000u), dim3(32)), cudaErrorInvalidConfiguration);
}

TEST_F(Launches, TooMuchSharedMemoryIsAnInvalidValue) {
  EXPECT_EQ(launch_shape(kFirst, dim3(1), dim3(32), (48 << 10) + 1), cudaErrorInvalidValue);
  EXPECT_EQ(launch_shape(kFirst, dim3(1), dim3(32), 48 << 10), cudaSuccess);
  EXPECT_EQ(launch_shape(kShared, dim3(1), dim3(32), (32 << 10) + 1), cudaErrorInvalidValue); // 16 KiB are static
  EXPECT_EQ(launch_shape(kShared, dim3(1), dim3(32), 32 << 10), cudaSuccess);
}

TEST_F(Launches, MoreSharedMemoryAfterOptingIn) {
  int most = 0;
  cudaDeviceGetAttribute(&most, cudaDevAttrMaxSharedMemoryPerBlockOptin, 0);
  EXPECT_EQ(most, 227 << 10);
  const void* function = kFirst.symbol();
  EXPECT_EQ(cudaFuncSetAttribute(function, cudaFuncAttributeMaxDynamicSharedMemorySize, most + 1),
            cudaErrorInvalidValue);
  EXPECT_EQ(cudaFuncSetAttribute(function, cudaFuncAttributeMaxDynamicSharedMemorySize, most), cudaSuccess);
  EXPECT_EQ(launch_shape(kFirst, dim3(1), dim3(32), static_cast<size_t>(most)), cudaSuccess);
}

TEST_F(Launches, MoreThreadsThanTheLaunchBoundsAreOutOfResources) {
  EXPECT_EQ(launch_shape(kBounded, dim3(1), dim3(129)), cudaErrorLaunchOutOfResources);
  EXPECT_EQ(launch_shape(kBounded, dim3(1), dim3(128)), cudaSuccess);
}

TEST_F(Launches, MoreRegistersThanACoreHasAreOutOfResources) {
  EXPECT_EQ(launch_shape(kManyRegisters, dim3(1), dim3(1024)), cudaErrorLaunchOutOfResources);
  EXPECT_EQ(launch_shape(kManyRegisters, dim3(1), dim3(256)), cudaSuccess);
}

TEST_F(Launches, ARefusedLaunchIsNotSticky) {
  EXPECT_EQ(launch_shape(kFirst, dim3(1), dim3(2048)), cudaErrorInvalidConfiguration);
  EXPECT_EQ(cudaPeekAtLastError(), cudaErrorInvalidConfiguration);
  EXPECT_EQ(cudaGetLastError(), cudaErrorInvalidConfiguration);
  EXPECT_EQ(cudaGetLastError(), cudaSuccess);
  EXPECT_EQ(cudaDeviceSynchronize(), cudaSuccess);
  EXPECT_EQ(launch(kFirst), cudaSuccess);
}

TEST_F(Launches, ASuccessfulCallKeepsTheLastError) {
  launch_shape(kFirst, dim3(1), dim3(2048));
  EXPECT_EQ(launch(kFirst), cudaSuccess);
  EXPECT_EQ(cudaGetLastError(), cudaErrorInvalidConfiguration);
}

TEST_F(Launches, WhatIsNoKernelIsAnInvalidDeviceFunction) {
  EXPECT_EQ(cudaLaunchKernel(&kUnregistered, dim3(1), dim3(1), nullptr, 0, nullptr), cudaErrorInvalidDeviceFunction);
  EXPECT_EQ(launch(kAbsent), cudaErrorInvalidDeviceFunction);
}

TEST_F(Launches, ACooperativeGridHasToFitTheDevice) {
  uint64_t argument = 0;
  void* arguments[] = {&argument};
  Launch seen;
  set_body(kFirst, [&](const Launch& launch) {
    seen = launch;
    return std::nullopt;
  });
  // 1024 threads are 32 of 64 warps: 2 blocks on each of 4 cores.
  EXPECT_EQ(cudaLaunchCooperativeKernel(kFirst.symbol(), dim3(9), dim3(1024), arguments, 0, nullptr),
            cudaErrorCooperativeLaunchTooLarge);
  EXPECT_EQ(cudaLaunchCooperativeKernel(kFirst.symbol(), dim3(8), dim3(1024), arguments, 0, nullptr), cudaSuccess);
  cudaDeviceSynchronize();
  EXPECT_TRUE(seen.cooperative);
}

TEST_F(Launches, AttributesOfAnExtendedLaunch) {
  uint64_t argument = 0;
  void* arguments[] = {&argument};
  Launch seen;
  set_body(kFirst, [&](const Launch& launch) {
    seen = launch;
    return std::nullopt;
  });
  cudaLaunchAttribute attribute{};
  attribute.id = cudaLaunchAttributeClusterDimension;
  attribute.val.clusterDim = {2, 1, 1};
  cudaLaunchConfig_t config{};
  config.gridDim = dim3(16);
  config.blockDim = dim3(32);
  config.attrs = &attribute;
  config.numAttrs = 1;
  EXPECT_EQ(cudaLaunchKernelExC(&config, kFirst.symbol(), arguments), cudaSuccess);
  cudaDeviceSynchronize();
  EXPECT_EQ(seen.cluster, (Dim3{2, 1, 1}));
  attribute.val.clusterDim = {3, 1, 1};
  EXPECT_EQ(cudaLaunchKernelExC(&config, kFirst.symbol(), arguments), cudaErrorInvalidClusterSize) << "16 % 3";
  attribute.val.clusterDim = {0, 1, 1};
  EXPECT_EQ(cudaLaunchKernelExC(&config, kFirst.symbol(), arguments), cudaErrorInvalidClusterSize);
  attribute.val.clusterDim = {16, 1, 1};
  EXPECT_EQ(cudaLaunchKernelExC(&config, kFirst.symbol(), arguments), cudaErrorInvalidClusterSize) << "not portable";
  cudaFuncSetAttribute(kFirst.symbol(), cudaFuncAttributeNonPortableClusterSizeAllowed, 1);
  EXPECT_EQ(cudaLaunchKernelExC(&config, kFirst.symbol(), arguments), cudaSuccess);
  config.numAttrs = 0;
  EXPECT_EQ(cudaLaunchKernelExC(&config, kFirst.symbol(), arguments), cudaSuccess);
  cudaDeviceSynchronize();
  EXPECT_EQ(seen.cluster, (Dim3{1, 1, 1}));
  EXPECT_EQ(cudaLaunchKernelExC(nullptr, kFirst.symbol(), arguments), cudaErrorInvalidValue);
}

TEST_F(Launches, OccupancyOfClusters) {
  cudaLaunchAttribute attribute{};
  attribute.id = cudaLaunchAttributeClusterDimension;
  attribute.val.clusterDim = {3, 1, 1};
  cudaLaunchConfig_t config{};
  config.gridDim = dim3(12);
  config.blockDim = dim3(1024);
  config.attrs = &attribute;
  config.numAttrs = 1;
  int count = -1;
  // 1024 threads are 32 of 64 warps: 2 blocks on each of 4 cores.
  EXPECT_EQ(cudaOccupancyMaxActiveClusters(&count, kFirst.symbol(), &config), cudaSuccess);
  EXPECT_EQ(count, 2);
  EXPECT_EQ(cudaOccupancyMaxPotentialClusterSize(&count, kFirst.symbol(), &config), cudaSuccess);
  EXPECT_EQ(count, 8);
  attribute.val.clusterDim = {9, 1, 1};
  EXPECT_EQ(cudaOccupancyMaxActiveClusters(&count, kFirst.symbol(), &config), cudaErrorInvalidClusterSize);
  EXPECT_EQ(cudaOccupancyMaxActiveClusters(nullptr, kFirst.symbol(), &config), cudaErrorInvalidValue);
}

TEST_F(Launches, AttributesOfAKernel) {
  cudaFuncAttributes attributes{};
  EXPECT_EQ(cudaFuncGetAttributes(&attributes, kShared.symbol()), cudaSuccess);
  EXPECT_EQ(attributes.sharedSizeBytes, 16u << 10);
  EXPECT_EQ(attributes.numRegs, 32);
  EXPECT_EQ(attributes.maxThreadsPerBlock, 1024);
  EXPECT_EQ(attributes.maxDynamicSharedSizeBytes, 32 << 10);
  EXPECT_EQ(attributes.binaryVersion, 90);
  EXPECT_EQ(cudaFuncGetAttributes(&attributes, kBounded.symbol()), cudaSuccess);
  EXPECT_EQ(attributes.maxThreadsPerBlock, 128);
  EXPECT_EQ(cudaFuncGetAttributes(&attributes, &kUnregistered), cudaErrorInvalidDeviceFunction);
}

int occupancy(const FakeKernel& kernel, int threads, size_t shared_bytes = 0) {
  int blocks = -1;
  EXPECT_EQ(cudaOccupancyMaxActiveBlocksPerMultiprocessor(&blocks, kernel.symbol(), threads, shared_bytes),
            cudaSuccess);
  return blocks;
}

// The fake core: 64 warps, 32 blocks, 65,536 registers, 228 KiB of shared memory of which each block costs 1 KiB more.
TEST_F(Launches, OccupancyIsTheTightestOfItsLimits) {
  EXPECT_EQ(occupancy(kFirst, 1024), 2);        // warps: 64 / 32
  EXPECT_EQ(occupancy(kFirst, 33), 32);         // blocks
  EXPECT_EQ(occupancy(kManyRegisters, 256), 1); // registers: 8 warps of 8,192 are 65,536
  EXPECT_EQ(occupancy(kManyRegisters, 128), 2);
  EXPECT_EQ(occupancy(kShared, 32), 13);          // shared memory: 228 / 17
  EXPECT_EQ(occupancy(kFirst, 32, 113 << 10), 2); // 228 / 114
  EXPECT_EQ(occupancy(kFirst, 1025), 0);          // no such block
}

TEST_F(Launches, DynamicSharedMemoryForAGivenOccupancy) {
  size_t bytes = 0;
  EXPECT_EQ(cudaOccupancyAvailableDynamicSMemPerBlock(&bytes, kFirst.symbol(), 2, 128), cudaSuccess);
  EXPECT_EQ(bytes, size_t{113} << 10);
  EXPECT_EQ(cudaOccupancyAvailableDynamicSMemPerBlock(&bytes, kShared.symbol(), 2, 128), cudaSuccess);
  EXPECT_EQ(bytes, size_t{97} << 10);
  EXPECT_EQ(cudaOccupancyAvailableDynamicSMemPerBlock(&bytes, kFirst.symbol(), 3, 1024), cudaErrorInvalidValue);
}

// The sizes of a cluster that a program sets for a kernel are required from then on.
TEST_F(Launches, AKernelsClusterIsSetByAttributes) {
  Launch seen;
  set_body(kSecond, [&](const Launch& launch) {
    seen = launch;
    return std::nullopt;
  });
  const void* second = kSecond.symbol();
  cudaFuncAttributes attributes{};
  EXPECT_EQ(cudaFuncSetAttribute(second, cudaFuncAttributeRequiredClusterWidth, 2), cudaSuccess);
  EXPECT_EQ(cudaFuncSetAttribute(second, cudaFuncAttributeRequiredClusterHeight, 1), cudaSuccess);
  EXPECT_EQ(cudaFuncSetAttribute(second, cudaFuncAttributeRequiredClusterDepth, -1), cudaErrorInvalidValue);
  EXPECT_EQ(cudaFuncSetAttribute(second, cudaFuncAttributeClusterSchedulingPolicyPreference, 2), cudaSuccess);
  EXPECT_EQ(cudaFuncSetAttribute(second, cudaFuncAttributeClusterSchedulingPolicyPreference, 3), cudaErrorInvalidValue);
  EXPECT_EQ(cudaFuncGetAttributes(&attributes, second), cudaSuccess);
  EXPECT_EQ(attributes.clusterDimMustBeSet, 1);
  EXPECT_EQ(attributes.requiredClusterWidth, 2);
  EXPECT_EQ(attributes.clusterSchedulingPolicyPreference, 2);
  EXPECT_EQ(launch_shape(kSecond, dim3(4), dim3(32)), cudaSuccess);
  EXPECT_EQ(cudaDeviceSynchronize(), cudaSuccess);
  EXPECT_EQ(seen.cluster, (Dim3{2, 1, 1}));
  EXPECT_EQ(launch_shape(kSecond, dim3(5), dim3(32)), cudaErrorInvalidClusterSize);
  EXPECT_EQ(cudaFuncSetAttribute(second, cudaFuncAttributeRequiredClusterWidth, 0), cudaSuccess);
  EXPECT_EQ(cudaFuncSetAttribute(second, cudaFuncAttributeRequiredClusterHeight, 0), cudaSuccess);
  EXPECT_EQ(cudaFuncGetAttributes(&attributes, second), cudaSuccess);
  EXPECT_EQ(attributes.clusterDimMustBeSet, 0);
}

} // namespace
} // namespace ox::test
