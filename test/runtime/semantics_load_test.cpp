// Many threads, many streams, much work: every result is checked, nothing grows.  OX_TEST_LONG=1 does all of it.
#include "runtime/driver/table.h"
#include "semantics.h"
#include <cstring>
#include <dirent.h>
#include <fstream>
#include <random>
#include <unistd.h>

namespace ox::test {
namespace {

class Load : public Runtime {};

bool is_long() { return std::getenv("OX_TEST_LONG") != nullptr; }

uint64_t resident_bytes() {
  std::ifstream file("/proc/self/statm");
  uint64_t all = 0, resident = 0;
  file >> all >> resident;
  return resident * static_cast<uint64_t>(sysconf(_SC_PAGESIZE));
}

int threads_of_the_process() {
  int count = 0;
  DIR* folder = opendir("/proc/self/task");
  while (const dirent* entry = readdir(folder))
    count += entry->d_name[0] != '.';
  closedir(folder);
  return count;
}

// One step of a kernel on a cell: no two orders of the same steps give the same number.
uint64_t after_step(uint64_t cell, uint64_t step) { return cell * 6364136223846793005u + step; }

// A kernel that reads its own cell and another one, which events have to order: a stray order is a wrong sum, and a
// race that ThreadSanitizer sees.
struct Step {
  uint64_t *cell, *other;
  uint64_t number;
};

void set_step_kernel() {
  set_body(kFirst, [](const Launch& launch) -> std::optional<Fault> {
    Step* step = nullptr;
    std::memcpy(&step, launch.parameters.data(), sizeof step);
    *step->cell = after_step(*step->cell, step->number) + (step->other ? *step->other : 0);
    return std::nullopt;
  });
}

cudaError_t launch_step(Step* step, cudaStream_t stream) {
  void* arguments[] = {&step};
  return cudaLaunchKernel(kFirst.symbol(), dim3(1), dim3(1), arguments, 0, stream);
}

// What one thread does with its streams, and at the same time what has to come out.
class ThreadLoad {
public:
  ThreadLoad(unsigned seed, int operations) : random_(seed), steps_(static_cast<size_t>(operations)) {
    for (Lane& lane : lanes_) {
      EXPECT_EQ(cudaStreamCreateWithFlags(&lane.stream, cudaStreamNonBlocking), cudaSuccess);
      EXPECT_EQ(cudaEventCreateWithFlags(&lane.event, cudaEventDisableTiming), cudaSuccess);
      void* memory = nullptr;
      EXPECT_EQ(cudaMalloc(&memory, 16), cudaSuccess);
      lane.cell = static_cast<uint64_t*>(memory);
      EXPECT_EQ(cudaMallocHost(&memory, 8), cudaSuccess);
      lane.host = static_cast<uint64_t*>(memory);
      EXPECT_EQ(cudaMemsetAsync(lane.cell, 0, 16, lane.stream), cudaSuccess);
    }
  }
  ~ThreadLoad() {
    for (Lane& lane : lanes_) {
      EXPECT_EQ(cudaStreamDestroy(lane.stream), cudaSuccess);
      EXPECT_EQ(cudaEventDestroy(lane.event), cudaSuccess);
      EXPECT_EQ(cudaFree(lane.cell), cudaSuccess);
      EXPECT_EQ(cudaFreeHost(lane.host), cudaSuccess);
    }
  }
  void run() {
    for (size_t i = 0; i < steps_.size(); ++i)
      operate(lanes_[random_() % kStreams], i);
    for (Lane& lane : lanes_) {
      EXPECT_EQ(cudaMemcpyAsync(lane.host, lane.cell, 8, cudaMemcpyDeviceToHost, lane.stream), cudaSuccess);
      EXPECT_EQ(cudaStreamSynchronize(lane.stream), cudaSuccess);
      EXPECT_EQ(*lane.host, lane.expected);
    }
  }

private:
  static constexpr unsigned kStreams = 16;
  struct Lane {
    cudaStream_t stream;
    cudaEvent_t event;
    uint64_t *cell, *host; // cell[1] is where copies go in between
    uint64_t expected = 0, expected_copy = 0;
  };
  void operate(Lane& lane, size_t i) {
    switch (random_() % 8) {
    case 0: { // there and back on the device
      EXPECT_EQ(cudaMemcpyAsync(lane.cell + 1, lane.cell, 8, cudaMemcpyDeviceToDevice, lane.stream), cudaSuccess);
      lane.expected_copy = lane.expected;
      break;
    }
    case 1:
      EXPECT_EQ(cudaMemcpyAsync(lane.cell, lane.cell + 1, 8, cudaMemcpyDeviceToDevice, lane.stream), cudaSuccess);
      lane.expected = lane.expected_copy;
      break;
    case 2:
      if (random_() % 8 == 0) {
        EXPECT_EQ(cudaMemsetAsync(lane.cell, 0x11, 8, lane.stream), cudaSuccess);
        lane.expected = 0x1111111111111111;
      }
      break;
    case 3: // from pageable memory, which may change at once
      step_.number = random_();
      EXPECT_EQ(cudaMemcpyAsync(lane.cell + 1, &step_.number, 8, cudaMemcpyHostToDevice, lane.stream), cudaSuccess);
      lane.expected_copy = step_.number;
      break;
    case 4: { // a kernel that reads another stream's cell, after that stream and before what it does next
      Lane& other = lanes_[random_() % kStreams];
      if (&other == &lane)
        break;
      order(other, lane);
      steps_[i] = {lane.cell, other.cell, i};
      EXPECT_EQ(launch_step(&steps_[i], lane.stream), cudaSuccess);
      order(lane, other);
      lane.expected = after_step(lane.expected, i) + other.expected;
      break;
    }
    case 5:
      if (random_() % 64 == 0)
        EXPECT_EQ(cudaStreamSynchronize(lane.stream), cudaSuccess);
      break;
    default:
      steps_[i] = {lane.cell, nullptr, i};
      EXPECT_EQ(launch_step(&steps_[i], lane.stream), cudaSuccess);
      lane.expected = after_step(lane.expected, i);
    }
  }
  static void order(Lane& first, Lane& second) {
    EXPECT_EQ(cudaEventRecord(first.event, first.stream), cudaSuccess);
    EXPECT_EQ(cudaStreamWaitEvent(second.stream, first.event, 0), cudaSuccess);
  }

