; REQUIRES: simulator
; A module as Numba, Julia and Triton write theirs: functions of libdevice by declaration, a kernel by annotation, flush
; to zero by the module flag nvvm-reflect-ftz and the mode of the function.  Through LLVM's nvptx and our ptxas it gives
; the same bits as through our code generator.
; RUN: rm -rf %t && mkdir %t
; RUN: sed 's/FLUSHES/1/; s/MODE/preserve-sign/g' %s > %t/flush.ll && sed 's/FLUSHES/0/; s/MODE/ieee/g' %s > %t/keep.ll
; RUN: for mode in flush keep; do \
; RUN:   llvm-link %t/$mode.ll --only-needed %libdevice -o %t/$mode.bc && \
; RUN:   opt -mcpu=sm_70 --passes='default<O3>' %t/$mode.bc -o %t/$mode.bc && llc -mcpu=sm_70 %t/$mode.bc -o %t/$mode.ptx && \
; RUN:   %ptxas -arch=sm_70 %t/$mode.ptx -o %t/$mode.ptx.elf && \
; RUN:   %ox-opt --libdevice=%libdevice --emit=elf %t/$mode.ll -o %t/$mode.ir.elf || exit 1; \
; RUN:   for way in ptx ir; do \
; RUN:     %oxsim %t/$mode.$way.elf --kernel sample --block 32 --param buf:1536 --dump 0:hex > %t/$mode.$way.txt || exit 1; \
; RUN:   done; diff %t/$mode.ptx.txt %t/$mode.ir.txt || exit 1; done
; RUN: FileCheck %s --check-prefix=FLUSH < %t/flush.ir.txt
; RUN: FileCheck %s --check-prefix=KEEP < %t/keep.ir.txt
; 2^-130 rounded towards zero times 1, plus 0; log2 of 2^-130; the first thread's sin 0, cos 0, e^0, 1 + 0
; FLUSH: [0] 00000000 00000000 ff800000
; KEEP: [0] 00080000 00080000 c3020000
target datalayout = "e-p6:32:32-i64:64-i128:128-i256:256-v16:16-v32:32-n16:32:64"
target triple = "nvptx64-nvidia-cuda"

declare float @__nv_fmul_rz(float, float)
declare float @__nv_fadd_rn(float, float)
declare float @__nv_log2f(float)
declare double @__nv_sin(double)
declare float @__nv_powf(float, float)
declare float @__nv_fast_expf(float)
declare float @__nv_tgammaf(float)
declare double @__nv_erfcx(double)
declare float @__nv_frexpf(float, ptr)
declare double @__nv_j0(double)
declare i32 @__nv_ffs(i32)
declare i32 @llvm.nvvm.read.ptx.sreg.tid.x()

define void @sample(ptr %out) #0 {
  %tid = call i32 @llvm.nvvm.read.ptx.sreg.tid.x()
  %offset = mul i32 %tid, 48
  %p = getelementptr i8, ptr %out, i32 %offset
  %f = uitofp i32 %tid to float
  %d = uitofp i32 %tid to double
  ; 1 that nobody knows, and 2^-130
  %large = icmp ugt i32 %tid, 1000
  %one = select i1 %large, float 2.0, float 1.0
  %tiny = select i1 %large, float 2.0, float 0x37D0000000000000
  %product = call float @__nv_fmul_rz(float %tiny, float %one)
  store float %product, ptr %p
  %zero = fsub float %one, 1.0
  %sum = call float @__nv_fadd_rn(float %tiny, float %zero)
  %p1 = getelementptr i8, ptr %p, i32 4
  store float %sum, ptr %p1
  %log = call float @__nv_log2f(float %tiny)
  %p2 = getelementptr i8, ptr %p, i32 8
  store float %log, ptr %p2
  %power = call float @__nv_powf(float %f, float 0x3FF3333340000000)
  %p3 = getelementptr i8, ptr %p, i32 12
  store float %power, ptr %p3
  %sine = call double @__nv_sin(double %d)
  %p4 = getelementptr i8, ptr %p, i32 16
  store double %sine, ptr %p4
  %scaled = call double @__nv_erfcx(double %d)
  %bessel = call double @__nv_j0(double %scaled)
  %p5 = getelementptr i8, ptr %p, i32 24
  store double %bessel, ptr %p5
  %gamma = call float @__nv_tgammaf(float %f)
  %p6 = getelementptr i8, ptr %p, i32 32
  store float %gamma, ptr %p6
  %exponent = alloca i32
  %fraction = call float @__nv_frexpf(float %f, ptr %exponent)
  %e = load i32, ptr %exponent
  %p7 = getelementptr i8, ptr %p, i32 36
  store float %fraction, ptr %p7
  %first = call i32 @__nv_ffs(i32 %tid)
  %both = add i32 %first, %e
  %p8 = getelementptr i8, ptr %p, i32 40
  store i32 %both, ptr %p8
  %fast = call float @__nv_fast_expf(float %f)
  %p9 = getelementptr i8, ptr %p, i32 44
  store float %fast, ptr %p9
  ret void
}
attributes #0 = { "denormal-fp-math-f32"="MODE,MODE" }
!nvvm.annotations = !{!0}
!0 = !{ptr @sample, !"kernel", i32 1}
!llvm.module.flags = !{!1}
!1 = !{i32 4, !"nvvm-reflect-ftz", i32 FLUSHES}
