// 8 host threads with 16 streams each: launches, copies, fills and events, every result compared with the host's own.
// 100,000 operations, and ten times as many with OX_TEST_LONG.
// RUN: %ox-nvcc -O2 %s -o %t && timeout 900 %t | FileCheck %s
#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <random>
#include <thread>
#include <vector>

constexpr int kThreads = 8, kStreams = 16, kWords = 64;

// No two orders of the same steps give the same number.
__host__ __device__ uint64_t after_step(uint64_t word, uint64_t step) { return word * 6364136223846793005u + step; }

__global__ void take_step(uint64_t* words, const uint64_t* other, uint64_t step) {
  int i = threadIdx.x;
  words[i] = after_step(words[i], step + i) + (other ? other[i] : 0);
}

#define CHECK(call)                                                                                                    \
  if (cudaError_t error = (call)) {                                                                                    \
    std::printf("line %d: %s\n", __LINE__, cudaGetErrorString(error));                                                 \
    std::exit(1);                                                                                                      \
  }

struct Lane {
  cudaStream_t stream;
  cudaEvent_t event;
  uint64_t *words, *copy, *pinned;
  uint64_t expected[kWords] = {}, expected_copy[kWords] = {};
};

void order(Lane& first, Lane& second) {
  CHECK(cudaEventRecord(first.event, first.stream));
  CHECK(cudaStreamWaitEvent(second.stream, first.event, 0));
}

long work(unsigned seed, int operations) {
  std::mt19937 random(seed);
  std::vector<Lane> lanes(kStreams);
  constexpr size_t kBytes = kWords * sizeof(uint64_t);
  for (Lane& lane : lanes) {
    CHECK(cudaStreamCreateWithFlags(&lane.stream, cudaStreamNonBlocking));
    CHECK(cudaEventCreateWithFlags(&lane.event, cudaEventDisableTiming));
    CHECK(cudaMalloc(&lane.words, kBytes));
    CHECK(cudaMalloc(&lane.copy, kBytes));
    CHECK(cudaMallocHost(&lane.pinned, kBytes));
    CHECK(cudaMemsetAsync(lane.words, 0, kBytes, lane.stream));
    CHECK(cudaMemsetAsync(lane.copy, 0, kBytes, lane.stream));
  }
  for (int step = 0; step < operations; ++step) {
    Lane &lane = lanes[random() % kStreams], &other = lanes[random() % kStreams];
    switch (random() % 8) {
    case 0:
      CHECK(cudaMemcpyAsync(lane.copy, lane.words, kBytes, cudaMemcpyDeviceToDevice, lane.stream));
      std::copy_n(lane.expected, kWords, lane.expected_copy);
      break;
    case 1:
      CHECK(cudaMemcpyAsync(lane.words, lane.copy, kBytes, cudaMemcpyDeviceToDevice, lane.stream));
      std::copy_n(lane.expected_copy, kWords, lane.expected);
      break;
    case 2: { // from pageable memory, which may change at once
      uint64_t value[kWords];
      for (uint64_t& word : value)
        word = random();
      CHECK(cudaMemcpyAsync(lane.copy, value, kBytes, cudaMemcpyHostToDevice, lane.stream));
      std::copy_n(value, kWords, lane.expected_copy);
      std::fill_n(value, kWords, 0);
      break;
    }
    case 3:
      CHECK(cudaMemsetAsync(lane.copy, step & 0xff, kBytes, lane.stream));
      std::fill_n(lane.expected_copy, kWords, (step & 0xff) * 0x0101010101010101u);
      break;
    case 4:
    case 5: // reads another stream's words: after what made them, and before what changes them
      if (&other == &lane)
        break;
      order(other, lane);
      take_step<<<1, kWords, 0, lane.stream>>>(lane.words, other.words, step);
      CHECK(cudaGetLastError());
      order(lane, other);
      for (int i = 0; i < kWords; ++i)
        lane.expected[i] = after_step(lane.expected[i], step + i) + other.expected[i];
      break;
    default:
      take_step<<<1, kWords, 0, lane.stream>>>(lane.words, nullptr, step);
      CHECK(cudaGetLastError());
      for (int i = 0; i < kWords; ++i)
        lane.expected[i] = after_step(lane.expected[i], step + i);
    }
  }
  long wrong = 0;
  for (Lane& lane : lanes) {
    CHECK(cudaMemcpyAsync(lane.pinned, lane.words, kBytes, cudaMemcpyDeviceToHost, lane.stream));
    CHECK(cudaStreamSynchronize(lane.stream));
    for (int i = 0; i < kWords; ++i)
      wrong += lane.pinned[i] != lane.expected[i];
  }
  return wrong;
}

int main() {
  const int operations = (std::getenv("OX_TEST_LONG") ? 1'000'000 : 100'000) / kThreads;
  long wrong[kThreads];
  std::vector<std::thread> threads;
  for (int thread = 0; thread < kThreads; ++thread)
    threads.emplace_back([&, thread] { wrong[thread] = work(thread, operations); });
  long all = 0;
  for (int thread = 0; thread < kThreads; ++thread) {
    threads[thread].join();
    all += wrong[thread];
  }
  CHECK(cudaDeviceSynchronize());
  std::printf("wrong words: %ld of %d\n", all, kThreads * kStreams * kWords);
  // CHECK: wrong words: 0 of 8192
}
