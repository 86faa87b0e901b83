; REQUIRES: simulator
; RUN: %ox-opt --emit=elf %s -o %t && %oxsim %t --kernel reverse --block 64 --shared 256 --param buf:256 --dump 0:i32 | FileCheck %s
; RUN: %oxsim %t --kernel offsets --block 1 --param buf:16 --dump 0:i32 | FileCheck %s --check-prefix=OFFSETS
; A static and a dynamic array side by side, through a barrier; and shared pointers as integers.
target datalayout = "e-p6:32:32-i64:64-i128:128-i256:256-v16:16-v32:32-n16:32:64"
target triple = "nvptx64-nvidia-cuda"
@static = internal addrspace(3) global [64 x i32] poison, align 4
@dynamic = external addrspace(3) global [0 x i32], align 4
declare i32 @llvm.nvvm.read.ptx.sreg.tid.x()
declare void @llvm.nvvm.barrier.cta.sync.aligned.all(i32)
; CHECK: [0] 126 123 120 117 114 111 108 105
; CHECK: [56] -42 -45 -48 -51 -54 -57 -60 -63
define ptx_kernel void @reverse(ptr %p) {
  %t = call i32 @llvm.nvvm.read.ptx.sreg.tid.x()
  %s = getelementptr i32, ptr addrspace(3) @static, i32 %t
  store i32 %t, ptr addrspace(3) %s
  %d = getelementptr i32, ptr addrspacecast (ptr addrspace(3) @dynamic to ptr), i32 %t
  %double = shl i32 %t, 1
  store i32 %double, ptr %d
  call void @llvm.nvvm.barrier.cta.sync.aligned.all(i32 0)
  %other = sub i32 63, %t
  %so = getelementptr i32, ptr addrspace(3) @static, i32 %other
  %do = getelementptr i32, ptr addrspacecast (ptr addrspace(3) @dynamic to ptr), i32 %other
  %a = load i32, ptr addrspace(3) %s
  %b = load i32, ptr %do
  %r = sub i32 %b, %a
  %q = getelementptr i32, ptr %p, i32 %t
  store i32 %r, ptr %q
  ret void
}
; OFFSETS: [0] 8 77 0 0
define ptx_kernel void @offsets(ptr %p) {
  %s = getelementptr i32, ptr addrspace(3) @static, i32 2
  %i = ptrtoint ptr addrspace(3) %s to i32
  store i32 %i, ptr %p
  %back = inttoptr i32 %i to ptr addrspace(3)
  store i32 77, ptr addrspace(3) %back
  %g = addrspacecast ptr addrspace(3) %s to ptr
  %v = load i32, ptr %g
  %p1 = getelementptr i32, ptr %p, i64 1
  store i32 %v, ptr %p1
  ret void
}
