; REQUIRES: simulator
; RUN: %ox-opt --emit=elf %s -o %t
; RUN: %oxdis %t | FileCheck %s --check-prefix=CODE
; RUN: %oxsim %t --kernel singles --block 8 --param buf:64 --dump 0:f32 | FileCheck %s
; RUN: %oxsim %t --kernel doubles --block 4 --param buf:64 --param f64:nan --dump 0:f64 | FileCheck %s --check-prefix=DOUBLE
; Lanes choose without a branch; comparisons that RISC-V lacks choose the other way round.
target datalayout = "e-p6:32:32-i64:64-i128:128-i256:256-v16:16-v32:32-n16:32:64"
target triple = "nvptx64-nvidia-cuda"
declare i32 @llvm.nvvm.read.ptx.sreg.tid.x()
; CODE-LABEL: singles:
; CODE-NOT: b{{eq|ne|lt|ge}}
; CODE: ox.fsel
; CODE-NOT: b{{eq|ne|lt|ge}}
; CODE: ox.exit
; thread t < 3: 10 t, else -t; then 7 where t is odd, twice
; CHECK: [0] 0 7 20 7 -4 7 -6 7
; CHECK: [8] 0 7 20 7 -4 7 -6 7
define ptx_kernel void @singles(ptr %p) {
  %t = call i32 @llvm.nvvm.read.ptx.sreg.tid.x()
  %f = sitofp i32 %t to float
  %tenfold = fmul float %f, 10.0
  %negated = fsub float 0.0, %f
  %less = icmp slt i32 %t, 3
  %first = select i1 %less, float %tenfold, float %negated
  %one = and i32 %t, 1
  %odd = icmp eq i32 %one, 0
  %second = select i1 %odd, float %first, float 7.0
  %q = getelementptr float, ptr %p, i32 %t
  store float %second, ptr %q
  %t8 = add i32 %t, 8
  %q8 = getelementptr float, ptr %p, i32 %t8
  store float %second, ptr %q8
  ret void
}
; CODE-LABEL: doubles:
; CODE-NOT: b{{eq|ne|lt|ge}}
; CODE: ox.fsel
; CODE: ox.exit
; une, ult and uno of t + 0.5 and NaN hold, oge does not: 1, 2, 4 are added, 8 is not; then of t + 0.5 and 2 from t on:
; ult gives 100 for the first two, une 200 for all
; DOUBLE: [0] 307 307 207 207
define ptx_kernel void @doubles(ptr %p, double %nan) {
  %t = call i32 @llvm.nvvm.read.ptx.sreg.tid.x()
  %d = sitofp i32 %t to double
  %x = fadd double %d, 0.5
  %une = fcmp une double %x, %nan
  %a = select i1 %une, double 1.0, double 0.0
  %ult = fcmp ult double %x, %nan
  %b = select i1 %ult, double 2.0, double 0.0
  %uno = fcmp uno double %x, %nan
  %c = select i1 %uno, double 4.0, double 0.0
  %oge = fcmp oge double %x, %nan
  %e = select i1 %oge, double 8.0, double 0.0
  %less = fcmp ult double %x, 2.0
  %f = select i1 %less, double 100.0, double 0.0
  %differs = fcmp une double %x, 2.0
  %g = select i1 %differs, double 200.0, double 0.0
  %ab = fadd double %a, %b
  %abc = fadd double %ab, %c
  %abce = fadd double %abc, %e
  %abcef = fadd double %abce, %f
  %sum = fadd double %abcef, %g
  %q = getelementptr double, ptr %p, i32 %t
  store double %sum, ptr %q
  ret void
}
