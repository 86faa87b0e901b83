// thread_group (any group, its kind forgotten), thread_block and grid_group.
#pragma once

namespace cooperative_groups {

// A group whose kind is known only at run time: a block, or lanes of one warp given by a mask.
class thread_group {
public:
  enum class Kind : unsigned char { block, lanes, grid };

  __device__ thread_group(Kind kind, unsigned mask) : kind_(kind), mask_(mask) {}

  __device__ void sync() const;
  __device__ unsigned long long size() const;
  __device__ unsigned long long num_threads() const { return size(); }
  __device__ unsigned long long thread_rank() const;
  __device__ bool is_valid() const { return true; }
  __device__ unsigned get_type() const { return (unsigned)kind_; }

protected:
  Kind kind_;
  unsigned mask_;
  friend __device__ __forceinline__ thread_group tiled_partition(const thread_group& parent, unsigned size);
};

class thread_block : public thread_group {
public:
  static constexpr thread_scope scope = thread_scope::block;
  struct arrival_token {};

  __device__ static void sync() { __syncthreads(); }
  __device__ static unsigned thread_rank() { return details::thread_rank_in_block(); }
  __device__ static unsigned size() { return details::threads_in_block(); }
  __device__ static unsigned num_threads() { return details::threads_in_block(); }
  __device__ static dim3 group_index() { return dim3(blockIdx.x, blockIdx.y, blockIdx.z); }
  __device__ static dim3 thread_index() { return dim3(threadIdx.x, threadIdx.y, threadIdx.z); }
  __device__ static dim3 group_dim() { return dim3(blockDim.x, blockDim.y, blockDim.z); }
  __device__ static dim3 dim_threads() { return group_dim(); }
  // Arriving waits for nobody; the barrier is the wait's.
  __device__ static arrival_token barrier_arrive() { return arrival_token(); }
  __device__ static void barrier_wait(arrival_token) { __syncthreads(); }
  __device__ static void barrier_wait() { __syncthreads(); }

private:
  __device__ thread_block() : thread_group(Kind::block, 0) {}
  friend __device__ __forceinline__ thread_block this_thread_block();
};

__device__ __forceinline__ thread_block this_thread_block() { return thread_block(); }

namespace details {

// What the blocks of a cooperative launch share, zero at its start.
struct GridWorkspace {
  unsigned arrived, generation;
};
OX_CG GridWorkspace* grid_workspace() {
  unsigned high, low;
  asm("mov.u32 %0, %%envreg1;" : "=r"(high));
  asm("mov.u32 %0, %%envreg2;" : "=r"(low));
  return (GridWorkspace*)((unsigned long long)high << 32 | low);
}

// One thread of each block arrives; the last opens the next generation, for which the others wait.
OX_CG unsigned arrive_at_grid_barrier() {
  GridWorkspace* workspace = grid_workspace();
  if (!workspace)
    __assertfail("a grid can be synchronised in a launch by cudaLaunchCooperativeKernel only", __FILE__, __LINE__,
                 "cooperative_groups::grid_group::sync", 1);
  __syncthreads();
  unsigned generation = 0;
  if (thread_rank_in_block() == 0) {
    generation = __scoped_atomic_load_n(&workspace->generation, __ATOMIC_RELAXED, __MEMORY_SCOPE_DEVICE);
    __threadfence();
    if (atomicAdd(&workspace->arrived, 1u) == gridDim.x * gridDim.y * gridDim.z - 1u) {
      __scoped_atomic_store_n(&workspace->arrived, 0u, __ATOMIC_RELAXED, __MEMORY_SCOPE_DEVICE);
      __threadfence();
      __scoped_atomic_store_n(&workspace->generation, generation + 1u, __ATOMIC_RELAXED, __MEMORY_SCOPE_DEVICE);
    }
  }
  return generation;
}
OX_CG void wait_at_grid_barrier(unsigned generation) {
  if (thread_rank_in_block() == 0) {
    GridWorkspace* workspace = grid_workspace();
    while (__scoped_atomic_load_n(&workspace->generation, __ATOMIC_RELAXED, __MEMORY_SCOPE_DEVICE) == generation) {
    }
    __threadfence();
  }
  __syncthreads();
}

} // namespace details

class grid_group : public thread_group {
public:
  static constexpr thread_scope scope = thread_scope::grid;
  struct arrival_token {
    unsigned generation;
  };

