; RUN: split-file %s %t
; RUN: not %ox-opt --emit=elf %t/undefined.ll -o %t.elf 2>&1 | FileCheck %s --check-prefix=UNDEFINED
; RUN: not %ox-opt --emit=elf %t/table.ll -o %t.elf 2>&1 | FileCheck %s --check-prefix=TABLE
; What OxCore cannot run is an error that names function, line and remedy; all of them in one run.

;--- undefined.ll
target triple = "nvptx64-nvidia-cuda"
; UNDEFINED: function k, g.cu:7: calls missing, which is not defined in this file's device code; if another file defines it, compile both with -rdc=true
; UNDEFINED: function k, g.cu:8: uses the variable elsewhere, which is not defined in this file's device code; if another file defines it, compile both with -rdc=true
declare void @missing()
@elsewhere = external addrspace(1) global i32
define ptx_kernel void @k(ptr %p) !dbg !4 {
  call void @missing(), !dbg !7
  store i32 1, ptr addrspace(1) @elsewhere, !dbg !8
  ret void
}
!llvm.dbg.cu = !{!0}
!llvm.module.flags = !{!3}
!0 = distinct !DICompileUnit(language: DW_LANG_C_plus_plus_14, file: !1, emissionKind: LineTablesOnly)
!1 = !DIFile(filename: "g.cu", directory: "/")
!3 = !{i32 2, !"Debug Info Version", i32 3}
!4 = distinct !DISubprogram(name: "k", scope: !1, file: !1, line: 5, type: !5, unit: !0)
!5 = !DISubroutineType(types: !{})
!7 = !DILocation(line: 7, column: 3, scope: !4)
!8 = !DILocation(line: 8, column: 3, scope: !4)

;--- table.ll
target triple = "nvptx64-nvidia-cuda"
; TABLE: the initial value of vtable for S needs S::f(), which is not defined in this file's device code; if another file defines it, compile both with -rdc=true
; TABLE-NOT: __cxa_pure_virtual
@_ZTV1S = addrspace(1) externally_initialized constant [2 x ptr] [ptr @_ZN1S1fEv, ptr @__cxa_pure_virtual]
declare void @_ZN1S1fEv()
declare void @__cxa_pure_virtual()
