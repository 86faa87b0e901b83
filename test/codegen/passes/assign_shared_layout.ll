; RUN: %ox-opt --passes=assign_shared_layout -S %s | FileCheck %s
; RUN: %ox-opt --emit=elf %s -o %t && %oxdis --metadata %t | FileCheck %s --check-prefix=SIZE
; Variables that no kernel uses together overlap; one that a common function uses has one offset; dynamic arrays start
; behind the static part, 16-byte aligned.
target datalayout = "e-p6:32:32-i64:64-i128:128-i256:256-v16:16-v32:32-n16:32:64"
target triple = "nvptx64-nvidia-cuda"
@common = internal addrspace(3) global [4 x i64] poison, align 8
@only_first = internal addrspace(3) global [3 x float] poison, align 4
@only_second = internal addrspace(3) global [5 x float] poison, align 4
@dynamic = external addrspace(3) global [0 x float], align 4

; CHECK-NOT: @common =
; CHECK-NOT: @dynamic =

; CHECK-LABEL: @first(
; CHECK: %only_first = getelementptr inbounds i8, ptr %{{.*}}, i64 32
; CHECK: addrspacecast ptr %only_first to ptr addrspace(3)
define ptx_kernel void @first(i32 %i) {
  call void @touch()
  %a = getelementptr float, ptr addrspacecast (ptr addrspace(3) @only_first to ptr), i32 %i
  store float 1.0, ptr %a
  ret void
}

; 32 bytes of @common and 20 of @only_second: 52, rounded up to 64 for the dynamic array.
; CHECK-LABEL: @second(
; CHECK-DAG: %only_second = getelementptr inbounds i8, ptr %{{.*}}, i64 32
; CHECK-DAG: %dynamic = getelementptr inbounds i8, ptr %{{.*}}, i64 64
define ptx_kernel void @second(i32 %i) {
  call void @touch()
  %a = getelementptr float, ptr addrspace(3) @only_second, i32 %i
  store float 1.0, ptr addrspace(3) %a
  %d = getelementptr float, ptr addrspace(3) @dynamic, i32 %i
  store float 1.0, ptr addrspace(3) %d
  ret void
}

; CHECK-LABEL: @touch(
; CHECK: call ptr @llvm.thread.pointer.p0()
; CHECK: %common = getelementptr inbounds i8, ptr %{{.*}}, i64 0
define internal void @touch() noinline {
  store i64 1, ptr addrspace(3) @common
  ret void
}

; SIZE: kernel first
; SIZE: static shared 44 bytes
; SIZE: kernel second
; SIZE: static shared 64 bytes
