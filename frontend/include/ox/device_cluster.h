// Clusters (sm_90): where a thread's block is in its cluster and its cluster in the grid, the barrier of all threads of
// a cluster, and the shared memory of its other blocks.
#pragma once

OX_DEVICE unsigned __clusterDimIsSpecified() { return __nvvm_is_explicit_cluster(); }
OX_DEVICE dim3 __clusterDim() {
  return dim3((unsigned)__nvvm_read_ptx_sreg_cluster_nctaid_x(), (unsigned)__nvvm_read_ptx_sreg_cluster_nctaid_y(),
              (unsigned)__nvvm_read_ptx_sreg_cluster_nctaid_z());
}
OX_DEVICE dim3 __clusterRelativeBlockIdx() {
  return dim3((unsigned)__nvvm_read_ptx_sreg_cluster_ctaid_x(), (unsigned)__nvvm_read_ptx_sreg_cluster_ctaid_y(),
              (unsigned)__nvvm_read_ptx_sreg_cluster_ctaid_z());
}
OX_DEVICE dim3 __clusterGridDimInClusters() {
  return dim3((unsigned)__nvvm_read_ptx_sreg_nclusterid_x(), (unsigned)__nvvm_read_ptx_sreg_nclusterid_y(),
              (unsigned)__nvvm_read_ptx_sreg_nclusterid_z());
}
OX_DEVICE dim3 __clusterIdx() {
  return dim3((unsigned)__nvvm_read_ptx_sreg_clusterid_x(), (unsigned)__nvvm_read_ptx_sreg_clusterid_y(),
              (unsigned)__nvvm_read_ptx_sreg_clusterid_z());
}
OX_DEVICE unsigned __clusterRelativeBlockRank() { return (unsigned)__nvvm_read_ptx_sreg_cluster_ctarank(); }
OX_DEVICE unsigned __clusterSizeInBlocks() { return (unsigned)__nvvm_read_ptx_sreg_cluster_nctarank(); }

OX_DEVICE void __cluster_barrier_arrive() { __nvvm_barrier_cluster_arrive(); }
OX_DEVICE void __cluster_barrier_arrive_relaxed() { __nvvm_barrier_cluster_arrive_relaxed(); }
OX_DEVICE void __cluster_barrier_wait() { __nvvm_barrier_cluster_wait(); }
OX_DEVICE void __threadfence_cluster() { __nvvm_fence_sc_cluster(); }

// The address in the shared memory of the block with that rank that corresponds to this one in the own block's; and the
// rank of the block that such an address belongs to.
OX_DEVICE void* __cluster_map_shared_rank(const void* address, unsigned rank) {
  return __nvvm_mapa((void*)address, (int)rank);
}
OX_DEVICE unsigned __cluster_query_shared_rank(const void* address) {
  return (unsigned)__nvvm_getctarank((void*)address);
}
OX_DEVICE unsigned __isClusterShared(const void* address) { return __nvvm_isspacep_shared_cluster(address); }
OX_DEVICE unsigned __isCtaShared(const void* address) { return __isShared(address); }
