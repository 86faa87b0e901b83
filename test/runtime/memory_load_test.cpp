// Load: very many allocations and frees without growth or overlap, and large copies at the speed of memcpy.
#include "cuda_runtime_api.h"
#include <algorithm>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <gtest/gtest.h>
#include <map>
#include <random>
#include <unistd.h>
#include <vector>

namespace {

bool is_long() { return std::getenv("OX_TEST_LONG") != nullptr; }

double seconds_of(auto&& action) {
  const auto begin = std::chrono::steady_clock::now();
  action();
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
}

size_t resident_bytes() {
  size_t size = 0, pages = 0;
  if (FILE* file = std::fopen("/proc/self/statm", "r")) {
    EXPECT_EQ(std::fscanf(file, "%zu %zu", &size, &pages), 2);
    std::fclose(file);
  }
  return pages * 4096;
}

size_t free_bytes() {
  size_t free = 0, total = 0;
  EXPECT_EQ(cudaMemGetInfo(&free, &total), cudaSuccess);
  return free;
}

// Mostly small, as programs are; up to 4 MiB.
size_t draw_bytes(std::mt19937& random) {
  const unsigned order = random() % 100;
  return 1 + random() % (order < 70 ? 2'000 : order < 95 ? 100'000 : 4 << 20);
}

// Live blocks by address, each as long as asked for.
class Blocks {
public:
  void add(void* memory, size_t bytes) {
    const auto begin = reinterpret_cast<uintptr_t>(memory);
    auto next = live_.lower_bound(begin);
    ASSERT_TRUE(next == live_.end() || begin + bytes <= next->first) << "overlaps what follows";
    if (next != live_.begin()) {
      ASSERT_LE(std::prev(next)->first + std::prev(next)->second, begin) << "overlaps what is before";
    }
    live_.emplace_hint(next, begin, bytes);
    order_.push_back(memory);
  }
  void* take(std::mt19937& random) {
    std::swap(order_[random() % order_.size()], order_.back());
    void* memory = order_.back();
    order_.pop_back();
    live_.erase(reinterpret_cast<uintptr_t>(memory));
    return memory;
  }
  size_t count() const { return order_.size(); }

private:
  std::map<uintptr_t, size_t> live_;
  std::vector<void*> order_;
};

template <typename Allocate, typename Free>
void churn(unsigned count, const char* what, Allocate&& allocate, Free&& release) {
  constexpr size_t kMostLive = 2000;
  ASSERT_EQ(cudaFree(nullptr), cudaSuccess);
  const size_t free_before = free_bytes();
  std::mt19937 random(7);
  Blocks blocks;
  size_t settled = 0, most = 0;
  const double seconds = seconds_of([&] {
    for (unsigned i = 0; i < count; ++i) {
      const size_t bytes = draw_bytes(random);
      blocks.add(allocate(bytes), bytes);
      if (testing::Test::HasFatalFailure())
        return;
      while (blocks.count() >= kMostLive - random() % 200)
        release(blocks.take(random));
      if (i == count / 4)
        settled = resident_bytes();
      if (i > count / 4 && i % 10'000 == 0)
        most = std::max(most, resident_bytes());
    }
    while (blocks.count())
      release(blocks.take(random));
  });
  EXPECT_EQ(cudaDeviceSynchronize(), cudaSuccess);
  EXPECT_EQ(free_bytes(), free_before) << "all of it came back";
  EXPECT_LT(most, settled + (64 << 20)) << "the process grows";
  std::printf("%u %s: %.2f s\n", count, what, seconds);
}

TEST(MemoryLoad, AllocationsOfEverySizeComeAndGo) {
  churn(
      is_long() ? 1'000'000 : 50'000, "allocations and frees",
      [](size_t bytes) {
        void* memory = nullptr;
        EXPECT_EQ(cudaMalloc(&memory, bytes), cudaSuccess);
        return memory;
      },
      [](void* memory) { EXPECT_EQ(cudaFree(memory), cudaSuccess); });
}

TEST(MemoryLoad, StreamOrderedAllocationsOfEverySizeComeAndGo) {
  cudaStream_t stream = nullptr;
  ASSERT_EQ(cudaStreamCreateWithFlags(&stream, cudaStreamNonBlocking), cudaSuccess);
  unsigned frees = 0;
  churn(
      is_long() ? 200'000 : 20'000, "stream-ordered allocations and frees",
      [&](size_t bytes) {
        void* memory = nullptr;
        EXPECT_EQ(cudaMallocAsync(&memory, bytes, stream), cudaSuccess);
        return memory;
      },
      [&](void* memory) {
        EXPECT_EQ(cudaFreeAsync(memory, stream), cudaSuccess);
        if (++frees % 500 == 0)
          EXPECT_EQ(cudaStreamSynchronize(stream), cudaSuccess);
      });
  EXPECT_EQ(cudaStreamDestroy(stream), cudaSuccess);
}

// As a ratio to memcpy between memory of the same kind, both warm: the device's memory is the host's, so a pointer to
// it is one that memcpy takes.  Interleaved and the best of several, because machines are busy.
TEST(MemoryLoad, ALargeCopyIsAsFastAsMemcpy) {
  const size_t bytes = is_long() ? size_t{1} << 30 : size_t{128} << 20;
  void *from = nullptr, *to = nullptr;
  ASSERT_EQ(cudaMalloc(&from, bytes), cudaSuccess);
  ASSERT_EQ(cudaMalloc(&to, bytes), cudaSuccess);
  ASSERT_EQ(cudaMemset(from, 1, bytes), cudaSuccess);
  ASSERT_EQ(cudaMemset(to, 2, bytes), cudaSuccess);
  ASSERT_EQ(cudaDeviceSynchronize(), cudaSuccess);
  double by_memcpy = 1e9, by_device = 1e9;
  for (int round = 0; round < 5; ++round) {
    by_memcpy = std::min(by_memcpy, seconds_of([&] { std::memcpy(to, from, bytes); }));
    by_device = std::min(by_device, seconds_of([&] {
                           EXPECT_EQ(cudaMemcpy(to, from, bytes, cudaMemcpyDeviceToDevice), cudaSuccess);
                           EXPECT_EQ(cudaDeviceSynchronize(), cudaSuccess);
                         }));
  }
  std::printf("%zu MiB device to device: %.2f GB/s, memcpy %.2f GB/s\n", bytes >> 20, double(bytes) / by_device * 1e-9,
              double(bytes) / by_memcpy * 1e-9);
  EXPECT_LT(by_device, 1.5 * by_memcpy);
  char last = 0;
  EXPECT_EQ(cudaMemcpy(&last, static_cast<char*>(to) + bytes - 1, 1, cudaMemcpyDeviceToHost), cudaSuccess);
  EXPECT_EQ(last, 1);
  EXPECT_EQ(cudaFree(from), cudaSuccess);
  EXPECT_EQ(cudaFree(to), cudaSuccess);
}

} // namespace
