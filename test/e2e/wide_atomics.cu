// 128-bit atomics: exchange and compare-and-swap of structures and vectors, in global and shared memory, and the
// operations on __int128 that loop over them.  Both halves always belong together.
// RUN: %ox-nvcc -arch=sm_90 %s -o %t && %t | FileCheck %s
// CHECK: error 0, wrong 0
#include <cstdio>

struct __align__(16) Pair {
  unsigned long long low, high; // high is always ~low
};
__device__ bool is_whole(Pair p) { return p.high == ~p.low; }

// Everyone exchanges a pair of its own: what comes out is each pair once, and the last one stays.
template <class Exchange> __device__ void exchange(Pair* cell, unsigned long long* sum, int* torn, Exchange f) {
  unsigned long long mine = 1 + blockIdx.x * blockDim.x + threadIdx.x;
  Pair old = f(cell, Pair{mine, ~mine});
  atomicAdd(sum, old.low);
  if (!is_whole(old))
    atomicAdd(torn, 1);
}

// A counter of 128 bits whose upper word counts as well.
__device__ void count(Pair* cell, int* torn) {
  Pair expected = {0, ~0ull}, seen;
  for (;; expected = seen) {
    if (!is_whole(expected))
      atomicAdd(torn, 1);
    seen = atomicCAS(cell, expected, Pair{expected.low + 1, ~(expected.low + 1)});
    if (seen.low == expected.low && seen.high == expected.high)
      break;
  }
}

__global__ void pairs(Pair* cells, unsigned long long* sums, int* torn) {
  __shared__ Pair local;
  if (threadIdx.x == 0)
    local = Pair{0, ~0ull};
  __syncthreads();
  exchange(&cells[0], &sums[0], torn, [](Pair* p, Pair v) { return atomicExch(p, v); });
  exchange(&local, &sums[1], torn, [](Pair* p, Pair v) { return atomicExch_block(p, v); });
  count(&cells[1], torn);
  __syncthreads();
  if (threadIdx.x == 0)
    atomicAdd(&sums[1], local.low);
}

__global__ void wide_integers(unsigned __int128* words, int* wrong) {
  unsigned __int128 one = 1;
  __atomic_fetch_add(&words[0], (one << 64) + 1, __ATOMIC_RELAXED);
  __atomic_fetch_or(&words[1], one << (threadIdx.x + blockIdx.x * blockDim.x) % 128, __ATOMIC_SEQ_CST);
  __atomic_fetch_sub(&words[2], 1, __ATOMIC_RELAXED); // borrows through both halves
  unsigned __int128 seen = __atomic_load_n(&words[0], __ATOMIC_RELAXED);
  if ((unsigned long long)seen != (unsigned long long)(seen >> 64))
    atomicAdd(wrong, 1);
  __atomic_store_n(&words[3], (one << 64 | one) * 7, __ATOMIC_RELEASE);
  int4* vector = (int4*)&words[4];
  atomicExch_system(vector, make_int4(1, 2, 3, 4));
}

int main() {
  const int blocks = 3, threads = 64, n = blocks * threads;
  Pair *cells, host_cells[2] = {{0, ~0ull}, {0, ~0ull}};
  unsigned long long *sums, host_sums[2], *words, host_words[10];
  int *torn, host_torn, wrong = 0;
  cudaMalloc(&cells, sizeof host_cells);
  cudaMalloc(&sums, sizeof host_sums);
  cudaMalloc(&words, sizeof host_words);
  cudaMalloc(&torn, sizeof(int));
  cudaMemset(sums, 0, sizeof host_sums);
  cudaMemset(words, 0, sizeof host_words);
  cudaMemset(torn, 0, sizeof(int));
  cudaMemcpy(cells, host_cells, sizeof host_cells, cudaMemcpyHostToDevice);
  pairs<<<blocks, threads>>>(cells, sums, torn);
  wide_integers<<<blocks, threads>>>((unsigned __int128*)words, torn);
  cudaMemcpy(host_cells, cells, sizeof host_cells, cudaMemcpyDeviceToHost);
  cudaMemcpy(host_sums, sums, sizeof host_sums, cudaMemcpyDeviceToHost);
  cudaMemcpy(host_words, words, sizeof host_words, cudaMemcpyDeviceToHost);
  int error = cudaMemcpy(&host_torn, torn, sizeof(int), cudaMemcpyDeviceToHost);
  const unsigned long long all = n * (n + 1ull) / 2;
  auto expect = [&](const char* what, unsigned long long got, unsigned long long want) {
    if (got != want && ++wrong)
      std::printf("%s is %llu, expected %llu\n", what, got, want);
  };
  expect("torn", host_torn, 0);
  expect("exchanged in global memory", host_sums[0] + host_cells[0].low, all);
  expect("exchanged in shared memory", host_sums[1], all);
  expect("counted", host_cells[1].low, n);
  expect("counted, upper half", host_cells[1].high, ~(unsigned long long)n);
  const unsigned long long words_wanted[10] = {
      n, n, ~0ull, ~0ull, -(unsigned long long)n, ~0ull, 7, 7, 0x0000000200000001, 0x0000000400000003};
  for (int i = 0; i < 10; ++i)
    expect("word", host_words[i], words_wanted[i]);
  std::printf("error %d, wrong %d\n", error, wrong);
}
