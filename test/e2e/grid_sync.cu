// grid_group and cluster_group: barriers of whole grids and clusters, ranks, and each other's shared memory.
// RUN: %ox-nvcc -arch=sm_90 %s -o %t && %t | FileCheck %s
// RUN: env OX_SCHED_SEED=3 %t | FileCheck %s
// RUN: %ox-nvcc -arch=sm_90 -G %s -o %t && %t | FileCheck %s
// CHECK: wrong 0
// CHECK: plain launch: cudaErrorAssert
#include <cooperative_groups.h>
#include <cstdio>
namespace cg = cooperative_groups;

// Each thread's next value comes from a thread of another block: a missed barrier gives another number.
__global__ void rotate(unsigned* a, unsigned* b, int rounds, int* invalid) {
  cg::grid_group grid = cg::this_grid();
  if (!grid.is_valid())
    *invalid = 1;
  const unsigned long long i = grid.thread_rank(), n = grid.size();
  for (int round = 0; round < rounds; ++round) {
    b[i] = a[(i + blockDim.x + round) % n] * 3 + (unsigned)i;
    grid.sync();
    a[i] = b[(i + 2 * blockDim.x + 1) % n] ^ round;
    cg::grid_group::arrival_token token = grid.barrier_arrive();
    grid.barrier_wait(static_cast<cg::grid_group::arrival_token&&>(token));
  }
}

__global__ void shapes(unsigned* out) {
  const dim3 thread = cg::this_grid().thread_index(), all = cg::this_grid().dim_threads();
  out[(thread.z * all.y + thread.y) * all.x + thread.x] = (unsigned)cg::this_grid().thread_rank();
}

__global__ void __cluster_dims__(4, 1, 1) clusters(unsigned* out) {
  __shared__ unsigned value;
  cg::cluster_group cluster = cg::this_cluster();
  if (threadIdx.x == 0)
    value = 100 * blockIdx.x;
  cluster.sync();
  const unsigned next = (cluster.block_rank() + 1) % cluster.num_blocks();
  unsigned* theirs = cluster.map_shared_rank(&value, next);
  unsigned read = *theirs + cluster.query_shared_rank(theirs);
  out[blockIdx.x * blockDim.x + threadIdx.x] = read * 1000 + cluster.thread_rank();
  auto token = cluster.barrier_arrive();
  cluster.barrier_wait(static_cast<decltype(token)&&>(token));
  if (cg::this_grid().num_clusters() != gridDim.x / 4 || cg::this_grid().cluster_rank() != blockIdx.x / 4)
    out[0] = ~0u;
}

__global__ void plain() {
  if (!cg::this_grid().is_valid())
    cg::this_grid().sync();
}

int main() {
  const int threads = 64, blocks = 24, n = threads * blocks;
  int rounds = 20, wrong = 0;
  unsigned *a, *b, expected[2][n];
  int* invalid;
  cudaMallocManaged(&a, sizeof *a * n);
  cudaMallocManaged(&b, sizeof *b * n);
  cudaMallocManaged(&invalid, sizeof *invalid);
  for (int launch = 0; launch < 2; ++launch) { // the second finds the workspace clean
    for (int i = 0; i < n; ++i)
      a[i] = expected[0][i] = i * 7;
    *invalid = 0;
    for (int round = 0; round < rounds; ++round) {
      for (int i = 0; i < n; ++i)
        expected[1][i] = expected[0][(i + threads + round) % n] * 3 + i;
      for (int i = 0; i < n; ++i)
        expected[0][i] = expected[1][(i + 2 * threads + 1) % n] ^ round;
    }
    void* arguments[] = {&a, &b, &rounds, &invalid};
    wrong += cudaLaunchCooperativeKernel(rotate, blocks, threads, arguments) != cudaSuccess;
    wrong += cudaDeviceSynchronize() != cudaSuccess || *invalid;
    for (int i = 0; i < n; ++i)
      wrong += a[i] != expected[0][i];
  }

  shapes<<<dim3(2, 3, 1), dim3(4, 2, 2)>>>(a);
  cudaDeviceSynchronize();
  for (unsigned z = 0; z < 2; ++z)
    for (unsigned y = 0; y < 6; ++y)
      for (unsigned x = 0; x < 8; ++x) {
        const unsigned block = y / 2 * 2 + x / 4, thread = (z * 2 + y % 2) * 4 + x % 4;
        wrong += a[(z * 6 + y) * 8 + x] != block * 16 + thread;
      }

  clusters<<<8, 32>>>(a);
  wrong += cudaDeviceSynchronize() != cudaSuccess;
  for (unsigned i = 0; i < 8 * 32; ++i) {
    const unsigned block = i / 32, next = (block % 4 + 1) % 4;
    wrong += a[i] != (100 * (block / 4 * 4 + next) + next) * 1000 + block % 4 * 32 + i % 32;
  }
  std::printf("wrong %d\n", wrong);

  plain<<<2, 32>>>();
  std::printf("plain launch: %s\n", cudaGetErrorName(cudaDeviceSynchronize()));
}
