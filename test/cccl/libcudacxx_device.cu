// What libcu++ has for threads: atomics with scopes, barriers, latches, semaphores, pipelines and asynchronous copies;
// together with cooperative groups.
#include "check.h"
#include <algorithm>
#include <cooperative_groups.h>
#include <cuda/annotated_ptr>
#include <cuda/atomic>
#include <cuda/barrier>
#include <cuda/latch>
#include <cuda/pipeline>
#include <cuda/semaphore>
#include <cuda/std/utility>
#include <cuda/stream_ref>
#include <cuda/version>

namespace {

namespace cg = cooperative_groups;
using BlockBarrier = cuda::barrier<cuda::thread_scope_block>;

constexpr int kBlocks = 6, kThreads = 96;

__device__ cuda::atomic<int, cuda::thread_scope_device> arrived{0};

__global__ void count(int* plain, int* largest, unsigned long long* total) {
  int id = static_cast<int>(blockIdx.x * blockDim.x + threadIdx.x);
  arrived.fetch_add(1, cuda::memory_order_relaxed);
  cuda::atomic_ref<int, cuda::thread_scope_device>(*plain)++;
  cuda::atomic_ref<int, cuda::thread_scope_system>(*largest).fetch_max(id, cuda::std::memory_order_relaxed);
  cuda::atomic_ref<unsigned long long, cuda::thread_scope_device> sum(*total);
  unsigned long long old = sum.load();
  while (!sum.compare_exchange_weak(old, old + id))
    ;
}

// The first block writes and raises a flag, the second waits for it.
__global__ void hand_over(int* data, cuda::atomic<int, cuda::thread_scope_device>* flag, int* result) {
  if (blockIdx.x == 0) {
    *data = 42;
    flag->store(1, cuda::std::memory_order_release);
    flag->notify_all();
    return;
  }
  flag->wait(0, cuda::std::memory_order_acquire);
  *result = *data;
}

// Memory for an object of the block, whose constructor doesn't run.
template <class T> __device__ T& in_shared_memory() {
  __shared__ alignas(T) unsigned char storage[sizeof(T)];
  return *reinterpret_cast<T*>(storage);
}

// Rounds of producing and summing, with a barrier between the phases.
__global__ void phases(int* sums) {
  BlockBarrier& barrier = in_shared_memory<BlockBarrier>();
  __shared__ int values[kThreads];
  auto block = cg::this_thread_block();
  if (block.thread_rank() == 0)
    init(&barrier, blockDim.x);
  block.sync();
  int sum = 0;
  for (int round = 0; round < 4; round++) {
    values[threadIdx.x] = static_cast<int>(threadIdx.x) * (round + 1);
    barrier.arrive_and_wait();
    sum += values[(threadIdx.x + 1) % kThreads];
    BlockBarrier::arrival_token token = barrier.arrive();
    barrier.wait(cuda::std::move(token));
  }
  sums[threadIdx.x] = sum;
}

__device__ cuda::latch<cuda::thread_scope_device> all_started{kBlocks * kThreads};
__device__ cuda::counting_semaphore<cuda::thread_scope_device, 2> two_at_once{2};
__device__ int inside, most_inside, passed;

__global__ void latch_and_semaphore(int* started, int* wrong) {
  atomicAdd(started, 1);
  all_started.arrive_and_wait();
  if (atomicAdd(started, 0) != kBlocks * kThreads)
    atomicAdd(wrong, 1);
  if (threadIdx.x % 32 == 0) {
    two_at_once.acquire();
    atomicMax(&most_inside, atomicAdd(&inside, 1) + 1);
    atomicAdd(&passed, 1);
    atomicSub(&inside, 1);
    two_at_once.release();
  }
}

// Tiles through a pipeline of two stages.
__global__ void pipelined(const int* in, int* out, int tiles) {
  constexpr int kStages = 2;
  extern __shared__ int stages[];
  auto& state = in_shared_memory<cuda::pipeline_shared_state<cuda::thread_scope_block, kStages>>();
  auto block = cg::this_thread_block();
  auto pipeline = cuda::make_pipeline(block, &state);
  int sum = 0;
  for (int fetched = 0, used = 0; used < tiles; used++) {
    for (; fetched < tiles && fetched < used + kStages; fetched++) {
      pipeline.producer_acquire();
      cuda::memcpy_async(block, stages + fetched % kStages * kThreads, in + fetched * kThreads,
                         cuda::aligned_size_t<4>(kThreads * sizeof(int)), pipeline);
      pipeline.producer_commit();
    }
    pipeline.consumer_wait();
    sum += stages[used % kStages * kThreads + kThreads - 1 - threadIdx.x];
    pipeline.consumer_release();
  }
  out[threadIdx.x] = sum;
}

// A copy whose end a barrier tells.
__global__ void copied(const int* in, int* out) {
  __shared__ alignas(16) int tile[kThreads];
  BlockBarrier& barrier = in_shared_memory<BlockBarrier>();
  auto block = cg::this_thread_block();
  if (threadIdx.x == 0)
    init(&barrier, kThreads);
  block.sync();
  cuda::memcpy_async(block, tile, in, cuda::aligned_size_t<16>(sizeof tile), barrier);
  barrier.arrive_and_wait();
  cuda::annotated_ptr<int, cuda::access_property::streaming> to(out);
  to[threadIdx.x] = tile[kThreads - 1 - threadIdx.x];
}

template <class T> T* managed(size_t count = 1) {
  T* memory;
  cudaMallocManaged(&memory, count * sizeof(T));
  cudaMemset(memory, 0, count * sizeof(T));
  return memory;
}

void check_atomics() {
  int *plain = managed<int>(), *largest = managed<int>();
  unsigned long long* total = managed<unsigned long long>();
  count<<<kBlocks, kThreads>>>(plain, largest, total);
  expect_success("count", cudaDeviceSynchronize());
  constexpr long long kAll = kBlocks * kThreads;
  expect("atomic_ref", *plain, kAll);
  expect("fetch_max", *largest, kAll - 1);
  expect("compare_exchange_weak", static_cast<long long>(*total), kAll * (kAll - 1) / 2);
  int in_atomic = 0;
  cudaMemcpyFromSymbol(&in_atomic, arrived, sizeof in_atomic);
  expect("atomic", in_atomic, kAll);

  auto* flag = managed<cuda::atomic<int, cuda::thread_scope_device>>();
  int *data = managed<int>(), *result = managed<int>();
  hand_over<<<2, 1>>>(data, flag, result);
  expect_success("hand_over", cudaDeviceSynchronize());
  expect("release and acquire", *result, 42LL);

  cuda::std::atomic<int> on_host{3};
  expect("cuda::std::atomic on the host", on_host.fetch_add(4) + on_host.load(), 10LL);
}

void check_phases() {
  int* sums = managed<int>(kThreads);
  phases<<<1, kThreads>>>(sums);
  expect_success("phases", cudaDeviceSynchronize());
  for (int i = 0; i < kThreads; i++)
    expect("barrier", sums[i], 10LL * ((i + 1) % kThreads)); // 1 + 2 + 3 + 4 times the neighbour's number

  int *started = managed<int>(), *wrong = managed<int>();
  latch_and_semaphore<<<kBlocks, kThreads>>>(started, wrong);
  expect_success("latch_and_semaphore", cudaDeviceSynchronize());
  expect("latch", *wrong, 0LL);
  int most = 0, all = 0;
  cudaMemcpyFromSymbol(&most, most_inside, sizeof most);
  cudaMemcpyFromSymbol(&all, passed, sizeof all);
  expect_true("counting_semaphore", most >= 1 && most <= 2);
  expect("passed the semaphore", all, kBlocks * kThreads / 32LL);
}

void check_copies() {
  constexpr int kTiles = 7;
  const std::vector<int> values = numbers(kTiles * kThreads, 14, 1000);
  int *in = managed<int>(values.size()), *out = managed<int>(kThreads);
  std::copy(values.begin(), values.end(), in);
  cudaStream_t stream;
  cudaStreamCreate(&stream);
  pipelined<<<1, kThreads, 2 * kThreads * sizeof(int), stream>>>(in, out, kTiles);
#if CCCL_VERSION >= 3001000
  cuda::stream_ref(stream).sync();
#elif CCCL_VERSION >= 2008000
  cuda::stream_ref(stream).wait();
#else // an experiment that is off
  expect_success("pipelined", cudaStreamSynchronize(stream));
#endif
  for (int i = 0; i < kThreads; i++) {
    long long sum = 0;
    for (int tile = 0; tile < kTiles; tile++)
      sum += values[tile * kThreads + kThreads - 1 - i];
    expect("pipeline", out[i], sum);
  }
  copied<<<1, kThreads>>>(in, out);
  expect_success("copied", cudaDeviceSynchronize());
  expect_all("memcpy_async", std::vector<int>(out, out + kThreads),
             std::vector<int>(values.rend() - kThreads, values.rend()));
  cudaStreamDestroy(stream);
}

} // namespace

int main() {
  check_atomics();
  check_phases();
  check_copies();
  return report("libcudacxx_device");
}
