; RUN: %ox-opt --passes=expand_variable_arguments -S %s | FileCheck %s
; An i32 takes four bytes of the block, a double eight at a multiple of eight; the callee gets the block's address.
target triple = "nvptx64-nvidia-cuda"
target datalayout = "e-p6:32:32-i64:64-i128:128-i256:256-v16:16-v32:32-n16:32:64"

; CHECK: %[[BLOCK:[a-z_.]+]] = type <{ i32, i32, double }>
; CHECK: define i32 @sum(i32 %n, ptr %varargs)
; CHECK: store ptr %varargs, ptr %list
; CHECK: %first = load i32, ptr
define i32 @sum(i32 %n, ...) {
  %list = alloca ptr
  call void @llvm.va_start(ptr %list)
  %at = load ptr, ptr %list
  %first = load i32, ptr %at
  ret i32 %first
}

; CHECK-LABEL: define i32 @caller()
; CHECK: alloca %[[BLOCK]]
; CHECK: call i32 @sum(i32 3, ptr %
define i32 @caller() {
  %r = call i32 (i32, ...) @sum(i32 3, i32 1, i32 2, double 3.0)
  ret i32 %r
}
declare void @llvm.va_start(ptr)
