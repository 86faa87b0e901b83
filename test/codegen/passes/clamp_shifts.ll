; RUN: %ox-opt --passes=clamp_shifts -S %s | FileCheck %s
; A shift by the width or more gives 0, or the sign (PTX ISA 9.0, shl and shr).  Amounts that cannot be so large cost
; nothing.
target triple = "nvptx64-nvidia-cuda"

; CHECK-LABEL: @left(
; CHECK: %[[BOUNDED:.*]] = icmp ult i32 %n, 32
; CHECK: %[[SHIFTED:.*]] = shl i32 %x, %n
; CHECK: %r = select i1 %[[BOUNDED]], i32 %[[SHIFTED]], i32 0
; CHECK: ret i32 %r
define i32 @left(i32 %x, i32 %n) {
  %r = shl i32 %x, %n
  ret i32 %r
}

; CHECK-LABEL: @right(
; CHECK: icmp ult i64 %n, 64
; CHECK: lshr exact i64 %x, %n
; CHECK: select i1
define i64 @right(i64 %x, i64 %n) {
  %r = lshr exact i64 %x, %n
  ret i64 %r
}

; CHECK-LABEL: @arithmetic(
; CHECK: %[[AMOUNT:.*]] = call i32 @llvm.umin.i32(i32 %n, i32 31)
; CHECK: ashr i32 %x, %[[AMOUNT]]
define i32 @arithmetic(i32 %x, i32 %n) {
  %r = ashr i32 %x, %n
  ret i32 %r
}

; CHECK-LABEL: @constant_or_masked(
; CHECK-NOT: select
; CHECK: ret i32
define i32 @constant_or_masked(i32 %x, i32 %n) {
  %masked = and i32 %n, 31
  %a = shl i32 %x, %masked
  %b = lshr i32 %a, 7
  ret i32 %b
}

; CHECK-LABEL: @guarded(
; CHECK-NOT: select
; CHECK: ret i32 %a
define i32 @guarded(i32 %x, i32 %n) {
entry:
  %small = icmp ult i32 %n, 32
  br i1 %small, label %shift, label %done
shift:
  %a = shl i32 %x, %n
  ret i32 %a
done:
  ret i32 0
}
