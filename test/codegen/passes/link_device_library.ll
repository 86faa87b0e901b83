; RUN: split-file %s %t
; RUN: llvm-as %t/library.ll -o %t/library.bc
; RUN: %ox-opt --libdevice=%t/library.bc --passes=call_device_library,link_device_library -S %t/user.ll | FileCheck %s
; RUN: not %ox-opt --libdevice=%t/missing.bc --emit=elf %t/user.ll -o %t.elf 2>&1 | FileCheck %s --check-prefix=MISSING
; RUN: not %ox-opt --emit=elf %t/user.ll -o %t.elf 2>&1 | FileCheck %s --check-prefix=WITHOUT
; A remainder and LLVM's mathematical intrinsics are calls of the device library, which is linked as far as needed.

;--- library.ll
target triple = "nvptx64-nvidia-cuda"
define float @__nv_fmodf(float %a, float %b) {
  ret float %a
}
define float @__nv_expf(float %a) {
  ret float %a
}
define float @__nv_unused(float %a) {
  ret float %a
}
;--- user.ll
target triple = "nvptx64-nvidia-cuda"
; CHECK: call float @__nv_fmodf(float %a, float %b)
; CHECK: call float @__nv_expf(float %{{.*}})
; CHECK: define {{.*}}float @__nv_fmodf(
; CHECK-NOT: __nv_unused
; MISSING: ox-opt: cannot read the device library {{.*}}missing.bc
; WITHOUT: ox-opt: function k: takes a floating-point remainder, for which Ox needs its device library
declare float @llvm.exp.f32(float)
define ptx_kernel void @k(ptr %p, float %a, float %b) {
  %r = frem float %a, %b
  %e = call float @llvm.exp.f32(float %r)
  store float %e, ptr %p
  ret void
}
