// Contexts: the stack of each thread, flags, events of all that a context has queued; what comes before cuInit.
#include "driver_fixture.h"
#include <atomic>
#include <cstdlib>
#include <thread>
#include <unistd.h>

namespace ox::test {
namespace {

// The stack.
TEST_F(Driver, PushAndPopKeepTheOrder) {
  CUcontext second = nullptr, popped = nullptr, current = nullptr;
  ASSERT_EQ(cuCtxCreate(&second, nullptr, 0, 0), CUDA_SUCCESS);
  EXPECT_EQ(cuCtxPushCurrent(context), CUDA_SUCCESS); // context, second, context
  EXPECT_EQ(cuCtxPopCurrent(&popped), CUDA_SUCCESS);
  EXPECT_EQ(popped, context);
  EXPECT_EQ(cuCtxGetCurrent(&current), CUDA_SUCCESS);
  EXPECT_EQ(current, second);
  EXPECT_EQ(cuCtxSetCurrent(nullptr), CUDA_SUCCESS); // takes the top away
  EXPECT_EQ(cuCtxGetCurrent(&current), CUDA_SUCCESS);
  EXPECT_EQ(current, context);
  EXPECT_EQ(cuCtxPopCurrent(nullptr), CUDA_SUCCESS);
  EXPECT_EQ(cuCtxPopCurrent(&popped), CUDA_ERROR_INVALID_CONTEXT);
  EXPECT_EQ(cuCtxGetCurrent(&current), CUDA_SUCCESS);
  EXPECT_EQ(current, nullptr);
  EXPECT_EQ(cuCtxPushCurrent(nullptr), CUDA_ERROR_INVALID_CONTEXT);
  EXPECT_EQ(cuCtxSetCurrent(second), CUDA_SUCCESS); // replaces nothing
  EXPECT_EQ(cuCtxDestroy(second), CUDA_SUCCESS);    // and pops itself
  EXPECT_EQ(cuCtxGetCurrent(&current), CUDA_SUCCESS);
  EXPECT_EQ(current, nullptr);
}

TEST_F(Driver, AContextIsCurrentInSeveralThreads) {
  CUdeviceptr memory = zeros(1);
  std::thread([&] {
    CUcontext current = context;
    EXPECT_EQ(cuCtxGetCurrent(&current), CUDA_SUCCESS);
    EXPECT_EQ(current, nullptr); // each thread has a stack of its own
    EXPECT_EQ(cuCtxSetCurrent(context), CUDA_SUCCESS);
    EXPECT_EQ(cuMemsetD32(memory, 5, 1), CUDA_SUCCESS);
  }).join();
  EXPECT_EQ(read<1>(memory)[0], 5u);
}

TEST_F(Driver, FlagsCanBeChanged) {
  unsigned flags = 0;
  EXPECT_EQ(cuCtxSetFlags(CU_CTX_SCHED_BLOCKING_SYNC), CUDA_SUCCESS);
  EXPECT_EQ(cuCtxGetFlags(&flags), CUDA_SUCCESS);
  EXPECT_EQ(flags, unsigned{CU_CTX_SCHED_BLOCKING_SYNC});
  EXPECT_EQ(cuCtxSetFlags(CU_CTX_SCHED_SPIN | CU_CTX_SCHED_YIELD), CUDA_ERROR_INVALID_VALUE);
  EXPECT_EQ(cuCtxSetFlags(0x1000), CUDA_ERROR_INVALID_VALUE);
  EXPECT_EQ(cuCtxGetFlags(nullptr), CUDA_ERROR_INVALID_VALUE);
  CUcontext other = nullptr;
  EXPECT_EQ(cuCtxCreate(&other, nullptr, CU_CTX_SCHED_SPIN | CU_CTX_SCHED_YIELD, 0), CUDA_ERROR_INVALID_VALUE);
  EXPECT_EQ(cuCtxCreate(nullptr, nullptr, 0, 0), CUDA_ERROR_INVALID_VALUE);
  EXPECT_EQ(cuCtxCreate(&other, nullptr, 0, 77), CUDA_ERROR_INVALID_DEVICE);
}

TEST_F(Driver, TheLastToDetachDestroys) {
  CUcontext same = nullptr, other = nullptr;
  EXPECT_EQ(cuCtxAttach(&same, 0), CUDA_SUCCESS);
  EXPECT_EQ(same, context);
  EXPECT_EQ(cuCtxAttach(&same, 1), CUDA_ERROR_INVALID_VALUE);
  ASSERT_EQ(cuCtxCreate(&other, nullptr, 0, 0), CUDA_SUCCESS);
  EXPECT_EQ(cuCtxDetach(context), CUDA_ERROR_INVALID_CONTEXT); // not the current one
  EXPECT_EQ(cuCtxDetach(other), CUDA_SUCCESS);
  EXPECT_EQ(cuCtxPushCurrent(other), CUDA_ERROR_CONTEXT_IS_DESTROYED);
  EXPECT_EQ(cuCtxDetach(context), CUDA_SUCCESS);
  EXPECT_EQ(cuCtxSynchronize(), CUDA_SUCCESS); // once more than it was detached from
}

TEST_F(Driver, AContextTellsItsVersionAndItsNumber) {
  unsigned version = 0;
  unsigned long long first = 0, second = 0;
  EXPECT_EQ(cuCtxGetApiVersion(context, &version), CUDA_SUCCESS);
  EXPECT_EQ(version, 3020u);
  EXPECT_EQ(cuCtxGetApiVersion(nullptr, &version), CUDA_SUCCESS);
  EXPECT_EQ(cuCtxGetApiVersion(context, nullptr), CUDA_ERROR_INVALID_VALUE);
  CUcontext other = nullptr;
  ASSERT_EQ(cuCtxCreate(&other, nullptr, 0, 0), CUDA_SUCCESS);
  EXPECT_EQ(cuCtxGetId(context, &first), CUDA_SUCCESS);
  EXPECT_EQ(cuCtxGetId(nullptr, &second), CUDA_SUCCESS); // the current one
  EXPECT_NE(first, second);
  EXPECT_EQ(cuCtxDestroy(other), CUDA_SUCCESS);
  EXPECT_EQ(cuCtxGetId(other, &second), CUDA_ERROR_CONTEXT_IS_DESTROYED);
  EXPECT_EQ(cuCtxSetCurrent(nullptr), CUDA_SUCCESS);
  EXPECT_EQ(cuCtxGetApiVersion(nullptr, &version), CUDA_ERROR_INVALID_CONTEXT);
}

TEST_F(Driver, AffinityIsRefusedAsWithoutTheServiceForIt) {
  CUcontext other = nullptr;
  CUexecAffinityParam affinity{};
  affinity.type = CU_EXEC_AFFINITY_TYPE_SM_COUNT;
  affinity.param.smCount.val = 2;
  CUctxCreateParams parameters{};
  parameters.execAffinityParams = &affinity;
  parameters.numExecAffinityParams = 1;
  EXPECT_EQ(cuCtxCreate(&other, &parameters, 0, 0), CUDA_ERROR_UNSUPPORTED_EXEC_AFFINITY);
  affinity.type = static_cast<CUexecAffinityType>(9);
  EXPECT_EQ(cuCtxCreate(&other, &parameters, 0, 0), CUDA_ERROR_INVALID_VALUE);
  parameters = {};
  EXPECT_EQ(cuCtxCreate(&other, &parameters, 0, 0), CUDA_SUCCESS);
  EXPECT_EQ(cuCtxGetExecAffinity(&affinity, CU_EXEC_AFFINITY_TYPE_SM_COUNT), CUDA_ERROR_UNSUPPORTED_EXEC_AFFINITY);
  EXPECT_EQ(cuCtxGetExecAffinity(&affinity, CU_EXEC_AFFINITY_TYPE_MAX), CUDA_ERROR_INVALID_VALUE);
  int supported = 7;
  EXPECT_EQ(cuDeviceGetExecAffinitySupport(&supported, CU_EXEC_AFFINITY_TYPE_SM_COUNT, 0), CUDA_SUCCESS);
  EXPECT_EQ(supported, 0);
  EXPECT_EQ(cuCtxDestroy(other), CUDA_SUCCESS);
}

TEST_F(Driver, LimitsAndPreferencesAreTheContexts) {
  size_t here = 0, there = 0;
  CUcontext other = nullptr;
  EXPECT_EQ(cuCtxSetLimit(CU_LIMIT_STACK_SIZE, 4096), CUDA_SUCCESS);
  EXPECT_EQ(cuCtxSetCacheConfig(CU_FUNC_CACHE_PREFER_SHARED), CUDA_SUCCESS);
  ASSERT_EQ(cuCtxCreate(&other, nullptr, 0, 0), CUDA_SUCCESS);
  EXPECT_EQ(cuCtxGetLimit(&there, CU_LIMIT_STACK_SIZE), CUDA_SUCCESS);
  CUfunc_cache preference{};
  EXPECT_EQ(cuCtxGetCacheConfig(&preference), CUDA_SUCCESS);
  EXPECT_EQ(preference, CU_FUNC_CACHE_PREFER_NONE);
  EXPECT_EQ(cuCtxDestroy(other), CUDA_SUCCESS);
  EXPECT_EQ(cuCtxGetLimit(&here, CU_LIMIT_STACK_SIZE), CUDA_SUCCESS);
  EXPECT_EQ(here, 4096u);
  EXPECT_NE(there, 4096u);
  EXPECT_EQ(cuCtxGetCacheConfig(&preference), CUDA_SUCCESS);
  EXPECT_EQ(preference, CU_FUNC_CACHE_PREFER_SHARED);
  EXPECT_EQ(cuCtxSetCacheConfig(static_cast<CUfunc_cache>(4)), CUDA_ERROR_INVALID_VALUE);
  EXPECT_EQ(cuCtxGetLimit(&here, CU_LIMIT_MAX), CUDA_ERROR_INVALID_VALUE);
  EXPECT_EQ(cuCtxSetLimit(CU_LIMIT_DEV_RUNTIME_SYNC_DEPTH, 2), CUDA_ERROR_UNSUPPORTED_LIMIT);
  CUsharedconfig banks{};
  EXPECT_EQ(cuCtxSetSharedMemConfig(CU_SHARED_MEM_CONFIG_EIGHT_BYTE_BANK_SIZE), CUDA_SUCCESS); // no such hardware
  EXPECT_EQ(cuCtxGetSharedMemConfig(&banks), CUDA_SUCCESS);
  EXPECT_EQ(banks, CU_SHARED_MEM_CONFIG_FOUR_BYTE_BANK_SIZE);
  EXPECT_EQ(cuCtxSetSharedMemConfig(static_cast<CUsharedconfig>(7)), CUDA_ERROR_INVALID_VALUE);
}

// Something that a stream waits for.
struct HostGate {
  std::atomic<bool> open = false;
  static void wait(void* gate) {
    while (!static_cast<HostGate*>(gate)->open)
      std::this_thread::yield();
  }
};

TEST_F(Driver, AnEventOfAContextIsBehindAllItsStreams) {
  CUstream streams[2];
  CUevent event = nullptr;
  HostGate gate;
  for (CUstream& stream : streams)
    ASSERT_EQ(cuStreamCreate(&stream, CU_STREAM_NON_BLOCKING), CUDA_SUCCESS);
  ASSERT_EQ(cuEventCreate(&event, CU_EVENT_DISABLE_TIMING), CUDA_SUCCESS);
  EXPECT_EQ(cuLaunchHostFunc(streams[0], HostGate::wait, &gate), CUDA_SUCCESS);
  EXPECT_EQ(cuCtxRecordEvent(context, event), CUDA_SUCCESS);
  EXPECT_EQ(cuEventQuery(event), CUDA_ERROR_NOT_READY);

  // What is queued in any stream of a context that waits for the event comes behind it.
  EXPECT_EQ(cuCtxWaitEvent(context, event), CUDA_SUCCESS);
  CUdeviceptr memory = 0;
  ASSERT_EQ(cuMemAlloc(&memory, 4), CUDA_SUCCESS);
  EXPECT_EQ(cuMemsetD32Async(memory, 9, 1, streams[1]), CUDA_SUCCESS);
  EXPECT_EQ(cuStreamQuery(streams[1]), CUDA_ERROR_NOT_READY);
  gate.open = true;
  EXPECT_EQ(cuEventSynchronize(event), CUDA_SUCCESS);
  EXPECT_EQ(cuStreamSynchronize(streams[1]), CUDA_SUCCESS);
  EXPECT_EQ(read<1>(memory)[0], 9u);

  CUcontext other = nullptr;
  ASSERT_EQ(cuCtxCreate(&other, nullptr, 0, 0), CUDA_SUCCESS);
  EXPECT_EQ(cuCtxRecordEvent(other, event), CUDA_ERROR_INVALID_HANDLE); // of another context
  EXPECT_EQ(cuCtxWaitEvent(other, event), CUDA_ERROR_INVALID_HANDLE);
  EXPECT_EQ(cuCtxDestroy(other), CUDA_SUCCESS);
  EXPECT_EQ(cuCtxRecordEvent(context, nullptr), CUDA_ERROR_INVALID_HANDLE);
  EXPECT_EQ(cuEventDestroy(event), CUDA_SUCCESS);
}

// Start and end.
int calls_before_init() {
  CUdevice device = 0;
  int count = 0;
  CUdeviceptr memory = 0;
  CUcontext context = nullptr;
  if (cuDeviceGet(&device, 0) != CUDA_ERROR_NOT_INITIALIZED || cuDeviceGetCount(&count) != CUDA_ERROR_NOT_INITIALIZED)
    return 1;
  if (cuMemAlloc(&memory, 4) != CUDA_ERROR_NOT_INITIALIZED || cuCtxGetCurrent(&context) != CUDA_ERROR_NOT_INITIALIZED)
    return 2;
  if (cuDriverGetVersion(&count) != CUDA_SUCCESS) // needs no cuInit
    return 3;
  if (cuInit(0) != CUDA_SUCCESS || cuInit(0) != CUDA_SUCCESS || cuMemAlloc(&memory, 4) != CUDA_ERROR_INVALID_CONTEXT)
    return 4;
  return 0;
}

TEST(DriverStart, NothingWorksBeforeIt) {
  GTEST_FLAG_SET(death_test_style, "threadsafe");
  EXPECT_EXIT(_exit(calls_before_init()), testing::ExitedWithCode(0), "");
}

// After the program's own exit handlers the library is at its end.
struct CallsAtTheEnd {
  ~CallsAtTheEnd() {
    if (made)
      _exit(cuCtxSynchronize() == CUDA_SUCCESS ? 0 : 1); // a destructor of the program still works
  }
  bool made = false;
};
CallsAtTheEnd calls_at_the_end;

TEST(DriverStart, DestructorsOfTheProgramStillWork) {
  GTEST_FLAG_SET(death_test_style, "threadsafe");
  EXPECT_EXIT(
      {
        CUcontext context = nullptr;
        calls_at_the_end.made = cuInit(0) == CUDA_SUCCESS && cuCtxCreate(&context, nullptr, 0, 0) == CUDA_SUCCESS;
        std::exit(7);
      },
      testing::ExitedWithCode(0), "");
}

int no_device() { return cuInit(0) == CUDA_ERROR_NO_DEVICE ? 0 : 1; }

TEST(DriverStart, WithoutADeviceThereIsNoStart) {
  GTEST_FLAG_SET(death_test_style, "threadsafe");
  setenv("OX_DEVICES", "0", 1);
  EXPECT_EXIT(_exit(no_device()), testing::ExitedWithCode(0), "");
  unsetenv("OX_DEVICES");
}

} // namespace
} // namespace ox::test
