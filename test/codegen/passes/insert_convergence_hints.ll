; RUN: %ox-opt --passes=insert_convergence_hints -S %s | FileCheck %s
; RUN: %ox-opt --passes=insert_convergence_hints --no-hints -S %s | FileCheck %s --check-prefix=OFF
; A divergent branch gets a split before it and a join where its lanes meet; a uniform one gets nothing.
; ox.split is .insn CUSTOM_0 with funct7 1, ox.join with funct7 2.
; OFF-NOT: asm
target datalayout = "e-p6:32:32-i64:64-i128:128-i256:256-v16:16-v32:32-n16:32:64"
target triple = "nvptx64-nvidia-cuda"
declare i32 @llvm.nvvm.read.ptx.sreg.tid.x()
declare i32 @llvm.nvvm.read.ptx.sreg.ctaid.x()
declare i32 @llvm.umin.i32(i32, i32)

; CHECK-LABEL: @divergent(
; CHECK: %[[token:.*]] = call i64 asm sideeffect ".insn r CUSTOM_0, 0, 1,
; CHECK-NEXT: br i1
; CHECK: after:
; CHECK-NEXT: call void asm sideeffect ".insn r CUSTOM_0, 0, 2, {{.*}}(i64 %[[token]])
define ptx_kernel void @divergent(ptr %p) {
  %t = call i32 @llvm.nvvm.read.ptx.sreg.tid.x()
  %c = icmp slt i32 %t, 5
  br i1 %c, label %then, label %after
then:
  store i32 1, ptr %p
  br label %after
after:
  store i32 2, ptr %p
  ret void
}

; Block indices, kernel parameters, and loads and pure functions of them are the same in all lanes.
; CHECK-LABEL: @uniform(
; CHECK-NOT: asm
; CHECK: ret void
define ptx_kernel void @uniform(ptr %p, i32 %n) {
  %b = call i32 @llvm.nvvm.read.ptx.sreg.ctaid.x()
  %m = call i32 @llvm.umin.i32(i32 %b, i32 %n)
  %v = load i32, ptr %p
  %c = icmp slt i32 %m, %v
  br i1 %c, label %then, label %after
then:
  store i32 1, ptr %p
  br label %after
after:
  store i32 2, ptr %p
  ret void
}

; Meeting at the end of the kernel is worth nothing.
; CHECK-LABEL: @guard(
; CHECK-NOT: asm
; CHECK: ret void
define ptx_kernel void @guard(ptr %p) {
  %t = call i32 @llvm.nvvm.read.ptx.sreg.tid.x()
  %c = icmp slt i32 %t, 5
  br i1 %c, label %then, label %after
then:
  store i32 1, ptr %p
  br label %after
after:
  ret void
}

; Lanes leave the loop at different times: they part before the loop, not in it.
; CHECK-LABEL: @loop(
; CHECK: entry:
; CHECK: asm sideeffect ".insn r CUSTOM_0, 0, 1,
; CHECK-NEXT: br label %loop
; CHECK: loop:
; CHECK-NOT: asm
; CHECK: done:
; CHECK-NEXT: asm sideeffect ".insn r CUSTOM_0, 0, 2,
define ptx_kernel void @loop(ptr %p) {
entry:
  %t = call i32 @llvm.nvvm.read.ptx.sreg.tid.x()
  br label %loop
loop:
  %i = phi i32 [ 0, %entry ], [ %next, %loop ]
  store volatile i32 %i, ptr %p
  %next = add i32 %i, 1
  %c = icmp slt i32 %next, %t
  br i1 %c, label %loop, label %done
done:
  store i32 2, ptr %p
  ret void
}

; A guard around a divergent loop meets where the loop does: one pair is enough.
; CHECK-LABEL: @guarded_loop(
; CHECK: entry:
; CHECK: CUSTOM_0, 0, 1,
; CHECK-NOT: CUSTOM_0, 0, 1,
; CHECK: CUSTOM_0, 0, 2,
; CHECK-NOT: asm
; CHECK: ret void
define ptx_kernel void @guarded_loop(ptr %p) {
entry:
  %t = call i32 @llvm.nvvm.read.ptx.sreg.tid.x()
  %any = icmp sgt i32 %t, 0
  br i1 %any, label %loop, label %done
loop:
  %i = phi i32 [ 0, %entry ], [ %next, %loop ]
  store volatile i32 %i, ptr %p
  %next = add i32 %i, 1
  %c = icmp slt i32 %next, %t
  br i1 %c, label %loop, label %done
done:
  store i32 2, ptr %p
  ret void
}

; Lanes of the inner branch share their meeting point with lanes that went elsewhere: it gets a block of its own.
; CHECK-LABEL: @shared_exit(
; CHECK: then:
; CHECK: %[[inner:.*]] = call i64 asm sideeffect ".insn r CUSTOM_0, 0, 1,
; CHECK: CUSTOM_0, 0, 2, {{.*}}(i64 %[[inner]])
define void @shared_exit(ptr %p, i1 %uniform) {
  br i1 %uniform, label %then, label %after
then:
  %t = call i32 @llvm.nvvm.read.ptx.sreg.tid.x()
  %c = icmp slt i32 %t, 5
  br i1 %c, label %deep, label %else
deep:
  store i32 1, ptr %p
  br label %meet
else:
  store i32 3, ptr %p
  br label %meet
meet:
  store i32 4, ptr %p
  br label %after
after:
  store i32 2, ptr %p
  ret void
}
