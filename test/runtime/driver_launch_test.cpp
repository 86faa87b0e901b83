// Launches: attributes, and the calls before CUDA 4.0.
#include "driver_fixture.h"
#include <cstring>

namespace ox::test {
namespace {

class DriverLaunches : public Driver {
protected:
  CUresult launch_with(CUlaunchAttribute attribute) {
    CUdeviceptr memory = zeros(4);
    unsigned n = 4, factor = 1;
    void* arguments[] = {&memory, &n, &factor};
    CUlaunchConfig config{};
    config.gridDimX = config.gridDimY = config.gridDimZ = config.blockDimY = config.blockDimZ = 1;
    config.blockDimX = 4;
    config.attrs = &attribute;
    config.numAttrs = 1;
    CUresult result = cuLaunchKernelEx(&config, function("add"), arguments, nullptr);
    if (result == CUDA_SUCCESS)
      EXPECT_EQ(read<4>(memory), (std::array<unsigned, 4>{0, 1, 2, 3}));
    return result;
  }
  template <typename Set> static CUlaunchAttribute attribute(CUlaunchAttributeID id, Set&& set) {
    CUlaunchAttribute result{};
    result.id = id;
    set(result.value);
    return result;
  }
};

TEST_F(DriverLaunches, AdviceIsTakenAndWrongAdviceIsNot) {
  using Value = CUlaunchAttributeValue;
  EXPECT_EQ(launch_with(attribute(CU_LAUNCH_ATTRIBUTE_IGNORE, [](Value&) {})), CUDA_SUCCESS);
  EXPECT_EQ(launch_with(attribute(CU_LAUNCH_ATTRIBUTE_PRIORITY, [](Value& v) { v.priority = -2; })), CUDA_SUCCESS);
  EXPECT_EQ(launch_with(attribute(CU_LAUNCH_ATTRIBUTE_PROGRAMMATIC_STREAM_SERIALIZATION,
                                  [](Value& v) { v.programmaticStreamSerializationAllowed = 1; })),
            CUDA_SUCCESS);
  auto policy = [&](int number) {
    return launch_with(attribute(CU_LAUNCH_ATTRIBUTE_CLUSTER_SCHEDULING_POLICY_PREFERENCE, [=](Value& v) {
      v.clusterSchedulingPolicyPreference = static_cast<CUclusterSchedulingPolicy>(number);
    }));
  };
  EXPECT_EQ(policy(2), CUDA_SUCCESS);
  EXPECT_EQ(policy(3), CUDA_ERROR_INVALID_VALUE);
  auto domain = [&](int number) {
    return launch_with(attribute(CU_LAUNCH_ATTRIBUTE_MEM_SYNC_DOMAIN,
                                 [=](Value& v) { v.memSyncDomain = static_cast<CUlaunchMemSyncDomain>(number); }));
  };
  EXPECT_EQ(domain(1), CUDA_SUCCESS);
  EXPECT_EQ(domain(2), CUDA_ERROR_INVALID_VALUE);
  auto carveout = [&](int percent) {
    return launch_with(attribute(CU_LAUNCH_ATTRIBUTE_PREFERRED_SHARED_MEMORY_CARVEOUT,
                                 [=](Value& v) { v.sharedMemCarveout = static_cast<unsigned>(percent); }));
  };
  EXPECT_EQ(carveout(-1), CUDA_SUCCESS);
  EXPECT_EQ(carveout(100), CUDA_SUCCESS);
  EXPECT_EQ(carveout(101), CUDA_ERROR_INVALID_VALUE);
  auto ratio = [&](float hits) {
    return launch_with(
        attribute(CU_LAUNCH_ATTRIBUTE_ACCESS_POLICY_WINDOW, [=](Value& v) { v.accessPolicyWindow.hitRatio = hits; }));
  };
  EXPECT_EQ(ratio(0.5f), CUDA_SUCCESS);
  EXPECT_EQ(ratio(1.5f), CUDA_ERROR_INVALID_VALUE);
  EXPECT_EQ(launch_with(attribute(static_cast<CUlaunchAttributeID>(99), [](Value&) {})), CUDA_ERROR_INVALID_VALUE);
  EXPECT_EQ(launch_with(attribute(CU_LAUNCH_ATTRIBUTE_DEVICE_UPDATABLE_KERNEL_NODE,
                                  [](Value& v) { v.deviceUpdatableKernelNode.deviceUpdatable = 1; })),
            CUDA_ERROR_NOT_SUPPORTED);
  EXPECT_EQ(launch_with(attribute(CU_LAUNCH_ATTRIBUTE_PREFERRED_CLUSTER_DIMENSION,
                                  [](Value& v) { v.preferredClusterDim = {2, 0, 1}; })),
            CUDA_ERROR_INVALID_VALUE);
  EXPECT_EQ(launch_with(attribute(CU_LAUNCH_ATTRIBUTE_PREFERRED_CLUSTER_DIMENSION,
                                  [](Value& v) { v.preferredClusterDim = {2, 1, 1}; })),
            CUDA_SUCCESS);
}

TEST_F(DriverLaunches, EventsOfALaunchAreRecorded) {
  CUevent plain = nullptr, timed = nullptr;
  ASSERT_EQ(cuEventCreate(&plain, CU_EVENT_DISABLE_TIMING), CUDA_SUCCESS);
  ASSERT_EQ(cuEventCreate(&timed, CU_EVENT_DEFAULT), CUDA_SUCCESS);
  auto with_event = [&](CUlaunchAttributeID id, CUevent event) {
    return launch_with(attribute(id, [=](CUlaunchAttributeValue& v) {
      if (id == CU_LAUNCH_ATTRIBUTE_PROGRAMMATIC_EVENT)
        v.programmaticEvent = {event, 0, 1};
      else
        v.launchCompletionEvent = {event, 0};
    }));
  };
  for (CUlaunchAttributeID id : {CU_LAUNCH_ATTRIBUTE_PROGRAMMATIC_EVENT, CU_LAUNCH_ATTRIBUTE_LAUNCH_COMPLETION_EVENT}) {
    EXPECT_EQ(with_event(id, plain), CUDA_SUCCESS);
    EXPECT_EQ(cuEventSynchronize(plain), CUDA_SUCCESS);
    EXPECT_EQ(with_event(id, timed), CUDA_ERROR_INVALID_VALUE);
    EXPECT_EQ(with_event(id, nullptr), CUDA_ERROR_INVALID_HANDLE);
  }
}

// Before CUDA 4.0: step by step.
TEST_F(DriverLaunches, ParametersAreSetOneByOne) {
  CUfunction add = function("add");
  CUdeviceptr memory = zeros(4);
  EXPECT_EQ(cuFuncSetBlockShape(add, 4, 1, 1), CUDA_SUCCESS);
  EXPECT_EQ(cuFuncSetSharedSize(add, 128), CUDA_SUCCESS);
  EXPECT_EQ(cuParamSetv(add, 0, &memory, sizeof memory), CUDA_SUCCESS);
  EXPECT_EQ(cuParamSeti(add, 8, 4), CUDA_SUCCESS);
  EXPECT_EQ(cuParamSeti(add, 12, 7), CUDA_SUCCESS);
  EXPECT_EQ(cuParamSetSize(add, 16), CUDA_SUCCESS);
  EXPECT_EQ(cuLaunch(add), CUDA_SUCCESS);
  EXPECT_EQ(read<4>(memory), (std::array<unsigned, 4>{0, 7, 14, 21}));
  // What is set stays; every block of the grid adds. Blocks may not run at once here, so one at a time: a grid of one.
  EXPECT_EQ(cuLaunchGrid(add, 1, 1), CUDA_SUCCESS);
  EXPECT_EQ(read<4>(memory), (std::array<unsigned, 4>{0, 14, 28, 42}));
  CUstream stream = nullptr;
  ASSERT_EQ(cuStreamCreate(&stream, CU_STREAM_NON_BLOCKING), CUDA_SUCCESS);
  EXPECT_EQ(cuCtxSynchronize(), CUDA_SUCCESS);
  EXPECT_EQ(cuLaunchGridAsync(add, 1, 1, stream), CUDA_SUCCESS);
  EXPECT_EQ(cuStreamSynchronize(stream), CUDA_SUCCESS);
  EXPECT_EQ(read<4>(memory), (std::array<unsigned, 4>{0, 21, 42, 63}));

  EXPECT_EQ(cuLaunchGrid(add, 0, 1), CUDA_ERROR_INVALID_VALUE);
  EXPECT_EQ(cuLaunchGrid(add, 1, -1), CUDA_ERROR_INVALID_VALUE);
  EXPECT_EQ(cuParamSetSize(add, 17), CUDA_ERROR_INVALID_VALUE);
  EXPECT_EQ(cuParamSetv(add, -1, &memory, 8), CUDA_ERROR_INVALID_VALUE);
  EXPECT_EQ(cuParamSetv(add, 0, nullptr, 8), CUDA_ERROR_INVALID_VALUE);
  EXPECT_EQ(cuParamSetf(add, 1 << 20, 1.0f), CUDA_ERROR_INVALID_VALUE);
  EXPECT_EQ(cuFuncSetBlockShape(add, 0, 1, 1), CUDA_ERROR_INVALID_VALUE);
  EXPECT_EQ(cuFuncSetBlockShape(nullptr, 1, 1, 1), CUDA_ERROR_INVALID_HANDLE);
  EXPECT_EQ(cuFuncSetBlockShape(add, 4096, 1, 1), CUDA_SUCCESS); // found out when it is launched
  EXPECT_EQ(cuLaunch(add), CUDA_ERROR_INVALID_VALUE);
}

// Functions.
TEST_F(DriverLaunches, FunctionsTellNameModuleAndState) {
  CUfunction add = function("add");
  const char* name = nullptr;
  EXPECT_EQ(cuFuncGetName(&name, add), CUDA_SUCCESS);
  EXPECT_STREQ(name, "add");
  CUmodule owner = nullptr;
  EXPECT_EQ(cuFuncGetModule(&owner, add), CUDA_SUCCESS);
  EXPECT_EQ(owner, module);
  CUfunctionLoadingState state{};
  EXPECT_EQ(cuFuncIsLoaded(&state, add), CUDA_SUCCESS);
  EXPECT_EQ(state, CU_FUNCTION_LOADING_STATE_LOADED);
  EXPECT_EQ(cuFuncLoad(add), CUDA_SUCCESS);
  CUfunction functions[3] = {};
  EXPECT_EQ(cuModuleEnumerateFunctions(functions, 3, module), CUDA_SUCCESS);
  EXPECT_NE(std::find(functions, functions + 3, add), functions + 3);
  CUmoduleLoadingMode mode{};
  EXPECT_EQ(cuModuleGetLoadingMode(&mode), CUDA_SUCCESS);
  EXPECT_EQ(mode, CU_MODULE_LAZY_LOADING);
  EXPECT_EQ(cuFuncGetName(nullptr, add), CUDA_ERROR_INVALID_VALUE);
  EXPECT_EQ(cuFuncGetName(&name, nullptr), CUDA_ERROR_INVALID_HANDLE);
  EXPECT_EQ(cuFuncGetModule(nullptr, add), CUDA_ERROR_INVALID_VALUE);
  EXPECT_EQ(cuFuncLoad(nullptr), CUDA_ERROR_INVALID_HANDLE);
  int value = 0;
  EXPECT_EQ(cuFuncSetAttribute(add, CU_FUNC_ATTRIBUTE_REQUIRED_CLUSTER_WIDTH, 2), CUDA_SUCCESS);
  EXPECT_EQ(cuFuncGetAttribute(&value, CU_FUNC_ATTRIBUTE_CLUSTER_SIZE_MUST_BE_SET, add), CUDA_SUCCESS);
  EXPECT_EQ(value, 1);
  EXPECT_EQ(cuLaunchKernel(add, 3, 1, 1, 1, 1, 1, 0, nullptr, nullptr, nullptr), CUDA_ERROR_INVALID_CLUSTER_SIZE);
}

} // namespace
} // namespace ox::test
