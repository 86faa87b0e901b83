; RUN: %ox-opt --emit=elf %s -o %t && %oxdis %t | FileCheck %s
; From LLVM's orderings to fences and to aq and rl, as docs/memory-model.md has them.  Scopes make no difference.
target datalayout = "e-p6:32:32-i64:64-i128:128-i256:256-v16:16-v32:32-n16:32:64"
target triple = "nvptx64-nvidia-cuda"
declare void @llvm.nvvm.membar.cta()
declare void @llvm.nvvm.membar.gl()
declare void @llvm.nvvm.membar.sys()

; CHECK-LABEL: loads:
; CHECK-NOT: fence
; CHECK: lw {{.*}}, 4(
; CHECK-NEXT: lw {{.*}}, 8(
; CHECK-NEXT: fence r, rw
; CHECK-NEXT: fence rw, rw
; CHECK-NEXT: lw {{.*}}, 12(
; CHECK-NEXT: fence r, rw
define ptx_kernel void @loads(ptr %p) {
  %p4 = getelementptr i8, ptr %p, i64 4
  %p8 = getelementptr i8, ptr %p, i64 8
  %p12 = getelementptr i8, ptr %p, i64 12
  %a = load atomic volatile i32, ptr %p4 syncscope("device") monotonic, align 4
  %b = load atomic volatile i32, ptr %p8 syncscope("block") acquire, align 4
  %c = load atomic volatile i32, ptr %p12 seq_cst, align 4
  ret void
}

; CHECK-LABEL: stores:
; CHECK-NOT: fence
; CHECK: sw {{.*}}, 4(
; CHECK-NEXT: fence rw, w
; CHECK-NEXT: sw {{.*}}, 8(
; CHECK-NEXT: fence rw, w
; CHECK-NEXT: sw {{.*}}, 12(
; CHECK-NEXT: fence rw, rw
define ptx_kernel void @stores(ptr %p, i32 %v) {
  %p4 = getelementptr i8, ptr %p, i64 4
  %p8 = getelementptr i8, ptr %p, i64 8
  %p12 = getelementptr i8, ptr %p, i64 12
  store atomic volatile i32 %v, ptr %p4 syncscope("device") monotonic, align 4
  store atomic volatile i32 %v, ptr %p8 syncscope("block") release, align 4
  store atomic volatile i32 %v, ptr %p12 seq_cst, align 4
  ret void
}

; volatile is relaxed: no fence, and every access is made, in order, whole.
; CHECK-LABEL: volatiles:
; CHECK-NOT: fence
; CHECK: ld [[A:.*]], 8(
; CHECK-NEXT: ld {{.*}}, 8(
; CHECK: sd
; CHECK-NEXT: sd
define ptx_kernel void @volatiles(ptr %p) {
  %p8 = getelementptr i8, ptr %p, i64 8
  %a = load volatile i64, ptr %p8, align 8
  %b = load volatile i64, ptr %p8, align 8
  store volatile i64 %a, ptr %p, align 8
  store volatile i64 %a, ptr %p, align 8
  ret void
}

; CHECK-LABEL: fences:
; CHECK: fence r, rw
; CHECK: fence rw, w
; CHECK: fence.tso
; CHECK: fence rw, rw
define ptx_kernel void @fences(ptr %p) {
  store volatile i32 1, ptr %p, align 4
  fence syncscope("device") acquire
  store volatile i32 2, ptr %p, align 4
  fence syncscope("device") release
  store volatile i32 3, ptr %p, align 4
  fence syncscope("device") acq_rel
  store volatile i32 4, ptr %p, align 4
  fence syncscope("device") seq_cst
  store volatile i32 5, ptr %p, align 4
  ret void
}

; membar is fence.sc (PTX ISA, membar): __threadfence of each level.
; CHECK-LABEL: membars:
; CHECK: fence rw, rw
; CHECK: fence rw, rw
; CHECK: fence rw, rw
define ptx_kernel void @membars(ptr %p) {
  store volatile i32 1, ptr %p, align 4
  call void @llvm.nvvm.membar.cta()
  store volatile i32 2, ptr %p, align 4
  call void @llvm.nvvm.membar.gl()
  store volatile i32 3, ptr %p, align 4
  call void @llvm.nvvm.membar.sys()
  store volatile i32 4, ptr %p, align 4
  ret void
}

; CHECK-LABEL: atomics:
; CHECK: amoadd.w {{.*}}
; CHECK: amoadd.w.aq {{.*}}
; CHECK: amoswap.w.rl {{.*}}
; CHECK: amoor.d.aqrl {{.*}}
; CHECK: amomax.w.aqrl {{.*}}
; CHECK: amocas.w.aqrl {{.*}}
; CHECK: ox.amofadd.s.aqrl {{.*}}
; CHECK: ox.amoinc.w.aq {{.*}}
define ptx_kernel void @atomics(ptr %p, i32 %v, i64 %w, float %f) {
  %a = atomicrmw add ptr %p, i32 %v syncscope("device") monotonic
  %b = atomicrmw add ptr %p, i32 %a syncscope("device") acquire
  %c = atomicrmw xchg ptr %p, i32 %b release
  %d = atomicrmw or ptr %p, i64 %w acq_rel
  %e = atomicrmw max ptr %p, i32 %c seq_cst
  %g = cmpxchg ptr %p, i32 %e, i32 7 seq_cst seq_cst
  %h = atomicrmw fadd ptr %p, float %f seq_cst
  %i = atomicrmw uinc_wrap ptr %p, i32 %v acquire
  ret void
}
