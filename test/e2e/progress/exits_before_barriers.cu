// Some lanes end before a barrier that the rest wait at: __syncthreads and its reductions count the threads that have
// not exited (PTX ISA, barrier: "all threads in the CTA" without a count are those that live), and __syncwarp waits for
// the lanes of its mask that live.  Whole warps end as well, early and late. RUN: %progress %s %t
#include "check.h"

// Round after round, threads with the lowest numbers leave; the others pass values round under barriers.
__global__ void shrinking_block(int* out, int rounds) {
  __shared__ int values[128];
  int i = threadIdx.x, n = blockDim.x, sum = 0;
  for (int round = 0; round < rounds; ++round) {
    int first = round * 9; // those who still live
    if (i < first)
      return;
    values[i] = i * (round + 1);
    __syncthreads();
    int next = i + 1 < n ? i + 1 : first;
    sum += values[next];
    __syncthreads();
    sum += 1000 * __syncthreads_count(i % 2); // of the living
    out[i] = sum;
  }
}

// Odd lanes end at once, late in the warp first; the even ones meet at __syncwarp with a full mask.
__global__ void half_a_warp(int* out) {
  __shared__ volatile int values[64];
  int i = threadIdx.x;
  if (i % 2)
    return;
  values[i] = i + 1;
  __syncwarp();
  int sum = 0;
  for (int lane = i / 32 * 32; lane < i / 32 * 32 + 32; lane += 2)
    sum += values[lane];
  out[i] = sum;
}

// The lanes end one after the other while the rest is already waiting for them.
__global__ void late_exits(int* out) {
  __shared__ volatile int turn;
  int i = threadIdx.x;
  if (i == 0)
    turn = 1;
  __syncthreads();
  if (i >= 1 && i < 20) {
    while (turn != i)
      ;
    turn = i + 1;
    return;
  }
  if (i < 32)
    __syncwarp();
  out[i] = turn; // warp 0 sees the last one
  __syncthreads();
  out[i] += 100 * __syncthreads_or(i == 25);
}

__global__ void only_one_stays(int* out) {
  if (threadIdx.x != 37)
    return;
  __syncthreads();
  __syncwarp();
  out[0] = __syncthreads_and(1) + __syncthreads_count(1);
}

int main() {
  const int n = 100, rounds = 5;
  Buffer<int> out(n, -1);
  shrinking_block<<<1, n>>>(out, rounds);
  CHECK_LAUNCH();
  std::vector<int> want(n, -1), sums(n);
  for (int round = 0; round < rounds; ++round) {
    int first = round * 9, odd = 0;
    for (int i = first; i < n; ++i)
      odd += i % 2;
    for (int i = first; i < n; ++i)
      want[i] = sums[i] += (i + 1 < n ? i + 1 : first) * (round + 1) + 1000 * odd;
  }
  for (int i = 0; i < n; ++i)
    expect("shrinking block", i, out.read()[i], want[i]);

  Buffer<int> even(64, -1);
  half_a_warp<<<1, 64>>>(even);
  CHECK_LAUNCH();
  for (int i = 0; i < 64; ++i)
    expect("half a warp", i, even.read()[i], i % 2 ? -1 : i < 32 ? 256 : 256 + 16 * 32);

  Buffer<int> late(64, -1);
  late_exits<<<1, 64>>>(late);
  CHECK_LAUNCH();
  for (int i = 0; i < 64; ++i)
    if (i < 32)
      expect("late exits", i, late.read()[i], i >= 1 && i < 20 ? -1 : 120);
    else
      expect("late exits, upper digits", i, late.read()[i] / 100, 1);

  Buffer<int> one(1);
  only_one_stays<<<1, 64>>>(one);
  CHECK_LAUNCH();
  expect("only one stays", 0, one.read()[0], 2);
}
