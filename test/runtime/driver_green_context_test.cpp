// Parts of a device, and green contexts that work on them.  The default machine has 16 cores.
#include "driver_fixture.h"
#include <algorithm>
#include <atomic>
#include <set>
#include <thread>

namespace ox::test {
namespace {

// where: p[%ctaid.x] = %smid
constexpr const char* kPlaces = R"(
.version 7.0
.target sm_75
.address_size 64
.visible .entry where(.param .u64 p) {
  .reg .u64 %rd<3>; .reg .u32 %r<3>;
  ld.param.u64 %rd1, [p];
  mov.u32 %r1, %ctaid.x; mov.u32 %r2, %smid;
  mul.wide.u32 %rd2, %r1, 4; add.u64 %rd1, %rd1, %rd2;
  st.global.u32 [%rd1], %r2;
  ret;
}
)";

class GreenContexts : public testing::Test {
protected:
  void SetUp() override {
    ASSERT_EQ(cuInit(0), CUDA_SUCCESS);
    ASSERT_EQ(cuDeviceGetDevResource(0, &all, CU_DEV_RESOURCE_TYPE_SM), CUDA_SUCCESS);
    unsigned count = 1;
    ASSERT_EQ(cuDevSmResourceSplitByCount(&half, &count, &all, &rest, 0, 8), CUDA_SUCCESS);
    ASSERT_EQ(cuDevResourceGenerateDesc(&descriptor, &half, 1), CUDA_SUCCESS);
    ASSERT_EQ(cuGreenCtxCreate(&green, descriptor, 0, CU_GREEN_CTX_DEFAULT_STREAM), CUDA_SUCCESS);
    ASSERT_EQ(cuCtxFromGreenCtx(&context, green), CUDA_SUCCESS);
    ASSERT_EQ(cuCtxSetCurrent(context), CUDA_SUCCESS);
    ASSERT_EQ(cuGreenCtxStreamCreate(&stream, green, CU_STREAM_NON_BLOCKING, 0), CUDA_SUCCESS);
    ASSERT_EQ(cuModuleLoadData(&module, kPlaces), CUDA_SUCCESS);
    ASSERT_EQ(cuModuleGetFunction(&where, module, "where"), CUDA_SUCCESS);
  }
  void TearDown() override {
    EXPECT_EQ(cuModuleUnload(module), CUDA_SUCCESS);
    EXPECT_EQ(cuCtxSetCurrent(nullptr), CUDA_SUCCESS);
    EXPECT_EQ(cuGreenCtxDestroy(green), CUDA_SUCCESS);
  }
  std::set<unsigned> cores_of_launch(CUstream in) {
    constexpr unsigned kBlocks = 64;
    CUdeviceptr memory = 0;
    EXPECT_EQ(cuMemAlloc(&memory, 4 * kBlocks), CUDA_SUCCESS);
    void* arguments[] = {&memory};
    EXPECT_EQ(cuLaunchKernel(where, kBlocks, 1, 1, 1, 1, 1, 0, in, arguments, nullptr), CUDA_SUCCESS);
    EXPECT_EQ(cuStreamSynchronize(in), CUDA_SUCCESS);
    std::array<unsigned, kBlocks> cores;
    EXPECT_EQ(cuMemcpyDtoH(cores.data(), memory, sizeof cores), CUDA_SUCCESS);
    EXPECT_EQ(cuMemFree(memory), CUDA_SUCCESS);
    return {cores.begin(), cores.end()};
  }
  CUdevResource all{}, half{}, rest{};
  CUdevResourceDesc descriptor = nullptr;
  CUgreenCtx green = nullptr;
  CUcontext context = nullptr;
  CUstream stream = nullptr;
  CUmodule module = nullptr;
  CUfunction where = nullptr;
};

TEST_F(GreenContexts, ADeviceIsSplitInGroupsOfCores) {
  EXPECT_EQ(all.sm.smCount, 16u);
  EXPECT_EQ(all.sm.minSmPartitionSize, 8u);
  EXPECT_EQ(half.sm.smCount, 8u);
  EXPECT_EQ(rest.sm.smCount, 8u);
  unsigned count = 0;
  EXPECT_EQ(cuDevSmResourceSplitByCount(nullptr, &count, &all, nullptr, 0, 3), CUDA_SUCCESS); // how many would be
  EXPECT_EQ(count, 2u);
  CUdevResource parts[8];
  count = 8;
  EXPECT_EQ(cuDevSmResourceSplitByCount(parts, &count, &all, &rest, CU_DEV_SM_RESOURCE_SPLIT_IGNORE_SM_COSCHEDULING, 3),
            CUDA_SUCCESS);
  EXPECT_EQ(count, 4u); // of four, as cores come in pairs
  EXPECT_EQ(parts[3].sm.smCount, 4u);
  EXPECT_EQ(rest.type, CU_DEV_RESOURCE_TYPE_INVALID); // nothing
  EXPECT_EQ(cuDevSmResourceSplitByCount(parts, &count, &half, nullptr, 0, 9),
            CUDA_ERROR_INVALID_RESOURCE_CONFIGURATION);
  EXPECT_EQ(cuDevSmResourceSplitByCount(parts, &count, &rest, nullptr, 0, 1), CUDA_ERROR_INVALID_RESOURCE_TYPE);
  EXPECT_EQ(cuDevSmResourceSplitByCount(parts, &count, &all, nullptr, 64, 1), CUDA_ERROR_INVALID_VALUE);
  CUdevResource forged = half;
  forged.sm.smCount = 12;
  EXPECT_EQ(cuDevSmResourceSplitByCount(parts, &count, &forged, nullptr, 0, 1), CUDA_ERROR_INVALID_VALUE);
  CUdevResource mixed[] = {half, parts[0]};
  EXPECT_EQ(cuDevResourceGenerateDesc(&descriptor, mixed, 2), CUDA_ERROR_INVALID_RESOURCE_CONFIGURATION);
  EXPECT_EQ(cuDeviceGetDevResource(0, &all, CU_DEV_RESOURCE_TYPE_INVALID), CUDA_ERROR_INVALID_RESOURCE_TYPE);
  EXPECT_EQ(cuDeviceGetDevResource(9, &all, CU_DEV_RESOURCE_TYPE_SM), CUDA_ERROR_INVALID_DEVICE);
}

TEST_F(GreenContexts, KernelsRunOnItsCoresOnly) {
  const std::set<unsigned> first{0, 1, 2, 3, 4, 5, 6, 7};
  EXPECT_EQ(cores_of_launch(stream), first);
  EXPECT_EQ(cores_of_launch(nullptr), first); // its default stream
  CUstream other = nullptr;
  ASSERT_EQ(cuStreamCreate(&other, CU_STREAM_NON_BLOCKING), CUDA_SUCCESS); // made while it is current
  EXPECT_EQ(cores_of_launch(other), first);

  // The rest of the device, and all of it.
  CUdevResourceDesc rest_descriptor = nullptr;
  CUgreenCtx second = nullptr;
  CUstream second_stream = nullptr;
  ASSERT_EQ(cuDevResourceGenerateDesc(&rest_descriptor, &rest, 1), CUDA_SUCCESS);
  ASSERT_EQ(cuGreenCtxCreate(&second, rest_descriptor, 0, CU_GREEN_CTX_DEFAULT_STREAM), CUDA_SUCCESS);
  ASSERT_EQ(cuGreenCtxStreamCreate(&second_stream, second, CU_STREAM_NON_BLOCKING, 0), CUDA_SUCCESS);
  EXPECT_EQ(cores_of_launch(second_stream), (std::set<unsigned>{8, 9, 10, 11, 12, 13, 14, 15}));
  CUcontext primary = nullptr;
  ASSERT_EQ(cuDevicePrimaryCtxRetain(&primary, 0), CUDA_SUCCESS);
  EXPECT_NE(primary, context);
  EXPECT_EQ(cuCtxSetCurrent(primary), CUDA_SUCCESS);
  EXPECT_EQ(cores_of_launch(nullptr).size(), 16u);
  EXPECT_EQ(cuCtxSetCurrent(context), CUDA_SUCCESS);
  EXPECT_EQ(cuGreenCtxDestroy(second), CUDA_SUCCESS);
  EXPECT_EQ(cuStreamSynchronize(second_stream), CUDA_ERROR_INVALID_HANDLE);
  EXPECT_EQ(cuDevicePrimaryCtxRelease(0), CUDA_SUCCESS);
}

// 1024 threads a block: two are resident on a core, so 16 on 8 cores.
TEST_F(GreenContexts, ACooperativeGridHasToFitItsCores) {
  CUdeviceptr memory = 0;
  ASSERT_EQ(cuMemAlloc(&memory, 4 * 32), CUDA_SUCCESS);
  void* arguments[] = {&memory};
  int per_core = 0;
  ASSERT_EQ(cuOccupancyMaxActiveBlocksPerMultiprocessor(&per_core, where, 1024, 0), CUDA_SUCCESS);
  const unsigned most = 8 * static_cast<unsigned>(per_core);
  ASSERT_LE(most, 32u);
  EXPECT_EQ(cuLaunchCooperativeKernel(where, most, 1, 1, 1024, 1, 1, 0, stream, arguments), CUDA_SUCCESS);
  EXPECT_EQ(cuLaunchCooperativeKernel(where, most + 1, 1, 1, 1024, 1, 1, 0, stream, arguments),
            CUDA_ERROR_COOPERATIVE_LAUNCH_TOO_LARGE);
  EXPECT_EQ(cuStreamSynchronize(stream), CUDA_SUCCESS);
  EXPECT_EQ(cuMemFree(memory), CUDA_SUCCESS);
}

TEST_F(GreenContexts, SharesThePrimaryContextsMemory) {
  CUdevResource resource{};
  EXPECT_EQ(cuCtxGetDevResource(context, &resource, CU_DEV_RESOURCE_TYPE_SM), CUDA_SUCCESS);
  EXPECT_EQ(resource.sm.smCount, 8u);
  EXPECT_EQ(cuGreenCtxGetDevResource(green, &resource, CU_DEV_RESOURCE_TYPE_SM), CUDA_SUCCESS);
  EXPECT_EQ(resource.sm.smCount, 8u);
  CUcontext primary = nullptr;
  ASSERT_EQ(cuDevicePrimaryCtxRetain(&primary, 0), CUDA_SUCCESS);
  EXPECT_EQ(cuCtxGetDevResource(primary, &resource, CU_DEV_RESOURCE_TYPE_SM), CUDA_SUCCESS);
  EXPECT_EQ(resource.sm.smCount, 16u);
  unsigned long long id = 0, green_id = 0;
  EXPECT_EQ(cuCtxGetId(primary, &id), CUDA_SUCCESS);
  EXPECT_EQ(cuGreenCtxGetId(green, &green_id), CUDA_SUCCESS);
  EXPECT_NE(id, green_id);

  CUdeviceptr memory = 0;
  ASSERT_EQ(cuMemAlloc(&memory, 4), CUDA_SUCCESS);
  EXPECT_EQ(cuCtxSetCurrent(primary), CUDA_SUCCESS);
  EXPECT_EQ(cuMemsetD32(memory, 3, 1), CUDA_SUCCESS);
  EXPECT_EQ(cuCtxSynchronize(), CUDA_SUCCESS); // the default streams wait for each other no more than others do
  EXPECT_EQ(cuCtxSetCurrent(context), CUDA_SUCCESS);
  unsigned value = 0;
  EXPECT_EQ(cuMemcpyDtoH(&value, memory, 4), CUDA_SUCCESS);
  EXPECT_EQ(value, 3u);
  EXPECT_EQ(cuMemFree(memory), CUDA_SUCCESS);

  CUcontext of_stream = nullptr;
  CUgreenCtx green_of_stream = nullptr;
  EXPECT_EQ(cuStreamGetCtx_v2(stream, &of_stream, &green_of_stream), CUDA_SUCCESS);
  EXPECT_EQ(of_stream, primary);
  EXPECT_EQ(green_of_stream, green);
  EXPECT_EQ(cuStreamGetGreenCtx(stream, &green_of_stream), CUDA_SUCCESS);
  EXPECT_EQ(green_of_stream, green);
  EXPECT_EQ(cuCtxDestroy(context), CUDA_ERROR_INVALID_CONTEXT);
  EXPECT_EQ(cuCtxSetCurrent(reinterpret_cast<CUcontext>(green)), CUDA_ERROR_INVALID_CONTEXT); // not converted
  EXPECT_EQ(cuDevicePrimaryCtxRelease(0), CUDA_SUCCESS);
}

TEST_F(GreenContexts, EventsOfIt) {
  CUevent event = nullptr;
  CUstream outside = nullptr;
  std::atomic<bool> open = false;
  auto wait = [](void* flag) {
    while (!static_cast<std::atomic<bool>*>(flag)->load())
      std::this_thread::yield();
  };
  CUcontext primary = nullptr;
  ASSERT_EQ(cuDevicePrimaryCtxRetain(&primary, 0), CUDA_SUCCESS);
  EXPECT_EQ(cuCtxSetCurrent(primary), CUDA_SUCCESS);
  ASSERT_EQ(cuStreamCreate(&outside, CU_STREAM_NON_BLOCKING), CUDA_SUCCESS);
  EXPECT_EQ(cuCtxSetCurrent(context), CUDA_SUCCESS);
  ASSERT_EQ(cuEventCreate(&event, CU_EVENT_DISABLE_TIMING), CUDA_SUCCESS);
  // What runs elsewhere in the primary context is not the green one's.
  EXPECT_EQ(cuLaunchHostFunc(outside, wait, &open), CUDA_SUCCESS);
  EXPECT_EQ(cuGreenCtxRecordEvent(green, event), CUDA_SUCCESS);
  EXPECT_EQ(cuEventSynchronize(event), CUDA_SUCCESS);
  EXPECT_EQ(cuCtxSynchronize(), CUDA_SUCCESS);
  open = true;
  EXPECT_EQ(cuStreamSynchronize(outside), CUDA_SUCCESS);
  // What it waits for, its streams wait for, and no others.
  open = false;
  EXPECT_EQ(cuLaunchHostFunc(outside, wait, &open), CUDA_SUCCESS);
  EXPECT_EQ(cuEventRecord(event, outside), CUDA_SUCCESS);
  EXPECT_EQ(cuGreenCtxWaitEvent(green, event), CUDA_SUCCESS);
  CUdeviceptr memory = 0;
  ASSERT_EQ(cuMemAlloc(&memory, 4), CUDA_SUCCESS);
  EXPECT_EQ(cuMemsetD32Async(memory, 0, 1, stream), CUDA_SUCCESS);
  EXPECT_EQ(cuStreamQuery(stream), CUDA_ERROR_NOT_READY);
  open = true;
  EXPECT_EQ(cuStreamSynchronize(stream), CUDA_SUCCESS);
  EXPECT_EQ(cuMemFree(memory), CUDA_SUCCESS);
  EXPECT_EQ(cuStreamDestroy(outside), CUDA_SUCCESS);
  EXPECT_EQ(cuDevicePrimaryCtxRelease(0), CUDA_SUCCESS);
}

TEST_F(GreenContexts, WhatIsWrongIsRefused) {
  CUgreenCtx other = nullptr;
  CUstream none = nullptr;
  EXPECT_EQ(cuGreenCtxCreate(&other, descriptor, 0, 0), CUDA_ERROR_INVALID_VALUE);
  EXPECT_EQ(cuGreenCtxCreate(&other, nullptr, 0, CU_GREEN_CTX_DEFAULT_STREAM), CUDA_ERROR_INVALID_VALUE);
  EXPECT_EQ(cuGreenCtxCreate(&other, descriptor, 5, CU_GREEN_CTX_DEFAULT_STREAM), CUDA_ERROR_INVALID_VALUE);
  EXPECT_EQ(cuGreenCtxStreamCreate(&none, green, CU_STREAM_DEFAULT, 0), CUDA_ERROR_INVALID_VALUE);
  EXPECT_EQ(cuGreenCtxStreamCreate(&none, nullptr, CU_STREAM_NON_BLOCKING, 0), CUDA_ERROR_INVALID_CONTEXT);
  EXPECT_EQ(cuGreenCtxDestroy(nullptr), CUDA_ERROR_INVALID_CONTEXT);
  CUcontext converted = nullptr;
  ASSERT_EQ(cuGreenCtxCreate(&other, descriptor, 0, CU_GREEN_CTX_DEFAULT_STREAM), CUDA_SUCCESS);
  ASSERT_EQ(cuCtxFromGreenCtx(&converted, other), CUDA_SUCCESS);
  EXPECT_EQ(cuGreenCtxDestroy(other), CUDA_SUCCESS);
  EXPECT_EQ(cuCtxSetCurrent(converted), CUDA_ERROR_CONTEXT_IS_DESTROYED);
  EXPECT_EQ(cuGreenCtxDestroy(other), CUDA_ERROR_INVALID_CONTEXT);
}

} // namespace
} // namespace ox::test
