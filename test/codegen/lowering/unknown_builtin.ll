; RUN: not %ox-opt --emit=elf %s -o %t 2>&1 | FileCheck %s
; CHECK: function k: there is no OxCore instruction for __ox_frobnicate with these operands; docs/isa.md has their names
target datalayout = "e-p6:32:32-i64:64-i128:128-i256:256-v16:16-v32:32-n16:32:64"
target triple = "nvptx64-nvidia-cuda"
declare i32 @__ox_frobnicate(i32)
define ptx_kernel void @k(ptr %p) {
  %1 = call i32 @__ox_frobnicate(i32 1)
  store i32 %1, ptr %p
  ret void
}
