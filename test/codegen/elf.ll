; RUN: %ox-opt --emit=elf %s -o %t && llvm-readelf -hlSsr %t | FileCheck %s
; The image: position-independent, one contiguous range from 0, relative relocations only, names in .symtab, a note.
target datalayout = "e-p6:32:32-i64:64-i128:128-i256:256-v16:16-v32:32-n16:32:64"
target triple = "nvptx64-nvidia-cuda"
@value = addrspace(1) externally_initialized global [4 x i32] zeroinitializer, align 4
@pointer = addrspace(1) externally_initialized global ptr addrspacecast (ptr addrspace(1) @value to ptr), align 8
; CHECK: Type: DYN
; CHECK: Machine: RISC-V
; CHECK: .note.ox NOTE
; CHECK: LOAD 0x000000 0x0000000000000000
; CHECK-NOT: GNU_STACK
; CHECK: R_RISCV_RELATIVE
; CHECK-NOT: R_RISCV_
; CHECK-DAG: 16 OBJECT {{.*}} value
; CHECK-DAG: 8 OBJECT {{.*}} pointer
; CHECK-DAG: FUNC {{.*}} kernel
; CHECK-NOT: .L
define ptx_kernel void @kernel(ptr %p) {
  %v = load ptr, ptr addrspace(1) @pointer
  store ptr %v, ptr %p
  ret void
}
