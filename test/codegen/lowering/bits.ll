; RUN: %ox-opt --emit=elf %s -o %t && %oxdis %t | FileCheck %s
; Integer instructions beyond Zbb, from intrinsics and from builtins named after the instruction.
target datalayout = "e-p6:32:32-i64:64-i128:128-i256:256-v16:16-v32:32-n16:32:64"
target triple = "nvptx64-nvidia-cuda"
declare i32 @llvm.nvvm.prmt(i32, i32, i32)
declare i32 @llvm.nvvm.idp4a.s.u(i32, i32, i32)
declare i32 @llvm.nvvm.idp2a.u.u(i32, i32, i1, i32)
declare i32 @llvm.nvvm.sad.ui(i32, i32, i32)
declare i32 @llvm.bitreverse.i32(i32)
declare i64 @llvm.bitreverse.i64(i64)
declare i32 @llvm.fshl.i32(i32, i32, i32)
declare i32 @llvm.nvvm.fshr.clamp.i32(i32, i32, i32)
declare i64 @llvm.nvvm.mulhi.ull(i64, i64)
declare i32 @__ox_bfe_s_w(i32, i32, i32)
declare i32 @__ox_lop3(i32, i32, i32, i32)
; CHECK-LABEL: bits:
; CHECK-DAG: ox.prmt
; CHECK-DAG: ox.dp4a.su
; CHECK-DAG: ox.dp2a.hi.uu
; CHECK-DAG: ox.sad.u
; CHECK-DAG: ox.brev.w
; CHECK-DAG: ox.brev.d
; CHECK-DAG: ox.shf.l.wrap
; CHECK-DAG: ox.shf.r.clamp
; CHECK-DAG: mulhu
; CHECK-DAG: ox.bfe.s.w
; CHECK-DAG: ox.lop3 {{.*}}, 0x96
define ptx_kernel void @bits(ptr %p, i32 %a, i32 %b, i32 %c, i64 %l) {
  %1 = call i32 @llvm.nvvm.prmt(i32 %a, i32 %b, i32 %c)
  store volatile i32 %1, ptr %p
  %2 = call i32 @llvm.nvvm.idp4a.s.u(i32 %a, i32 %b, i32 %c)
  store volatile i32 %2, ptr %p
  %3 = call i32 @llvm.nvvm.idp2a.u.u(i32 %a, i32 %b, i1 true, i32 %c)
  store volatile i32 %3, ptr %p
  %4 = call i32 @llvm.nvvm.sad.ui(i32 %a, i32 %b, i32 %c)
  store volatile i32 %4, ptr %p
  %5 = call i32 @llvm.bitreverse.i32(i32 %a)
  store volatile i32 %5, ptr %p
  %6 = call i64 @llvm.bitreverse.i64(i64 %l)
  store volatile i64 %6, ptr %p
  %7 = call i32 @llvm.fshl.i32(i32 %a, i32 %b, i32 %c)
  store volatile i32 %7, ptr %p
  %8 = call i32 @llvm.nvvm.fshr.clamp.i32(i32 %a, i32 %b, i32 %c)
  store volatile i32 %8, ptr %p
  %9 = call i64 @llvm.nvvm.mulhi.ull(i64 %l, i64 %l)
  store volatile i64 %9, ptr %p
  %10 = call i32 @__ox_bfe_s_w(i32 %a, i32 %b, i32 %c)
  store volatile i32 %10, ptr %p
  %11 = call i32 @__ox_lop3(i32 %a, i32 %b, i32 %c, i32 150)
  store volatile i32 %11, ptr %p
  ret void
}
