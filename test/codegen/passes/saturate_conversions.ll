; RUN: %ox-opt --passes=saturate_conversions -S %s | FileCheck %s
; Casts saturate. Where the source is not double and the result not 64 bits wide NaN becomes 0, as LLVM's saturating
; intrinsics have it; elsewhere it becomes the top bit (PTX ISA 9.0, cvt).
target triple = "nvptx64-nvidia-cuda"
; CHECK-LABEL: @f(
; CHECK: call i32 @llvm.fptosi.sat.i32.f32(float %x)
; CHECK: call i64 asm "fcvt.lu.d $0, $1, rtz", "=r,f"(double %y)
; CHECK: shl i64
define i64 @f(float %x, double %y) {
  %a = fptosi float %x to i32
  %b = fptoui double %y to i64
  %c = sext i32 %a to i64
  %d = add i64 %b, %c
  ret i64 %d
}
; CHECK-LABEL: @narrow(
; CHECK: %[[VALUE:.*]] = call i16 @llvm.fptosi.sat.i16.f64(double %y)
; CHECK: select i1 %{{.*}}, i16 %[[VALUE]], i16 -32768
define i16 @narrow(double %y) {
  %a = fptosi double %y to i16
  ret i16 %a
}
; CHECK-LABEL: @vector(
; CHECK: %[[VALUES:.*]] = call <2 x i64> @llvm.fptoui.sat.v2i64.v2f32(<2 x float> %y)
; CHECK: select <2 x i1> %{{.*}}, <2 x i64> %[[VALUES]], <2 x i64> splat (i64 -9223372036854775808)
define <2 x i64> @vector(<2 x float> %y) {
  %a = fptoui <2 x float> %y to <2 x i64>
  ret <2 x i64> %a
}
