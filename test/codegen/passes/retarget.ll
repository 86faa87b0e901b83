; RUN: %ox-opt --passes=retarget -S %s | FileCheck %s
; RUN: %ox-opt --emit=elf %s -o %t && llvm-dwarfdump --debug-line %t | FileCheck %s --check-prefix=LINES
; Triple, data layout and attributes are OxCore's; of debug information the line table stays.
; CHECK: target datalayout = "e-m:e-p:64:64-i64:64-i128:128-n32:64-S128"
; CHECK: target triple = "riscv64-unknown-elf"
; CHECK-NOT: sm_90
; CHECK-NOT: frame-pointer
target datalayout = "e-p6:32:32-i64:64-i128:128-i256:256-v16:16-v32:32-n16:32:64"
target triple = "nvptx64-nvidia-cuda"

; LINES: name: "g.cu"
; LINES: 0x0000000000001000 {{ *}}7
define ptx_kernel void @k(ptr %p) "target-cpu"="sm_90" "frame-pointer"="all" !dbg !4 {
  store i32 1, ptr %p, !dbg !7
  ret void, !dbg !7
}
!llvm.dbg.cu = !{!0}
!llvm.module.flags = !{!3, !8}
!0 = distinct !DICompileUnit(language: DW_LANG_C_plus_plus_14, file: !1, emissionKind: DebugDirectivesOnly)
!1 = !DIFile(filename: "g.cu", directory: "/")
!3 = !{i32 2, !"Debug Info Version", i32 3}
!4 = distinct !DISubprogram(name: "f", scope: !1, file: !1, line: 5, type: !5, unit: !0)
!5 = !DISubroutineType(types: !{})
!7 = !DILocation(line: 7, column: 3, scope: !4)
!8 = !{i32 7, !"frame-pointer", i32 2}
