// Warp operations become the intrinsics that the code generator lowers, and nothing is left to inline assembly.
// RUN: %cuda-device -O1 -S -emit-llvm %s -o - | FileCheck %s --implicit-check-not=asm
#define KERNEL(name) extern "C" __global__ void name(int* p, unsigned long long* q, float* f, unsigned mask)

// CHECK-LABEL: define {{.*}} @shuffles(
KERNEL(shuffles) {
  // The segment mask of width 16 is (32 - 16) << 8 = 4096; idx, down and xor clamp at 31, up at 0.
  // CHECK: call {{.*}}i32 @llvm.nvvm.shfl.sync.idx.i32(i32 %{{.*}}, i32 %{{.*}}, i32 3, i32 4127)
  p[0] = __shfl_sync(mask, p[0], 3, 16);
  // CHECK: call {{.*}}i32 @llvm.nvvm.shfl.sync.up.i32(i32 %{{.*}}, i32 %{{.*}}, i32 1, i32 0)
  p[1] = __shfl_up_sync(mask, p[1], 1);
  // CHECK: call {{.*}}i32 @llvm.nvvm.shfl.sync.down.i32(i32 %{{.*}}, i32 %{{.*}}, i32 2, i32 31)
  f[0] = __shfl_down_sync(mask, f[0], 2);
  // A 64-bit value is two shuffles.
  // CHECK: call {{.*}}i32 @llvm.nvvm.shfl.sync.bfly.i32(
  // CHECK: call {{.*}}i32 @llvm.nvvm.shfl.sync.bfly.i32(
  q[0] = __shfl_xor_sync(mask, q[0], 4);
}

// CHECK-LABEL: define {{.*}} @votes(
KERNEL(votes) {
  // CHECK: call {{.*}}i1 @llvm.nvvm.vote.all.sync(
  p[0] = __all_sync(mask, p[0]);
  // CHECK: call {{.*}}i1 @llvm.nvvm.vote.any.sync(
  p[1] = __any_sync(mask, p[1]);
  // CHECK: call {{.*}}i32 @llvm.nvvm.vote.ballot.sync(
  p[2] = __ballot_sync(mask, p[2]);
  // CHECK: call {{.*}}i32 @llvm.nvvm.activemask()
  p[3] = __activemask();
  // CHECK: call {{.*}}i32 @llvm.nvvm.match.any.sync.i32(
  p[4] = __match_any_sync(mask, p[4]);
  // CHECK: call {{.*}}i32 @llvm.nvvm.match.any.sync.i64(
  p[5] = __match_any_sync(mask, q[0]);
  // CHECK: call {{.*}}i32 @llvm.nvvm.redux.sync.add(
  p[6] = __reduce_add_sync(mask, p[6]);
  // CHECK: call {{.*}}i32 @llvm.nvvm.redux.sync.umax(
  p[7] = __reduce_max_sync(mask, mask);
}

// CHECK-LABEL: define {{.*}} @barriers(
KERNEL(barriers) {
  // CHECK: call {{.*}}void @llvm.nvvm.barrier.cta.sync.aligned.all(i32 0)
  __syncthreads();
  // CHECK: call {{.*}}i32 @llvm.nvvm.barrier.cta.red.popc.aligned.all(i32 0,
  p[0] = __syncthreads_count(p[0]);
  // CHECK: call {{.*}}void @llvm.nvvm.bar.warp.sync(
  __syncwarp(mask);
  // CHECK: call {{.*}}void @llvm.nvvm.membar.gl()
  __threadfence();
  // CHECK: call {{.*}}void @llvm.nvvm.membar.cta()
  __threadfence_block();
  // CHECK: call {{.*}}void @llvm.nvvm.membar.sys()
  __threadfence_system();
  // CHECK: call {{.*}}i64 @llvm.nvvm.read.ptx.sreg.clock64()
  q[0] = clock64();
  // CHECK: call {{.*}}void @llvm.nvvm.nanosleep(i32 100)
  __nanosleep(100);
}
