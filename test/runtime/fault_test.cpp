// Faults of kernels, what kernels print, and what happens when the process ends or forks.
#include "fixture.h"
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

namespace ox::test {
namespace {

class Faults : public Runtime {};

struct Expected {
  FaultKind kind;
  cudaError_t error;
};

class FaultCodes : public Runtime, public testing::WithParamInterface<Expected> {};

TEST_P(FaultCodes, AFaultIsTheErrorOfTheNextSynchronisation) {
  set_body(kFirst, faulting(GetParam().kind, "detail"));
  EXPECT_EQ(launch(kFirst), cudaSuccess);
  EXPECT_EQ(cudaDeviceSynchronize(), GetParam().error);
}

INSTANTIATE_TEST_SUITE_P(All, FaultCodes,
                         testing::Values(Expected{FaultKind::kIllegalAddress, cudaErrorIllegalAddress},
                                         Expected{FaultKind::kMisalignedAddress, cudaErrorMisalignedAddress},
                                         Expected{FaultKind::kIllegalInstruction, cudaErrorIllegalInstruction},
                                         Expected{FaultKind::kStackOverflow, cudaErrorHardwareStackError},
                                         Expected{FaultKind::kBarrierMisuse, cudaErrorLaunchFailure},
                                         Expected{FaultKind::kTrap, cudaErrorLaunchFailure},
                                         Expected{FaultKind::kAssert, cudaErrorAssert},
                                         Expected{FaultKind::kDeadlock, cudaErrorLaunchTimeout},
                                         Expected{FaultKind::kRunaway, cudaErrorLaunchTimeout},
                                         Expected{FaultKind::kHost, cudaErrorLaunchFailure}));

TEST_F(Faults, EveryCallFailsUntilTheReset) {
  set_body(kFirst, faulting(FaultKind::kIllegalAddress));
  launch(kFirst);
  EXPECT_EQ(cudaDeviceSynchronize(), cudaErrorIllegalAddress);
  void* memory = nullptr;
  EXPECT_EQ(cudaMalloc(&memory, 16), cudaErrorIllegalAddress);
  EXPECT_EQ(launch(kSecond), cudaErrorIllegalAddress);
  EXPECT_EQ(cudaGetLastError(), cudaErrorIllegalAddress);
  EXPECT_EQ(cudaGetLastError(), cudaErrorIllegalAddress); // can't be taken
  EXPECT_EQ(cudaDeviceReset(), cudaSuccess);
  EXPECT_EQ(cudaGetLastError(), cudaSuccess);
  EXPECT_EQ(cudaMalloc(&memory, 16), cudaSuccess);
  EXPECT_EQ(launch(kSecond), cudaSuccess);
  EXPECT_EQ(cudaDeviceSynchronize(), cudaSuccess);
}

TEST_F(Faults, WhatIsQueuedBehindAFaultIsSkipped) {
  std::atomic<bool> ran = false;
  Gate gate;
  set_body(kFirst, [&, fault = faulting(FaultKind::kTrap)](const Launch& launch) {
    gate.wait();
    return fault(launch);
  });
  set_body(kSecond, [&] { ran = true; });
  launch(kFirst);
  launch(kSecond);
  gate.open();
  EXPECT_EQ(cudaDeviceSynchronize(), cudaErrorLaunchFailure);
  EXPECT_FALSE(ran);
}

TEST_F(Faults, AFaultIsTheErrorOfACopyThatWaitsForIt) {
  set_body(kFirst, faulting(FaultKind::kIllegalAddress));
  char host[4];
  char* device = new_device(4);
  launch(kFirst);
  EXPECT_EQ(cudaMemcpy(host, device, 4, cudaMemcpyDeviceToHost), cudaErrorIllegalAddress);
}

TEST_F(Faults, AFaultIsDescribedOnceOnStderr) {
  set_body(kFirst, faulting(FaultKind::kIllegalAddress, "read of 4 bytes at 0x10"));
  testing::internal::CaptureStderr();
  launch(kFirst);
  cudaDeviceSynchronize();
  cudaDeviceSynchronize();
  std::string text = testing::internal::GetCapturedStderr();
  size_t where = text.find("read of 4 bytes at 0x10");
  EXPECT_NE(where, std::string::npos) << text;
  EXPECT_EQ(text.find("read of 4 bytes", where + 1), std::string::npos) << text;
  EXPECT_NE(text.find("first"), std::string::npos) << text; // the kernel
}

TEST_F(Faults, AFailedAssertIsPrintedInCudasForm) {
  set_body(kFirst, faulting(FaultKind::kAssert, "a.cu:12: void k(int): Assertion `i < n` failed."));
  testing::internal::CaptureStderr();
  launch(kFirst);
  EXPECT_EQ(cudaDeviceSynchronize(), cudaErrorAssert);
  EXPECT_EQ(testing::internal::GetCapturedStderr(),
            "a.cu:12: void k(int): block: [1,2,3], thread: [4,5,6] Assertion `i < n` failed.\n");
}

TEST_F(Faults, PrintedTextComesWithTheSynchronisation) {
  set_body(kFirst, [](const Launch& launch) {
    launch.print("hello from a kernel\n");
    return std::nullopt;
  });
  testing::internal::CaptureStdout();
  cudaStream_t stream = new_stream();
  cudaEvent_t done = new_event();
  launch(kFirst, stream);
  cudaEventRecord(done, stream);
  while (cudaEventQuery(done) != cudaSuccess)
    std::this_thread::yield();
  std::printf("before\n");
  EXPECT_EQ(cudaStreamSynchronize(stream), cudaSuccess);
  std::printf("after\n");
  EXPECT_EQ(testing::internal::GetCapturedStdout(), "before\nhello from a kernel\nafter\n");
}

TEST_F(Faults, LastErrorsBelongToTheirThreads) {
  cudaSetDevice(99);
  std::thread([] { EXPECT_EQ(cudaGetLastError(), cudaSuccess); }).join();
  EXPECT_EQ(cudaGetLastError(), cudaErrorInvalidDevice);
}

TEST_F(Faults, AForkedChildCannotUseTheDevice) {
  new_device(16);
  pid_t child = fork();
  if (child == 0) {
    void* memory = nullptr;
    _exit(cudaMalloc(&memory, 16) == cudaErrorInitializationError ? 0 : 1);
  }
  int status = -1;
  waitpid(child, &status, 0);
  EXPECT_EQ(status, 0);
}

// Runs after the runtime's own end, which has the default priority.
bool check_at_the_end = false;
[[gnu::destructor(101)]] void call_after_the_end() {
  if (!check_at_the_end)
    return;
  void* memory = nullptr;
  _exit(cudaMalloc(&memory, 16) == cudaErrorCudartUnloading ? 7 : 8);
}

TEST(Exit, CallsAfterTheEndGetCudartUnloading) {
  GTEST_FLAG_SET(death_test_style, "threadsafe");
  EXPECT_EXIT(
      {
        launch(kFirst);
        check_at_the_end = true;
        std::exit(0);
      },
      testing::ExitedWithCode(7), "");
}

TEST(Exit, UnfinishedStreamsAreAbandoned) {
  GTEST_FLAG_SET(death_test_style, "threadsafe");
  EXPECT_EXIT(
      {
        set_body(kFirst, [] { std::this_thread::sleep_for(std::chrono::seconds(30)); });
        for (int i = 0; i < 4; ++i)
          launch(kFirst);
        std::this_thread::sleep_for(std::chrono::milliseconds(5));
        std::exit(3);
      },
      testing::ExitedWithCode(3), "");
}

} // namespace
} // namespace ox::test
