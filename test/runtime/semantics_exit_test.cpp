// The ends of threads and processes, and fork: destructors and handlers that still call CUDA, calls after the end, and
// what a child may do.
#include "runtime/driver/table.h"
#include "semantics.h"
#include <sys/wait.h>
#include <unistd.h>

extern "C" {
unsigned __cudaPushCallConfiguration(dim3, dim3, size_t, void*);
cudaError_t __cudaPopCallConfiguration(dim3*, dim3*, size_t*, void*);
cudaError_t cudaLaunchKernel_ptsz(const void*, dim3, dim3, void**, size_t, cudaStream_t);
}

namespace ox::test {
namespace {

// As the code that a compiler emits for kernel<<<1, 1, 0, stream>>>(0).
cudaError_t launch_with_brackets(const FakeKernel& kernel, cudaStream_t stream) {
  dim3 grid, block;
  size_t shared = 0;
  void* popped = nullptr;
  __cudaPushCallConfiguration(dim3(1), dim3(1), 0, stream);
  if (cudaError_t error = __cudaPopCallConfiguration(&grid, &block, &shared, &popped))
    return error;
  uint64_t argument = 0;
  void* arguments[] = {&argument};
  return cudaLaunchKernel(kernel.symbol(), grid, block, arguments, shared, static_cast<cudaStream_t>(popped));
}

// A bit of everything that has state of its own per thread or per process.
int use_everything() {
  static std::atomic<int> ran = 0;
  const int before = ran;
  set_body(kFirst, [] { ++ran; });
  void* memory = nullptr;
  char host[16] = {};
  cudaStream_t stream = nullptr;
  cudaEvent_t event = nullptr;
  OX_REQUIRE(cudaMalloc(&memory, 16) == cudaSuccess);
  OX_REQUIRE(cudaStreamCreate(&stream) == cudaSuccess && cudaEventCreate(&event) == cudaSuccess);
  OX_REQUIRE(launch_with_brackets(kFirst, stream) == cudaSuccess);
  OX_REQUIRE(launch_with_brackets(kFirst, cudaStreamPerThread) == cudaSuccess);
  OX_REQUIRE(cudaMemcpyAsync(memory, host, 16, cudaMemcpyHostToDevice, cudaStreamPerThread) == cudaSuccess);
  OX_REQUIRE(cudaLaunchHostFunc(stream, [](void*) { ++ran; }, nullptr) == cudaSuccess);
  OX_REQUIRE(cudaEventRecord(event, stream) == cudaSuccess && cudaEventSynchronize(event) == cudaSuccess);
  OX_REQUIRE(cudaDeviceSynchronize() == cudaSuccess);
  OX_REQUIRE(ran == before + 3);
  OX_REQUIRE(cudaEventDestroy(event) == cudaSuccess && cudaStreamDestroy(stream) == cudaSuccess);
  OX_REQUIRE(cudaFree(memory) == cudaSuccess);
  return 0;
}

// Says in its destructor what still works, in a process of its own.
struct LastWords {
  int (*check)() = nullptr;
  ~LastWords() {
    if (check)
      _exit(check());
  }
};
LastWords of_a_static_object;
thread_local LastWords of_the_main_thread;

// The same for any thread, which goes on.
struct AtThreadEnd {
  std::function<void()> action;
  ~AtThreadEnd() {
    if (action)
      action();
  }
};
thread_local AtThreadEnd at_thread_end;

// Makes the thread's state in the runtime.
void use_a_little() {
  launch_with_brackets(kSecond, cudaStreamPerThread);
  cudaStreamSynchronize(cudaStreamPerThread);
}

TEST(Destructors, OfStaticObjectsMayCallCuda) {
  GTEST_FLAG_SET(death_test_style, "threadsafe");
  EXPECT_EXIT(
      {
        use_a_little(); // the main thread has its state before its objects end
        of_a_static_object.check = use_everything;
        std::exit(9);
      },
      testing::ExitedWithCode(0), "");
}

TEST(Destructors, OfThreadLocalObjectsMayCallCuda) {
  GTEST_FLAG_SET(death_test_style, "threadsafe");
  EXPECT_EXIT(
      {
        of_the_main_thread.check = use_everything;
        use_a_little();
        std::exit(9);
      },
      testing::ExitedWithCode(0), "");
}

// The order of thread_local objects is that of their making, so the runtime's may end before or after the program's.
TEST(Destructors, OfThreadsMayCallCudaInAnyOrder) {
  for (bool first : {true, false}) {
    std::vector<int> results;
    std::thread([&] {
      if (first)
        at_thread_end.action = [] {};
      results.push_back(use_everything());
      at_thread_end.action = [&] { results.push_back(use_everything()); };
    }).join();
    EXPECT_EQ(results, (std::vector<int>{0, 0}));
  }
}

TEST(Destructors, OfAThreadWorkInItsContext) {
  const auto& driver = driver::table();
  ASSERT_EQ(driver.cuInit(0), CUDA_SUCCESS);
  CUcontext context = nullptr;
  CUdeviceptr memory = 0;
  CUresult result = CUDA_ERROR_UNKNOWN;
  std::thread([&] {
    at_thread_end.action = [&] { result = driver.cuMemFree_v2(memory); }; // made before the runtime's, so it ends after
    EXPECT_EQ(driver.cuCtxCreate_v2(&context, 0, 0), CUDA_SUCCESS);
    EXPECT_EQ(driver.cuMemAlloc_v2(&memory, 16), CUDA_SUCCESS);
  }).join();
  EXPECT_EQ(result, CUDA_SUCCESS);
  EXPECT_EQ(driver.cuCtxDestroy_v2(context), CUDA_SUCCESS);
}

TEST(ExitHandlers, MayCallCuda) {
  GTEST_FLAG_SET(death_test_style, "threadsafe");
  EXPECT_EXIT( // a handler from before the first call
      {
        std::atexit([] { _exit(use_everything()); });
        use_everything();
        std::exit(9);
      },
      testing::ExitedWithCode(0), "");
  EXPECT_EXIT( // and one from after it
      {
        use_everything();
        std::atexit([] { _exit(use_everything()); });
        std::exit(9);
      },
      testing::ExitedWithCode(0), "");
}

// After the end: an error, and no crash, whatever is called.
int call_after_the_end() {
  void* memory = nullptr;
  char host[16] = {};
  int number = 0;
  OX_REQUIRE(cudaMalloc(&memory, 16) == cudaErrorCudartUnloading);
  OX_REQUIRE(cudaFree(nullptr) == cudaErrorCudartUnloading);
  OX_REQUIRE(cudaMemcpy(host, host, 16, cudaMemcpyHostToHost) == cudaErrorCudartUnloading);
  OX_REQUIRE(launch_with_brackets(kFirst, nullptr) == cudaErrorCudartUnloading);
  OX_REQUIRE(cudaStreamSynchronize(nullptr) == cudaErrorCudartUnloading);
  OX_REQUIRE(cudaDeviceSynchronize() == cudaErrorCudartUnloading);
  OX_REQUIRE(cudaDeviceReset() == cudaErrorCudartUnloading);
  OX_REQUIRE(cudaGetDeviceCount(&number) == cudaErrorCudartUnloading);
  OX_REQUIRE(cudaGetLastError() == cudaErrorCudartUnloading);
  OX_REQUIRE(driver::table().cuCtxSynchronize() == CUDA_ERROR_DEINITIALIZED);
  return 0;
}
bool check_at_the_end = false;
[[gnu::destructor(101)]] void at_the_end() { // after the runtime's own end, which has the default priority
  if (check_at_the_end)
    _exit(call_after_the_end());
}

TEST(AfterTheEnd, EveryCallGetsAnError) {
  GTEST_FLAG_SET(death_test_style, "threadsafe");
  EXPECT_EXIT(
      {
        use_everything();
        check_at_the_end = true;
        std::exit(9);
      },
      testing::ExitedWithCode(0), "");
}

// A process ends when it wants to, whatever runs, and from any thread.
void hold_for_ever() {
  set_body(kFirst, [] { std::this_thread::sleep_for(std::chrono::seconds(100)); });
  for (int i = 0; i < 10; ++i)
    launch(kFirst, i % 2 ? cudaStreamPerThread : nullptr);
}

TEST(Exit, OfAnotherThreadDoesNotWaitForTheDevice) {
  GTEST_FLAG_SET(death_test_style, "threadsafe");
  EXPECT_EXIT(
      {
        hold_for_ever();
        std::thread([] {
          std::this_thread::sleep_for(std::chrono::milliseconds(5));
          std::exit(3);
        }).detach();
        cudaDeviceSynchronize();
        std::this_thread::sleep_for(std::chrono::seconds(100));
      },
      testing::ExitedWithCode(3), "");
}

TEST(Exit, InAHostFunctionEndsTheProcess) {
  GTEST_FLAG_SET(death_test_style, "threadsafe");
  EXPECT_EXIT(
      {
        cudaLaunchHostFunc(nullptr, [](void*) { std::exit(4); }, nullptr);
        cudaDeviceSynchronize();
        std::this_thread::sleep_for(std::chrono::seconds(100));
      },
      testing::ExitedWithCode(4), "");
}

TEST(Exit, WhileThreadsLaunchIsClean) {
  GTEST_FLAG_SET(death_test_style, "threadsafe");
  for (int i = 0; i < 5; ++i)
    EXPECT_EXIT(
        {
          for (int thread = 0; thread < 4; ++thread)
            std::thread([] {
              for (;;)
                if (use_everything() != 0) // says what failed: calls after the end do
                  std::this_thread::sleep_for(std::chrono::seconds(100));
            }).detach();
          std::this_thread::sleep_for(std::chrono::milliseconds(5));
          std::exit(6);
        },
        testing::ExitedWithCode(6), "");
}

// fork.
template <typename Body> int status_of_child(Body&& body) {
  const pid_t child = fork();
  if (child == 0)
    _exit(body());
  int status = -1;
  waitpid(child, &status, 0);
  return WIFEXITED(status) ? WEXITSTATUS(status) : 1000 + status;
}

int fork_before_the_first_call() {
  OX_REQUIRE(status_of_child(use_everything) == 0);
  OX_REQUIRE(use_everything() == 0);
  return 0;
}

TEST(Fork, AChildMayUseCudaThatItsParentHasNotUsed) { OX_EXPECT_PROCESS(fork_before_the_first_call); }

int call_in_a_child() {
  void* memory = nullptr;
  char host[16] = {};
  int number = 0;
  OX_REQUIRE(cudaMalloc(&memory, 16) == cudaErrorInitializationError);
  OX_REQUIRE(cudaFree(nullptr) == cudaErrorInitializationError);
  OX_REQUIRE(cudaMemcpy(host, host, 16, cudaMemcpyHostToHost) == cudaErrorInitializationError);
  OX_REQUIRE(launch_with_brackets(kFirst, nullptr) == cudaErrorInitializationError);
  OX_REQUIRE(cudaDeviceSynchronize() == cudaErrorInitializationError);
  OX_REQUIRE(cudaGetDeviceCount(&number) == cudaErrorInitializationError);
  OX_REQUIRE(cudaSetDevice(0) == cudaErrorInitializationError);
  OX_REQUIRE(cudaDeviceReset() == cudaErrorInitializationError);
  OX_REQUIRE(cudaGetLastError() == cudaErrorInitializationError);
  OX_REQUIRE(driver::table().cuCtxSynchronize() == CUDA_ERROR_NOT_INITIALIZED);
  return 0;
}

int fork_after_use() {
  OX_REQUIRE(use_everything() == 0);
  OX_REQUIRE(status_of_child(call_in_a_child) == 0);
  OX_REQUIRE(status_of_child([] { return status_of_child(call_in_a_child); }) == 0); // nor its own child
  OX_REQUIRE(use_everything() == 0);                                                 // the parent goes on
  return 0;
}

TEST(Fork, AChildOfAProcessThatUsedCudaGetsAnError) { OX_EXPECT_PROCESS(fork_after_use); }

int fork_while_kernels_run() {
  Gate gate, running;
  set_body(kFirst, [&] { running.open(), gate.wait(); });
  OX_REQUIRE(launch(kFirst) == cudaSuccess);
  OX_REQUIRE(running.wait());
  for (int i = 0; i < 20; ++i)
    OX_REQUIRE(status_of_child(call_in_a_child) == 0);
  // A child that ends as processes do, with destructors and handlers.
  const pid_t child = fork();
  if (child == 0)
    std::exit(5);
  int status = -1;
  waitpid(child, &status, 0);
  OX_REQUIRE(WIFEXITED(status) && WEXITSTATUS(status) == 5);
  gate.open();
  OX_REQUIRE(cudaDeviceSynchronize() == cudaSuccess);
  return use_everything();
}

TEST(Fork, MayComeWhileKernelsRun) { OX_EXPECT_PROCESS(fork_while_kernels_run); }

} // namespace
} // namespace ox::test
