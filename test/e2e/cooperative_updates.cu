// reduce_update_async, reduce_store_async and the scans that hand out ranges of an atomic total.
// RUN: %ox-nvcc -arch=sm_80 %s -o %t && %t | FileCheck %s
// CHECK: wrong 0
#include <cooperative_groups.h>
#include <cooperative_groups/reduce.h>
#include <cooperative_groups/scan.h>
#include <cstdio>
namespace cg = cooperative_groups;

// What the functions need of cuda::atomic.
struct Atomic {
  int value;
  __device__ int load() { return *(volatile int*)&value; }
  __device__ void store(int v) { *(volatile int*)&value = v; }
  __device__ bool compare_exchange_weak(int& expected, int desired) {
    const int old = atomicCAS(&value, expected, desired), wanted = expected;
    expected = old;
    return old == wanted;
  }
};

__global__ void updates(Atomic* totals, int* slots, int* places) {
  auto tile = cg::tiled_partition<16>(cg::this_thread_block());
  const int rank = (int)cg::this_grid().thread_rank();
  cg::reduce_update_async(tile, totals[0], rank, cg::plus<int>());
  cg::reduce_update_async(tile, totals[1], rank * 37 % 101, cg::greater<int>());
  cg::reduce_store_async(tile, totals[2 + rank / 16], rank, cg::less<int>());
  // Each thread takes rank % 3 slots of its own.
  const int count = rank % 3, first = cg::exclusive_scan_update(tile, totals[20], count);
  for (int i = 0; i < count; ++i)
    atomicAdd(&slots[first + i], 1 + rank);
  places[rank] = cg::inclusive_scan_update(tile, totals[21], 1);
}

int main() {
  const int threads = 256;
  Atomic* totals;
  int *slots, *places, wrong = 0, slots_used = 0, largest = 0;
  cudaMallocManaged(&totals, sizeof *totals * 22);
  cudaMallocManaged(&slots, sizeof *slots * 2 * threads);
  cudaMallocManaged(&places, sizeof *places * threads);
  cudaMemset(totals, 0, sizeof *totals * 22);
  cudaMemset(slots, 0, sizeof *slots * 2 * threads);
  updates<<<2, threads / 2>>>(totals, slots, places);
  wrong += cudaDeviceSynchronize() != cudaSuccess;
  int times[threads] = {}, seen[threads] = {};
  for (int rank = 0; rank < threads; ++rank) {
    slots_used += rank % 3;
    largest = rank * 37 % 101 > largest ? rank * 37 % 101 : largest;
    if (places[rank] < 1 || places[rank] > threads || seen[places[rank] - 1]++)
      ++wrong; // each place once
  }
  wrong += totals[0].value != threads * (threads - 1) / 2;
  wrong += totals[1].value != largest;
  for (int tile = 0; tile < threads / 16; ++tile)
    wrong += totals[2 + tile].value != 16 * tile;
  wrong += totals[20].value != slots_used || totals[21].value != threads;
  for (int slot = 0; slot < slots_used; ++slot)
    if (slots[slot] < 1 || slots[slot] > threads)
      ++wrong; // taken twice, or not
    else
      ++times[slots[slot] - 1];
  for (int rank = 0; rank < threads; ++rank)
    wrong += times[rank] != rank % 3;
  std::printf("wrong %d\n", wrong);
}
