// Devices and contexts: which a thread works in, which the program sees, and what a reset leaves (programming guide,
// "Multi-Device System"; driver API reference, "Context Management"; "CUDA Environment Variables").
#include "runtime/core/visible_devices.h"
#include "runtime/driver/table.h"
#include "semantics.h"
#include <cstring>

namespace ox::test {
namespace {

using runtime::visible_devices;
using Places = std::vector<int>;

// "Only the devices whose index is present are visible, in the order of the sequence; if one of the indices is invalid,
// only those before it."
TEST(VisibleDevices, AreThoseOfTheListInItsOrder) {
  EXPECT_EQ(visible_devices(4, "0"), (Places{0}));
  EXPECT_EQ(visible_devices(4, "2,0"), (Places{2, 0}));
  EXPECT_EQ(visible_devices(4, "3,2,1,0"), (Places{3, 2, 1, 0}));
  EXPECT_EQ(visible_devices(4, " 1 , 3 "), (Places{1, 3}));
}

TEST(VisibleDevices, EndAtWhatIsNoDevice) {
  EXPECT_EQ(visible_devices(4, "0,2,-1,1"), (Places{0, 2}));
  EXPECT_EQ(visible_devices(4, "1,4,0"), (Places{1}));
  EXPECT_EQ(visible_devices(4, "-1"), Places{});
  EXPECT_EQ(visible_devices(4, ""), Places{});
  EXPECT_EQ(visible_devices(4, "NoDevFiles"), Places{});
  EXPECT_EQ(visible_devices(4, "1,,2"), (Places{1}));
  EXPECT_EQ(visible_devices(4, "1,2x"), (Places{1}));
  EXPECT_EQ(visible_devices(4, "1,1,2"), (Places{1}));
  EXPECT_EQ(visible_devices(0, "0"), Places{});
}

TEST(VisibleDevices, HaveUniqueIdentifiers) {
  const std::string first = runtime::text_of(runtime::device_uuid(0)), last = runtime::text_of(runtime::device_uuid(3));
  EXPECT_EQ(first.size(), 40u);
  EXPECT_TRUE(first.starts_with("GPU-"));
  EXPECT_EQ(visible_devices(4, last + "," + first), (Places{3, 0}));
  EXPECT_EQ(visible_devices(1, first.substr(0, 8)), (Places{0})); // the first characters do, where they are unique
  EXPECT_EQ(visible_devices(4, first.substr(0, 8)), Places{});
}

int see_two_of_three() {
  int count = 0, device = -1;
  OX_REQUIRE(cudaGetDeviceCount(&count) == cudaSuccess && count == 2);
  cudaDeviceProp first, second;
  OX_REQUIRE(cudaGetDeviceProperties(&first, 0) == cudaSuccess && cudaGetDeviceProperties(&second, 1) == cudaSuccess);
  OX_REQUIRE(first.pciBusID == 2 && second.pciBusID == 0);
  OX_REQUIRE(std::memcmp(&first.uuid, runtime::device_uuid(2).data(), 16) == 0);
  char text[32];
  OX_REQUIRE(cudaDeviceGetPCIBusId(text, sizeof text, 0) == cudaSuccess && !std::strcmp(text, "00000000:02:00.0"));
  OX_REQUIRE(cudaDeviceGetByPCIBusId(&device, "0000:00:00.0") == cudaSuccess && device == 1);
  OX_REQUIRE(cudaDeviceGetByPCIBusId(&device, "0000:01:00.0") == cudaErrorInvalidDevice); // there, but not visible
  OX_REQUIRE(cudaSetDevice(2) == cudaErrorInvalidDevice);
  OX_REQUIRE(driver::table().cuInit(0) == CUDA_SUCCESS);
  OX_REQUIRE(driver::table().cuDeviceGetCount(&count) == CUDA_SUCCESS && count == 2);
  return 0;
}

TEST(VisibleDevices, AreNumberedAnew) {
  Environment environment{{"OX_DEVICES", "3"}, {"CUDA_VISIBLE_DEVICES", "2,0"}};
  OX_EXPECT_PROCESS(see_two_of_three);
}

int see_none() {
  int count = -1, device = -1;
  OX_REQUIRE(cudaGetDeviceCount(&count) == cudaErrorNoDevice && count == 0);
  OX_REQUIRE(cudaGetLastError() == cudaErrorNoDevice);
  OX_REQUIRE(cudaGetDevice(&device) == cudaErrorNoDevice);
  OX_REQUIRE(cudaSetDevice(0) == cudaErrorNoDevice);
  void* memory = nullptr;
  cudaStream_t stream = nullptr;
  OX_REQUIRE(cudaMalloc(&memory, 16) == cudaErrorNoDevice);
  OX_REQUIRE(cudaStreamCreate(&stream) == cudaErrorNoDevice);
  OX_REQUIRE(launch(kFirst) == cudaErrorNoDevice);
  OX_REQUIRE(cudaDeviceSynchronize() == cudaErrorNoDevice);
  OX_REQUIRE(cudaDeviceReset() == cudaErrorNoDevice);
  OX_REQUIRE(driver::table().cuInit(0) == CUDA_ERROR_NO_DEVICE);
  return 0;
}

TEST(VisibleDevices, MayBeNone) {
  for (auto [name, value] :
       {std::pair("CUDA_VISIBLE_DEVICES", ""), {"CUDA_VISIBLE_DEVICES", "-1"}, {"OX_DEVICES", "0"}}) {
    Environment environment{{name, value}};
    OX_EXPECT_PROCESS(see_none);
  }
}

int load_eagerly() {
  CUmoduleLoadingMode mode{};
  OX_REQUIRE(driver::table().cuInit(0) == CUDA_SUCCESS);
  OX_REQUIRE(driver::table().cuModuleGetLoadingMode(&mode) == CUDA_SUCCESS);
  const bool eager = mode == CU_MODULE_EAGER_LOADING;
  const char* asked = std::getenv("CUDA_MODULE_LOADING");
  OX_REQUIRE(eager == (asked && std::string(asked) == "EAGER"));
  // The fake image has a device variable of 64 bytes and a managed one of 4 and 8: seen by what memory is left.
  size_t before = 0, after = 0, total = 0;
  OX_REQUIRE(cudaSetDevice(1) == cudaSuccess && cudaMemGetInfo(&before, &total) == cudaSuccess);
  void* address = nullptr;
  OX_REQUIRE(cudaGetSymbolAddress(&address, &fake_variable_symbol) == cudaSuccess);
  OX_REQUIRE(cudaMemGetInfo(&after, &total) == cudaSuccess);
  OX_REQUIRE((before == after) == eager);
  return launch(kAbsent) == cudaErrorInvalidDeviceFunction ? 0 : 1; // an error of its use, in either mode
}

TEST(ModuleLoading, IsLazyUnlessTheProgramWantsItEager) {
  Environment devices{{"OX_DEVICES", "2"}};
  OX_EXPECT_PROCESS(load_eagerly);
  for (const char* mode : {"LAZY", "EAGER"}) {
    Environment environment{{"CUDA_MODULE_LOADING", mode}};
    OX_EXPECT_PROCESS(load_eagerly);
  }
}

// The current device and context are the thread's.
int current_device_of_threads() {
  OX_REQUIRE(cudaSetDevice(2) == cudaSuccess);
  int mine = -1, others = -1, others_after = -1;
  std::thread([&] {
    cudaGetDevice(&others); // starts with 0
    cudaSetDevice(1);
    cudaGetDevice(&others_after);
  }).join();
  OX_REQUIRE(cudaGetDevice(&mine) == cudaSuccess);
  OX_REQUIRE(mine == 2 && others == 0 && others_after == 1);
  OX_REQUIRE(cudaSetDevice(7) == cudaErrorInvalidDevice);
  OX_REQUIRE(cudaSetDevice(-1) == cudaErrorInvalidDevice);
  OX_REQUIRE(cudaGetDevice(&mine) == cudaSuccess && mine == 2); // a call that fails changes nothing
  return 0;
}

TEST(CurrentDevice, IsTheThreads) {
  Environment environment{{"OX_DEVICES", "3"}};
  OX_EXPECT_PROCESS(current_device_of_threads);
}

int contexts_of_threads() {
  const auto& driver = driver::table();
  OX_REQUIRE(driver.cuInit(0) == CUDA_SUCCESS);
  CUcontext a = nullptr, b = nullptr, seen = nullptr;
  OX_REQUIRE(driver.cuCtxCreate_v2(&a, 0, 0) == CUDA_SUCCESS && driver.cuCtxCreate_v2(&b, 0, 1) == CUDA_SUCCESS);
  OX_REQUIRE(driver.cuCtxGetCurrent(&seen) == CUDA_SUCCESS && seen == b);
  // A stack a thread; one context may be current in several threads.
  CUresult in_thread[6];
  CUcontext before = a, pushed = nullptr, popped = nullptr;
  std::thread([&] {
    in_thread[0] = driver.cuCtxGetCurrent(&before);
    in_thread[1] = driver.cuCtxPushCurrent_v2(b);
    in_thread[2] = driver.cuCtxGetCurrent(&pushed);
    in_thread[3] = driver.cuCtxSynchronize();
    in_thread[4] = driver.cuCtxPopCurrent_v2(&popped);
    in_thread[5] = driver.cuCtxPopCurrent_v2(&popped);
  }).join();
  for (int i = 0; i < 5; ++i)
    OX_REQUIRE(in_thread[i] == CUDA_SUCCESS);
  OX_REQUIRE(in_thread[5] == CUDA_ERROR_INVALID_CONTEXT);
  OX_REQUIRE(before == nullptr && pushed == b && popped == b);
  // Pop gives back what push covered, however often the same one is on the stack.
  OX_REQUIRE(driver.cuCtxPushCurrent_v2(a) == CUDA_SUCCESS && driver.cuCtxPushCurrent_v2(a) == CUDA_SUCCESS);
  for (CUcontext expected : {a, a, b, a}) {
    OX_REQUIRE(driver.cuCtxGetCurrent(&seen) == CUDA_SUCCESS && seen == expected);
    OX_REQUIRE(driver.cuCtxPopCurrent_v2(&popped) == CUDA_SUCCESS && popped == expected);
  }
  OX_REQUIRE(driver.cuCtxPopCurrent_v2(&popped) == CUDA_ERROR_INVALID_CONTEXT);
  // The runtime API works in what is current.
  OX_REQUIRE(driver.cuCtxPushCurrent_v2(b) == CUDA_SUCCESS);
  int device = -1;
  void* memory = nullptr;
  OX_REQUIRE(cudaGetDevice(&device) == cudaSuccess && device == 1);
  OX_REQUIRE(cudaMalloc(&memory, 16) == cudaSuccess);
  OX_REQUIRE(driver.cuCtxDestroy_v2(b) == CUDA_SUCCESS);
  OX_REQUIRE(cudaFree(memory) == cudaErrorInvalidValue); // went with its context
  OX_REQUIRE(driver.cuCtxDestroy_v2(a) == CUDA_SUCCESS);
  return 0;
}

TEST(Contexts, AreAStackOfTheThread) {
  Environment environment{{"OX_DEVICES", "2"}};
  OX_EXPECT_PROCESS(contexts_of_threads);
}

// Handles of destroyed contexts are errors, and are not kept for ever.
TEST(Contexts, ManyCanBeMadeAndDestroyed) {
  const auto& driver = driver::table();
  ASSERT_EQ(driver.cuInit(0), CUDA_SUCCESS);
  CUcontext held = nullptr;
  Gate pushed, over;
  CUresult result = CUDA_SUCCESS;
  ASSERT_EQ(driver.cuCtxCreate_v2(&held, 0, 0), CUDA_SUCCESS);
  std::thread thread([&] { // has it on its stack until the end
    driver.cuCtxSetCurrent(held);
    pushed.open();
    over.wait(std::chrono::seconds(60));
    CUdeviceptr memory = 0;
    result = driver.cuMemAlloc_v2(&memory, 16);
  });
  EXPECT_TRUE(pushed.wait());
  EXPECT_EQ(driver.cuCtxDestroy_v2(held), CUDA_SUCCESS);
  std::vector<CUcontext> all;
  for (int i = 0; i < 1000; ++i) {
    CUcontext context = nullptr;
    ASSERT_EQ(driver.cuCtxCreate_v2(&context, 0, 0), CUDA_SUCCESS);
    ASSERT_EQ(driver.cuCtxDestroy_v2(context), CUDA_SUCCESS);
    ASSERT_NE(driver.cuCtxSetCurrent(context), CUDA_SUCCESS);
    all.push_back(context);
  }
  over.open();
  thread.join();
  EXPECT_EQ(result, CUDA_ERROR_CONTEXT_IS_DESTROYED);
  // Handles are addresses of what is kept, so addresses come again once it is not.
  std::ranges::sort(all);
  EXPECT_LT(std::unique(all.begin(), all.end()) - all.begin(), 500);
  CUcontext none = nullptr;
  EXPECT_EQ(driver.cuCtxGetCurrent(&none), CUDA_SUCCESS);
}

// A reset.
class Reset : public Runtime {};

TEST_F(Reset, WaitsForWhatIsQueued) {
  Holder held(kFirst);
  launch(kFirst, new_stream(cudaStreamNonBlocking));
  EXPECT_TRUE(held.wait_until_it_runs());
  std::thread later([&] { std::this_thread::sleep_for(std::chrono::milliseconds(2)), held.let_go(); });
  EXPECT_EQ(cudaDeviceReset(), cudaSuccess);
  EXPECT_TRUE(held.is_done());
  later.join();
}

TEST_F(Reset, MakesEverythingFromBeforeInvalid) {
  char *memory = new_device(16), *pinned = new_pinned(16), host[16] = {};
  cudaStream_t stream = new_stream();
  cudaEvent_t event = new_event();
  EXPECT_EQ(cudaDeviceReset(), cudaSuccess);
  EXPECT_EQ(cudaMemcpy(memory, host, 16, cudaMemcpyHostToDevice), cudaErrorInvalidValue);
  EXPECT_EQ(cudaMemcpy(host, memory, 16, cudaMemcpyDeviceToHost), cudaErrorInvalidValue);
  EXPECT_EQ(cudaMemset(memory, 0, 16), cudaErrorInvalidValue);
  EXPECT_EQ(cudaFree(memory), cudaErrorInvalidValue);
  EXPECT_EQ(cudaFreeHost(pinned), cudaErrorInvalidValue);
  EXPECT_EQ(launch(kFirst, stream), cudaErrorInvalidResourceHandle);
  EXPECT_EQ(cudaEventRecord(event, nullptr), cudaErrorInvalidResourceHandle);
  EXPECT_EQ(cudaStreamDestroy(stream), cudaErrorInvalidResourceHandle);
  EXPECT_EQ(launch(kFirst), cudaSuccess);
  EXPECT_EQ(launch(kFirst, cudaStreamPerThread), cudaSuccess); // a new one
  EXPECT_EQ(cudaDeviceSynchronize(), cudaSuccess);
}

TEST_F(Reset, MayComeTwiceAndFirst) {
  EXPECT_EQ(cudaDeviceReset(), cudaSuccess);
  EXPECT_EQ(cudaDeviceReset(), cudaSuccess);
  for (int i = 0; i < 50; ++i) {
    EXPECT_NE(new_device(1 << 20), nullptr);
    EXPECT_EQ(launch(kFirst, cudaStreamPerThread), cudaSuccess);
    EXPECT_EQ(cudaDeviceReset(), cudaSuccess);
  }
}

int reset_one_of_two() {
  void *first = nullptr, *second = nullptr;
  OX_REQUIRE(cudaSetDevice(0) == cudaSuccess && cudaMalloc(&first, 16) == cudaSuccess);
  OX_REQUIRE(cudaSetDevice(1) == cudaSuccess && cudaMalloc(&second, 16) == cudaSuccess);
  OX_REQUIRE(cudaDeviceReset() == cudaSuccess); // the current one: 1
  int device = -1;
  OX_REQUIRE(cudaGetDevice(&device) == cudaSuccess && device == 1);
  OX_REQUIRE(cudaFree(second) == cudaErrorInvalidValue);
  OX_REQUIRE(cudaFree(first) == cudaSuccess);
  return 0;
}

TEST(ResetOfDevices, IsForTheCurrentOne) {
  Environment environment{{"OX_DEVICES", "2"}};
  OX_EXPECT_PROCESS(reset_one_of_two);
}

} // namespace
} // namespace ox::test