  std::mt19937 random_;
  std::vector<Step> steps_;
  Step step_{};
  Lane lanes_[kStreams];
};

TEST_F(Load, EightThreadsWithSixteenStreamsEachGetEveryResult) {
  set_step_kernel();
  const int operations = is_long() ? 1'000'000 : 100'000;
  std::vector<std::thread> threads;
  for (unsigned thread = 0; thread < 8; ++thread)
    threads.emplace_back([=] { ThreadLoad(thread, operations / 8).run(); });
  for (std::thread& thread : threads)
    thread.join();
  EXPECT_EQ(cudaDeviceSynchronize(), cudaSuccess);
  EXPECT_EQ(cudaGetLastError(), cudaSuccess);
}

// Threads that make, use and give up everything, beside each other.
TEST_F(Load, EightThreadsDoEverythingAtOnce) {
  std::atomic<int> kernels = 0, functions = 0;
  set_body(kSecond, [&] { ++kernels; });
  const int rounds = is_long() ? 2000 : 100;
  std::vector<std::thread> threads;
  for (int thread = 0; thread < 8; ++thread)
    threads.emplace_back([&, thread] {
      for (int round = 0; round < rounds; ++round) {
        cudaStream_t stream = new_stream(round % 2 ? cudaStreamNonBlocking : cudaStreamDefault);
        cudaEvent_t event = new_event();
        int *memory = new_device<int>(64), *pinned = new_pinned<int>(64);
        void *ordered = nullptr, *managed = nullptr;
        EXPECT_EQ(cudaMallocManaged(&managed, 64, cudaMemAttachGlobal), cudaSuccess);
        EXPECT_EQ(cudaMallocAsync(&ordered, 256, stream), cudaSuccess);
        const int value = thread << 16 | round;
        std::fill_n(pinned, 64, value);
        EXPECT_EQ(cudaMemcpyAsync(memory, pinned, 256, cudaMemcpyHostToDevice, stream), cudaSuccess);
        EXPECT_EQ(cudaMemcpyAsync(ordered, memory, 256, cudaMemcpyDeviceToDevice, stream), cudaSuccess);
        EXPECT_EQ(launch(kSecond, stream), cudaSuccess);
        EXPECT_EQ(launch(kSecond, cudaStreamPerThread), cudaSuccess);
        if (round % 8 == 0)
          EXPECT_EQ(launch(kSecond, nullptr), cudaSuccess);
        auto function = [](void* count) { ++*static_cast<std::atomic<int>*>(count); };
        EXPECT_EQ(cudaLaunchHostFunc(stream, function, &functions), cudaSuccess);
        EXPECT_EQ(cudaMemsetAsync(memory, 0, 256, stream), cudaSuccess);
        EXPECT_EQ(cudaEventRecord(event, stream), cudaSuccess);
        int back[64] = {};
        EXPECT_EQ(cudaMemcpyAsync(back, ordered, 256, cudaMemcpyDeviceToHost, stream), cudaSuccess);
        EXPECT_EQ(cudaFreeAsync(ordered, stream), cudaSuccess);
        EXPECT_EQ(cudaEventSynchronize(event), cudaSuccess);
        EXPECT_EQ(cudaStreamSynchronize(stream), cudaSuccess);
        EXPECT_EQ(back[0], value);
        EXPECT_EQ(back[63], value);
        EXPECT_EQ(cudaMemcpy(back, memory, 256, cudaMemcpyDeviceToHost), cudaSuccess);
        EXPECT_EQ(back[0], 0);
        EXPECT_EQ(cudaSetDevice(99), cudaErrorInvalidDevice);
        EXPECT_EQ(cudaGetLastError(), cudaErrorInvalidDevice);
        EXPECT_EQ(cudaFree(managed), cudaSuccess);
        EXPECT_EQ(cudaFree(memory), cudaSuccess);
        EXPECT_EQ(cudaFreeHost(pinned), cudaSuccess);
        EXPECT_EQ(cudaEventDestroy(event), cudaSuccess);
        EXPECT_EQ(cudaStreamDestroy(stream), cudaSuccess);
      }
    });
  for (std::thread& thread : threads)
    thread.join();
  EXPECT_EQ(cudaDeviceSynchronize(), cudaSuccess);
  EXPECT_EQ(functions, 8 * rounds);
  EXPECT_EQ(kernels, 8 * (2 * rounds + (rounds + 7) / 8));
}

// Growth.
TEST_F(Load, LaunchesLeaveNothingBehind) {
  std::atomic<int> ran = 0;
  set_body(kSecond, [&] { ++ran; });
  const int half = is_long() ? 500'000 : 20'000;
  cudaStream_t streams[4] = {nullptr, new_stream(), new_stream(cudaStreamNonBlocking), cudaStreamPerThread};
  cudaEvent_t event = new_event();
  auto work = [&] {
    for (int i = 0; i < half; ++i) {
      EXPECT_EQ(launch(kSecond, streams[i % 4]), cudaSuccess);
      if (i % 16 == 0)
        EXPECT_EQ(cudaEventRecord(event, streams[i % 4]), cudaSuccess);
      if (i % 512 == 0)
        EXPECT_EQ(cudaDeviceSynchronize(), cudaSuccess);
    }
    EXPECT_EQ(cudaDeviceSynchronize(), cudaSuccess);
  };
  work();
  const uint64_t before = resident_bytes();
  work();
  EXPECT_EQ(ran, 2 * half);
  EXPECT_LT(resident_bytes(), before + (4 << 20)); // a leak of ten bytes a launch would be more, in the long run
}

TEST_F(Load, StreamsAndEventsThatAreDestroyedLeaveNothingBehind) {
  std::atomic<int> ran = 0;
  set_body(kSecond, [&] { ++ran; });
  const int half = is_long() ? 50'000 : 5'000;
  auto work = [&] {
    for (int i = 0; i < half; ++i) {
      cudaStream_t stream = new_stream(i % 2 ? cudaStreamNonBlocking : cudaStreamDefault);
      cudaEvent_t event = new_event();
      EXPECT_EQ(launch(kSecond, stream), cudaSuccess);
      EXPECT_EQ(cudaEventRecord(event, stream), cudaSuccess);
      EXPECT_EQ(cudaStreamDestroy(stream), cudaSuccess);
      if (i % 3 == 0)
        EXPECT_EQ(cudaEventSynchronize(event), cudaSuccess);
      EXPECT_EQ(cudaEventDestroy(event), cudaSuccess);
    }
    EXPECT_EQ(cudaDeviceSynchronize(), cudaSuccess);
  };
  work();
  const uint64_t before = resident_bytes();
  work();
  EXPECT_EQ(ran, 2 * half);
  EXPECT_LT(resident_bytes(), before + (4 << 20));
}

TEST_F(Load, ThreadsThatEndLeaveNothingBehind) {
  set_body(kSecond, [] {});
  auto work = [&] {
    for (int i = 0; i < 500; ++i)
      std::thread([] {
        EXPECT_EQ(launch(kSecond, cudaStreamPerThread), cudaSuccess);
        EXPECT_EQ(cudaStreamSynchronize(cudaStreamPerThread), cudaSuccess);
        EXPECT_EQ(cudaSetDevice(99), cudaErrorInvalidDevice);
      }).join();
  };
  work();
  const uint64_t before = resident_bytes();
  work();
  EXPECT_LT(resident_bytes(), before + (4 << 20));
}

// Short kernels of many streams share a few threads; kernels that wait for each other get one each.
int count_threads() {
  std::atomic<int> ran = 0;
  set_body(kFirst, [&] { ++ran; });
  std::vector<cudaStream_t> streams(128);
  for (cudaStream_t& stream : streams)
    OX_REQUIRE(cudaStreamCreateWithFlags(&stream, cudaStreamNonBlocking) == cudaSuccess);
  for (int i = 0; i < 100; ++i)
    for (cudaStream_t stream : streams)
      OX_REQUIRE(launch(kFirst, stream) == cudaSuccess);
  OX_REQUIRE(cudaDeviceSynchronize() == cudaSuccess);
  OX_REQUIRE(ran == 12800);
  const int processors = std::max(2, static_cast<int>(std::thread::hardware_concurrency()));
  std::fprintf(stderr, "%d threads on %d processors\n", threads_of_the_process(), processors);
  // This one, the workers, one that watches; and a busy machine may hold up some of them for a millisecond.
  OX_REQUIRE(threads_of_the_process() <= processors + 24);
  std::atomic<int> arrived = 0;
  Gate all;
  set_body(kSecond, [&] {
    if (++arrived == 128)
      all.open();
    all.wait();
  });
  for (cudaStream_t stream : streams)
    OX_REQUIRE(launch(kSecond, stream) == cudaSuccess);
  OX_REQUIRE(cudaDeviceSynchronize() == cudaSuccess);
  OX_REQUIRE(all.is_open());
  return 0;
}

TEST(Threads, AreNoMoreThanTheWorkNeeds) { OX_EXPECT_PROCESS(count_threads); }

} // namespace
} // namespace ox::test
