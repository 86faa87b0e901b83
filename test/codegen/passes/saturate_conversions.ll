; RUN: %ox-opt --passes=saturate_conversions -S %s | FileCheck %s
; RISC-V gives the largest integer for NaN, CUDA gives 0: casts become the saturating intrinsics.
target triple = "nvptx64-nvidia-cuda"
; CHECK-LABEL: @f(
; CHECK: call i32 @llvm.fptosi.sat.i32.f32(float %x)
; CHECK: call i64 @llvm.fptoui.sat.i64.f64(double %y)
define i64 @f(float %x, double %y) {
  %a = fptosi float %x to i32
  %b = fptoui double %y to i64
  %c = sext i32 %a to i64
  %d = add i64 %b, %c
  ret i64 %d
}
