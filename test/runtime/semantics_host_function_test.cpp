// The program's own functions in streams: their order, what they may do, and what they get after an error (programming
// guide, "Callbacks"; API references, cudaLaunchHostFunc and cudaStreamAddCallback).
#include "runtime/driver/table.h"
#include "semantics.h"
#include <csignal>

namespace ox::test {
namespace {

using namespace std::chrono_literals;
using Entries = std::vector<std::string>;
class HostFunctions : public Runtime {};

// A function of the test in a stream, in either form.
using Function = std::function<void()>;
cudaError_t call_in(cudaStream_t stream, Function& function) {
  return cudaLaunchHostFunc(stream, [](void* data) { (*static_cast<Function*>(data))(); }, &function);
}
cudaError_t callback_in(cudaStream_t stream, Function& function) {
  auto callback = [](cudaStream_t, cudaError_t, void* data) { (*static_cast<Function*>(data))(); };
  return cudaStreamAddCallback(stream, callback, &function, 0);
}

TEST_F(HostFunctions, RunInTheOrderOfTheirStream) {
  Log log;
  set_body(kFirst, [&] { log.add("kernel"); });
  Function one = [&] { log.add("function"); }, two = [&] { log.add("callback"); };
  cudaStream_t stream = new_stream();
  launch(kFirst, stream);
  call_in(stream, one);
  callback_in(stream, two);
  launch(kFirst, stream);
  call_in(stream, one);
  EXPECT_EQ(cudaStreamSynchronize(stream), cudaSuccess);
  EXPECT_EQ(log.entries(), (Entries{"kernel", "function", "callback", "kernel", "function"}));
}

TEST_F(HostFunctions, HoldTheWorkBehindThem) {
  Gate gate;
  std::atomic<bool> done = false, was_done = false;
  Function function = [&] { gate.wait(), done = true; };
  set_body(kFirst, [&] { was_done = done.load(); });
  cudaStream_t stream = new_stream();
  call_in(stream, function);
  launch(kFirst, stream);
  EXPECT_EQ(cudaStreamQuery(stream), cudaErrorNotReady);
  gate.open();
  EXPECT_EQ(cudaStreamSynchronize(stream), cudaSuccess);
  EXPECT_TRUE(was_done);
}

// In the legacy stream they wait for blocking streams, and these for them.
TEST_F(HostFunctions, FollowTheRulesOfTheDefaultStream) {
  Holder held(kFirst);
  std::atomic<bool> kernel_was_done = false, function_done = false, function_was_done = false;
  Function function = [&] { kernel_was_done = held.is_done(), function_done = true; };
  set_body(kSecond, [&] { function_was_done = function_done.load(); });
  launch(kFirst, new_stream());
  call_in(nullptr, function);
  launch(kSecond, new_stream());
  EXPECT_FALSE(function_done);
  held.let_go();
  EXPECT_EQ(cudaDeviceSynchronize(), cudaSuccess);
  EXPECT_TRUE(kernel_was_done && function_was_done);
}

TEST_F(HostFunctions, OfIndependentStreamsMayMeet) {
  Gate first, second;
  bool first_met = false, second_met = false;
  Function one = [&] { first.open(), first_met = second.wait(); },
           two = [&] { second.open(), second_met = first.wait(); };
  call_in(new_stream(), one);
  call_in(new_stream(), two);
  EXPECT_EQ(cudaDeviceSynchronize(), cudaSuccess);
  EXPECT_TRUE(first_met && second_met);
}

TEST_F(HostFunctions, RunOnNoThreadThatCallsTheApi) {
  std::thread::id thread;
  Function function = [&] { thread = std::this_thread::get_id(); };
  for (int i = 0; i < 20; ++i) {
    call_in(nullptr, function);
    EXPECT_EQ(cudaDeviceSynchronize(), cudaSuccess);
    EXPECT_NE(thread, std::this_thread::get_id());
  }
}

// "Host functions must not make any CUDA API calls": each is refused, and none hangs.
TEST_F(HostFunctions, MayNotCallTheApi) {
  static cudaStream_t stream;
  static cudaEvent_t event;
  static void *memory, *pointer;
  static int number;
  stream = new_stream();
  event = new_event();
  memory = new_device(16);
  static char host[16];
  const std::pair<const char*, std::function<cudaError_t()>> calls[] = {
      {"cudaMalloc", [] { return cudaMalloc(&pointer, 16); }},
      {"cudaFree", [] { return cudaFree(memory); }},
      {"cudaMemcpy", [] { return cudaMemcpy(host, memory, 16, cudaMemcpyDeviceToHost); }},
      {"cudaMemcpyAsync", [] { return cudaMemcpyAsync(host, memory, 16, cudaMemcpyDeviceToHost, stream); }},
      {"cudaLaunchKernel", [] { return launch(kFirst, stream); }},
      {"cudaLaunchHostFunc", [] { return cudaLaunchHostFunc(stream, [](void*) {}, nullptr); }},
      {"cudaStreamCreate", [] { return cudaStreamCreate(&stream); }},
      {"cudaStreamSynchronize", [] { return cudaStreamSynchronize(stream); }},
      {"cudaStreamQuery", [] { return cudaStreamQuery(stream); }},
      {"cudaStreamDestroy", [] { return cudaStreamDestroy(stream); }},
      {"cudaEventRecord", [] { return cudaEventRecord(event, stream); }},
      {"cudaEventSynchronize", [] { return cudaEventSynchronize(event); }},
      {"cudaEventDestroy", [] { return cudaEventDestroy(event); }},
      {"cudaDeviceSynchronize", [] { return cudaDeviceSynchronize(); }},
      {"cudaDeviceReset", [] { return cudaDeviceReset(); }},
      {"cudaSetDevice", [] { return cudaSetDevice(0); }},
      {"cudaGetDeviceCount", [] { return cudaGetDeviceCount(&number); }},
  };
  std::vector<cudaError_t> results;
  Function function = [&] {
    for (const auto& [name, call] : calls)
      results.push_back(call());
  };
  for (auto queue : {call_in, callback_in}) {
    results.clear();
    EXPECT_EQ(queue(stream, function), cudaSuccess);
    EXPECT_EQ(cudaDeviceSynchronize(), cudaSuccess);
    ASSERT_EQ(results.size(), std::size(calls));
    for (size_t i = 0; i < results.size(); ++i)
      EXPECT_EQ(results[i], cudaErrorNotPermitted) << calls[i].first;
  }
  EXPECT_EQ(cudaGetLastError(), cudaSuccess); // it was another thread's
  EXPECT_EQ(cudaFree(memory), cudaSuccess);   // and nothing has happened
  EXPECT_EQ(cudaStreamDestroy(stream), cudaSuccess);
}

TEST_F(HostFunctions, MayNotCallTheDriverApi) {
  const auto& driver = driver::table();
  EXPECT_EQ(driver.cuInit(0), CUDA_SUCCESS);
  CUresult results[3] = {};
  Function function = [&] {
    results[0] = driver.cuCtxSynchronize();
    results[1] = driver.cuDevicePrimaryCtxReset_v2(0);
    CUdeviceptr memory = 0;
    results[2] = driver.cuMemAlloc_v2(&memory, 16);
  };
  call_in(nullptr, function);
  EXPECT_EQ(cudaDeviceSynchronize(), cudaSuccess);
  for (CUresult result : results)
    EXPECT_EQ(result, CUDA_ERROR_NOT_PERMITTED);
}

// What may not be called there may be called from a thread that it starts.
TEST_F(HostFunctions, MayHandOnToAnotherThread) {
  cudaError_t error = cudaErrorUnknown;
  std::thread thread;
  Function function = [&] {
    thread = std::thread([&] {
      void* memory = nullptr;
      error = cudaMalloc(&memory, 16);
    });
  };
  call_in(nullptr, function);
  EXPECT_EQ(cudaDeviceSynchronize(), cudaSuccess);
  thread.join();
  EXPECT_EQ(error, cudaSuccess);
}

// After an error: a host function is not called, a callback is, with the error.
TEST_F(HostFunctions, AfterAFaultOnlyCallbacksAreCalled) {
  Gate queued; // a call that comes after the fault would get its error
  set_body(kFirst, [&, fault = faulting(FaultKind::kIllegalAddress)](const Launch& launch) {
    queued.wait();
    return fault(launch);
  });
  std::atomic<bool> called = false;
  Function function = [&] { called = true; };
  static cudaError_t status;
  static cudaStream_t stream_given;
  status = cudaSuccess, stream_given = nullptr;
  cudaStream_t stream = new_stream();
  launch(kFirst, stream);
  call_in(stream, function);
  auto callback = [](cudaStream_t given, cudaError_t error, void*) { stream_given = given, status = error; };
  EXPECT_EQ(cudaStreamAddCallback(stream, callback, nullptr, 0), cudaSuccess);
  queued.open();
  EXPECT_EQ(cudaStreamSynchronize(stream), cudaErrorIllegalAddress); // perhaps at once
  EXPECT_EQ(cudaDeviceReset(), cudaSuccess);                         // waits for all
  EXPECT_FALSE(called);
  EXPECT_EQ(status, cudaErrorIllegalAddress);
  EXPECT_EQ(stream_given, stream);
}

TEST_F(HostFunctions, TakeNoReservedFlags) {
  EXPECT_EQ(cudaStreamAddCallback(nullptr, [](cudaStream_t, cudaError_t, void*) {}, nullptr, 1), cudaErrorInvalidValue);
}

// Signals of the program interrupt its own threads, not those that run streams.
TEST_F(HostFunctions, RunWhereNoSignalInterrupts) {
  sigset_t blocked;
  Function function = [&] { pthread_sigmask(SIG_SETMASK, nullptr, &blocked); };
  call_in(nullptr, function);
  EXPECT_EQ(cudaDeviceSynchronize(), cudaSuccess);
  for (int number : {SIGINT, SIGALRM, SIGCHLD, SIGPROF, SIGUSR1})
    EXPECT_TRUE(sigismember(&blocked, number)) << number;
  EXPECT_FALSE(sigismember(&blocked, SIGSEGV)); // a handler of the program's still gets what its function does
}

// An exception has no way out of them: it ends the process, and is not lost.
TEST_F(HostFunctions, AnExceptionEndsTheProcess) {
  GTEST_FLAG_SET(death_test_style, "threadsafe");
  EXPECT_EXIT(
      {
        Function function = [] { throw std::runtime_error("out of a host function"); };
        call_in(nullptr, function);
        cudaDeviceSynchronize();
        _exit(0);
      },
      testing::KilledBySignal(SIGABRT), "out of a host function");
}

} // namespace
} // namespace ox::test
