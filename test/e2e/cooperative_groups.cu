// Thread blocks, static tiles of every size, coalesced groups: ranks, sizes, collectives, and a reduction by tiles.
// RUN: %ox-nvcc %s -o %t && %t | FileCheck %s
// CHECK: error 0, wrong 0
#include <cooperative_groups.h>
#include <cooperative_groups/reduce.h>
#include <cstdio>
namespace cg = cooperative_groups;

template <int N> __device__ int tile_sum(cg::thread_block block) {
  auto tile = cg::tiled_partition<N>(block);
  int value = threadIdx.x;
  for (int offset = tile.size() / 2; offset > 0; offset /= 2)
    value += tile.shfl_down(value, offset);
  return tile.shfl(value, 0);
}

__global__ void groups(int* out) {
  cg::thread_block block = cg::this_thread_block();
  int i = block.thread_rank();
  int* row = out + i * 8;
  row[0] = tile_sum<4>(block);
  row[1] = tile_sum<16>(block);
  row[2] = tile_sum<32>(block);
  auto tile = cg::tiled_partition<8>(block);
  row[3] = cg::reduce(tile, i, cg::plus<int>());
  row[4] = tile.meta_group_rank() * 1000 + tile.thread_rank() * 10 + (tile.any(i == 9) ? 1 : 0);
  row[5] = row[6] = -1;
  if (i % 3 == 0) {
    cg::coalesced_group some = cg::coalesced_threads();
    row[5] = some.size() * 100 + some.thread_rank();
    row[6] = some.shfl(i, 0);
  }
  block.sync();
  row[7] = block.size() + block.group_index().x;
}

int main() {
  const int n = 64;
  int *device, host[n][8], wrong = 0;
  cudaMalloc(&device, sizeof host);
  groups<<<1, n>>>(device);
  int error = cudaMemcpy(host, device, sizeof host, cudaMemcpyDeviceToHost);
  auto sum = [](int i, int size) { // of the tile's ranks
    int begin = i / size * size;
    return size * begin + size * (size - 1) / 2;
  };
  for (int i = 0; i < n; ++i) {
    int first = i / 32 * 32, members = 0, rank = 0, leader = -1;
    for (int k = first; k < first + 32; ++k)
      if (k % 3 == 0) {
        leader = leader < 0 ? k : leader;
        rank += k < i;
        ++members;
      }
    int want[8] = {sum(i, 4), sum(i, 16), sum(i, 32), sum(i, 8), i / 8 * 1000 + i % 8 * 10 + (i / 8 == 1),
                   i % 3 ? -1 : members * 100 + rank, i % 3 ? -1 : leader, n};
    for (int k = 0; k < 8; ++k)
      wrong += host[i][k] != want[k];
  }
  std::printf("error %d, wrong %d\n", error, wrong);
}
