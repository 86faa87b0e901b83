; RUN: %ox-opt --emit=elf %s -o %t && %oxdis %t | FileCheck %s
; The warp engine's instructions, with their operands as docs/isa.md has them.
target datalayout = "e-p6:32:32-i64:64-i128:128-i256:256-v16:16-v32:32-n16:32:64"
target triple = "nvptx64-nvidia-cuda"
declare i32 @llvm.nvvm.shfl.sync.down.i32(i32, i32, i32, i32)
declare {float, i1} @llvm.nvvm.shfl.sync.bfly.f32p(i32, float, i32, i32)
declare i32 @llvm.nvvm.vote.ballot.sync(i32, i1)
declare i1 @llvm.nvvm.vote.any.sync(i32, i1)
declare i32 @llvm.nvvm.match.any.sync.i64(i32, i64)
declare {i32, i1} @llvm.nvvm.match.all.sync.i32p(i32, i32)
declare i32 @llvm.nvvm.redux.sync.umax(i32, i32)
declare i32 @llvm.nvvm.activemask()
declare {i32, i1} @llvm.nvvm.elect.sync(i32)
declare void @llvm.nvvm.bar.warp.sync(i32)

; rs3 of a shuffle is (c << 32) | mask: 31 and all lanes make 2^37 - 1.
; CHECK-LABEL: shuffles:
; CHECK: addi [[ones:.*]], zero, -1
; CHECK: srli [[c:.*]], [[ones]], 27
; CHECK: ox.shfl.down {{.*}}, {{.*}}, {{.*}}, [[c]]
; CHECK: ox.shfl.bfly
define ptx_kernel void @shuffles(ptr %p, i32 %v, float %f) {
  %a = call i32 @llvm.nvvm.shfl.sync.down.i32(i32 -1, i32 %v, i32 16, i32 31)
  store volatile i32 %a, ptr %p
  %b = call {float, i1} @llvm.nvvm.shfl.sync.bfly.f32p(i32 -1, float %f, i32 1, i32 31)
  %b0 = extractvalue {float, i1} %b, 0
  %b1 = extractvalue {float, i1} %b, 1
  store volatile float %b0, ptr %p
  store volatile i1 %b1, ptr %p
  ret void
}
; CHECK-LABEL: votes:
; CHECK: ox.ballot
; CHECK: ox.vote.any
; CHECK: ox.match.any.d
; CHECK: ox.match.all.w
; CHECK: ox.redux.maxu
; CHECK: ox.activemask
; CHECK: ox.elect
; CHECK: ox.syncwarp
define ptx_kernel void @votes(ptr %p, i32 %v, i64 %w) {
  %c = icmp sgt i32 %v, 3
  %a = call i32 @llvm.nvvm.vote.ballot.sync(i32 -1, i1 %c)
  store volatile i32 %a, ptr %p
  %b = call i1 @llvm.nvvm.vote.any.sync(i32 %a, i1 %c)
  store volatile i1 %b, ptr %p
  %d = call i32 @llvm.nvvm.match.any.sync.i64(i32 -1, i64 %w)
  store volatile i32 %d, ptr %p
  %e = call {i32, i1} @llvm.nvvm.match.all.sync.i32p(i32 -1, i32 %v)
  %e1 = extractvalue {i32, i1} %e, 1
  store volatile i1 %e1, ptr %p
  %f = call i32 @llvm.nvvm.redux.sync.umax(i32 %v, i32 -1)
  store volatile i32 %f, ptr %p
  %g = call i32 @llvm.nvvm.activemask()
  store volatile i32 %g, ptr %p
  %h = call {i32, i1} @llvm.nvvm.elect.sync(i32 %g)
  %h0 = extractvalue {i32, i1} %h, 0
  store volatile i32 %h0, ptr %p
  call void @llvm.nvvm.bar.warp.sync(i32 %g)
  ret void
}
