; RUN: %ox-opt --passes=expand_library_calls -S %s | FileCheck %s
; Copies of unknown or large size become loops of the widest aligned unit; small ones stay for the back end.
target triple = "riscv64-unknown-elf"

; CHECK-LABEL: @unknown(
; CHECK-NOT: llvm.memcpy
; CHECK: load i32, ptr %{{.*}}, align 4
; CHECK: load i8, ptr %{{.*}}, align 1
; CHECK: ret void
define void @unknown(ptr %to, ptr %from, i64 %n) {
  call void @llvm.memcpy.p0.p0.i64(ptr align 4 %to, ptr align 8 %from, i64 %n, i1 false)
  ret void
}
; CHECK-LABEL: @small(
; CHECK: call void @llvm.memcpy
define void @small(ptr %to, ptr %from) {
  call void @llvm.memcpy.p0.p0.i64(ptr align 8 %to, ptr align 8 %from, i64 24, i1 false)
  ret void
}
; CHECK-LABEL: @overlapping(
; CHECK-NOT: llvm.memmove
; CHECK: icmp ult ptr %from, %to
; CHECK: ret void
define void @overlapping(ptr %to, ptr %from, i64 %n) {
  call void @llvm.memmove.p0.p0.i64(ptr %to, ptr %from, i64 %n, i1 false)
  ret void
}
; CHECK-LABEL: @fill(
; CHECK: mul i64 %{{.*}}, 72340172838076673
; CHECK: store i64 %{{.*}}, align 8
; CHECK: ret void
define void @fill(ptr %to, i8 %value, i64 %n) {
  call void @llvm.memset.p0.i64(ptr align 8 %to, i8 %value, i64 %n, i1 false)
  ret void
}
; CHECK-LABEL: @wide(
; CHECK-NOT: udiv i128
; CHECK: ret i128
define i128 @wide(i128 %a, i128 %b) {
  %q = udiv i128 %a, %b
  ret i128 %q
}
; CHECK-LABEL: @wide_to_float(
; CHECK-NOT: itofp i128
; CHECK: uitofp i64
; CHECK: ret float
define float @wide_to_float(i128 %a) {
  %f = sitofp i128 %a to float
  ret float %f
}
; CHECK-LABEL: @double_to_wide(
; CHECK-NOT: llvm.fptoui.sat
; CHECK: ret i128
define i128 @double_to_wide(double %d) {
  %a = call i128 @llvm.fptoui.sat.i128.f64(double %d)
  ret i128 %a
}
