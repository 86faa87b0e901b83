// cluster_group: the blocks of a cluster, their barrier, and their shared memory.  Needs sm_90.
#pragma once

#if !defined(__CUDA_ARCH__) || __CUDA_ARCH__ >= 900
#define _CG_HAS_CLUSTER_GROUP 1

namespace cooperative_groups {

class cluster_group {
public:
  static constexpr thread_scope scope = thread_scope::cluster;
  class arrival_token {};

  __device__ static void sync() { barrier_wait(barrier_arrive()); }
  __device__ static arrival_token barrier_arrive() {
    __cluster_barrier_arrive();
    return arrival_token();
  }
  __device__ static void barrier_wait() { __cluster_barrier_wait(); }
  __device__ static void barrier_wait(arrival_token) { __cluster_barrier_wait(); }

  __device__ static unsigned thread_rank() {
    return block_rank() * details::threads_in_block() + details::thread_rank_in_block();
  }
  __device__ static unsigned num_threads() { return num_blocks() * details::threads_in_block(); }
  __device__ static unsigned size() { return num_threads(); }
  __device__ static dim3 thread_index() {
    const dim3 block = block_index();
    return dim3(block.x * blockDim.x + threadIdx.x, block.y * blockDim.y + threadIdx.y,
                block.z * blockDim.z + threadIdx.z);
  }
  __device__ static dim3 dim_threads() {
    const dim3 blocks = dim_blocks();
    return dim3(blocks.x * blockDim.x, blocks.y * blockDim.y, blocks.z * blockDim.z);
  }
  __device__ static unsigned block_rank() { return __clusterRelativeBlockRank(); }
  __device__ static unsigned num_blocks() { return __clusterSizeInBlocks(); }
  __device__ static dim3 block_index() { return __clusterRelativeBlockIdx(); }
  __device__ static dim3 dim_blocks() { return __clusterDim(); }

  // The variable of the block with that rank that corresponds to this one; and whose a variable is.
  template <class T> __device__ static T* map_shared_rank(T* address, int rank) {
    return (T*)__cluster_map_shared_rank((const void*)address, (unsigned)rank);
  }
  __device__ static unsigned query_shared_rank(const void* address) { return __cluster_query_shared_rank(address); }

private:
  __device__ cluster_group() {}
  friend __device__ __forceinline__ cluster_group this_cluster();
};

__device__ __forceinline__ cluster_group this_cluster() { return cluster_group(); }

} // namespace cooperative_groups
#endif
