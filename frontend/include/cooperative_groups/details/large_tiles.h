// Tiles of 64 threads and more: whole warps of a block, which meet at one of the block's named barriers and exchange
// values through shared memory.
//
// Tile n uses barrier n + 1, so fifteen tiles can synchronise; barrier 0 is __syncthreads.
#pragma once

namespace cooperative_groups {

// Older architectures wanted the program to provide the memory of the exchange; here each kernel has its own.
template <unsigned MaxBlockSize> struct block_tile_memory {
  unsigned char reserved[16];
};

template <unsigned MaxBlockSize> OX_CG thread_block this_thread_block(block_tile_memory<MaxBlockSize>&) {
  return this_thread_block();
}

namespace details {

// One slot per warp of a block.
struct alignas(16) ExchangeSlot {
  unsigned char bytes[16];
};
static __device__ __forceinline__ ExchangeSlot* exchange_slots() {
  static __shared__ ExchangeSlot slots[32];
  return slots;
}

template <unsigned Size> class LargeTile {
public:
  static constexpr thread_scope scope = thread_scope::block;

  __device__ LargeTile(unsigned meta_rank, unsigned meta_size) : meta_rank_(meta_rank), meta_size_(meta_size) {}

  __device__ void sync() const {
    if (meta_rank_ >= 15)
      __trap(); // out of barriers
    __barrier_sync_count(1 + meta_rank_, Size);
  }
  __device__ static constexpr unsigned size() { return Size; }
  __device__ static constexpr unsigned num_threads() { return Size; }
  __device__ static unsigned thread_rank() { return thread_rank_in_block() % Size; }
  __device__ unsigned meta_group_rank() const { return meta_rank_; }
  __device__ unsigned meta_group_size() const { return meta_size_; }

  template <class T> __device__ T shfl(const T& value, unsigned rank) const {
    return exchange(value, thread_rank() == rank, 0);
  }
  __device__ int any(int predicate) const { return fold(__any_sync(0xffffffffu, predicate), 1); }
  __device__ int all(int predicate) const { return fold(__all_sync(0xffffffffu, predicate), 0); }

  // Every warp's value, combined in the order of the warps; each lane of a warp brings the same one.
  template <class T, class Op> __device__ T combine_warps(const T& value, Op& op) const {
    T* mine = slot<T>(thread_rank() / 32);
    if (lane() == 0)
      *mine = value;
    sync();
    T result = *slot<T>(0);
    for (unsigned warp = 1; warp < Size / 32; ++warp)
      result = op(result, *slot<T>(warp));
    sync();
    return result;
  }

private:
  template <class T> __device__ T* slot(unsigned warp) const {
    static_assert(sizeof(T) <= sizeof(ExchangeSlot), "values that tiles of several warps exchange have up to 16 bytes");
    return (T*)(exchange_slots() + meta_rank_ * (Size / 32) + warp);
  }
  template <class T> __device__ T exchange(const T& value, bool is_source, unsigned warp) const {
    if (is_source)
      *slot<T>(warp) = value;
    sync();
    T result = *slot<T>(warp);
    sync();
    return result;
  }
  __device__ int fold(int value, int is_any) const {
    auto op = [=](int a, int b) { return is_any ? a | b : a & b; };
    return combine_warps(value != 0, op);
  }

  unsigned meta_rank_;
  unsigned meta_size_;
};

} // namespace details
} // namespace cooperative_groups
