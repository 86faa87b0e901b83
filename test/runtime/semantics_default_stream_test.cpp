// Default streams: which streams wait for which, in the legacy and in the per-thread kind, and what else synchronises
// without being asked to (programming guide, "Default Stream", "Implicit Synchronization"; API references, "Stream
// synchronization behavior", "API synchronization behavior").
#include "semantics.h"

extern "C" {
cudaError_t cudaLaunchKernel_ptsz(const void*, dim3, dim3, void**, size_t, cudaStream_t);
cudaError_t cudaLaunchKernelExC_ptsz(const cudaLaunchConfig_t*, const void*, void**);
cudaError_t cudaMemcpy_ptds(void*, const void*, size_t, cudaMemcpyKind);
cudaError_t cudaMemset_ptds(void*, int, size_t);
cudaError_t cudaMemcpyAsync_ptsz(void*, const void*, size_t, cudaMemcpyKind, cudaStream_t);
cudaError_t cudaMemsetAsync_ptsz(void*, int, size_t, cudaStream_t);
cudaError_t cudaStreamQuery_ptsz(cudaStream_t);
cudaError_t cudaStreamSynchronize_ptsz(cudaStream_t);
cudaError_t cudaEventRecord_ptsz(cudaEvent_t, cudaStream_t);
cudaError_t cudaStreamWaitEvent_ptsz(cudaStream_t, cudaEvent_t, unsigned);
cudaError_t cudaLaunchHostFunc_ptsz(cudaStream_t, cudaHostFn_t, void*);
}

