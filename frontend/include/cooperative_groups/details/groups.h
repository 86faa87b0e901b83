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

class grid_group : public thread_group {
public:
  static constexpr thread_scope scope = thread_scope::grid;

  __device__ bool is_valid() const { return true; }
  // Its barrier needs every block resident and a workspace that the launch provides.
  template <int Blocks = 0> __device__ void sync() const {
    static_assert(Blocks < 0, "grid_group::sync() is not implemented in this version of Ox: end the kernel where the "
                              "grid synchronises and launch the rest as another");
  }
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

private:
  __device__ grid_group() : thread_group(Kind::grid, 0) {}
  friend __device__ __forceinline__ grid_group this_grid();
};

__device__ __forceinline__ grid_group this_grid() { return grid_group(); }

__device__ __forceinline__ void thread_group::sync() const {
  if (kind_ == Kind::lanes)
    __syncwarp(mask_);
  else if (kind_ == Kind::block)
    __syncthreads();
  else
    __trap(); // a grid: see grid_group::sync
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
template <class Group> OX_CG auto group_size(const Group& group) -> decltype(group.size()) { return group.size(); }

} // namespace cooperative_groups
