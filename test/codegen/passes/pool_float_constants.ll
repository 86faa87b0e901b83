; RUN: %ox-opt --passes=pool_float_constants -S %s | FileCheck %s
; RUN: %ox-opt -O0 --passes=pool_float_constants -S %s | FileCheck %s --check-prefix=UNTOUCHED
; Constants that fli, or lui and fmv, do not give are loaded from one table of the function, doubles first, once a block.
target triple = "riscv64-unknown-elf"
; CHECK: @constants.f = private unnamed_addr constant { double, float } { double 1.000000e-01, float 0x3FB99999A0000000 }, align 8
; CHECK-LABEL: define double @f(
; CHECK-DAG: %[[SINGLE:.*]] = load float, ptr getelementptr inbounds (i8, ptr @constants.f, i64 8), align 4, !invariant.load
; CHECK-DAG: %[[DOUBLE:.*]] = load double, ptr @constants.f, align 8, !invariant.load
; CHECK: fmul float %x, %[[SINGLE]]
; CHECK: fadd float %{{.*}}, 5.000000e-01
; CHECK: fadd float %{{.*}}, 2.100000e+01
; CHECK: store float 0x3FB99999A0000000
; CHECK: fmul double %{{.*}}, %[[DOUBLE]]
; CHECK: negative:
; CHECK-NEXT: %[[AGAIN:.*]] = load double, ptr @constants.f
; CHECK: phi double [ %first, %0 ], [ %[[AGAIN]], %negative ]
; UNTOUCHED-NOT: @constants
define double @f(float %x, ptr %p) {
  %a = fmul float %x, 0x3FB99999A0000000
  %b = fadd float %a, 0.5
  %c = fadd float %b, 21.0
  store float 0x3FB99999A0000000, ptr %p
  %wide = fpext float %c to double
  %first = fmul double %wide, 0.1
  %positive = fcmp ogt float %x, 0.0
  br i1 %positive, label %end, label %negative
negative:
  br label %end
end:
  %r = phi double [ %first, %0 ], [ 0.1, %negative ]
  ret double %r
}