namespace ox::test {
namespace {

using namespace std::chrono_literals;

enum class Kind : uint8_t { legacy, null, per_thread, blocking, non_blocking };
std::ostream& operator<<(std::ostream& out, Kind kind) {
  static constexpr const char* kNames[] = {"legacy", "null", "per_thread", "blocking", "non_blocking"};
  return out << kNames[static_cast<int>(kind)];
}

struct Pair {
  Kind first, second;
  bool waits;
};
std::ostream& operator<<(std::ostream& out, const Pair& pair) { return out << pair.first << "_" << pair.second; }

class DefaultStreams : public Runtime {
protected:
  static cudaStream_t stream_of(Kind kind) {
    switch (kind) {
    case Kind::legacy:
      return cudaStreamLegacy;
    case Kind::null:
      return nullptr;
    case Kind::per_thread:
      return cudaStreamPerThread;
    case Kind::blocking:
      return new_stream();
    case Kind::non_blocking:
      return new_stream(cudaStreamNonBlocking);
    }
    return nullptr;
  }
  // Launches kFirst, held; then what `second` queues; true if kSecond, at its end, ran only after the first had ended.
  template <typename Second> static bool is_ordered(cudaStream_t first, Second&& second) {
    Holder held(kFirst);
    Gate ran;
    std::atomic<bool> first_was_done = false;
    set_body(kSecond, [&] { first_was_done = held.is_done(), ran.open(); });
    launch(kFirst, first);
    EXPECT_TRUE(held.wait_until_it_runs());
    second();
    if (!ran.wait(10ms)) // it ran already, or waits, or is late
      held.let_go();
    EXPECT_TRUE(ran.wait());
    return first_was_done;
  }
  // True if kSecond runs while kFirst is held: it can't end before.
  template <typename Second> static bool overlaps(cudaStream_t first, Second&& second) {
    Holder held(kFirst);
    Gate ran;
    set_body(kSecond, [&] { ran.open(); });
    launch(kFirst, first);
    second();
    return ran.wait();
  }
};

// Every pair of kinds: does work in the second stream wait for work that the first had before?
class Pairs : public DefaultStreams, public testing::WithParamInterface<Pair> {};

TEST_P(Pairs, AKernelWaitsAsTheRuleSays) {
  auto second = [] { EXPECT_EQ(launch(kSecond, stream_of(GetParam().second)), cudaSuccess); };
  if (GetParam().waits)
    EXPECT_TRUE(is_ordered(stream_of(GetParam().first), second));
  else
    EXPECT_TRUE(overlaps(stream_of(GetParam().first), second));
}

TEST_P(Pairs, ACopyWaitsAsTheRuleSays) {
  int* number = new_pinned<int>(2);
  number[0] = 1, number[1] = 2;
  int* target = new_pinned<int>(1);
  int* device = new_device<int>(1);
  cudaMemcpy(device, number, 4, cudaMemcpyHostToDevice);
  Holder held(kFirst);
  launch(kFirst, stream_of(GetParam().first));
  EXPECT_TRUE(held.wait_until_it_runs());
  cudaStream_t second = stream_of(GetParam().second);
  EXPECT_EQ(cudaMemcpyAsync(target, device, 4, cudaMemcpyDeviceToHost, second), cudaSuccess);
  cudaEvent_t copied = new_event();
  cudaEventRecord(copied, second);
  if (!GetParam().waits) {
    EXPECT_EQ(cudaEventSynchronize(copied), cudaSuccess); // while the first is held
    EXPECT_EQ(*target, 1);
    return;
  }
  EXPECT_EQ(cudaEventQuery(copied), cudaErrorNotReady); // it can't be, whatever the time
  held.let_go();
  EXPECT_EQ(cudaEventSynchronize(copied), cudaSuccess);
  EXPECT_TRUE(held.is_done());
  EXPECT_EQ(*target, 1);
}

using enum Kind;
INSTANTIATE_TEST_SUITE_P(All, Pairs,
                         testing::Values(Pair{legacy, legacy, true}, Pair{legacy, null, true}, Pair{null, legacy, true},
                                         Pair{legacy, per_thread, true}, Pair{legacy, blocking, true},
                                         Pair{null, blocking, true}, Pair{null, per_thread, true},
                                         Pair{legacy, non_blocking, false}, Pair{null, non_blocking, false},
                                         Pair{per_thread, legacy, true}, Pair{per_thread, null, true},
                                         Pair{per_thread, per_thread, true}, Pair{per_thread, blocking, false},
                                         Pair{per_thread, non_blocking, false}, Pair{blocking, legacy, true},
                                         Pair{blocking, null, true}, Pair{blocking, per_thread, false},
                                         Pair{blocking, blocking, false}, Pair{blocking, non_blocking, false},
                                         Pair{non_blocking, legacy, false}, Pair{non_blocking, null, false},
                                         Pair{non_blocking, per_thread, false}, Pair{non_blocking, blocking, false},
                                         Pair{non_blocking, non_blocking, false}),
                         testing::PrintToStringParamName());

// The guide's example: k_2 in the default stream waits for k_1, and k_3 waits for k_2.
TEST_F(DefaultStreams, WorkInTheDefaultStreamStandsBetweenWorkInBlockingStreams) {
  Log log;
  Gate gate;
  set_body(kFirst, [&] { gate.wait(), log.add("first"); });
  set_body(kSecond, [&] { log.add("second"); });
  set_body(kShared, [&] { log.add("third"); });
  cudaStream_t a = new_stream(), b = new_stream();
  launch(kFirst, a);
  launch(kSecond, nullptr);
  launch(kShared, b);
  gate.open();
  EXPECT_EQ(cudaStreamSynchronize(b), cudaSuccess);
  EXPECT_EQ(log.entries(), (std::vector<std::string>{"first", "second", "third"}));
  set_body(kShared, Body());
}

// "Two operations from different streams cannot run concurrently if any CUDA operation on the NULL stream is submitted
// in between", whatever it is.
TEST_F(DefaultStreams, AnyOperationInTheDefaultStreamOrdersBlockingStreams) {
  int *a = new_device<int>(4), *b = new_device<int>(4);
  cudaEvent_t event = new_event();
  const std::pair<const char*, std::function<cudaError_t()>> between[] = {
      {"kernel", [] { return launch(kBounded, nullptr); }},
      {"memset", [&] { return cudaMemset(a, 1, 4); }},
      {"memset asynchronous", [&] { return cudaMemsetAsync(a, 1, 4, nullptr); }},
      {"device to device", [&] { return cudaMemcpy(a, b, 4, cudaMemcpyDeviceToDevice); }},
      {"event", [&] { return cudaEventRecord(event, nullptr); }},
      {"host function", [] { return cudaLaunchHostFunc(nullptr, [](void*) {}, nullptr); }},
  };
  for (const auto& [name, operation] : between) {
    cudaStream_t first = new_stream(), second = new_stream();
    EXPECT_TRUE(is_ordered(first, [&] {
      EXPECT_EQ(operation(), cudaSuccess) << name;
      launch(kSecond, second);
    })) << name;
    EXPECT_TRUE(overlaps(new_stream(cudaStreamNonBlocking), [&] {
      EXPECT_EQ(operation(), cudaSuccess) << name;
      launch(kSecond, new_stream(cudaStreamNonBlocking));
    })) << name;
  }
}

// A kernel that waits for what the host does next must not hang the host: none of these waits for the device.
TEST_F(DefaultStreams, CallsThatOnlyMakeOrAskDoNotWaitForTheDevice) {
  static char plain[64];
  char* memory = new_device(64);
  Holder held(kFirst);
  launch(kFirst, nullptr);
  EXPECT_TRUE(held.wait_until_it_runs());
  EXPECT_NE(new_device(64), nullptr);
  EXPECT_NE(new_pinned(64), nullptr);
  EXPECT_EQ(cudaHostRegister(plain, sizeof plain, 0), cudaSuccess);
  EXPECT_EQ(cudaStreamDestroy(new_stream()), cudaSuccess);
  EXPECT_EQ(cudaEventDestroy(new_event()), cudaSuccess);
  size_t free = 0, total = 0;
  EXPECT_EQ(cudaMemGetInfo(&free, &total), cudaSuccess);
  cudaPointerAttributes attributes;
  EXPECT_EQ(cudaPointerGetAttributes(&attributes, memory), cudaSuccess);
  cudaFuncAttributes function;
  EXPECT_EQ(cudaFuncGetAttributes(&function, kSecond.symbol()), cudaSuccess);
  EXPECT_EQ(cudaFuncSetCacheConfig(kSecond.symbol(), cudaFuncCachePreferL1), cudaSuccess);
  EXPECT_EQ(cudaDeviceSetCacheConfig(cudaFuncCachePreferShared), cudaSuccess);
  EXPECT_EQ(cudaMemset(memory, 0, 64), cudaSuccess);
  EXPECT_FALSE(held.is_done());
  held.let_go();
  EXPECT_EQ(cudaDeviceSynchronize(), cudaSuccess);
  EXPECT_EQ(cudaHostUnregister(plain), cudaSuccess);
}

// Memory is only given back once nothing can use it any more.
TEST_F(DefaultStreams, CallsThatGiveMemoryBackWaitForTheDevice) {
  static char plain[64];
  char *device = new_device(64), *pinned = new_pinned(64);
  EXPECT_EQ(cudaHostRegister(plain, sizeof plain, 0), cudaSuccess);
  const std::pair<const char*, std::function<cudaError_t()>> calls[] = {
      {"cudaFree", [&] { return cudaFree(device); }},
      {"cudaFreeHost", [&] { return cudaFreeHost(pinned); }},
      {"cudaHostUnregister", [&] { return cudaHostUnregister(plain); }},
  };
  for (const auto& [name, call] : calls) {
    Holder held(kFirst);
    launch(kFirst, new_stream(cudaStreamNonBlocking));
    EXPECT_TRUE(held.wait_until_it_runs());
    std::thread later([&] { std::this_thread::sleep_for(3ms), held.let_go(); });
    EXPECT_EQ(call(), cudaSuccess) << name;
    EXPECT_TRUE(held.is_done()) << name;
    later.join();
  }
}

// Synchronous copies and fills of the per-thread kind wait for the thread's stream, and for no other blocking one.
TEST_F(DefaultStreams, ThePerThreadEntryPointsDoNotWaitForOtherStreams) {
  int value = 7, result = 0;
  int* memory = new_device<int>(1);
  Holder held(kFirst);
  launch(kFirst, new_stream());
  EXPECT_EQ(cudaMemcpy_ptds(memory, &value, 4, cudaMemcpyHostToDevice), cudaSuccess);
  EXPECT_EQ(cudaMemcpy_ptds(&result, memory, 4, cudaMemcpyDeviceToHost), cudaSuccess);
  EXPECT_EQ(result, 7);
  EXPECT_EQ(cudaMemset_ptds(memory, 0, 4), cudaSuccess);
  EXPECT_EQ(cudaMemcpyAsync_ptsz(&result, memory, 4, cudaMemcpyDeviceToHost, nullptr), cudaSuccess);
  EXPECT_EQ(cudaStreamSynchronize_ptsz(nullptr), cudaSuccess);
  EXPECT_EQ(result, 0);
  EXPECT_EQ(cudaStreamQuery_ptsz(nullptr), cudaSuccess);
  EXPECT_EQ(cudaStreamQuery(nullptr), cudaErrorNotReady); // the legacy stream is behind the held one
  EXPECT_FALSE(held.is_done());
}

TEST_F(DefaultStreams, InPerThreadEntryPointsTheHandlesOfTheDefaultStreamsKeepTheirMeaning) {
  Holder held(kFirst);
  uint64_t argument = 0;
  void* arguments[] = {&argument};
  EXPECT_EQ(cudaLaunchKernel_ptsz(kFirst.symbol(), dim3(1), dim3(1), arguments, 0, cudaStreamLegacy), cudaSuccess);
  EXPECT_TRUE(held.wait_until_it_runs());
  EXPECT_EQ(cudaStreamQuery_ptsz(cudaStreamLegacy), cudaErrorNotReady);
  EXPECT_EQ(cudaStreamQuery_ptsz(new_stream(cudaStreamNonBlocking)), cudaSuccess);
}

TEST_F(DefaultStreams, EveryPerThreadEntryPointMeansTheThreadsStreamByNull) {
  uint64_t argument = 0;
  void* arguments[] = {&argument};
  int* memory = new_device<int>(1);
  cudaEvent_t event = new_event();
  cudaLaunchConfig_t config{};
  config.gridDim = config.blockDim = dim3(1);
  const std::pair<const char*, std::function<cudaError_t()>> calls[] = {
      {"launch", [&] { return cudaLaunchKernel_ptsz(kSecond.symbol(), dim3(1), dim3(1), arguments, 0, nullptr); }},
      {"launch with attributes", [&] { return cudaLaunchKernelExC_ptsz(&config, kSecond.symbol(), arguments); }},
      {"fill", [&] { return cudaMemsetAsync_ptsz(memory, 1, 4, nullptr); }},
      {"event", [&] { return cudaEventRecord_ptsz(event, nullptr); }},
      {"wait", [&] { return cudaStreamWaitEvent_ptsz(nullptr, event, 0); }},
      {"host function", [&] { return cudaLaunchHostFunc_ptsz(nullptr, [](void*) {}, nullptr); }},
  };
  for (const auto& [name, call] : calls) {
    Holder held(kFirst);
    launch(kFirst, cudaStreamPerThread);
    EXPECT_EQ(call(), cudaSuccess) << name;
    std::thread([&] { // the others are not behind it
      EXPECT_EQ(cudaStreamSynchronize(cudaStreamPerThread), cudaSuccess) << name;
    })
        .join();
    EXPECT_EQ(cudaStreamQuery(cudaStreamPerThread), cudaErrorNotReady) << name;
    held.let_go();
    EXPECT_EQ(cudaStreamSynchronize(cudaStreamPerThread), cudaSuccess) << name;
  }
}

TEST_F(DefaultStreams, PerThreadStreamsOfTwoThreadsRunAtTheSameTime) {
  Gate first, second;
  std::atomic<bool> first_met = false, second_met = false;
  set_body(kFirst, [&] { first.open(), first_met = second.wait(); });
  set_body(kSecond, [&] { second.open(), second_met = first.wait(); });
  std::thread a([] { launch(kFirst, cudaStreamPerThread), cudaStreamSynchronize(cudaStreamPerThread); });
  std::thread b([] { launch(kSecond, cudaStreamPerThread), cudaStreamSynchronize(cudaStreamPerThread); });
  a.join(), b.join();
  EXPECT_TRUE(first_met && second_met);
}

TEST_F(DefaultStreams, WorkOfAThreadThatHasEndedIsStillDone) {
  Holder held(kFirst);
  std::thread([] { launch(kFirst, cudaStreamPerThread); }).join();
  EXPECT_TRUE(held.wait_until_it_runs());
  EXPECT_EQ(cudaStreamQuery(nullptr), cudaErrorNotReady); // the legacy stream still waits for it
  held.let_go();
  EXPECT_EQ(cudaDeviceSynchronize(), cudaSuccess);
  EXPECT_TRUE(held.is_done());
}

// "Device synchronise" is for everything, also for what the legacy stream doesn't wait for.
TEST_F(DefaultStreams, DeviceSynchroniseWaitsForEveryKindOfStream) {
  for (Kind kind : {legacy, per_thread, blocking, non_blocking}) {
    Holder held(kFirst);
    launch(kFirst, stream_of(kind));
    std::thread later([&] { std::this_thread::sleep_for(2ms), held.let_go(); });
    EXPECT_EQ(cudaDeviceSynchronize(), cudaSuccess);
    EXPECT_TRUE(held.is_done()) << kind;
    later.join();
  }
}

// A legacy stream is its context's: those of two devices have nothing to do with each other.
int run_legacy_streams_of_two_devices() {
  Gate gate, ran;
  set_body(kFirst, [&] { gate.wait(); });
  set_body(kSecond, [&] { ran.open(); });
  OX_REQUIRE(cudaSetDevice(0) == cudaSuccess && launch(kFirst, nullptr) == cudaSuccess);
  OX_REQUIRE(cudaSetDevice(1) == cudaSuccess && launch(kSecond, nullptr) == cudaSuccess);
  OX_REQUIRE(cudaStreamSynchronize(nullptr) == cudaSuccess);
  OX_REQUIRE(ran.is_open());
  OX_REQUIRE(cudaDeviceSynchronize() == cudaSuccess); // of device 1 only
  gate.open();
  OX_REQUIRE(cudaSetDevice(0) == cudaSuccess && cudaDeviceSynchronize() == cudaSuccess);
  return 0;
}

TEST(DefaultStreamsOfDevices, DoNotSynchroniseWithEachOther) {
  Environment environment{{"OX_DEVICES", "2"}};
  OX_EXPECT_PROCESS(run_legacy_streams_of_two_devices);
}

} // namespace
} // namespace ox::test
