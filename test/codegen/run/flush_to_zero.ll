; REQUIRES: simulator
; RUN: %ox-opt --emit=elf %s -o %t && %oxsim %t --kernel flush --param buf:32 --param u32:0x00400000 --param u32:0x3f800000 --dump 0:hex | FileCheck %s
; RUN: %oxsim %t --kernel keep --param buf:32 --param u32:0x00400000 --param u32:0x3f800000 --dump 0:hex | FileCheck %s --check-prefix=KEEP
; PTX .ftz: a subnormal operand counts as zero of its sign, a subnormal result becomes one; comparisons flush too.
; 0x00400000 is 2^-127, a subnormal.
target datalayout = "e-p6:32:32-i64:64-i128:128-i256:256-v16:16-v32:32-n16:32:64"
target triple = "nvptx64-nvidia-cuda"
declare float @llvm.nvvm.add.rm.ftz.f(float, float)
declare half @llvm.nvvm.fma.rn.ftz.f16(half, half, half)
; subnormal * 1, -subnormal + 0, rounding down -subnormal + -0, subnormal > 0, half 2^-20 * 1 + 0
; CHECK: [0] 00000000 80000000 80000000 00000000 00000000
define ptx_kernel void @flush(ptr %p, i32 %a, i32 %b) "denormal-fp-math-f32"="preserve-sign,preserve-sign" {
  %s = bitcast i32 %a to float
  %one = bitcast i32 %b to float
  %product = fmul float %s, %one
  store float %product, ptr %p
  %minus = fneg float %s
  %sum = fadd float %minus, -0.0
  %p1 = getelementptr float, ptr %p, i64 1
  store float %sum, ptr %p1
  %down = call float @llvm.nvvm.add.rm.ftz.f(float %minus, float -0.0)
  %p2 = getelementptr float, ptr %p, i64 2
  store float %down, ptr %p2
  %greater = fcmp ogt float %s, 0.0
  %g = zext i1 %greater to i32
  %p3 = getelementptr float, ptr %p, i64 3
  store i32 %g, ptr %p3
  %tiny = fptrunc float %one to half
  %scaled = fmul half %tiny, 0xH0010
  %h = call half @llvm.nvvm.fma.rn.ftz.f16(half %scaled, half 1.0, half 0.0)
  %p4 = getelementptr float, ptr %p, i64 4
  store half %h, ptr %p4
  ret void
}
; KEEP: [0] 00400000 00000001
define ptx_kernel void @keep(ptr %p, i32 %a, i32 %b) {
  %s = bitcast i32 %a to float
  %one = bitcast i32 %b to float
  %product = fmul float %s, %one
  store float %product, ptr %p
  %greater = fcmp ogt float %s, 0.0
  %g = zext i1 %greater to i32
  %p1 = getelementptr float, ptr %p, i64 1
  store i32 %g, ptr %p1
  ret void
}
