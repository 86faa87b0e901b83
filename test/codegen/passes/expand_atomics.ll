; RUN: split-file %s %t
; RUN: %ox-opt --emit=elf %t/good.ll -o %t.elf && %oxdis %t.elf | FileCheck %s --implicit-check-not=lr. --implicit-check-not=sc.
; RUN: not %ox-opt --emit=elf %t/wide.ll -o %t.elf 2>&1 | FileCheck %s --check-prefix=WIDE
; Atomics are single instructions; never LR/SC, with which lanes of one warp would livelock.

;--- good.ll
target datalayout = "e-p6:32:32-i64:64-i128:128-i256:256-v16:16-v32:32-n16:32:64"
target triple = "nvptx64-nvidia-cuda"

; CHECK-LABEL: floats:
; CHECK: ox.amofadd.s
; CHECK: ox.amofadd.d
; CHECK: ox.amofadd.h
; CHECK: ox.amofadd.h2
; CHECK: ox.amofadd.bf2
; CHECK: ox.amofmin.s
; CHECK: ox.amofmax.d
define ptx_kernel void @floats(ptr %p, float %f, double %d, half %h, <2 x half> %h2, <2 x bfloat> %b2) {
  atomicrmw fadd ptr %p, float %f monotonic
  atomicrmw fadd ptr %p, double %d monotonic
  atomicrmw fadd ptr %p, half %h monotonic
  atomicrmw fadd ptr %p, <2 x half> %h2 monotonic
  atomicrmw fadd ptr %p, <2 x bfloat> %b2 monotonic
  atomicrmw fmin ptr %p, float %f monotonic
  atomicrmw fmax ptr %p, double %d monotonic
  ret void
}

; CHECK-LABEL: integers:
; CHECK: amoadd.w
; CHECK: amomaxu.d
; CHECK: amoswap.w
; CHECK: ox.amoinc.w
; CHECK: ox.amodec.w
; CHECK: amocas.w
; CHECK: amocas.h
; CHECK: amocas.w
; CHECK: amoadd.w
define ptx_kernel void @integers(ptr %p, i32 %i, i64 %l, ptr addrspace(3) %s) {
  atomicrmw add ptr %p, i32 %i monotonic
  atomicrmw umax ptr %p, i64 %l monotonic
  atomicrmw xchg ptr %p, i32 %i monotonic
  atomicrmw uinc_wrap ptr %p, i32 %i monotonic
  atomicrmw udec_wrap ptr %p, i32 %i monotonic
  %x = cmpxchg ptr %p, i32 %i, i32 1 monotonic monotonic
  %y = cmpxchg ptr %p, i16 1, i16 2 monotonic monotonic
  atomicrmw nand ptr %p, i32 %i monotonic
  atomicrmw add ptr addrspace(3) %s, i32 %i syncscope("block") monotonic
  ret void
}

; 128 bits are pairs of registers; what is not exchange or compare-and-swap loops.
; CHECK-LABEL: pairs:
; CHECK: amocas.q [[old:[ast][0-9]+]], {{.*}}, (a
; CHECK-NEXT: ox.amoswap.q {{.*}}, [[old]], (a
; CHECK: amocas.q {{.*}}, (a
; CHECK: ox.amoswap.q.rl {{.*}}, (a
; CHECK: sltu
; CHECK: amocas.q.aqrl {{.*}}, (a
; CHECK: bne
; CHECK: ox.exit
define ptx_kernel void @pairs(ptr %p, ptr %q, i128 %v, i128 %w) {
  %1 = cmpxchg ptr %p, i128 %v, i128 %w monotonic monotonic
  %old = extractvalue { i128, i1 } %1, 0
  %2 = atomicrmw xchg ptr %p, i128 %old monotonic
  store i128 %2, ptr %q
  %3 = load atomic i128, ptr %p monotonic, align 16
  %q1 = getelementptr i128, ptr %q, i64 1
  store i128 %3, ptr %q1
  store atomic i128 %v, ptr %p release, align 16
  %4 = atomicrmw add ptr %p, i128 %w seq_cst
  store i128 %4, ptr %q
  ret void
}

;--- wide.ll
target triple = "nvptx64-nvidia-cuda"
; WIDE: function k: uses an atomic operation on 128 bits that is not one of __int128; use that type, or a lock
define ptx_kernel void @k(ptr %p, <4 x float> %v) {
  atomicrmw fadd ptr %p, <4 x float> %v monotonic
  ret void
}
