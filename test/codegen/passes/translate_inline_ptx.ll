; RUN: split-file %s %t
; RUN: %ox-opt --passes=translate_inline_ptx -S %t/known.ll | FileCheck %s
; RUN: not %ox-opt --passes=translate_inline_ptx -S %t/unknown.ll 2>&1 | FileCheck %s --check-prefix=UNKNOWN
; Inline PTX of one instruction becomes an intrinsic or a builtin; what is not known is refused with its place.

;--- known.ll
target triple = "nvptx64-nvidia-cuda"
; CHECK-LABEL: @special(
; CHECK: call i32 @llvm.nvvm.read.ptx.sreg.laneid()
; CHECK: call i32 @llvm.nvvm.read.ptx.sreg.lanemask.lt()
define i32 @special() {
  %a = call i32 asm "mov.u32 $0, %laneid;", "=r"()
  %b = call i32 asm sideeffect "{ mov.u32 $0, %lanemask_lt; }", "=r"()
  %c = add i32 %a, %b
  ret i32 %c
}

; CHECK-LABEL: @fields(
; CHECK: call i32 @__ox_bfe_u_w(i32 %x, i32 %p, i32 8)
; CHECK: call i32 @__ox_lop3(i32 {{.*}}, i32 %x, i32 %p, i32 150)
define i32 @fields(i32 %x, i32 %p) {
  %a = call i32 asm "bfe.u32 $0, $1, $2, 8;", "=r,r,r"(i32 %x, i32 %p)
  %b = call i32 asm "lop3.b32 $0, $1, $2, $3, 0x96;", "=r,r,r,r"(i32 %a, i32 %x, i32 %p)
  ret i32 %b
}

; CHECK-LABEL: @fences(
; CHECK: fence seq_cst
; CHECK-NEXT: store
; CHECK-NEXT: fence acq_rel
; CHECK-NEXT: store
; CHECK-NEXT: fence acq_rel
; CHECK-NEXT: store
; CHECK-NEXT: fence seq_cst
; CHECK-NEXT: store
; CHECK-NEXT: fence acquire
; CHECK-NEXT: store
; CHECK-NEXT: fence release
; CHECK-NEXT: call void asm sideeffect "", "~{memory}"()
define void @fences(ptr %p) {
  call void asm sideeffect "membar.gl;", "~{memory}"()
  store i32 1, ptr %p
  call void asm sideeffect "fence.acq_rel.cluster;", "~{memory}"()
  store i32 2, ptr %p
  call void asm sideeffect "fence.gpu;", "~{memory}"()
  store i32 3, ptr %p
  call void asm sideeffect "fence.sc.sys;", "~{memory}"()
  store i32 4, ptr %p
  call void asm sideeffect "fence.acquire.cta;", "~{memory}"()
  store i32 5, ptr %p
  call void asm sideeffect "fence.release.gpu;", "~{memory}"()
  call void asm sideeffect "", "~{memory}"()
  ret void
}

;--- unknown.ll
target triple = "nvptx64-nvidia-cuda"
; UNKNOWN: ox-opt: function f(int), g.cu:7: contains inline PTX that Ox does not translate yet: "frobnicate.b32 $0, $1;"; use a CUDA intrinsic function instead
define i32 @_Z1fi(i32 %x) !dbg !4 {
  %a = call i32 asm "frobnicate.b32 $0, $1;", "=r,r"(i32 %x), !dbg !7
  ret i32 %a
}
!llvm.dbg.cu = !{!0}
!llvm.module.flags = !{!3}
!0 = distinct !DICompileUnit(language: DW_LANG_C_plus_plus_14, file: !1, emissionKind: LineTablesOnly)
!1 = !DIFile(filename: "g.cu", directory: "/")
!3 = !{i32 2, !"Debug Info Version", i32 3}
!4 = distinct !DISubprogram(name: "f", scope: !1, file: !1, line: 5, type: !5, unit: !0)
!5 = !DISubroutineType(types: !{})
!7 = !DILocation(line: 7, column: 3, scope: !4)
