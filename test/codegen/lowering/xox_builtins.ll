; RUN: %ox-opt --emit=elf %s -o %t && %oxdis %t | FileCheck %s
; Instructions by their own names: operands in the order of the syntax, without a result where there is none, 128 bits
; in pairs of registers.
target datalayout = "e-p6:32:32-i64:64-i128:128-i256:256-v16:16-v32:32-n16:32:64"
target triple = "nvptx64-nvidia-cuda"
declare i128 @__ox_amoswap_q(i128, ptr)
declare void @__ox_mbar_init(i32, ptr)
declare void @__ox_mbar_inval(ptr)
declare i64 @__ox_mbar_arrive(i32, ptr)
declare void @__ox_mbar_expect(i32, ptr)
declare i1 @__ox_mbar_tryp(i32, ptr)
declare i32 @__ox_mbar_pending(i64)
declare i32 @__ox_simd4_sad_u(i32, i32, i32)
declare i32 @__ox_simd2_abssat(i32)
declare i32 @__ox_fns(i32, i32, i32)
declare half @__ox_flush_h(half)
; CHECK-LABEL: k:
; CHECK: ox.mbar.init {{[a-z0-9]+}}, ({{[a-z0-9]+}})
; CHECK: ox.mbar.expect {{[a-z0-9]+}}, ({{[a-z0-9]+}})
; CHECK: ox.mbar.arrive {{[a-z0-9]+}}, {{[a-z0-9]+}}, ({{[a-z0-9]+}})
; CHECK: ox.mbar.tryp {{[a-z0-9]+}}, zero, ({{[a-z0-9]+}})
; CHECK: ox.mbar.inval ({{[a-z0-9]+}})
; CHECK: ox.amoswap.q {{[a-z0-9]+}}, {{[a-z0-9]+}}, ({{[a-z0-9]+}})
define ptx_kernel void @k(ptr %p, i32 %a, i32 %b, i128 %v) {
  call void @__ox_mbar_init(i32 %a, ptr %p)
  call void @__ox_mbar_expect(i32 %b, ptr %p)
  %token = call i64 @__ox_mbar_arrive(i32 1, ptr %p)
  %pending = call i32 @__ox_mbar_pending(i64 %token)
  %done = call i1 @__ox_mbar_tryp(i32 0, ptr %p)
  call void @__ox_mbar_inval(ptr %p)
  %old = call i128 @__ox_amoswap_q(i128 %v, ptr %p)
  store volatile i128 %old, ptr %p
  store volatile i1 %done, ptr %p
  store volatile i32 %pending, ptr %p
  ret void
}
; CHECK-LABEL: computes:
; CHECK-DAG: ox.simd4.sad.u
; CHECK-DAG: ox.simd2.abssat
; CHECK-DAG: ox.fns
; CHECK-DAG: ox.flush.h
define ptx_kernel void @computes(ptr %p, i32 %a, i32 %b, half %h) {
  %sad = call i32 @__ox_simd4_sad_u(i32 %a, i32 %b, i32 %b)
  store volatile i32 %sad, ptr %p
  %abs = call i32 @__ox_simd2_abssat(i32 %a)
  store volatile i32 %abs, ptr %p
  %nth = call i32 @__ox_fns(i32 %a, i32 %b, i32 1)
  store volatile i32 %nth, ptr %p
  %flushed = call half @__ox_flush_h(half %h)
  store volatile half %flushed, ptr %p
  ret void
}
