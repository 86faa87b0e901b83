; RUN: %ox-opt --passes=define_system_calls -S %s | FileCheck %s
; RUN: %ox-opt --emit=elf %s -o %t && %oxdis %t | FileCheck %s --check-prefix=CODE
; vprintf, __assertfail, malloc and free are system calls: number in a7, arguments in a0...
target datalayout = "e-p6:32:32-i64:64-i128:128-i256:256-v16:16-v32:32-n16:32:64"
target triple = "nvptx64-nvidia-cuda"
@text = private constant [3 x i8] c"hi\00"

; CHECK: define internal i32 @vprintf(ptr %0, ptr %1)
; CHECK: asm sideeffect "ecall", "={a0},{a0},{a1},{a7},~{memory}"(ptr %0, ptr %1, i64 1)
declare i32 @vprintf(ptr, ptr)
; CHECK: define internal void @__assertfail(
; CHECK: asm sideeffect "ecall", "={a0},{a0},{a1},{a2},{a3},{a7},~{memory}"
; CHECK: unreachable
declare void @__assertfail(ptr, ptr, i32, ptr, i64)
; CHECK: define internal ptr @malloc(
declare ptr @malloc(i64)
; CHECK: define internal void @free(
declare void @free(ptr)

; CODE: malloc:
; CODE: addi a7, zero, 3
; CODE-NEXT: ecall
; CODE-NEXT: jalr zero, 0(ra)
define ptx_kernel void @kernel(i64 %n) {
  %p = call ptr @malloc(i64 %n)
  call i32 @vprintf(ptr @text, ptr %p)
  call void @free(ptr %p)
  %c = icmp eq i64 %n, 3
  br i1 %c, label %bad, label %good
bad:
  call void @__assertfail(ptr @text, ptr @text, i32 3, ptr @text, i64 1)
  unreachable
good:
  ret void
}
