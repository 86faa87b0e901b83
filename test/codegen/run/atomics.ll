; REQUIRES: simulator
; RUN: %ox-opt --emit=elf %s -o %t && %oxsim %t --block 64 --grid 2 --param buf:48 --dump 0:u32 | FileCheck %s
; 128 threads on the same words: each operation's total, and shared memory's in each block.
target datalayout = "e-p6:32:32-i64:64-i128:128-i256:256-v16:16-v32:32-n16:32:64"
target triple = "nvptx64-nvidia-cuda"
@sum = internal addrspace(3) global i32 poison, align 4
declare i32 @llvm.nvvm.read.ptx.sreg.tid.x()
declare i32 @llvm.nvvm.read.ptx.sreg.ctaid.x()
declare void @llvm.nvvm.barrier.cta.sync.aligned.all(i32)
; add 128 * 3; inc modulo 100 leaves 28; float add 64.0; cas counts 128;
; low half add 128; shared sums 64 * 2 in both blocks
; CHECK: [0] 384 28 1115684864 128 128 128 128
define ptx_kernel void @k(ptr %p) {
  %t = call i32 @llvm.nvvm.read.ptx.sreg.tid.x()
  %b = call i32 @llvm.nvvm.read.ptx.sreg.ctaid.x()
  atomicrmw add ptr %p, i32 3 monotonic
  %p1 = getelementptr i32, ptr %p, i64 1
  atomicrmw uinc_wrap ptr %p1, i32 99 seq_cst
  %p2 = getelementptr i32, ptr %p, i64 2
  atomicrmw fadd ptr %p2, float 0.5 monotonic
  %p3 = getelementptr i32, ptr %p, i64 3
  br label %retry
retry:
  %old = load atomic i32, ptr %p3 monotonic, align 4
  %new = add i32 %old, 1
  %swap = cmpxchg ptr %p3, i32 %old, i32 %new acq_rel monotonic
  %done = extractvalue {i32, i1} %swap, 1
  br i1 %done, label %after, label %retry
after:
  %p4 = getelementptr i32, ptr %p, i64 4
  atomicrmw add ptr %p4, i16 1 monotonic
  %first = icmp eq i32 %t, 0
  br i1 %first, label %clear, label %ready
clear:
  store i32 0, ptr addrspace(3) @sum
  br label %ready
ready:
  call void @llvm.nvvm.barrier.cta.sync.aligned.all(i32 0)
  atomicrmw add ptr addrspace(3) @sum, i32 2 syncscope("block") monotonic
  call void @llvm.nvvm.barrier.cta.sync.aligned.all(i32 0)
  %s = load i32, ptr addrspace(3) @sum
  %slot = add i32 %b, 5
  %ps = getelementptr i32, ptr %p, i32 %slot
  store i32 %s, ptr %ps
  ret void
}
