// Cooperative groups come down to the mask and width that the warp instructions take.
// RUN: %cuda-host -Wall -Werror -fsyntax-only %s
// RUN: %cuda-device -O2 -S -emit-llvm %s -o - | FileCheck %s --implicit-check-not=asm
#include <cooperative_groups.h>
#include <cooperative_groups/memcpy_async.h>
#include <cooperative_groups/reduce.h>
#include <cooperative_groups/scan.h>
namespace cg = cooperative_groups;

struct Pair {
  double a;
  int b;
};

// CHECK-LABEL: define {{.*}} @tiles(
extern "C" __global__ void tiles(int* p, Pair* q) {
  auto tile = cg::tiled_partition<32>(cg::this_thread_block());
  // CHECK: call {{.*}}i32 @llvm.nvvm.shfl.sync.down.i32(i32 -1, i32 %{{.*}}, i32 1, i32 31)
  p[0] = tile.shfl_down(p[0], 1);
  auto quarter = cg::tiled_partition<8>(tile);
  // The segment of a tile of 8 is (32 - 8) << 8 | 31 = 6175.
  // CHECK: call {{.*}}i32 @llvm.nvvm.shfl.sync.idx.i32(i32 %{{.*}}, i32 %{{.*}}, i32 2, i32 6175)
  p[1] = quarter.shfl(p[1], 2);
  // CHECK-COUNT-4: call {{.*}}i32 @llvm.nvvm.shfl.sync.idx.i32(
  q[1] = quarter.shfl(q[0], 0);
}

// CHECK-LABEL: define {{.*}} @reduces(
extern "C" __global__ void reduces(int* p) {
  // CHECK-COUNT-5: call {{.*}}i32 @llvm.nvvm.shfl.sync.bfly.i32(i32 -1,
  p[0] = cg::reduce(cg::tiled_partition<32>(cg::this_thread_block()), p[0], cg::plus<int>());
}

// CHECK-LABEL: define {{.*}} @compiles(
extern "C" __global__ void compiles(int* p, unsigned long long* q) {
  cg::thread_block block = cg::this_thread_block();
  cg::thread_group any = cg::tiled_partition(block, 8);
  any.sync();
  auto active = cg::coalesced_threads();
  p[0] = cg::reduce(active, p[0], cg::greater<int>()) + active.thread_rank() + any.size();
  p[1] = cg::inclusive_scan(active, p[1]) + cg::exclusive_scan(active, p[2]);
  p[2] = cg::labeled_partition(active, p[3]).size() + cg::binary_partition(active, p[4] > 0).meta_group_rank();
  q[0] = cg::this_grid().thread_rank() + cg::this_grid().size() + block.group_index().x;
  cg::memcpy_async(block, p, q, 64);
  cg::wait(block);
  cg::sync(block);
}

// A tile of several warps meets at a named barrier with the number of its threads.
// CHECK-LABEL: define {{.*}} @large(
extern "C" __global__ void large(int* p) {
  __shared__ cg::block_tile_memory<256> scratch;
  auto tile = cg::tiled_partition<128>(cg::this_thread_block(scratch));
  // CHECK-COUNT-5: call {{.*}}i32 @llvm.nvvm.shfl.sync.bfly.i32(i32 -1,
  // CHECK: call {{.*}}void @llvm.nvvm.barrier.cta.sync.count(i32 {{.*}}, i32 128)
  // CHECK: call {{.*}}void @llvm.nvvm.barrier.cta.sync.count(i32 {{.*}}, i32 128)
  p[0] = cg::reduce(tile, p[0], cg::plus<int>());
}
