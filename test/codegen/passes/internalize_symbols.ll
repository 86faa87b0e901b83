; RUN: %ox-opt --passes=internalize_symbols -S %s | FileCheck %s
; Kernels and what the host can name stay; the rest is internal or gone.
target triple = "nvptx64-nvidia-cuda"

; CHECK-DAG: @registered = hidden addrspace(1) externally_initialized global i32 0
; CHECK-DAG: @table = internal unnamed_addr addrspace(4) constant
; CHECK-NOT: @unused
; CHECK-NOT: llvm.compiler.used
@registered = addrspace(1) externally_initialized global i32 0
@unused = internal addrspace(1) global i32 0
@table = internal unnamed_addr addrspace(4) constant [2 x i32] [i32 1, i32 2]
@llvm.compiler.used = appending global [1 x ptr] [ptr addrspacecast (ptr addrspace(1) @unused to ptr)], section "llvm.metadata"

; CHECK: define hidden ptx_kernel void @kernel(
define weak_odr ptx_kernel void @kernel(ptr %p) {
  %v = load i32, ptr addrspace(4) @table
  %r = call i32 @helper(i32 %v)
  store i32 %r, ptr %p
  ret void
}

; CHECK: define internal i32 @helper(
define linkonce_odr i32 @helper(i32 %x) {
  ret i32 %x
}

; CHECK-NOT: @nobody
define linkonce_odr i32 @nobody() {
  ret i32 0
}
