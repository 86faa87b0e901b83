; REQUIRES: simulator
; RUN: %ox-opt --emit=elf %s -o %t && %oxsim %t --kernel copies --param buf:64 --param i64:11 --dump 0:u8 | FileCheck %s
; RUN: %oxsim %t --kernel divides --param buf:64 --param u64:7 --dump 0:u64 | FileCheck %s --check-prefix=DIVIDE
; Copies of sizes known only at run time, overlapping ones in both directions, and 128-bit division.
target datalayout = "e-p6:32:32-i64:64-i128:128-i256:256-v16:16-v32:32-n16:32:64"
target triple = "nvptx64-nvidia-cuda"
declare void @llvm.memcpy.p0.p0.i64(ptr, ptr, i64, i1)
declare void @llvm.memmove.p0.p0.i64(ptr, ptr, i64, i1)
declare void @llvm.memset.p0.i64(ptr, i8, i64, i1)
; first 16 bytes are 0..15; then 11 of them are copied to 16, bytes 2.. move to 4.., bytes 20.. to 18.., 7s are set
; CHECK: [0] 0 1 2 3 2 3 4 5
; CHECK: [8] 6 7 8 9 10 11 12 15
; CHECK: [16] 0 1 4 5 6 7 8 9
; CHECK: [24] 10 0 0 0 0 0 0 0
; CHECK: [32] 7 7 7 7 7 7 7 7
; CHECK: [40] 7 7 7 0 0 0 0 0
define ptx_kernel void @copies(ptr %p, i64 %n) {
  store i64 506097522914230528, ptr %p
  %p8 = getelementptr i8, ptr %p, i64 8
  store i64 1084818905618843912, ptr %p8
  %p16 = getelementptr i8, ptr %p, i64 16
  call void @llvm.memcpy.p0.p0.i64(ptr align 8 %p16, ptr align 8 %p, i64 %n, i1 false)
  %p2 = getelementptr i8, ptr %p, i64 2
  %p4 = getelementptr i8, ptr %p, i64 4
  call void @llvm.memmove.p0.p0.i64(ptr align 2 %p4, ptr align 2 %p2, i64 %n, i1 false)
  %p18 = getelementptr i8, ptr %p, i64 18
  %p20 = getelementptr i8, ptr %p, i64 20
  call void @llvm.memmove.p0.p0.i64(ptr %p18, ptr %p20, i64 %n, i1 false)
  %p32 = getelementptr i8, ptr %p, i64 32
  call void @llvm.memset.p0.i64(ptr align 8 %p32, i8 7, i64 %n, i1 false)
  ret void
}
; 2^64 + 5 over 7: 2635249153387078803 rest 0 (2^64 = 7 * 2635249153387078802 + 2)
; DIVIDE: [0] 2635249153387078803 0 0
define ptx_kernel void @divides(ptr %p, i64 %d) {
  %w = zext i64 %d to i128
  %q = udiv i128 18446744073709551621, %w
  %r = urem i128 18446744073709551621, %w
  %q64 = trunc i128 %q to i64
  %r64 = trunc i128 %r to i64
  store i64 %q64, ptr %p
  %p1 = getelementptr i64, ptr %p, i64 1
  store i64 %r64, ptr %p1
  ret void
}
