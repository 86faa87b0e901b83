; RUN: %ox-opt --emit=elf %s -o %t && %oxdis %t | FileCheck %s
; PTX's roundings are static rounding modes; .ftz forms are modes 5 and 6.
target datalayout = "e-p6:32:32-i64:64-i128:128-i256:256-v16:16-v32:32-n16:32:64"
target triple = "nvptx64-nvidia-cuda"
declare float @llvm.nvvm.add.rz.f(float, float)
declare double @llvm.nvvm.mul.rm.d(double, double)
declare float @llvm.nvvm.fma.rp.f(float, float, float)
declare float @llvm.nvvm.add.rz.ftz.f(float, float)
declare float @llvm.nvvm.rcp.rn.f(float)
declare float @llvm.nvvm.sqrt.rz.f(float)
declare float @llvm.nvvm.rsqrt.approx.ftz.f(float)
declare float @llvm.nvvm.sin.approx.f(float)
declare float @llvm.nvvm.ex2.approx.f32(float)
declare double @llvm.nvvm.rcp.approx.ftz.d(double)
declare float @llvm.nvvm.fmin.nan.f(float, float)
declare float @llvm.nvvm.saturate.f(float)
; CHECK-LABEL: rounded:
; CHECK-DAG: fadd.s {{.*}}, rtz
; CHECK-DAG: fmul.d {{.*}}, rdn
; CHECK-DAG: fmadd.s {{.*}}, rup
; CHECK-DAG: fadd.s.{{.*}}ftz
; CHECK-DAG: fdiv.s {{.*}}, dyn
; CHECK-DAG: fsqrt.s {{.*}}, rtz
define ptx_kernel void @rounded(ptr %p, float %f, double %d) {
  %a = call float @llvm.nvvm.add.rz.f(float %f, float 3.0)
  store volatile float %a, ptr %p
  %b = call double @llvm.nvvm.mul.rm.d(double %d, double %d)
  store volatile double %b, ptr %p
  %c = call float @llvm.nvvm.fma.rp.f(float %f, float %f, float %a)
  store volatile float %c, ptr %p
  %e = call float @llvm.nvvm.add.rz.ftz.f(float %f, float %f)
  store volatile float %e, ptr %p
  %g = call float @llvm.nvvm.rcp.rn.f(float %f)
  store volatile float %g, ptr %p
  %h = call float @llvm.nvvm.sqrt.rz.f(float %f)
  store volatile float %h, ptr %p
  ret void
}
; CHECK-LABEL: approximate:
; CHECK-DAG: ox.rsqrt.s.ftz
; CHECK-DAG: ox.sin.s
; CHECK-DAG: ox.ex2.s
; CHECK-DAG: ox.rcp.d
; CHECK-DAG: fminm.s
; CHECK-DAG: fmax.s
; CHECK-DAG: fmin.s
define ptx_kernel void @approximate(ptr %p, float %f, double %d) {
  %a = call float @llvm.nvvm.rsqrt.approx.ftz.f(float %f)
  store volatile float %a, ptr %p
  %b = call float @llvm.nvvm.sin.approx.f(float %f)
  store volatile float %b, ptr %p
  %c = call float @llvm.nvvm.ex2.approx.f32(float %f)
  store volatile float %c, ptr %p
  %e = call double @llvm.nvvm.rcp.approx.ftz.d(double %d)
  store volatile double %e, ptr %p
  %g = call float @llvm.nvvm.fmin.nan.f(float %f, float %a)
  store volatile float %g, ptr %p
  %h = call float @llvm.nvvm.saturate.f(float %f)
  store volatile float %h, ptr %p
  ret void
}
