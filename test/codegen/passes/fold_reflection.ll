; RUN: %ox-opt --passes=fold_reflection -S %s | FileCheck %s
; __nvvm_reflect is answered from the module's flags and the compute capability; dead branches go.
target triple = "nvptx64-nvidia-cuda"
@ftz = private unnamed_addr addrspace(4) constant [11 x i8] c"__CUDA_FTZ\00"
@arch = private unnamed_addr constant [12 x i8] c"__CUDA_ARCH\00"
declare i32 @__nvvm_reflect(ptr)

; CHECK-LABEL: @flush(
; CHECK: ret i32 10
; CHECK-NOT: ret i32 20
define i32 @flush() {
  %f = call i32 @__nvvm_reflect(ptr addrspacecast (ptr addrspace(4) @ftz to ptr))
  %c = icmp ne i32 %f, 0
  br i1 %c, label %yes, label %no
yes:
  ret i32 10
no:
  ret i32 20
}

; CHECK-LABEL: @architecture(
; CHECK: ret i32 900
define i32 @architecture() {
  %a = call i32 @__nvvm_reflect(ptr @arch)
  ret i32 %a
}
!llvm.module.flags = !{!0}
!0 = !{i32 4, !"nvvm-reflect-ftz", i32 1}
