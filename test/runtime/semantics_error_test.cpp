// Errors: which stay, which go, at which call they come, and in which order they are looked for (programming guide,
// "Error Checking"; API references, the errors of each function).
#include "runtime/driver/table.h"
#include "semantics.h"

namespace ox::test {
namespace {

class Errors : public Runtime {};
using Call = std::pair<const char*, std::function<cudaError_t()>>;

cudaError_t launch_with(const FakeKernel& kernel, dim3 grid, dim3 block, size_t shared = 0,
                        cudaStream_t stream = nullptr) {
  uint64_t argument = 0;
  void* arguments[] = {&argument};
  return cudaLaunchKernel(kernel.symbol(), grid, block, arguments, shared, stream);
}

// The last error.
TEST_F(Errors, TheLastErrorStaysUntilItIsTaken) {
  EXPECT_EQ(cudaSetDevice(99), cudaErrorInvalidDevice);
  EXPECT_EQ(cudaPeekAtLastError(), cudaErrorInvalidDevice);
  EXPECT_EQ(cudaDeviceSynchronize(), cudaSuccess); // a call that works doesn't take it
  EXPECT_EQ(cudaPeekAtLastError(), cudaErrorInvalidDevice);
  EXPECT_EQ(cudaGetLastError(), cudaErrorInvalidDevice);
  EXPECT_EQ(cudaGetLastError(), cudaSuccess);
  EXPECT_EQ(cudaPeekAtLastError(), cudaSuccess);
}

TEST_F(Errors, TheLastErrorIsTheLatest) {
  EXPECT_EQ(cudaSetDevice(99), cudaErrorInvalidDevice);
  EXPECT_EQ(cudaMalloc(nullptr, 4), cudaErrorInvalidValue);
  EXPECT_EQ(cudaGetLastError(), cudaErrorInvalidValue);
  EXPECT_EQ(cudaGetLastError(), cudaSuccess);
}

TEST_F(Errors, NotReadyIsNoError) {
  Holder held(kFirst);
  launch(kFirst);
  cudaEvent_t event = new_event();
  cudaEventRecord(event, nullptr);
  EXPECT_EQ(cudaStreamQuery(nullptr), cudaErrorNotReady);
  EXPECT_EQ(cudaEventQuery(event), cudaErrorNotReady);
  EXPECT_EQ(cudaPeekAtLastError(), cudaSuccess);
  EXPECT_EQ(cudaGetLastError(), cudaSuccess);
}

TEST_F(Errors, TheDriverApiDoesNotSetTheLastError) {
  const auto& driver = driver::table();
  EXPECT_EQ(driver.cuInit(0), CUDA_SUCCESS);
  CUdevice device = 0;
  EXPECT_EQ(driver.cuDeviceGet(&device, 99), CUDA_ERROR_INVALID_DEVICE);
  EXPECT_EQ(driver.cuMemAlloc_v2(nullptr, 4), CUDA_ERROR_INVALID_VALUE);
  EXPECT_EQ(driver.cuStreamSynchronize(reinterpret_cast<CUstream>(this)), CUDA_ERROR_INVALID_HANDLE);
  EXPECT_EQ(cudaGetLastError(), cudaSuccess);
}

// Errors of a launch come from the launch, and break nothing.
TEST_F(Errors, ALaunchThatCannotBeIsAnErrorOfTheCall) {
  struct Case {
    const char* what;
    std::function<cudaError_t()> call;
    cudaError_t error;
  };
  cudaStream_t destroyed = new_stream();
  cudaStreamDestroy(destroyed);
  const Case cases[] = {
      {"no block", [] { return launch_with(kFirst, dim3(0), dim3(1)); }, cudaErrorInvalidConfiguration},
      {"no thread", [] { return launch_with(kFirst, dim3(1), dim3(1, 0)); }, cudaErrorInvalidConfiguration},
      {"1025 threads", [] { return launch_with(kFirst, dim3(1), dim3(1025)); }, cudaErrorInvalidConfiguration},
      {"65 deep", [] { return launch_with(kFirst, dim3(1), dim3(1, 1, 65)); }, cudaErrorInvalidConfiguration},
      {"a grid too high", [] { return launch_with(kFirst, dim3(1, 65536), dim3(1)); }, cudaErrorInvalidConfiguration},
      {"much shared memory", [] { return launch_with(kFirst, dim3(1), dim3(1), 64 << 10); }, cudaErrorInvalidValue},
      {"more threads than the bounds", [] { return launch_with(kBounded, dim3(1), dim3(256)); },
       cudaErrorLaunchOutOfResources},
      {"too many registers", [] { return launch_with(kManyRegisters, dim3(1), dim3(1024)); },
       cudaErrorLaunchOutOfResources},
      {"no kernel", [] { return cudaLaunchKernel(&kUnregistered, dim3(1), dim3(1), nullptr, 0, nullptr); },
       cudaErrorInvalidDeviceFunction},
      {"a kernel that the image lacks", [] { return launch_with(kAbsent, dim3(1), dim3(1)); },
       cudaErrorInvalidDeviceFunction},
      {"no arguments", [] { return cudaLaunchKernel(kFirst.symbol(), dim3(1), dim3(1), nullptr, 0, nullptr); },
       cudaErrorInvalidValue},
      {"a destroyed stream", [&] { return launch_with(kFirst, dim3(1), dim3(1), 0, destroyed); },
       cudaErrorInvalidResourceHandle},
  };
  for (const Case& it : cases) {
    EXPECT_EQ(it.call(), it.error) << it.what;
    EXPECT_EQ(cudaPeekAtLastError(), it.error) << it.what; // what a program sees that launches with <<<>>>
    EXPECT_EQ(cudaGetLastError(), it.error) << it.what;
    EXPECT_EQ(launch(kFirst), cudaSuccess) << it.what;
    EXPECT_EQ(cudaDeviceSynchronize(), cudaSuccess) << it.what;
  }
}

// Faults.
std::vector<Call> calls_of_a_context(cudaStream_t stream, cudaEvent_t event, char* memory) {
  static char host[16];
  static cudaStream_t no_stream;
  static cudaEvent_t no_event;
  static void* pointer;
  static size_t size, other_size;
  static cudaFuncAttributes function;
  static cudaPointerAttributes attributes;
  static float time;
  static int number;
  return {
      {"cudaMalloc", [] { return cudaMalloc(&pointer, 16); }},
      {"cudaMallocHost", [] { return cudaMallocHost(&pointer, 16); }},
      {"cudaMallocManaged", [] { return cudaMallocManaged(&pointer, 16, cudaMemAttachGlobal); }},
      {"cudaMallocAsync", [=] { return cudaMallocAsync(&pointer, 16, stream); }},
      {"cudaFree", [=] { return cudaFree(memory); }},
      {"cudaFree(nullptr)", [] { return cudaFree(nullptr); }},
      {"cudaMemcpy", [=] { return cudaMemcpy(host, memory, 16, cudaMemcpyDeviceToHost); }},
      {"cudaMemcpyAsync", [=] { return cudaMemcpyAsync(memory, host, 16, cudaMemcpyHostToDevice, stream); }},
      {"cudaMemset", [=] { return cudaMemset(memory, 0, 16); }},
      {"cudaMemsetAsync", [=] { return cudaMemsetAsync(memory, 0, 16, stream); }},
      {"cudaMemGetInfo", [] { return cudaMemGetInfo(&size, &other_size); }},
      {"cudaPointerGetAttributes", [=] { return cudaPointerGetAttributes(&attributes, memory); }},
      {"cudaLaunchKernel", [=] { return launch(kSecond, stream); }},
      {"cudaLaunchHostFunc", [=] { return cudaLaunchHostFunc(stream, [](void*) {}, nullptr); }},
      {"cudaFuncGetAttributes", [] { return cudaFuncGetAttributes(&function, kSecond.symbol()); }},
      {"cudaStreamCreate", [] { return cudaStreamCreate(&no_stream); }},
      {"cudaStreamQuery", [=] { return cudaStreamQuery(stream); }},
      {"cudaStreamSynchronize", [=] { return cudaStreamSynchronize(stream); }},
      {"cudaStreamWaitEvent", [=] { return cudaStreamWaitEvent(stream, event, 0); }},
      {"cudaStreamGetPriority", [=] { return cudaStreamGetPriority(stream, &number); }},
      {"cudaStreamDestroy", [=] { return cudaStreamDestroy(stream); }},
      {"cudaEventCreate", [] { return cudaEventCreate(&no_event); }},
      {"cudaEventRecord", [=] { return cudaEventRecord(event, stream); }},
      {"cudaEventQuery", [=] { return cudaEventQuery(event); }},
      {"cudaEventSynchronize", [=] { return cudaEventSynchronize(event); }},
      {"cudaEventElapsedTime", [=] { return cudaEventElapsedTime(&time, event, event); }},
      {"cudaEventDestroy", [=] { return cudaEventDestroy(event); }},
      {"cudaDeviceSynchronize", [] { return cudaDeviceSynchronize(); }},
      {"cudaDeviceGetLimit", [] { return cudaDeviceGetLimit(&size, cudaLimitStackSize); }},
  };
}

class StickyErrors : public Runtime, public testing::WithParamInterface<std::pair<FaultKind, cudaError_t>> {};

TEST_P(StickyErrors, AreReturnedByEveryCallUntilTheReset) {
  const auto [kind, error] = GetParam();
  cudaStream_t stream = new_stream();
  cudaEvent_t event = new_event();
  char* memory = new_device(16);
  set_body(kFirst, faulting(kind, "a.cu:1: k: Assertion `x` failed."));
  EXPECT_EQ(launch(kFirst, stream), cudaSuccess); // not known yet
  EXPECT_EQ(cudaStreamSynchronize(stream), error);
  for (int round = 0; round < 2; ++round)
    for (const auto& [name, call] : calls_of_a_context(stream, event, memory)) {
      EXPECT_EQ(call(), error) << name;
      EXPECT_EQ(cudaGetLastError(), error) << name;
    }
  // Before its arguments are looked at.
  EXPECT_EQ(cudaMalloc(nullptr, 4), error);
  EXPECT_EQ(cudaStreamSynchronize(reinterpret_cast<cudaStream_t>(this)), error);
  // What needs no context goes on.
  int number = -1;
  EXPECT_EQ(cudaGetDeviceCount(&number), cudaSuccess);
  EXPECT_EQ(cudaGetDevice(&number), cudaSuccess);
  EXPECT_EQ(cudaRuntimeGetVersion(&number), cudaSuccess);
  EXPECT_EQ(cudaDeviceGetAttribute(&number, cudaDevAttrWarpSize, 0), cudaSuccess);
  EXPECT_EQ(cudaSetDevice(0), cudaSuccess);
  EXPECT_EQ(cudaDeviceReset(), cudaSuccess);
  EXPECT_EQ(cudaGetLastError(), cudaSuccess);
  set_body(kFirst, Body());
  EXPECT_EQ(launch(kFirst), cudaSuccess);
  EXPECT_EQ(cudaDeviceSynchronize(), cudaSuccess);
}

INSTANTIATE_TEST_SUITE_P(Faults, StickyErrors,
                         testing::Values(std::pair(FaultKind::kIllegalAddress, cudaErrorIllegalAddress),
                                         std::pair(FaultKind::kAssert, cudaErrorAssert),
                                         std::pair(FaultKind::kTrap, cudaErrorLaunchFailure)));

// A fault comes to light at the next call that waits, whatever it waits for.
TEST_F(Errors, AFaultIsTheErrorOfTheNextCallThatWaits) {
  struct Waiting {
    const char* what;
    std::function<cudaError_t(cudaStream_t, cudaEvent_t, char*)> call;
  };
  static char host[16];
  const Waiting calls[] = {
      {"cudaDeviceSynchronize", [](auto, auto, auto) { return cudaDeviceSynchronize(); }},
      {"cudaStreamSynchronize", [](auto stream, auto, auto) { return cudaStreamSynchronize(stream); }},
      {"cudaEventSynchronize", [](auto, auto event, auto) { return cudaEventSynchronize(event); }},
      {"cudaMemcpy", [](auto, auto, char* memory) { return cudaMemcpy(host, memory, 16, cudaMemcpyDeviceToHost); }},
      {"cudaFree", [](auto, auto, char* memory) { return cudaFree(memory); }},
  };
  for (const Waiting& it : calls) {
    cudaDeviceReset();
    Gate gate;
    set_body(kFirst, [&, fault = faulting(FaultKind::kTrap)](const Launch& launch) {
      gate.wait();
      return fault(launch);
    });
    cudaStream_t stream = new_stream();
    cudaEvent_t event = new_event();
    char* memory = new_device(16);
    launch(kFirst, stream);
    cudaEventRecord(event, stream);
    EXPECT_EQ(cudaGetLastError(), cudaSuccess) << it.what; // cudaGetLastError doesn't wait
    std::thread later([&] { std::this_thread::sleep_for(std::chrono::milliseconds(2)), gate.open(); });
    EXPECT_EQ(it.call(stream, event, memory), cudaErrorLaunchFailure) << it.what;
    later.join();
    cudaDeviceReset();
  }
}

TEST_F(Errors, OfSeveralFaultsTheFirstStays) {
  Gate gate;
  set_body(kFirst, faulting(FaultKind::kTrap));
  set_body(kSecond, [&, fault = faulting(FaultKind::kMisalignedAddress)](const Launch& launch) {
    gate.wait();
    return fault(launch);
  });
  cudaStream_t later = new_stream(cudaStreamNonBlocking), sooner = new_stream(cudaStreamNonBlocking);
  launch(kSecond, later);
  launch(kFirst, sooner);
  EXPECT_EQ(cudaStreamSynchronize(sooner), cudaErrorLaunchFailure);
  gate.open();
  EXPECT_EQ(cudaDeviceSynchronize(), cudaErrorLaunchFailure);
  EXPECT_EQ(cudaDeviceReset(), cudaSuccess); // waits for the other kernel, which no call of a broken context does
}

TEST_F(Errors, AFaultIsEveryThreadsError) {
  set_body(kFirst, faulting(FaultKind::kTrap));
  launch(kFirst);
  EXPECT_EQ(cudaDeviceSynchronize(), cudaErrorLaunchFailure);
  std::thread([] {
    EXPECT_EQ(cudaGetLastError(), cudaSuccess); // no call of this thread has failed so far
    EXPECT_EQ(cudaStreamQuery(nullptr), cudaErrorLaunchFailure);
    EXPECT_EQ(cudaGetLastError(), cudaErrorLaunchFailure);
  }).join();
}

TEST_F(Errors, TheDriverApiReturnsTheSameFault) {
  EXPECT_EQ(driver::table().cuInit(0), CUDA_SUCCESS);
  set_body(kFirst, faulting(FaultKind::kIllegalAddress));
  launch(kFirst);
  EXPECT_EQ(driver::table().cuCtxSynchronize(), CUDA_ERROR_ILLEGAL_ADDRESS);
  CUdeviceptr memory = 0;
  EXPECT_EQ(driver::table().cuMemAlloc_v2(&memory, 4), CUDA_ERROR_ILLEGAL_ADDRESS);
  EXPECT_EQ(cudaFree(nullptr), cudaErrorIllegalAddress);
}

int break_one_of_two_devices() {
  cudaStream_t broken = nullptr;
  OX_REQUIRE(cudaSetDevice(0) == cudaSuccess && cudaStreamCreate(&broken) == cudaSuccess);
  set_body(kFirst, faulting(FaultKind::kTrap));
  OX_REQUIRE(launch(kFirst, broken) == cudaSuccess);
  OX_REQUIRE(cudaDeviceSynchronize() == cudaErrorLaunchFailure);
  OX_REQUIRE(cudaSetDevice(1) == cudaSuccess);
  void* memory = nullptr;
  OX_REQUIRE(cudaMalloc(&memory, 16) == cudaSuccess);
  OX_REQUIRE(launch(kSecond) == cudaSuccess && cudaDeviceSynchronize() == cudaSuccess);
  // What is of the broken device is broken from here, too.
  OX_REQUIRE(cudaStreamSynchronize(broken) == cudaErrorLaunchFailure);
  OX_REQUIRE(cudaStreamQuery(broken) == cudaErrorLaunchFailure);
  OX_REQUIRE(cudaMemsetAsync(memory, 0, 16, broken) == cudaErrorLaunchFailure);
  OX_REQUIRE(cudaMemset(memory, 0, 16) == cudaSuccess);
  OX_REQUIRE(cudaSetDevice(0) == cudaSuccess && cudaFree(nullptr) == cudaErrorLaunchFailure);
  OX_REQUIRE(cudaDeviceReset() == cudaSuccess && cudaFree(nullptr) == cudaSuccess);
  return 0;
}

TEST(ErrorsOfDevices, AFaultBreaksOneDeviceAndNoOther) {
  Environment environment{{"OX_DEVICES", "2"}};
  OX_EXPECT_PROCESS(break_one_of_two_devices);
}

int launch_blocking() {
  std::atomic<bool> ran = false;
  set_body(kSecond, [&] { ran = true; });
  OX_REQUIRE(launch(kSecond) == cudaSuccess && ran);
  set_body(kFirst, faulting(FaultKind::kIllegalAddress));
  OX_REQUIRE(launch(kFirst) == cudaErrorIllegalAddress); // the launch itself
  OX_REQUIRE(cudaGetLastError() == cudaErrorIllegalAddress);
  return 0;
}

TEST(LaunchBlocking, ALaunchReturnsWithItsKernelsFault) {
  Environment environment{{"CUDA_LAUNCH_BLOCKING", "1"}};
  OX_EXPECT_PROCESS(launch_blocking);
}

// Arguments.
TEST_F(Errors, NoPlaceForAResultIsAnInvalidValue) {
  cudaStream_t stream = new_stream();
  cudaEvent_t event = new_event();
  cudaEventRecord(event, stream);
  cudaEventSynchronize(event);
  size_t size = 0;
  const Call calls[] = {
      {"cudaMalloc", [] { return cudaMalloc(nullptr, 16); }},
      {"cudaMallocHost", [] { return cudaMallocHost(nullptr, 16); }},
      {"cudaHostAlloc", [] { return cudaHostAlloc(nullptr, 16, 0); }},
      {"cudaMallocManaged", [] { return cudaMallocManaged(nullptr, 16, cudaMemAttachGlobal); }},
      {"cudaMallocPitch", [&] { return cudaMallocPitch(nullptr, &size, 16, 2); }},
      {"cudaMalloc3D", [] { return cudaMalloc3D(nullptr, {16, 2, 2}); }},
      {"cudaMallocAsync", [&] { return cudaMallocAsync(nullptr, 16, stream); }},
      {"cudaStreamCreate", [] { return cudaStreamCreate(nullptr); }},
      {"cudaStreamCreateWithFlags", [] { return cudaStreamCreateWithFlags(nullptr, 0); }},
      {"cudaStreamCreateWithPriority", [] { return cudaStreamCreateWithPriority(nullptr, 0, 0); }},
      {"cudaStreamGetFlags", [&] { return cudaStreamGetFlags(stream, nullptr); }},
      {"cudaStreamGetPriority", [&] { return cudaStreamGetPriority(stream, nullptr); }},
      {"cudaStreamGetId", [&] { return cudaStreamGetId(stream, nullptr); }},
      {"cudaStreamAddCallback", [&] { return cudaStreamAddCallback(stream, nullptr, nullptr, 0); }},
      {"cudaLaunchHostFunc", [&] { return cudaLaunchHostFunc(stream, nullptr, nullptr); }},
      {"cudaEventCreate", [] { return cudaEventCreate(nullptr); }},
      {"cudaEventCreateWithFlags", [] { return cudaEventCreateWithFlags(nullptr, 0); }},
      {"cudaEventElapsedTime", [&] { return cudaEventElapsedTime(nullptr, event, event); }},
      {"cudaGetDevice", [] { return cudaGetDevice(nullptr); }},
      {"cudaGetDeviceCount", [] { return cudaGetDeviceCount(nullptr); }},
      {"cudaGetDeviceProperties", [] { return cudaGetDeviceProperties(nullptr, 0); }},
      {"cudaDeviceGetAttribute", [] { return cudaDeviceGetAttribute(nullptr, cudaDevAttrWarpSize, 0); }},
      {"cudaDeviceGetLimit", [] { return cudaDeviceGetLimit(nullptr, cudaLimitStackSize); }},
      {"cudaDriverGetVersion", [] { return cudaDriverGetVersion(nullptr); }},
      {"cudaRuntimeGetVersion", [] { return cudaRuntimeGetVersion(nullptr); }},
      {"cudaMemGetInfo", [&] { return cudaMemGetInfo(nullptr, &size); }},
      {"cudaPointerGetAttributes", [&] { return cudaPointerGetAttributes(nullptr, &size); }},
      {"cudaFuncGetAttributes", [] { return cudaFuncGetAttributes(nullptr, kFirst.symbol()); }},
      {"cudaGetSymbolAddress", [] { return cudaGetSymbolAddress(nullptr, &fake_variable_symbol); }},
      {"cudaGetSymbolSize", [] { return cudaGetSymbolSize(nullptr, &fake_variable_symbol); }},
      {"cudaHostGetDevicePointer", [&] { return cudaHostGetDevicePointer(nullptr, &size, 0); }},
      {"cudaHostRegister", [] { return cudaHostRegister(nullptr, 16, 0); }},
  };
  for (const auto& [name, call] : calls) {
    EXPECT_EQ(call(), cudaErrorInvalidValue) << name;
    EXPECT_EQ(cudaGetLastError(), cudaErrorInvalidValue) << name;
  }
}

TEST_F(Errors, WhatIsNoStreamIsAnInvalidHandle) {
  static char host[16];
  cudaEvent_t event = new_event();
  char* memory = new_device(16);
  cudaStream_t destroyed = new_stream();
  cudaStreamDestroy(destroyed);
  void* pointer = nullptr;
  unsigned flags = 0;
  int number = 0;
  unsigned long long id = 0;
  for (cudaStream_t stream : {destroyed, reinterpret_cast<cudaStream_t>(this)}) {
    const Call calls[] = {
        {"cudaLaunchKernel", [&] { return launch(kFirst, stream); }},
        {"cudaMemcpyAsync", [&] { return cudaMemcpyAsync(memory, host, 16, cudaMemcpyHostToDevice, stream); }},
        {"cudaMemcpyAsync of nothing",
         [&] { return cudaMemcpyAsync(memory, host, 0, cudaMemcpyHostToDevice, stream); }},
        {"cudaMemsetAsync", [&] { return cudaMemsetAsync(memory, 0, 16, stream); }},
        {"cudaMallocAsync", [&] { return cudaMallocAsync(&pointer, 16, stream); }},
        {"cudaFreeAsync", [&] { return cudaFreeAsync(memory, stream); }},
        {"cudaEventRecord", [&] { return cudaEventRecord(event, stream); }},
        {"cudaStreamWaitEvent", [&] { return cudaStreamWaitEvent(stream, event, 0); }},
        {"cudaStreamQuery", [&] { return cudaStreamQuery(stream); }},
        {"cudaStreamSynchronize", [&] { return cudaStreamSynchronize(stream); }},
        {"cudaStreamGetFlags", [&] { return cudaStreamGetFlags(stream, &flags); }},
        {"cudaStreamGetPriority", [&] { return cudaStreamGetPriority(stream, &number); }},
        {"cudaStreamGetId", [&] { return cudaStreamGetId(stream, &id); }},
        {"cudaLaunchHostFunc", [&] { return cudaLaunchHostFunc(stream, [](void*) {}, nullptr); }},
        {"cudaStreamAddCallback",
         [&] { return cudaStreamAddCallback(stream, [](cudaStream_t, cudaError_t, void*) {}, nullptr, 0); }},
        {"cudaStreamDestroy", [&] { return cudaStreamDestroy(stream); }},
    };
    for (const auto& [name, call] : calls) {
      EXPECT_EQ(call(), cudaErrorInvalidResourceHandle) << name;
      EXPECT_EQ(cudaGetLastError(), cudaErrorInvalidResourceHandle) << name;
    }
  }
  EXPECT_EQ(cudaFree(memory), cudaSuccess); // cudaFreeAsync left it alone
}

TEST_F(Errors, WhatIsNoEventIsAnInvalidHandle) {
  cudaStream_t stream = new_stream();
  cudaEvent_t good = new_event(), destroyed = new_event();
  cudaEventRecord(good, stream);
  cudaEventDestroy(destroyed);
  float time = 0;
  for (cudaEvent_t event : {destroyed, reinterpret_cast<cudaEvent_t>(this), cudaEvent_t(nullptr)}) {
    const Call calls[] = {
        {"cudaEventRecord", [&] { return cudaEventRecord(event, stream); }},
        {"cudaEventQuery", [&] { return cudaEventQuery(event); }},
        {"cudaEventSynchronize", [&] { return cudaEventSynchronize(event); }},
        {"cudaEventElapsedTime to", [&] { return cudaEventElapsedTime(&time, good, event); }},
        {"cudaEventElapsedTime from", [&] { return cudaEventElapsedTime(&time, event, good); }},
        {"cudaStreamWaitEvent", [&] { return cudaStreamWaitEvent(stream, event, 0); }},
        {"cudaEventDestroy", [&] { return cudaEventDestroy(event); }},
    };
    for (const auto& [name, call] : calls)
      EXPECT_EQ(call(), cudaErrorInvalidResourceHandle) << name;
  }
}

// Nothing to do is no error.
TEST_F(Errors, OperationsOfNoSizeSucceed) {
  char* memory = new_device(16);
  char host[16] = {};
  EXPECT_EQ(cudaMemcpy(memory, host, 0, cudaMemcpyHostToDevice), cudaSuccess);
  EXPECT_EQ(cudaMemcpy(nullptr, nullptr, 0, cudaMemcpyDefault), cudaSuccess);
  EXPECT_EQ(cudaMemcpyAsync(memory, host, 0, cudaMemcpyHostToDevice, nullptr), cudaSuccess);
  EXPECT_EQ(cudaMemset(memory, 0, 0), cudaSuccess);
  EXPECT_EQ(cudaMemset2D(memory, 16, 0, 0, 1), cudaSuccess);
  EXPECT_EQ(cudaMemset2D(memory, 16, 0, 1, 0), cudaSuccess);
  EXPECT_EQ(cudaMemcpy2D(memory, 16, host, 16, 16, 0, cudaMemcpyHostToDevice), cudaSuccess);
  void* nothing = memory;
  EXPECT_EQ(cudaMalloc(&nothing, 0), cudaSuccess);
  EXPECT_EQ(nothing, nullptr);
  EXPECT_EQ(cudaFree(nullptr), cudaSuccess);
  EXPECT_EQ(cudaFreeHost(nullptr), cudaSuccess);
  EXPECT_EQ(cudaGetLastError(), cudaSuccess);
}

} // namespace
} // namespace ox::test
