; RUN: split-file %s %t
; RUN: %ox-opt --passes=lower_kernel_parameters -S %t/good.ll | FileCheck %s
; RUN: not %ox-opt --passes=lower_kernel_parameters -S %t/called.ll 2>&1 | FileCheck %s --check-prefix=CALLED
; Parameters are loads from the block at their C offsets; the kernel ends with ox.exit (.insn CUSTOM_0 of zeros).

;--- good.ll
target datalayout = "e-p6:32:32-i64:64-i128:128-i256:256-v16:16-v32:32-n16:32:64"
target triple = "nvptx64-nvidia-cuda"
%pair = type { i32, double }

; CHECK-LABEL: define dso_local void @kernel(ptr noalias noundef align 16 dereferenceable(36) %parameters)
; CHECK: getelementptr inbounds i8, ptr %parameters, i64 0
; CHECK: load i8, {{.*}} align 1, !invariant.load
; CHECK: getelementptr inbounds i8, ptr %parameters, i64 8
; CHECK: load ptr, {{.*}} align 8, !invariant.load
; CHECK: getelementptr inbounds i8, ptr %parameters, i64 16
; CHECK: getelementptr inbounds i8, ptr %parameters, i64 32
; CHECK: asm sideeffect ".insn r CUSTOM_0, 0, 0, x0, x0, x0"
; CHECK-NEXT: unreachable
define ptx_kernel void @kernel(i8 %flag, ptr %p, ptr readonly byval(%pair) align 8 %s, float %f) {
  %v = load i32, ptr %s
  store i32 %v, ptr %p
  ret void
}

; A lane that writes to a structure parameter writes to a copy of its own.
; CHECK-LABEL: define dso_local void @writes(
; CHECK: %[[copy:.*]] = alloca %pair, align 8
; CHECK: call void @llvm.memcpy{{.*}}(ptr align 8 %[[copy]], ptr align 8 %{{.*}}, i64 16
; CHECK: store i32 7, ptr %[[copy]]
define ptx_kernel void @writes(ptr byval(%pair) align 8 %s) {
  store i32 7, ptr %s
  ret void
}

;--- called.ll
target triple = "nvptx64-nvidia-cuda"
; CALLED: function caller: calls kernel kernel; a kernel can only be launched, move its body to a __device__ function
define ptx_kernel void @kernel() {
  ret void
}
define void @caller() {
  call ptx_kernel void @kernel()
  ret void
}
