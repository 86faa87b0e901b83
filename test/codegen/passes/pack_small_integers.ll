; RUN: %ox-opt --emit=elf %s -o %t && %oxdis %t | FileCheck %s
; Arithmetic on <2 x i16> and <4 x i8> is one instruction on a register, and so are the patterns by which CUDA's functions
; on packed integers are written.
target datalayout = "e-p6:32:32-i64:64-i128:128-i256:256-v16:16-v32:32-n16:32:64"
target triple = "nvptx64-nvidia-cuda"
declare <4 x i8> @llvm.uadd.sat.v4i8(<4 x i8>, <4 x i8>)
declare <4 x i8> @llvm.umax.v4i8(<4 x i8>, <4 x i8>)
declare <4 x i8> @llvm.umin.v4i8(<4 x i8>, <4 x i8>)
declare <2 x i16> @llvm.smax.v2i16(<2 x i16>, <2 x i16>)
declare <2 x i16> @llvm.smin.v2i16(<2 x i16>, <2 x i16>)

; CHECK-LABEL: simple:
; CHECK-DAG: ox.simd2.add
; CHECK-DAG: ox.simd4.sub
; CHECK-DAG: ox.simd4.addsat.u
; CHECK-DAG: ox.simd2.max.s
; CHECK-NOT: lbu
; CHECK-NOT: lhu
; CHECK: ox.exit
define ptx_kernel void @simple(ptr %p, i32 %a, i32 %b) {
  %a2 = bitcast i32 %a to <2 x i16>
  %b2 = bitcast i32 %b to <2 x i16>
  %a4 = load <4 x i8>, ptr %p, align 4
  %b4 = bitcast i32 %b to <4 x i8>
  %sum = add <2 x i16> %a2, %b2
  %max = call <2 x i16> @llvm.smax.v2i16(<2 x i16> %sum, <2 x i16> %b2)
  %difference = sub <4 x i8> %a4, %b4
  %sat = call <4 x i8> @llvm.uadd.sat.v4i8(<4 x i8> %difference, <4 x i8> %b4)
  store <2 x i16> %max, ptr %p, align 4
  %q = getelementptr i32, ptr %p, i64 1
  store <4 x i8> %sat, ptr %q, align 4
  ret void
}

; CHECK-LABEL: patterns:
; CHECK-DAG: ox.simd4.avg.u
; CHECK-DAG: ox.simd2.avg.s
; CHECK-DAG: ox.simd4.lt.u
; CHECK-DAG: ox.simd2.sad.s
; CHECK-NOT: mul
; CHECK: ox.exit
define ptx_kernel void @patterns(ptr %p, i32 %a, i32 %b) {
  %a2 = bitcast i32 %a to <2 x i16>
  %b2 = bitcast i32 %b to <2 x i16>
  %a4 = bitcast i32 %a to <4 x i8>
  %b4 = bitcast i32 %b to <4 x i8>
  %or = or <4 x i8> %a4, %b4
  %xor = xor <4 x i8> %a4, %b4
  %half = lshr <4 x i8> %xor, splat (i8 1)
  %avg = sub <4 x i8> %or, %half
  %less = icmp ugt <4 x i8> %avg, %b4
  %mask = sext <4 x i1> %less to <4 x i8>
  store <4 x i8> %mask, ptr %p, align 4
  %wide_a = sext <2 x i16> %a2 to <2 x i32>
  %wide_b = sext <2 x i16> %b2 to <2 x i32>
  %sum = add nsw <2 x i32> %wide_a, %wide_b
  %positive = icmp sgt <2 x i32> %sum, splat (i32 -1)
  %one = zext <2 x i1> %positive to <2 x i32>
  %rounded = add nsw <2 x i32> %sum, %one
  %shifted = lshr <2 x i32> %rounded, splat (i32 1)
  %avgs = trunc <2 x i32> %shifted to <2 x i16>
  %max = call <2 x i16> @llvm.smax.v2i16(<2 x i16> %avgs, <2 x i16> %b2)
  %min = call <2 x i16> @llvm.smin.v2i16(<2 x i16> %avgs, <2 x i16> %b2)
  %distance = sub <2 x i16> %max, %min
  %low = extractelement <2 x i16> %distance, i64 0
  %high = extractelement <2 x i16> %distance, i64 1
  %low32 = zext i16 %low to i32
  %high32 = zext i16 %high to i32
  %with_a = add i32 %low32, %a
  %sad = add i32 %with_a, %high32
  %q = getelementptr i32, ptr %p, i64 1
  store i32 %sad, ptr %q
  ret void
}

; The sum of some elements only, or of products, is no sum of differences; an average that could overflow its wider
; element is none.
; CHECK-LABEL: near_misses:
; CHECK-NOT: ox.simd4.sad
; CHECK-NOT: ox.simd4.avg
; CHECK: ox.exit
define ptx_kernel void @near_misses(ptr %p, i32 %a, i32 %b) {
  %a4 = bitcast i32 %a to <4 x i8>
  %b4 = bitcast i32 %b to <4 x i8>
  %max = call <4 x i8> @llvm.umax.v4i8(<4 x i8> %a4, <4 x i8> %b4)
  %min = call <4 x i8> @llvm.umin.v4i8(<4 x i8> %a4, <4 x i8> %b4)
  %distance = sub <4 x i8> %max, %min
  %e0 = extractelement <4 x i8> %distance, i64 0
  %e1 = extractelement <4 x i8> %distance, i64 1
  %e2 = extractelement <4 x i8> %distance, i64 2
  %z0 = zext i8 %e0 to i32
  %z1 = zext i8 %e1 to i32
  %z2 = zext i8 %e2 to i32
  %s1 = add i32 %z0, %z1
  %s2 = add i32 %s1, %z2
  store i32 %s2, ptr %p
  %or = or <4 x i8> %a4, %b4
  %xor = xor <4 x i8> %a4, %b4
  %quarter = lshr <4 x i8> %xor, splat (i8 2)
  %no_avg = sub <4 x i8> %or, %quarter
  %q = getelementptr i32, ptr %p, i64 1
  store <4 x i8> %no_avg, ptr %q, align 4
  ret void
}
