; RUN: %ox-opt --passes=remove_address_spaces -S %s | FileCheck %s --implicit-check-not='addrspace('
; Every pointer becomes flat: in signatures, structures, globals, constant expressions and intrinsics' names.
; A __constant__ variable is constant for kernels; the host writes to it, so its value is not known.
target datalayout = "e-p6:32:32-i64:64-i128:128-i256:256-v16:16-v32:32-n16:32:64"
target triple = "nvptx64-nvidia-cuda"
%node = type { ptr addrspace(1), i32 }

; CHECK-DAG: @value = dso_local global [4 x i32] zeroinitializer
@value = addrspace(1) global [4 x i32] zeroinitializer
; CHECK-DAG: @pointer = dso_local global ptr getelementptr inbounds {{.*}}@value{{.*}}
@pointer = addrspace(1) global ptr addrspacecast (ptr addrspace(1) getelementptr inbounds ([4 x i32], ptr addrspace(1) @value, i64 0, i64 2) to ptr)
; CHECK-DAG: @coefficients = dso_local externally_initialized constant [2 x float] zeroinitializer
@coefficients = unnamed_addr addrspace(4) externally_initialized constant [2 x float] zeroinitializer
; CHECK-DAG: @not_written = dso_local externally_initialized constant i32 7
@not_written = addrspace(4) global i32 7
; CHECK-DAG: @functions = internal global [1 x ptr] [ptr @helper]
@functions = internal addrspace(1) global [1 x ptr] [ptr @helper]

; CHECK: define internal ptr @helper(ptr %p)
define internal ptr addrspace(1) @helper(ptr addrspace(1) %p) {
  ret ptr addrspace(1) %p
}

; CHECK-LABEL: define void @f(ptr %n, ptr %out)
; CHECK: %slot = alloca { ptr, i32 }
; CHECK: %p = load ptr, ptr %n
; CHECK: %q = call ptr @helper(ptr %p)
; CHECK: call void @llvm.memcpy.p0.p0.i64(ptr %out, ptr %q, i64 32, i1 false)
; CHECK: select i1 %c, ptr %q, ptr @value
; CHECK: atomicrmw add ptr
define void @f(ptr addrspace(1) %n, ptr %out) {
  %slot = alloca %node
  %p = load ptr addrspace(1), ptr addrspace(1) %n
  %q = call ptr addrspace(1) @helper(ptr addrspace(1) %p)
  call void @llvm.memcpy.p0.p1.i64(ptr %out, ptr addrspace(1) %q, i64 32, i1 false)
  store ptr addrspace(1) %q, ptr %slot
  %c = icmp eq ptr addrspace(1) %q, null
  %s = select i1 %c, ptr addrspace(1) %q, ptr addrspace(1) @value
  %old = atomicrmw add ptr addrspace(1) %s, i32 1 monotonic
  %v = load float, ptr addrspace(4) @coefficients
  store float %v, ptr %out
  ret void
}
declare void @llvm.memcpy.p0.p1.i64(ptr, ptr addrspace(1), i64, i1)
