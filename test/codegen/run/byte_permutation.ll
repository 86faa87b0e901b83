; REQUIRES: simulator
; RUN: %ox-opt --emit=elf %s -o %t && %oxsim %t --param buf:32 --param u32:0x33221100 --param u32:0x77665544 --param u32:1 --dump 0:hex | FileCheck %s
; PTX ISA, prmt: modes with n = 1 on bytes 7..0 = 77 66 55 44 33 22 11 00.
target datalayout = "e-p6:32:32-i64:64-i128:128-i256:256-v16:16-v32:32-n16:32:64"
target triple = "nvptx64-nvidia-cuda"
declare i32 @llvm.nvvm.prmt(i32, i32, i32)
declare i32 @llvm.nvvm.prmt.f4e(i32, i32, i32)
declare i32 @llvm.nvvm.prmt.b4e(i32, i32, i32)
declare i32 @llvm.nvvm.prmt.rc8(i32, i32)
declare i32 @llvm.nvvm.prmt.ecl(i32, i32)
declare i32 @llvm.nvvm.prmt.ecr(i32, i32)
declare i32 @llvm.nvvm.prmt.rc16(i32, i32)
; f4e 4321, b4e 6701, rc8 1111, ecl 3211, ecr 1110, rc16 3232, default with selector 0x0001 is bytes 0 0 0 1
; CHECK: [0] 44332211 66770011 11111111 33221111 11111100 33223322 00000011
define ptx_kernel void @k(ptr %p, i32 %a, i32 %b, i32 %n) {
  %1 = call i32 @llvm.nvvm.prmt.f4e(i32 %a, i32 %b, i32 %n)
  store i32 %1, ptr %p
  %2 = call i32 @llvm.nvvm.prmt.b4e(i32 %a, i32 %b, i32 %n)
  %p1 = getelementptr i32, ptr %p, i64 1
  store i32 %2, ptr %p1
  %3 = call i32 @llvm.nvvm.prmt.rc8(i32 %a, i32 %n)
  %p2 = getelementptr i32, ptr %p, i64 2
  store i32 %3, ptr %p2
  %4 = call i32 @llvm.nvvm.prmt.ecl(i32 %a, i32 %n)
  %p3 = getelementptr i32, ptr %p, i64 3
  store i32 %4, ptr %p3
  %5 = call i32 @llvm.nvvm.prmt.ecr(i32 %a, i32 %n)
  %p4 = getelementptr i32, ptr %p, i64 4
  store i32 %5, ptr %p4
  %6 = call i32 @llvm.nvvm.prmt.rc16(i32 %a, i32 %n)
  %p5 = getelementptr i32, ptr %p, i64 5
  store i32 %6, ptr %p5
  %7 = call i32 @llvm.nvvm.prmt(i32 %a, i32 %b, i32 %n)
  %p6 = getelementptr i32, ptr %p, i64 6
  store i32 %7, ptr %p6
  ret void
}
