; RUN: %ox-opt --emit=elf %s -o %t && %oxdis %t | FileCheck %s
; mbarrier objects: arrivals release and waits acquire unless they are relaxed; expect_tx comes before its arrival.
target datalayout = "e-p6:32:32-i64:64-i128:128-i256:256-v16:16-v32:32-n16:32:64"
target triple = "nvptx64-nvidia-cuda"
declare void @llvm.nvvm.mbarrier.init.shared(ptr addrspace(3), i32)
declare void @llvm.nvvm.mbarrier.inval(ptr)
declare i64 @llvm.nvvm.mbarrier.arrive(ptr)
declare i64 @llvm.nvvm.mbarrier.arrive.noComplete(ptr, i32)
declare i64 @llvm.nvvm.mbarrier.arrive.drop(ptr)
declare i1 @llvm.nvvm.mbarrier.test.wait(ptr, i64)
declare i32 @llvm.nvvm.mbarrier.pending.count(i64)
declare i64 @llvm.nvvm.mbarrier.arrive.relaxed.scope.cluster.space.cta(ptr addrspace(3), i32)
declare i64 @llvm.nvvm.mbarrier.arrive.expect.tx.scope.cta.space.cta(ptr addrspace(3), i32)
declare void @llvm.nvvm.mbarrier.arrive.drop.expect.tx.scope.cluster.space.cluster(ptr addrspace(7), i32)
declare void @llvm.nvvm.mbarrier.complete.tx.scope.cta.space.cta(ptr addrspace(3), i32)
declare void @llvm.nvvm.mbarrier.expect.tx.scope.cluster.space.cluster(ptr addrspace(7), i32)
declare i1 @llvm.nvvm.mbarrier.test.wait.parity.relaxed.scope.cta.space.cta(ptr addrspace(3), i32)
declare i1 @llvm.nvvm.mbarrier.try.wait.scope.cluster.space.cta(ptr addrspace(3), i64)
declare i1 @llvm.nvvm.mbarrier.try.wait.parity.tl.scope.cta.space.cta(ptr addrspace(3), i32, i32)
declare void @llvm.nvvm.cp.async.mbarrier.arrive(ptr)
declare void @llvm.nvvm.cp.async.mbarrier.arrive.noinc.shared(ptr addrspace(3))

; CHECK-LABEL: older:
; CHECK: ox.mbar.init a{{[0-9]}}, (a
; CHECK: ox.mbar.arrive.rl
; CHECK: ox.mbar.arrive.rl
; CHECK: ox.mbar.drop.rl
; CHECK: ox.mbar.test.aq
; CHECK: ox.mbar.pending
; CHECK: ox.mbar.inval (a
define ptx_kernel void @older(ptr %p, ptr addrspace(3) %s, i32 %n) {
  call void @llvm.nvvm.mbarrier.init.shared(ptr addrspace(3) %s, i32 %n)
  %t1 = call i64 @llvm.nvvm.mbarrier.arrive(ptr %p)
  %t2 = call i64 @llvm.nvvm.mbarrier.arrive.noComplete(ptr %p, i32 %n)
  %t3 = call i64 @llvm.nvvm.mbarrier.arrive.drop(ptr %p)
  %d = call i1 @llvm.nvvm.mbarrier.test.wait(ptr %p, i64 %t1)
  %c = call i32 @llvm.nvvm.mbarrier.pending.count(i64 %t2)
  call void @llvm.nvvm.mbarrier.inval(ptr %p)
  %e = zext i1 %d to i32
  %f = add i32 %e, %c
  store i32 %f, ptr %p
  ret void
}

; CHECK-LABEL: scoped:
; CHECK: ox.mbar.arrive a
; CHECK: ox.mbar.expect a
; CHECK: ox.mbar.arrive.rl
; CHECK: ox.mbar.expect a
; CHECK: ox.mbar.drop.rl
; CHECK: ox.mbar.complete a
; CHECK: ox.mbar.expect a
; CHECK: ox.mbar.testp a
; CHECK: ox.mbar.try.aq
; CHECK: ox.mbar.tryp.aq
; CHECK: ox.mbar.arrive.rl
; CHECK-NOT: ox.mbar
; CHECK: ox.exit
define ptx_kernel void @scoped(ptr %p, ptr addrspace(3) %s, ptr addrspace(7) %c, i32 %n) {
  %t1 = call i64 @llvm.nvvm.mbarrier.arrive.relaxed.scope.cluster.space.cta(ptr addrspace(3) %s, i32 %n)
  %t2 = call i64 @llvm.nvvm.mbarrier.arrive.expect.tx.scope.cta.space.cta(ptr addrspace(3) %s, i32 %n)
  call void @llvm.nvvm.mbarrier.arrive.drop.expect.tx.scope.cluster.space.cluster(ptr addrspace(7) %c, i32 %n)
  call void @llvm.nvvm.mbarrier.complete.tx.scope.cta.space.cta(ptr addrspace(3) %s, i32 %n)
  call void @llvm.nvvm.mbarrier.expect.tx.scope.cluster.space.cluster(ptr addrspace(7) %c, i32 %n)
  %d1 = call i1 @llvm.nvvm.mbarrier.test.wait.parity.relaxed.scope.cta.space.cta(ptr addrspace(3) %s, i32 1)
  %d2 = call i1 @llvm.nvvm.mbarrier.try.wait.scope.cluster.space.cta(ptr addrspace(3) %s, i64 %t1)
  %d3 = call i1 @llvm.nvvm.mbarrier.try.wait.parity.tl.scope.cta.space.cta(ptr addrspace(3) %s, i32 0, i32 100)
  ; copies are done when they have been asked for: the arrival that is counted beforehand changes nothing
  call void @llvm.nvvm.cp.async.mbarrier.arrive(ptr %p)
  call void @llvm.nvvm.cp.async.mbarrier.arrive.noinc.shared(ptr addrspace(3) %s)
  %a = or i1 %d1, %d2
  %b = or i1 %a, %d3
  %e = zext i1 %b to i64
  %f = add i64 %e, %t2
  store i64 %f, ptr %p
  ret void
}
