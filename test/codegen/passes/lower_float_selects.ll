; RUN: %ox-opt --passes=lower_float_selects -S %s | FileCheck %s
; ox.fsel is R4, opcode custom-1, funct3 7. Selects of integers stay LLVM's own, which has Zicond for them.
target triple = "riscv64-unknown-elf"
; CHECK-LABEL: @f(
; CHECK: fcmp olt float %a, %b
; CHECK: %[[WORD:.*]] = zext i1 %less to i64
; CHECK: call float asm ".insn r4 CUSTOM_1, 7, 0, $0, $1, $2, ${3:z}", "=f,f,f,rJ"(float %b, float %a, i64 %[[WORD]])
define float @f(float %a, float %b) {
  %less = fcmp uge float %a, %b
  %r = select i1 %less, float %a, float %b
  ret float %r
}
; CHECK-LABEL: @i(
; CHECK: select i1 %c, i32 %a, i32 %b
define i32 @i(i1 %c, i32 %a, i32 %b) {
  %r = select i1 %c, i32 %a, i32 %b
  ret i32 %r
}