  // In launches that aren't cooperative the grid can't be synchronised.
  __device__ static bool is_valid() { return details::grid_workspace() != nullptr; }
  __device__ static void sync() { barrier_wait(barrier_arrive()); }
  __device__ static arrival_token barrier_arrive() { return arrival_token{details::arrive_at_grid_barrier()}; }
  __device__ static void barrier_wait(arrival_token token) { details::wait_at_grid_barrier(token.generation); }
  __device__ static unsigned long long thread_rank() {
    return block_rank() * details::threads_in_block() + details::thread_rank_in_block();
  }
  __device__ static unsigned long long size() { return num_blocks() * details::threads_in_block(); }
  __device__ static unsigned long long num_threads() { return size(); }
  __device__ static unsigned long long num_blocks() { return (unsigned long long)gridDim.x * gridDim.y * gridDim.z; }
  __device__ static unsigned long long block_rank() {
    return ((unsigned long long)blockIdx.z * gridDim.y + blockIdx.y) * gridDim.x + blockIdx.x;
  }
  __device__ static dim3 group_dim() { return dim3(gridDim.x, gridDim.y, gridDim.z); }
  __device__ static dim3 dim_blocks() { return group_dim(); }
  __device__ static dim3 block_index() { return dim3(blockIdx.x, blockIdx.y, blockIdx.z); }
  __device__ static dim3 thread_index() {
    return dim3(blockIdx.x * blockDim.x + threadIdx.x, blockIdx.y * blockDim.y + threadIdx.y,
                blockIdx.z * blockDim.z + threadIdx.z);
  }
  __device__ static dim3 dim_threads() {
    return dim3(gridDim.x * blockDim.x, gridDim.y * blockDim.y, gridDim.z * blockDim.z);
  }
  __device__ static unsigned long long num_clusters() {
    return (unsigned long long)__nvvm_read_ptx_sreg_nclusterid_x() * __nvvm_read_ptx_sreg_nclusterid_y() *
           __nvvm_read_ptx_sreg_nclusterid_z();
  }
  __device__ static dim3 dim_clusters() { return __clusterGridDimInClusters(); }
  __device__ static dim3 cluster_index() { return __clusterIdx(); }
  __device__ static unsigned long long cluster_rank() {
    const dim3 index = __clusterIdx(), count = __clusterGridDimInClusters();
    return ((unsigned long long)index.z * count.y + index.y) * count.x + index.x;
  }

private:
  __device__ grid_group() : thread_group(Kind::grid, 0) {}
  friend __device__ __forceinline__ grid_group this_grid();
};

__device__ __forceinline__ grid_group this_grid() { return grid_group(); }

// Grids on several devices (cudaLaunchCooperativeKernelMultiDevice), which CUDA 13 removed.  There is one device here,
// and no such launch.
class multi_grid_group {
public:
  __device__ static bool is_valid() { return false; }
  __device__ static void sync() {
    __ox_unsupported("multi_grid_group::sync(): Ox has no launches over several devices; use grid_group");
  }
  __device__ static unsigned long long size() { return grid_group::size(); }
  __device__ static unsigned long long num_threads() { return grid_group::size(); }
  __device__ static unsigned long long thread_rank() { return grid_group::thread_rank(); }
  __device__ static unsigned grid_rank() { return 0; }
  __device__ static unsigned num_grids() { return 1; }
};

OX_CG multi_grid_group this_multi_grid() { return multi_grid_group(); }

__device__ __forceinline__ void thread_group::sync() const {
  if (kind_ == Kind::grid)
    return grid_group::sync();
  if (kind_ == Kind::lanes)
    __syncwarp(mask_);
  else
    __syncthreads();
}

__device__ __forceinline__ unsigned long long thread_group::size() const {
  if (kind_ == Kind::lanes)
    return (unsigned)__popc(mask_);
  if (kind_ == Kind::block)
    return details::threads_in_block();
  return grid_group::size();
}

__device__ __forceinline__ unsigned long long thread_group::thread_rank() const {
  if (kind_ == Kind::lanes)
    return (unsigned)__popc(mask_ & details::lanes_below(details::lane()));
  if (kind_ == Kind::block)
    return details::thread_rank_in_block();
  return grid_group::thread_rank();
}

template <class Group> OX_CG auto sync(const Group& group) -> decltype(group.sync()) { group.sync(); }
template <class Group> OX_CG auto thread_rank(const Group& group) -> decltype(group.thread_rank()) {
  return group.thread_rank();
}
template <class Group> OX_CG auto group_index(const Group& group) -> decltype(group.group_index()) {
  return group.group_index();
}
template <class Group> OX_CG auto thread_index(const Group& group) -> decltype(group.thread_index()) {
  return group.thread_index();
}
template <class Group> OX_CG auto group_size(const Group& group) -> decltype(group.size()) { return group.size(); }

} // namespace cooperative_groups
