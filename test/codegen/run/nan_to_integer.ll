; REQUIRES: simulator
; RUN: %ox-opt --emit=elf %s -o %t
; RUN: %oxsim %t --kernel k32 --param buf:80 --param f32:nan --param f64:nan --dump 0:hex | FileCheck %s --check-prefix=NAN32
; RUN: %oxsim %t --kernel k64 --param buf:176 --param f32:nan --param f64:nan --dump 0:hex | FileCheck %s --check-prefix=NAN64
; RUN: %oxsim %t --kernel k32 --param buf:80 --param f32:3.5 --param f64:3.5 --dump 0:hex | FileCheck %s --check-prefix=THREE32
; RUN: %oxsim %t --kernel k64 --param buf:176 --param f32:3.5 --param f64:3.5 --dump 0:hex | FileCheck %s --check-prefix=THREE64
; RUN: %oxsim %t --kernel k32 --param buf:80 --param f32:inf --param f64:inf --dump 0:hex | FileCheck %s --check-prefix=MAX32
; RUN: %oxsim %t --kernel k64 --param buf:176 --param f32:-inf --param f64:-inf --dump 0:hex | FileCheck %s --check-prefix=MIN64
; RUN: %oxsim %t --kernel narrow --param buf:8 --param f32:nan --param f64:nan --dump 0:hex | FileCheck %s --check-prefix=NARROW
; PTX ISA 9.0, cvt: NaN becomes 0 where the source is not double and the result not 64 bits wide, and otherwise only the
; top bit of the result; the range saturates.
; Words: cast to signed and unsigned, then the intrinsics towards zero, nearest, down and up, signed and unsigned each;
; first from float, then from double; to 64 bits also from half.
; NAN32:      [0] 00000000 00000000 00000000 00000000 00000000 00000000 00000000 00000000
; NAN32-NEXT: [8] 00000000 00000000 80000000 80000000 80000000 80000000 80000000 80000000
; NAN32-NEXT: [16] 80000000 80000000 80000000 80000000
; NAN64:      [0] 00000000 80000000 00000000 80000000 00000000 80000000 00000000 80000000
; NAN64-NEXT: [8] 00000000 80000000 00000000 80000000 00000000 80000000 00000000 80000000
; NAN64-NEXT: [16] 00000000 80000000 00000000 80000000 00000000 80000000 00000000 80000000
; NAN64-NEXT: [24] 00000000 80000000 00000000 80000000 00000000 80000000 00000000 80000000
; NAN64-NEXT: [32] 00000000 80000000 00000000 80000000 00000000 80000000 00000000 80000000
; NAN64-NEXT: [40] 00000000 80000000 00000000 80000000
; THREE32:      [0] 00000003 00000003 00000003 00000003 00000004 00000004 00000003 00000003
; THREE32-NEXT: [8] 00000004 00000004 00000003 00000003 00000003 00000003 00000004 00000004
; THREE32-NEXT: [16] 00000003 00000003 00000004 00000004
; THREE64:      [0] 00000003 00000000 00000003 00000000 00000003 00000000 00000003 00000000
; THREE64-NEXT: [8] 00000004 00000000 00000004 00000000 00000003 00000000 00000003 00000000
; THREE64-NEXT: [16] 00000004 00000000 00000004 00000000 00000003 00000000 00000003 00000000
; THREE64-NEXT: [24] 00000003 00000000 00000003 00000000 00000004 00000000 00000004 00000000
; THREE64-NEXT: [32] 00000003 00000000 00000003 00000000 00000004 00000000 00000004 00000000
; THREE64-NEXT: [40] 00000003 00000000 00000003 00000000
; MAX32:      [0] 7fffffff ffffffff 7fffffff ffffffff 7fffffff ffffffff 7fffffff ffffffff
; MAX32-NEXT: [8] 7fffffff ffffffff 7fffffff ffffffff 7fffffff ffffffff 7fffffff ffffffff
; MAX32-NEXT: [16] 7fffffff ffffffff 7fffffff ffffffff
; MIN64:      [0] 00000000 80000000 00000000 00000000 00000000 80000000 00000000 00000000
; MIN64-NEXT: [8] 00000000 80000000 00000000 00000000 00000000 80000000 00000000 00000000
; MIN64-NEXT: [16] 00000000 80000000 00000000 00000000 00000000 80000000 00000000 00000000
; MIN64-NEXT: [24] 00000000 80000000 00000000 00000000 00000000 80000000 00000000 00000000
; MIN64-NEXT: [32] 00000000 80000000 00000000 00000000 00000000 80000000 00000000 00000000
; MIN64-NEXT: [40] 00000000 80000000 00000000 00000000
; two 16-bit results a word: from float, signed and unsigned; from double the same
; NARROW: [0] 00000000 80008000
target datalayout = "e-p6:32:32-i64:64-i128:128-i256:256-v16:16-v32:32-n16:32:64"
target triple = "nvptx64-nvidia-cuda"
declare i32 @llvm.nvvm.f2i.rz(float)
declare i32 @llvm.nvvm.f2ui.rz(float)
declare i32 @llvm.nvvm.f2i.rn(float)
declare i32 @llvm.nvvm.f2ui.rn(float)
declare i32 @llvm.nvvm.f2i.rm(float)
declare i32 @llvm.nvvm.f2ui.rm(float)
declare i32 @llvm.nvvm.f2i.rp(float)
declare i32 @llvm.nvvm.f2ui.rp(float)
declare i32 @llvm.nvvm.d2i.rz(double)
declare i32 @llvm.nvvm.d2ui.rz(double)
declare i32 @llvm.nvvm.d2i.rn(double)
declare i32 @llvm.nvvm.d2ui.rn(double)
declare i32 @llvm.nvvm.d2i.rm(double)
declare i32 @llvm.nvvm.d2ui.rm(double)
declare i32 @llvm.nvvm.d2i.rp(double)
declare i32 @llvm.nvvm.d2ui.rp(double)
declare i64 @llvm.nvvm.f2ll.rz(float)
declare i64 @llvm.nvvm.f2ull.rz(float)
declare i64 @llvm.nvvm.f2ll.rn(float)
declare i64 @llvm.nvvm.f2ull.rn(float)
declare i64 @llvm.nvvm.f2ll.rm(float)
declare i64 @llvm.nvvm.f2ull.rm(float)
declare i64 @llvm.nvvm.f2ll.rp(float)
declare i64 @llvm.nvvm.f2ull.rp(float)
declare i64 @llvm.nvvm.d2ll.rz(double)
declare i64 @llvm.nvvm.d2ull.rz(double)
declare i64 @llvm.nvvm.d2ll.rn(double)
declare i64 @llvm.nvvm.d2ull.rn(double)
declare i64 @llvm.nvvm.d2ll.rm(double)
declare i64 @llvm.nvvm.d2ull.rm(double)
declare i64 @llvm.nvvm.d2ll.rp(double)
declare i64 @llvm.nvvm.d2ull.rp(double)
define ptx_kernel void @k32(ptr %p, float %f, double %d) {
  %fptosi.f = fptosi float %f to i32
  %p0 = getelementptr i32, ptr %p, i64 0
  store i32 %fptosi.f, ptr %p0
  %fptoui.f = fptoui float %f to i32
  %p1 = getelementptr i32, ptr %p, i64 1
  store i32 %fptoui.f, ptr %p1
  %f2i.rz = call i32 @llvm.nvvm.f2i.rz(float %f)
  %p2 = getelementptr i32, ptr %p, i64 2
  store i32 %f2i.rz, ptr %p2
  %f2ui.rz = call i32 @llvm.nvvm.f2ui.rz(float %f)
  %p3 = getelementptr i32, ptr %p, i64 3
  store i32 %f2ui.rz, ptr %p3
  %f2i.rn = call i32 @llvm.nvvm.f2i.rn(float %f)
  %p4 = getelementptr i32, ptr %p, i64 4
  store i32 %f2i.rn, ptr %p4
  %f2ui.rn = call i32 @llvm.nvvm.f2ui.rn(float %f)
  %p5 = getelementptr i32, ptr %p, i64 5
  store i32 %f2ui.rn, ptr %p5
  %f2i.rm = call i32 @llvm.nvvm.f2i.rm(float %f)
  %p6 = getelementptr i32, ptr %p, i64 6
  store i32 %f2i.rm, ptr %p6
  %f2ui.rm = call i32 @llvm.nvvm.f2ui.rm(float %f)
  %p7 = getelementptr i32, ptr %p, i64 7
  store i32 %f2ui.rm, ptr %p7
  %f2i.rp = call i32 @llvm.nvvm.f2i.rp(float %f)
  %p8 = getelementptr i32, ptr %p, i64 8
  store i32 %f2i.rp, ptr %p8
  %f2ui.rp = call i32 @llvm.nvvm.f2ui.rp(float %f)
  %p9 = getelementptr i32, ptr %p, i64 9
  store i32 %f2ui.rp, ptr %p9
  %fptosi.d = fptosi double %d to i32
  %p10 = getelementptr i32, ptr %p, i64 10
  store i32 %fptosi.d, ptr %p10
  %fptoui.d = fptoui double %d to i32
  %p11 = getelementptr i32, ptr %p, i64 11
  store i32 %fptoui.d, ptr %p11
  %d2i.rz = call i32 @llvm.nvvm.d2i.rz(double %d)
  %p12 = getelementptr i32, ptr %p, i64 12
  store i32 %d2i.rz, ptr %p12
  %d2ui.rz = call i32 @llvm.nvvm.d2ui.rz(double %d)
  %p13 = getelementptr i32, ptr %p, i64 13
  store i32 %d2ui.rz, ptr %p13
  %d2i.rn = call i32 @llvm.nvvm.d2i.rn(double %d)
  %p14 = getelementptr i32, ptr %p, i64 14
  store i32 %d2i.rn, ptr %p14
  %d2ui.rn = call i32 @llvm.nvvm.d2ui.rn(double %d)
  %p15 = getelementptr i32, ptr %p, i64 15
  store i32 %d2ui.rn, ptr %p15
  %d2i.rm = call i32 @llvm.nvvm.d2i.rm(double %d)
  %p16 = getelementptr i32, ptr %p, i64 16
  store i32 %d2i.rm, ptr %p16
  %d2ui.rm = call i32 @llvm.nvvm.d2ui.rm(double %d)
  %p17 = getelementptr i32, ptr %p, i64 17
  store i32 %d2ui.rm, ptr %p17
  %d2i.rp = call i32 @llvm.nvvm.d2i.rp(double %d)
  %p18 = getelementptr i32, ptr %p, i64 18
  store i32 %d2i.rp, ptr %p18
  %d2ui.rp = call i32 @llvm.nvvm.d2ui.rp(double %d)
  %p19 = getelementptr i32, ptr %p, i64 19
  store i32 %d2ui.rp, ptr %p19
  ret void
}
define ptx_kernel void @k64(ptr %p, float %f, double %d) {
  %fptosi.f = fptosi float %f to i64
  %p0 = getelementptr i64, ptr %p, i64 0
  store i64 %fptosi.f, ptr %p0
  %fptoui.f = fptoui float %f to i64
  %p1 = getelementptr i64, ptr %p, i64 1
  store i64 %fptoui.f, ptr %p1
  %f2ll.rz = call i64 @llvm.nvvm.f2ll.rz(float %f)
  %p2 = getelementptr i64, ptr %p, i64 2
  store i64 %f2ll.rz, ptr %p2
  %f2ull.rz = call i64 @llvm.nvvm.f2ull.rz(float %f)
  %p3 = getelementptr i64, ptr %p, i64 3
  store i64 %f2ull.rz, ptr %p3
  %f2ll.rn = call i64 @llvm.nvvm.f2ll.rn(float %f)
  %p4 = getelementptr i64, ptr %p, i64 4
  store i64 %f2ll.rn, ptr %p4
  %f2ull.rn = call i64 @llvm.nvvm.f2ull.rn(float %f)
  %p5 = getelementptr i64, ptr %p, i64 5
  store i64 %f2ull.rn, ptr %p5
  %f2ll.rm = call i64 @llvm.nvvm.f2ll.rm(float %f)
  %p6 = getelementptr i64, ptr %p, i64 6
  store i64 %f2ll.rm, ptr %p6
  %f2ull.rm = call i64 @llvm.nvvm.f2ull.rm(float %f)
  %p7 = getelementptr i64, ptr %p, i64 7
  store i64 %f2ull.rm, ptr %p7
  %f2ll.rp = call i64 @llvm.nvvm.f2ll.rp(float %f)
  %p8 = getelementptr i64, ptr %p, i64 8
  store i64 %f2ll.rp, ptr %p8
  %f2ull.rp = call i64 @llvm.nvvm.f2ull.rp(float %f)
  %p9 = getelementptr i64, ptr %p, i64 9
  store i64 %f2ull.rp, ptr %p9
  %fptosi.d = fptosi double %d to i64
  %p10 = getelementptr i64, ptr %p, i64 10
  store i64 %fptosi.d, ptr %p10
  %fptoui.d = fptoui double %d to i64
  %p11 = getelementptr i64, ptr %p, i64 11
  store i64 %fptoui.d, ptr %p11
  %d2ll.rz = call i64 @llvm.nvvm.d2ll.rz(double %d)
  %p12 = getelementptr i64, ptr %p, i64 12
  store i64 %d2ll.rz, ptr %p12
  %d2ull.rz = call i64 @llvm.nvvm.d2ull.rz(double %d)
  %p13 = getelementptr i64, ptr %p, i64 13
  store i64 %d2ull.rz, ptr %p13
  %d2ll.rn = call i64 @llvm.nvvm.d2ll.rn(double %d)
  %p14 = getelementptr i64, ptr %p, i64 14
  store i64 %d2ll.rn, ptr %p14
  %d2ull.rn = call i64 @llvm.nvvm.d2ull.rn(double %d)
  %p15 = getelementptr i64, ptr %p, i64 15
  store i64 %d2ull.rn, ptr %p15
  %d2ll.rm = call i64 @llvm.nvvm.d2ll.rm(double %d)
  %p16 = getelementptr i64, ptr %p, i64 16
  store i64 %d2ll.rm, ptr %p16
  %d2ull.rm = call i64 @llvm.nvvm.d2ull.rm(double %d)
  %p17 = getelementptr i64, ptr %p, i64 17
  store i64 %d2ull.rm, ptr %p17
  %d2ll.rp = call i64 @llvm.nvvm.d2ll.rp(double %d)
  %p18 = getelementptr i64, ptr %p, i64 18
  store i64 %d2ll.rp, ptr %p18
  %d2ull.rp = call i64 @llvm.nvvm.d2ull.rp(double %d)
  %p19 = getelementptr i64, ptr %p, i64 19
  store i64 %d2ull.rp, ptr %p19
  %h = fptrunc float %f to half
  %fptosi.h = fptosi half %h to i64
  %p20 = getelementptr i64, ptr %p, i64 20
  store i64 %fptosi.h, ptr %p20
  %fptoui.h = fptoui half %h to i64
  %p21 = getelementptr i64, ptr %p, i64 21
  store i64 %fptoui.h, ptr %p21
  ret void
}
define ptx_kernel void @narrow(ptr %p, float %f, double %d) {
  %fptosi.f = fptosi float %f to i16
  %p0 = getelementptr i16, ptr %p, i64 0
  store i16 %fptosi.f, ptr %p0
  %fptoui.f = fptoui float %f to i16
  %p1 = getelementptr i16, ptr %p, i64 1
  store i16 %fptoui.f, ptr %p1
  %fptosi.d = fptosi double %d to i16
  %p2 = getelementptr i16, ptr %p, i64 2
  store i16 %fptosi.d, ptr %p2
  %fptoui.d = fptoui double %d to i16
  %p3 = getelementptr i16, ptr %p, i64 3
  store i16 %fptoui.d, ptr %p3
  ret void
}
