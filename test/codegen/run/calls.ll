; REQUIRES: simulator
; RUN: %ox-opt --emit=elf %s -o %t && %oxsim %t --block 4 --stack 4096 --param buf:32 --dump 0:i32 | FileCheck %s
; RUN: %oxdis --metadata %t | FileCheck %s --check-prefix=NOTE
; Recursion, calls through a table of functions (relocated at load time), arrays on the stack.
target datalayout = "e-p6:32:32-i64:64-i128:128-i256:256-v16:16-v32:32-n16:32:64"
target triple = "nvptx64-nvidia-cuda"
@table = internal addrspace(4) constant [2 x ptr] [ptr @twice, ptr @square]
declare i32 @llvm.nvvm.read.ptx.sreg.tid.x()
define internal i32 @twice(i32 %x) noinline {
  %r = mul i32 %x, 2
  ret i32 %r
}
define internal i32 @square(i32 %x) noinline {
  %r = mul i32 %x, %x
  ret i32 %r
}
define internal i32 @factorial(i32 %n) noinline {
  %c = icmp slt i32 %n, 2
  br i1 %c, label %one, label %more
one:
  ret i32 1
more:
  %m = sub i32 %n, 1
  %f = call i32 @factorial(i32 %m)
  %r = mul i32 %n, %f
  ret i32 %r
}
; lane t: table[t & 1](t + 3) * factorial(t + 2), through a stack array of two
; CHECK: [0] 12 96 240 4320
; NOTE: kernel k
; NOTE: local {{[1-9][0-9]*}} bytes at least
define ptx_kernel void @k(ptr %p) {
  %array = alloca [2 x i32], align 4
  %t = call i32 @llvm.nvvm.read.ptx.sreg.tid.x()
  %which = and i32 %t, 1
  %slot = getelementptr [2 x ptr], ptr addrspace(4) @table, i32 0, i32 %which
  %f = load ptr, ptr addrspace(4) %slot
  %t3 = add i32 %t, 3
  %a = call i32 %f(i32 %t3)
  %mine = getelementptr i32, ptr %array, i32 %which
  store volatile i32 %a, ptr %mine
  %t2 = add i32 %t, 2
  %b = call i32 @factorial(i32 %t2)
  %back = load volatile i32, ptr %mine
  %r = mul i32 %back, %b
  %q = getelementptr i32, ptr %p, i32 %t
  store i32 %r, ptr %q
  ret void
}
