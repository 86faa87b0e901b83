; RUN: %ox-opt --emit=elf %s -o %t && %oxdis %t | FileCheck %s
; Functions compiled for -ftz=true use the flushing forms of single-precision instructions, others the plain ones.
target datalayout = "e-p6:32:32-i64:64-i128:128-i256:256-v16:16-v32:32-n16:32:64"
target triple = "nvptx64-nvidia-cuda"

; CHECK-LABEL: flushing:
; CHECK-DAG: fmadd.s.ftz
; CHECK-DAG: fdiv.s.ftz
; CHECK-DAG: fsqrt.s.ftz
; CHECK-DAG: fcvt.s.d.ftz
; CHECK-DAG: fadd.d {{.*}}, dyn
define ptx_kernel void @flushing(ptr %p, float %a, float %b, double %d) "denormal-fp-math-f32"="preserve-sign,preserve-sign" {
  %m = fmul contract float %a, %b
  %s = fadd contract float %m, %a
  %q = fdiv float %s, %b
  %r = call float @llvm.sqrt.f32(float %q)
  %n = fptrunc double %d to float
  %dd = fadd double %d, %d
  %pd = getelementptr double, ptr %p, i64 1
  %p2 = getelementptr float, ptr %p, i64 1
  store float %r, ptr %p
  store float %n, ptr %p2
  store double %dd, ptr %pd
  ret void
}
; CHECK-LABEL: plain:
; CHECK: fadd.s {{.*}}, dyn
define ptx_kernel void @plain(ptr %p, float %a, float %b) {
  %s = fadd float %a, %b
  store float %s, ptr %p
  ret void
}
declare float @llvm.sqrt.f32(float)
