; RUN: split-file %s %t
; RUN: %ox-opt --passes=translate_inline_ptx,inline_linked_functions -S %t/known.ll | FileCheck %s
; RUN: not %ox-opt --passes=translate_inline_ptx -S %t/unknown.ll 2>&1 | FileCheck %s --check-prefix=UNKNOWN
; Inline PTX goes through the PTX parser and is inlined; what it cannot lower is refused with its place in the text.

;--- known.ll
target datalayout = "e-p6:32:32-i64:64-i128:128-i256:256-v16:16-v32:32-n16:32:64"
target triple = "nvptx64-nvidia-cuda"
; CHECK-LABEL: @special(
; CHECK: call {{.*}}i32 @llvm.nvvm.read.ptx.sreg.laneid()
; CHECK: call {{.*}}i32 @llvm.nvvm.read.ptx.sreg.lanemask.lt()
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

; Several statements, registers and labels of their own, a predicate, an operand that is read and written, two results.
; CHECK-LABEL: @several(
; CHECK-NOT: call
; CHECK: add i64
define i64 @several(i64 %x, i32 %n) {
  %r = call { i64, i32 } asm "{ .reg .pred %p; .reg .b64 t;\0A setp.eq.u32 %p, $3, 0;\0A @%p bra DONE${:uid};\0A cvt.u64.u32 t, $3;\0A add.u64 $0, $0, t;\0ADONE${:uid}: mov.u32 $1, $3; }", "=l,=r,0,r"(i64 %x, i32 %n)
  %a = extractvalue { i64, i32 } %r, 0
  %b = extractvalue { i64, i32 } %r, 1
  %c = zext i32 %b to i64
  %d = add i64 %a, %c
  ret i64 %d
}

; A constant stands in the text, floats and pointers cross as they are.
; CHECK-LABEL: @kinds(
; CHECK: fadd
define float @kinds(float %x, ptr %p) {
  %a = call float asm "add.rn.f32 $0, $1, 0f3F800000;", "=f,f"(float %x)
  %b = call i32 asm sideeffect "ld.global.u32 $0, [$1+$2];", "=r,l,n,~{memory}"(ptr %p, i32 8)
  %c = uitofp i32 %b to float
  %d = fadd float %a, %c
  ret float %d
}

; A clobber of memory is a barrier for the compiler on both sides.
; CHECK-LABEL: @fences(
; CHECK-NEXT: call void asm sideeffect "", "~{memory}"()
; CHECK-NEXT: fence seq_cst
; CHECK-NEXT: call void asm sideeffect "", "~{memory}"()
; CHECK-NEXT: store
; CHECK: fence acq_rel
; CHECK: store
; CHECK: fence acq_rel
; CHECK: store
; CHECK: fence seq_cst
; CHECK: store
; CHECK: fence acquire
; CHECK: store
; CHECK: fence release
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

; What is volatile is done as often as it stands there; what is not, once if that is the same.
; CHECK-LABEL: @loads(
; CHECK: load volatile i32
; CHECK: load volatile i32
; CHECK-LABEL: @plain_loads(
; CHECK: load i32
; CHECK-NOT: load
define i32 @loads(ptr %p) {
  %a = call i32 asm sideeffect "ld.global.u32 $0, [$1];", "=r,l"(ptr %p)
  %b = call i32 asm sideeffect "ld.global.u32 $0, [$1];", "=r,l"(ptr %p)
  %c = add i32 %a, %b
  ret i32 %c
}
define i32 @plain_loads(ptr %p) {
  %a = call i32 asm "ld.global.u32 $0, [$1];", "=r,l"(ptr %p)
  %b = call i32 asm "ld.global.u32 $0, [$1];", "=r,l"(ptr %p)
  %c = add i32 %a, %b
  ret i32 %c
}

; A register that another statement declares outside braces goes through the function.
; CHECK-LABEL: @shared(
; CHECK-NEXT: %[[SUM:.*]] = add i32 %x, 1
; CHECK-NEXT: ret i32 %[[SUM]]
define i32 @shared(i32 %x) {
  call void asm sideeffect ".reg .u32 kept; mov.u32 kept, $0;", "r"(i32 %x)
  %a = call i32 asm sideeffect "add.u32 $0, kept, 1;", "=r"()
  ret i32 %a
}

; Empty statements keep values from the compiler, in registers of OxCore.
; CHECK-LABEL: @empty(
; CHECK: call { i64, float, i16 } asm sideeffect "", "=r,=f,=r,0,1,2,r,~{memory}"
define i64 @empty(i64 %x, float %f, i16 %h, ptr %p) {
  %r = call { i64, float, i16 } asm sideeffect "", "=l,=f,=h,0,1,2,l,~{memory}"(i64 %x, float %f, i16 %h, ptr %p)
  %a = extractvalue { i64, float, i16 } %r, 0
  ret i64 %a
}

;--- unknown.ll
target triple = "nvptx64-nvidia-cuda"
; UNKNOWN: ox-opt: function f(int), g.cu:7: in its inline PTX: there is no instruction 'frobnicate' in PTX 9.0
; UNKNOWN-NEXT: frobnicate.b32 %0, %1;
; UNKNOWN-NEXT: {{^    \^}}
; UNKNOWN: function f(int), g.cu:7: in its inline PTX: '.rm' does not go with 'min'
; UNKNOWN-NEXT: min.rm.s32 %0, %1, 4;
; UNKNOWN-NEXT: {{^         \^}}
; UNKNOWN: function f(int), g.cu:7: in its inline PTX: '%x' is not declared
define i32 @_Z1fi(i32 %x) !dbg !4 {
  %a = call i32 asm "frobnicate.b32 $0, $1;", "=r,r"(i32 %x), !dbg !7
  %b = call i32 asm "mov.u32 $0, $1;\0A min.rm.s32 $0, $1, 4;", "=r,r"(i32 %x), !dbg !7
  %c = call i32 asm "mov.u32 $0, %x;", "=r"(), !dbg !7
  %d = add i32 %a, %b
  %e = add i32 %d, %c
  ret i32 %e
}
!llvm.dbg.cu = !{!0}
!llvm.module.flags = !{!3}
!0 = distinct !DICompileUnit(language: DW_LANG_C_plus_plus_14, file: !1, emissionKind: LineTablesOnly)
!1 = !DIFile(filename: "g.cu", directory: "/")
!3 = !{i32 2, !"Debug Info Version", i32 3}
!4 = distinct !DISubprogram(name: "f", scope: !1, file: !1, line: 5, type: !5, unit: !0)
!5 = !DISubroutineType(types: !{})
!7 = !DILocation(line: 7, column: 3, scope: !4)
