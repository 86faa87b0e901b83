; RUN: split-file %s %t
; RUN: llvm-as %t/library.ll -o %t/library.bc
; RUN: %ox-opt --libdevice=%t/library.bc --passes=call_device_library,link_device_library,internalize_symbols,inline_linked_functions -S %t/user.ll | FileCheck %s
; RUN: %ox-opt -O0 --passes=inline_linked_functions -S %t/user.ll | FileCheck %s --check-prefix=UNTOUCHED
; A remainder becomes a call of the library only after the optimiser has run, so codegen inlines it, and folds branches
; that the arguments decide before they would get convergence hints.

;--- library.ll
target triple = "nvptx64-nvidia-cuda"
define float @__nv_fmodf(float %a, float %b) alwaysinline {
  %is_one = fcmp oeq float %b, 1.0
  br i1 %is_one, label %one, label %other
one:
  %negated = fneg float %a
  ret float %negated
other:
  ret float %b
}
;--- user.ll
target triple = "nvptx64-nvidia-cuda"
; CHECK-LABEL: define {{.*}}@k(
; CHECK-NEXT: %[[VALUE:.*]] = fneg float %a
; CHECK-NEXT: store float %[[VALUE]], ptr %p
; CHECK-NEXT: call void @stays
; CHECK-NEXT: ret void
; CHECK-NOT: __nv_fmodf
; UNTOUCHED: frem float %a, 1.0
define ptx_kernel void @k(ptr %p, float %a) {
  %r = frem float %a, 1.0
  store float %r, ptr %p
  call void @stays(ptr %p)
  ret void
}
define internal void @stays(ptr %p) noinline {
  store volatile float 0.0, ptr %p
  ret void
}
