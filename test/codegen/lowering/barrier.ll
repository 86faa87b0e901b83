; RUN: %ox-opt --emit=elf %s -o %t && %oxdis %t | FileCheck %s
; Barriers: identifier and number of threads in registers, zero for all of the block.
target datalayout = "e-p6:32:32-i64:64-i128:128-i256:256-v16:16-v32:32-n16:32:64"
target triple = "nvptx64-nvidia-cuda"
declare void @llvm.nvvm.barrier.cta.sync.aligned.all(i32)
declare void @llvm.nvvm.barrier.cta.sync.aligned.count(i32, i32)
declare void @llvm.nvvm.barrier.cta.arrive.aligned.count(i32, i32)
declare i32 @llvm.nvvm.barrier.cta.red.popc.aligned.all(i32, i1)
declare i1 @llvm.nvvm.barrier.cta.red.and.aligned.count(i32, i32, i1)
; CHECK-LABEL: barriers:
; CHECK: ox.bar.sync zero, zero
; CHECK: ox.bar.sync {{[^z].*}}, {{[^z].*}}
; CHECK: ox.bar.arrive
; CHECK: ox.bar.red.popc {{.*}}, {{.*}}, zero
; CHECK: ox.bar.red.and
define ptx_kernel void @barriers(ptr %p, i32 %v) {
  call void @llvm.nvvm.barrier.cta.sync.aligned.all(i32 0)
  call void @llvm.nvvm.barrier.cta.sync.aligned.count(i32 3, i32 64)
  call void @llvm.nvvm.barrier.cta.arrive.aligned.count(i32 %v, i32 64)
  %c = icmp sgt i32 %v, 3
  %a = call i32 @llvm.nvvm.barrier.cta.red.popc.aligned.all(i32 0, i1 %c)
  store volatile i32 %a, ptr %p
  %b = call i1 @llvm.nvvm.barrier.cta.red.and.aligned.count(i32 1, i32 32, i1 %c)
  store volatile i1 %b, ptr %p
  ret void
}
