; RUN: %ox-opt --emit=elf %s -o %t && %oxdis %t | FileCheck %s
; Special registers are CSRs or constants.  A clock is read each time; an index is read once.
target datalayout = "e-p6:32:32-i64:64-i128:128-i256:256-v16:16-v32:32-n16:32:64"
target triple = "nvptx64-nvidia-cuda"
declare i32 @llvm.nvvm.read.ptx.sreg.tid.x()
declare i32 @llvm.nvvm.read.ptx.sreg.laneid()
declare i32 @llvm.nvvm.read.ptx.sreg.nctaid.z()
declare i32 @llvm.nvvm.read.ptx.sreg.lanemask.lt()
declare i32 @llvm.nvvm.read.ptx.sreg.warpsize()
declare i64 @llvm.nvvm.read.ptx.sreg.clock64()
declare i64 @llvm.nvvm.read.ptx.sreg.globaltimer()

; CHECK-LABEL: indices:
; CHECK-COUNT-1: csrrs {{.*}}, tid_x, zero
; CHECK-NOT: tid_x
; CHECK: csrrs {{.*}}, laneid, zero
; CHECK: csrrs {{.*}}, nctaid_z, zero
; CHECK: csrrs {{.*}}, lanemask_lt, zero
define ptx_kernel void @indices(ptr %p) {
  %a = call i32 @llvm.nvvm.read.ptx.sreg.tid.x()
  store volatile i32 %a, ptr %p
  %b = call i32 @llvm.nvvm.read.ptx.sreg.tid.x()
  store volatile i32 %b, ptr %p
  %c = call i32 @llvm.nvvm.read.ptx.sreg.laneid()
  store volatile i32 %c, ptr %p
  %d = call i32 @llvm.nvvm.read.ptx.sreg.nctaid.z()
  store volatile i32 %d, ptr %p
  %e = call i32 @llvm.nvvm.read.ptx.sreg.lanemask.lt()
  store volatile i32 %e, ptr %p
  ret void
}
; CHECK-LABEL: clocks:
; CHECK: csrrs [[a:.*]], cycle, zero
; CHECK: csrrs [[b:.*]], cycle, zero
; CHECK-DAG: csrrs {{.*}}, time, zero
; CHECK-DAG: addi {{.*}}, zero, 32
define ptx_kernel void @clocks(ptr %p) {
  %a = call i64 @llvm.nvvm.read.ptx.sreg.clock64()
  %b = call i64 @llvm.nvvm.read.ptx.sreg.clock64()
  %d = sub i64 %b, %a
  store volatile i64 %d, ptr %p
  %t = call i64 @llvm.nvvm.read.ptx.sreg.globaltimer()
  store volatile i64 %t, ptr %p
  %w = call i32 @llvm.nvvm.read.ptx.sreg.warpsize()
  store volatile i32 %w, ptr %p
  ret void
}
