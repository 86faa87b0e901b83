; REQUIRES: simulator
; RUN: %ox-opt --emit=elf %s -o %t && %oxsim %t --kernel bytes --param buf:24 --param f32:1.0 --param f32:-2.0 --param f32:448.0 --dump 0:hex | FileCheck %s --check-prefix=BYTES
; RUN: %oxsim %t --kernel tf32 --param buf:28 --param u32:0x3f801000 --param u32:0x7f812345 --param u32:0xff800000 --dump 0:hex | FileCheck %s --check-prefix=TF32
; RUN: %oxsim %t --kernel halves --param buf:20 --param f32:1e6 --param f32:-3.0 --param u32:0x00010200 --param u32:0x3c003c00 --dump 0:hex | FileCheck %s --check-prefix=HALVES
; RUN: %oxsim %t --kernel brains --param buf:12 --param u32:0x43104310 --param u32:0x43684368 --param u32:0x35803580 --dump 0:hex | FileCheck %s --check-prefix=BRAINS
; Conversions to and from 8-bit formats and tf32, saturating ones, bfloat16 fused multiply-add, and flushing halves.
target datalayout = "e-p6:32:32-i64:64-i128:128-i256:256-v16:16-v32:32-n16:32:64"
target triple = "nvptx64-nvidia-cuda"
declare i16 @llvm.nvvm.ff.to.e4m3x2.rn(float, float)
declare i16 @llvm.nvvm.ff.to.e4m3x2.rn.relu(float, float)
declare i16 @llvm.nvvm.ff.to.e5m2x2.rn(float, float)
declare i16 @llvm.nvvm.f16x2.to.e4m3x2.rn(<2 x half>)
declare <2 x half> @llvm.nvvm.e4m3x2.to.f16x2.rn(i16)
declare <2 x half> @llvm.nvvm.e5m2x2.to.f16x2.rn(i16)
declare i32 @llvm.nvvm.f2tf32.rna(float)
declare i32 @llvm.nvvm.f2tf32.rn(float)
declare i32 @llvm.nvvm.f2tf32.rz.relu(float)
declare half @llvm.nvvm.f2f16.rn.satfinite(float)
declare bfloat @llvm.nvvm.f2bf16.rn.relu.satfinite(float)
declare <2 x half> @llvm.nvvm.fma.rn.ftz.f16x2(<2 x half>, <2 x half>, <2 x half>)
declare <2 x half> @llvm.nvvm.fmax.ftz.f16x2(<2 x half>, <2 x half>)
declare half @llvm.nvvm.fmin.ftz.nan.f16(half, half)
declare bfloat @llvm.nvvm.fma.rn.bf16(bfloat, bfloat, bfloat)
declare <2 x bfloat> @llvm.nvvm.fma.rn.relu.bf16x2(<2 x bfloat>, <2 x bfloat>, <2 x bfloat>)
declare bfloat @llvm.fma.bf16(bfloat, bfloat, bfloat)

; e4m3: 1 is 38, -2 is c0, 448 (the largest) is 7e; e5m2: 1 is 3c, 448 is 5f
; BYTES: [0] 000038c0 00003800 00003c5f 00007e38 5f003c00 5f003c00
define ptx_kernel void @bytes(ptr %p, float %one, float %minus, float %large) {
  %a = call i16 @llvm.nvvm.ff.to.e4m3x2.rn(float %one, float %minus)
  %b = call i16 @llvm.nvvm.ff.to.e4m3x2.rn.relu(float %one, float %minus)
  %c = call i16 @llvm.nvvm.ff.to.e5m2x2.rn(float %one, float %large)
  %h0 = fptrunc float %one to half
  %h1 = fptrunc float %large to half
  %h = insertelement <2 x half> poison, half %h0, i64 0
  %hh = insertelement <2 x half> %h, half %h1, i64 1
  %d = call i16 @llvm.nvvm.f16x2.to.e4m3x2.rn(<2 x half> %hh)
  %e = call <2 x half> @llvm.nvvm.e4m3x2.to.f16x2.rn(i16 %d)
  %swapped = call i16 @llvm.bswap.i16(i16 %c)
  %f = call <2 x half> @llvm.nvvm.e5m2x2.to.f16x2.rn(i16 %swapped)
  %az = zext i16 %a to i32
  %bz = zext i16 %b to i32
  %cz = zext i16 %c to i32
  %dz = zext i16 %d to i32
  store i32 %az, ptr %p
  %p1 = getelementptr i32, ptr %p, i64 1
  store i32 %bz, ptr %p1
  %p2 = getelementptr i32, ptr %p, i64 2
  store i32 %cz, ptr %p2
  %p3 = getelementptr i32, ptr %p, i64 3
  store i32 %dz, ptr %p3
  %p4 = getelementptr i32, ptr %p, i64 4
  store <2 x half> %e, ptr %p4
  %p5 = getelementptr i32, ptr %p, i64 5
  store <2 x half> %f, ptr %p5
  ret void
}

