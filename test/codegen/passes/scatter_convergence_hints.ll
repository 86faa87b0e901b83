; RUN: %ox-opt --passes=insert_convergence_hints,scatter_convergence_hints -S %s | FileCheck %s --check-prefix=OFF
; RUN: %ox-opt --passes=insert_convergence_hints,scatter_convergence_hints --scatter-hints=1 -S %s > %t.1
; RUN: %ox-opt --passes=insert_convergence_hints,scatter_convergence_hints --scatter-hints=1 -S %s > %t.1again
; RUN: %ox-opt --passes=insert_convergence_hints,scatter_convergence_hints --scatter-hints=2 -S %s > %t.2
; RUN: diff %t.1 %t.1again
; RUN: not diff %t.1 %t.2
; RUN: FileCheck %s < %t.1
; RUN: FileCheck %s < %t.2
; RUN: not %ox-opt --scatter-hints=x -S %s 2>&1 | FileCheck %s --check-prefix=BAD
; With a seed, hints stand anywhere and pass their tokens through variables; one seed always gives one placement.
; Without one the stage does nothing.
; ox.split is .insn CUSTOM_0 with funct7 1, ox.join with funct7 2.
; BAD: --scatter-hints takes a number, not x
target datalayout = "e-p6:32:32-i64:64-i128:128-i256:256-v16:16-v32:32-n16:32:64"
target triple = "nvptx64-nvidia-cuda"
declare i32 @llvm.nvvm.read.ptx.sreg.tid.x()

; OFF-LABEL: @divergent(
; OFF-NOT: alloca
; OFF: %[[token:.*]] = call i64 asm sideeffect ".insn r CUSTOM_0, 0, 1,{{.*}} # split 0"
; OFF: call void asm sideeffect ".insn r CUSTOM_0, 0, 2,{{.*}} # join 0", "r"(i64 %[[token]])
; CHECK-LABEL: @divergent(
; CHECK-COUNT-3: alloca i64
; CHECK: ret void
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

; A function without divergence gets hints as well, and a call that has to stand before its return keeps its place.
; OFF-LABEL: @uniform(
; OFF-NOT: asm
; CHECK-LABEL: @uniform(
; CHECK: musttail call void @uniform(ptr %p)
; CHECK-NEXT: ret void
define void @uniform(ptr %p) {
  store i32 1, ptr %p
  musttail call void @uniform(ptr %p)
  ret void
}
