; RUN: %ox-opt --passes=widen_bfloat -S %s | FileCheck %s
; RUN: %ox-opt --emit=elf %s -o %t
; LLVM's back end does not select these for bfloat16.
target triple = "riscv64-unknown-elf"
; CHECK: call float @llvm.maximum.f32(float %{{.*}}, float %{{.*}})
; CHECK: fptrunc float
define bfloat @f(bfloat %a, bfloat %b) {
  %r = call bfloat @llvm.maximum.bf16(bfloat %a, bfloat %b)
  ret bfloat %r
}
declare bfloat @llvm.maximum.bf16(bfloat, bfloat)