; 1 + 2^-11 is halfway between two numbers of 10 bits of fraction
; TF32: [0] 3f802000 3f800000 3f800000 7fffffff ff800000 00000000 7fffffff
define ptx_kernel void @tf32(ptr %p, float %tie, float %nan, float %infinity) {
  %a = call i32 @llvm.nvvm.f2tf32.rna(float %tie)
  %b = call i32 @llvm.nvvm.f2tf32.rn(float %tie)
  %c = call i32 @llvm.nvvm.f2tf32.rz.relu(float %tie)
  %d = call i32 @llvm.nvvm.f2tf32.rna(float %nan)
  %e = call i32 @llvm.nvvm.f2tf32.rna(float %infinity)
  %f = call i32 @llvm.nvvm.f2tf32.rz.relu(float %infinity)
  %g = call i32 @llvm.nvvm.f2tf32.rz.relu(float %nan)
  store i32 %a, ptr %p
  %p1 = getelementptr i32, ptr %p, i64 1
  store i32 %b, ptr %p1
  %p2 = getelementptr i32, ptr %p, i64 2
  store i32 %c, ptr %p2
  %p3 = getelementptr i32, ptr %p, i64 3
  store i32 %d, ptr %p3
  %p4 = getelementptr i32, ptr %p, i64 4
  store i32 %e, ptr %p4
  %p5 = getelementptr i32, ptr %p, i64 5
  store i32 %f, ptr %p5
  %p6 = getelementptr i32, ptr %p, i64 6
  store i32 %g, ptr %p6
  ret void
}

; 1e6 saturates to 65504; relu of -3 is 0; subnormal halves 0x0200 and 0x0001: times 1 they flush to 0, their maximum
; with -1 ... is 0, and the minimum of one of them with 1 is 0
; HALVES: [0] 00007bff 00000000 00000000 00000000 00000000
define ptx_kernel void @halves(ptr %p, float %large, float %negative, i32 %tiny, i32 %ones) {
  %a = call half @llvm.nvvm.f2f16.rn.satfinite(float %large)
  %b = call bfloat @llvm.nvvm.f2bf16.rn.relu.satfinite(float %negative)
  %t = bitcast i32 %tiny to <2 x half>
  %o = bitcast i32 %ones to <2 x half>
  %c = call <2 x half> @llvm.nvvm.fma.rn.ftz.f16x2(<2 x half> %t, <2 x half> %o, <2 x half> zeroinitializer)
  %m = fneg <2 x half> %o
  %d = call <2 x half> @llvm.nvvm.fmax.ftz.f16x2(<2 x half> %t, <2 x half> %m)
  %t0 = extractelement <2 x half> %t, i64 0
  %o0 = extractelement <2 x half> %o, i64 0
  %e = call half @llvm.nvvm.fmin.ftz.nan.f16(half %t0, half %o0)
  %ab = bitcast half %a to i16
  %bb = bitcast bfloat %b to i16
  %eb = bitcast half %e to i16
  %az = zext i16 %ab to i32
  %bz = zext i16 %bb to i32
  %ez = zext i16 %eb to i32
  store i32 %az, ptr %p
  %p1 = getelementptr i32, ptr %p, i64 1
  store i32 %bz, ptr %p1
  %p2 = getelementptr i32, ptr %p, i64 2
  store <2 x half> %c, ptr %p2
  %p3 = getelementptr i32, ptr %p, i64 3
  store <2 x half> %d, ptr %p3
  %p4 = getelementptr i32, ptr %p, i64 4
  store i32 %ez, ptr %p4
  ret void
}

; 144 * 232 + 2^-20 lies just above the middle between 33280 and 33536.  Single precision loses the 2^-20, and rounding its
; result to bfloat16 would give the even 33280 (4702).
; BRAINS: [0] 00004703 00004703 47034703
define ptx_kernel void @brains(ptr %p, i32 %a, i32 %b, i32 %c) {
  %va = bitcast i32 %a to <2 x bfloat>
  %vb = bitcast i32 %b to <2 x bfloat>
  %vc = bitcast i32 %c to <2 x bfloat>
  %a0 = extractelement <2 x bfloat> %va, i64 0
  %b0 = extractelement <2 x bfloat> %vb, i64 0
  %c0 = extractelement <2 x bfloat> %vc, i64 0
  %f = call bfloat @llvm.nvvm.fma.rn.bf16(bfloat %a0, bfloat %b0, bfloat %c0)
  %g = call bfloat @llvm.fma.bf16(bfloat %a0, bfloat %b0, bfloat %c0)
  %h = call <2 x bfloat> @llvm.nvvm.fma.rn.relu.bf16x2(<2 x bfloat> %va, <2 x bfloat> %vb, <2 x bfloat> %vc)
  %fb = bitcast bfloat %f to i16
  %gb = bitcast bfloat %g to i16
  %fz = zext i16 %fb to i32
  %gz = zext i16 %gb to i32
  store i32 %fz, ptr %p
  %p1 = getelementptr i32, ptr %p, i64 1
  store i32 %gz, ptr %p1
  %p2 = getelementptr i32, ptr %p, i64 2
  store <2 x bfloat> %h, ptr %p2
  ret void
}
