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

; One rounding: a product and sum in float would be rounded to 24 bits and then to 8.
; CHECK-LABEL: @fused
; CHECK: bitcast bfloat %a to half
; CHECK: call half asm ".insn r4 CUSTOM_1, 7, 1, $0, $1, $2, $3", "=f,f,f,f"
; CHECK: bitcast half %{{.*}} to bfloat
define bfloat @fused(bfloat %a, bfloat %b, bfloat %c) {
  %r = call bfloat @llvm.fma.bf16(bfloat %a, bfloat %b, bfloat %c)
  ret bfloat %r
}
; CHECK-LABEL: @fused_pair
; CHECK-COUNT-2: call half asm ".insn r4 CUSTOM_1, 7, 1
define <2 x bfloat> @fused_pair(<2 x bfloat> %a, <2 x bfloat> %b, <2 x bfloat> %c) {
  %r = call <2 x bfloat> @llvm.fma.v2bf16(<2 x bfloat> %a, <2 x bfloat> %b, <2 x bfloat> %c)
  ret <2 x bfloat> %r
}
declare bfloat @llvm.fma.bf16(bfloat, bfloat, bfloat)
declare <2 x bfloat> @llvm.fma.v2bf16(<2 x bfloat>, <2 x bfloat>, <2 x bfloat>)

; One rounding here, too: towards zero into float, where the last bit says whether anything was lost.
; CHECK-LABEL: @of_double
; CHECK: %[[S:.*]] = call float asm "fcvt.s.d $0, $1, rtz"
; CHECK: fcmp une double
; CHECK: or i32
; CHECK: fptrunc float %{{.*}} to bfloat
define bfloat @of_double(double %a) {
  %r = fptrunc double %a to bfloat
  ret bfloat %r
}
; CHECK-LABEL: @of_integers
; CHECK-COUNT-2: call float asm "fcvt.s.lu $0, $1, rtz"
; CHECK-NOT: uitofp
define <2 x bfloat> @of_integers(<2 x i32> %a) {
  %r = uitofp <2 x i32> %a to <2 x bfloat>
  ret <2 x bfloat> %r
}
; 16 bits fit into float.
; CHECK-LABEL: @of_short
; CHECK: sitofp i16 %a to bfloat
define bfloat @of_short(i16 %a) {
  %r = sitofp i16 %a to bfloat
  ret bfloat %r
}
