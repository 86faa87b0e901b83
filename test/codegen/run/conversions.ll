; REQUIRES: simulator
; RUN: %ox-opt --emit=elf %s -o %t && %oxsim %t --param buf:64 --param f32:nan --param f32:3e10 --param f32:2.5 --param f64:-1.5 --dump 0:i32 | FileCheck %s
; PTX ISA, cvt: NaN becomes 0, the range saturates; rounding as the modifier says.
target datalayout = "e-p6:32:32-i64:64-i128:128-i256:256-v16:16-v32:32-n16:32:64"
target triple = "nvptx64-nvidia-cuda"
declare i32 @llvm.nvvm.f2i.rn(float)
declare i32 @llvm.nvvm.f2i.rp(float)
declare i32 @llvm.nvvm.d2i.rm(double)
declare i32 @llvm.nvvm.d2ui.rn(double)
; (int)NaN, (int)3e10, (unsigned)-1.5 ; rn(2.5), rp(2.5), rm(-1.5), rn(NaN), unsigned rn(-1.5)
; CHECK: [0] 0 2147483647 0 2 3 -2 0 0
define ptx_kernel void @k(ptr %p, float %nan, float %big, float %half, double %neg) {
  %a = fptosi float %nan to i32
  store i32 %a, ptr %p
  %p1 = getelementptr i32, ptr %p, i64 1
  %b = fptosi float %big to i32
  store i32 %b, ptr %p1
  %p2 = getelementptr i32, ptr %p, i64 2
  %c = fptoui double %neg to i32
  store i32 %c, ptr %p2
  %p3 = getelementptr i32, ptr %p, i64 3
  %d = call i32 @llvm.nvvm.f2i.rn(float %half)
  store i32 %d, ptr %p3
  %p4 = getelementptr i32, ptr %p, i64 4
  %e = call i32 @llvm.nvvm.f2i.rp(float %half)
  store i32 %e, ptr %p4
  %p5 = getelementptr i32, ptr %p, i64 5
  %f = call i32 @llvm.nvvm.d2i.rm(double %neg)
  store i32 %f, ptr %p5
  %p6 = getelementptr i32, ptr %p, i64 6
  %g = call i32 @llvm.nvvm.f2i.rn(float %nan)
  store i32 %g, ptr %p6
  %p7 = getelementptr i32, ptr %p, i64 7
  %h = call i32 @llvm.nvvm.d2ui.rn(double %neg)
  store i32 %h, ptr %p7
  ret void
}
