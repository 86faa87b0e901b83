; RUN: %ox-opt --emit=elf %s -o %t && %oxdis %t | FileCheck %s
; The machine runs the lowest pc first: where all code between split and join lies below the join, the hint is dropped.
target datalayout = "e-p6:32:32-i64:64-i128:128-i256:256-v16:16-v32:32-n16:32:64"
target triple = "nvptx64-nvidia-cuda"
declare i32 @llvm.nvvm.read.ptx.sreg.tid.x()
declare void @llvm.nvvm.barrier.cta.sync.aligned.all(i32)

; CHECK-LABEL: ordered:
; CHECK-NOT: ox.split
; CHECK-NOT: ox.join
; CHECK: ox.exit
define ptx_kernel void @ordered(ptr %p) {
  %t = call i32 @llvm.nvvm.read.ptx.sreg.tid.x()
  %c = icmp slt i32 %t, 5
  br i1 %c, label %then, label %after
then:
  store volatile i32 1, ptr %p
  br label %after
after:
  store volatile i32 2, ptr %p
  ret void
}

; The meeting point is laid out at the loop's top, before the branch that leads to it.
; CHECK-LABEL: rotated:
; CHECK: ox.join
; CHECK: ox.split
define ptx_kernel void @rotated(ptr %p, i32 %n) {
entry:
  %t = call i32 @llvm.nvvm.read.ptx.sreg.tid.x()
  %any = icmp eq i32 %n, 0
  br i1 %any, label %done, label %loop
loop:
  %i = phi i32 [ %n, %entry ], [ %half, %meet ]
  %c = icmp slt i32 %t, %i
  br i1 %c, label %then, label %meet
then:
  store volatile i32 %i, ptr %p
  br label %meet
meet:
  call void @llvm.nvvm.barrier.cta.sync.aligned.all(i32 0)
  %half = lshr i32 %i, 1
  %end = icmp eq i32 %half, 0
  br i1 %end, label %done, label %loop
done:
  store volatile i32 0, ptr %p
  ret void
}
