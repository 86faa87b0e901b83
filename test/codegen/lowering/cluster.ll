; RUN: %ox-opt --emit=elf %s -o %t && %oxdis %t | FileCheck %s
; RUN: %oxdis --metadata %t | FileCheck %s --check-prefix=METADATA
; Clusters: registers, the barrier in two halves, addresses in another block's shared memory; what a kernel requires is in
; its metadata.
target datalayout = "e-p6:32:32-i64:64-i128:128-i256:256-v16:16-v32:32-n16:32:64"
target triple = "nvptx64-nvidia-cuda"
declare void @llvm.nvvm.barrier.cluster.arrive()
declare void @llvm.nvvm.barrier.cluster.arrive.relaxed.aligned()
declare void @llvm.nvvm.barrier.cluster.wait()
declare ptr @llvm.nvvm.mapa(ptr, i32)
declare ptr addrspace(7) @llvm.nvvm.mapa.shared.cluster(ptr addrspace(3), i32)
declare i32 @llvm.nvvm.getctarank(ptr)
declare i32 @llvm.nvvm.getctarank.shared.cluster(ptr addrspace(3))
declare i1 @llvm.nvvm.isspacep.shared.cluster(ptr)
declare i1 @llvm.nvvm.is_explicit_cluster()
declare i32 @llvm.nvvm.read.ptx.sreg.clusterid.y()
declare i32 @llvm.nvvm.read.ptx.sreg.nclusterid.x()
declare i32 @llvm.nvvm.read.ptx.sreg.cluster.ctaid.z()
declare i32 @llvm.nvvm.read.ptx.sreg.cluster.nctaid.x()
declare i32 @llvm.nvvm.read.ptx.sreg.cluster.ctarank()
declare i32 @llvm.nvvm.read.ptx.sreg.cluster.nctarank()
@row = internal addrspace(3) global [16 x i32] poison

; CHECK-LABEL: registers:
; CHECK: csrrs {{.*}}, clusterid_y, zero
; CHECK: csrrs {{.*}}, nclusterid_x, zero
; CHECK: csrrs {{.*}}, cluster_ctaid_z, zero
; CHECK: csrrs {{.*}}, cluster_nctaid_x, zero
; CHECK: csrrs {{.*}}, cluster_ctarank, zero
; CHECK: csrrs {{.*}}, cluster_nctarank, zero
; CHECK: csrrs {{.*}}, is_explicit_cluster, zero
; METADATA-LABEL: kernel registers
; METADATA-NOT: clusters
define ptx_kernel void @registers(ptr %p) {
  %a = call i32 @llvm.nvvm.read.ptx.sreg.clusterid.y()
  store volatile i32 %a, ptr %p
  %b = call i32 @llvm.nvvm.read.ptx.sreg.nclusterid.x()
  store volatile i32 %b, ptr %p
  %c = call i32 @llvm.nvvm.read.ptx.sreg.cluster.ctaid.z()
  store volatile i32 %c, ptr %p
  %d = call i32 @llvm.nvvm.read.ptx.sreg.cluster.nctaid.x()
  store volatile i32 %d, ptr %p
  %e = call i32 @llvm.nvvm.read.ptx.sreg.cluster.ctarank()
  store volatile i32 %e, ptr %p
  %f = call i32 @llvm.nvvm.read.ptx.sreg.cluster.nctarank()
  store volatile i32 %f, ptr %p
  %g = call i1 @llvm.nvvm.is_explicit_cluster()
  store volatile i1 %g, ptr %p
  ret void
}

; The load from the other block stays between the two barriers.
; CHECK-LABEL: remote:
; CHECK: sw
; CHECK: ox.cluster.arrive
; CHECK: ox.cluster.wait
; CHECK: lw
; CHECK: ox.cluster.arrive.relaxed
; METADATA-LABEL: kernel remote
; METADATA: clusters of 2 x 4 x 1 blocks
; METADATA: at most 8 blocks per cluster
define ptx_kernel void @remote(ptr %p, i32 %rank) "nvvm.cluster_dim"="2,4" "nvvm.maxclusterrank"="8" {
  store i32 %rank, ptr addrspace(3) @row
  call void @llvm.nvvm.barrier.cluster.arrive()
  %there = call ptr addrspace(7) @llvm.nvvm.mapa.shared.cluster(ptr addrspace(3) @row, i32 %rank)
  %who = call i32 @llvm.nvvm.getctarank.shared.cluster(ptr addrspace(3) @row)
  call void @llvm.nvvm.barrier.cluster.wait()
  %v = load i32, ptr addrspace(7) %there
  call void @llvm.nvvm.barrier.cluster.arrive.relaxed.aligned()
  %sum = add i32 %v, %who
  store i32 %sum, ptr %p
  ret void
}

; A pointer is in the cluster's shared memory where some block has that address.
; CHECK-LABEL: questions:
; CHECK: ox.mapa
; CHECK: ox.ctarank
; CHECK: sltiu {{.*}}, -1
define ptx_kernel void @questions(ptr %p, ptr %q, i32 %rank) {
  %there = call ptr @llvm.nvvm.mapa(ptr %q, i32 %rank)
  %inside = call i1 @llvm.nvvm.isspacep.shared.cluster(ptr %there)
  %i = zext i1 %inside to i32
  store i32 %i, ptr %p
  ret void
}
