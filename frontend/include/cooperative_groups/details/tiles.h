// thread_block_tile<Size>: a power of two of neighbouring threads, its size known at compile time.  Up to 32 it is
// lanes of one warp; beyond that it is warps of a block, see large_tiles.h.
#pragma once

namespace cooperative_groups {

namespace details {

template <unsigned Size> class WarpTile : public thread_group {

public:
  static constexpr thread_scope scope = thread_scope::warp;

  __device__ WarpTile(unsigned meta_rank, unsigned meta_size)
      : thread_group(Kind::lanes, tile_mask()), meta_rank_(meta_rank), meta_size_(meta_size) {}

  __device__ void sync() const { __syncwarp(mask_); }
  __device__ static constexpr unsigned size() { return Size; }
  __device__ static constexpr unsigned num_threads() { return Size; }
  __device__ static unsigned thread_rank() { return details::lane() & (Size - 1u); }
  __device__ unsigned meta_group_rank() const { return meta_rank_; }
  __device__ unsigned meta_group_size() const { return meta_size_; }
  __device__ unsigned ox_mask() const { return mask_; }

  template <class T> __device__ T shfl(const T& value, int rank) const {
    return details::shuffle(mask_, value, rank, Size);
  }
  template <class T> __device__ T shfl_down(const T& value, unsigned delta) const {
    return details::shuffle_down(mask_, value, delta, Size);
  }
  template <class T> __device__ T shfl_up(const T& value, unsigned delta) const {
    return details::shuffle_up(mask_, value, delta, Size);
  }
  template <class T> __device__ T shfl_xor(const T& value, unsigned lanes) const {
    return details::shuffle_xor(mask_, value, (int)lanes, Size);
  }
  __device__ int any(int predicate) const { return __any_sync(mask_, predicate); }
  __device__ int all(int predicate) const { return __all_sync(mask_, predicate); }
  __device__ unsigned ballot(int predicate) const { return __ballot_sync(mask_, predicate) >> first_lane(); }
  template <class T> __device__ unsigned match_any(T value) const {
    return __match_any_sync(mask_, value) >> first_lane();
  }
  template <class T> __device__ unsigned match_all(T value, int& all) const {
    return __match_all_sync(mask_, value, &all) >> first_lane();
  }

private:
  __device__ static unsigned first_lane() { return details::lane() & ~(Size - 1u); }
  __device__ static unsigned tile_mask() {
    return Size == 32 ? 0xffffffffu : ((1u << (Size & 31u)) - 1u) << first_lane();
  }

  unsigned meta_rank_;
  unsigned meta_size_;
};

template <unsigned Size, bool IsLarge> struct TileKind {
  typedef WarpTile<Size> type;
};
template <unsigned Size> struct TileKind<Size, true> {
  typedef LargeTile<Size> type;
};

} // namespace details

template <unsigned Size, class Parent = void>
class thread_block_tile : public details::TileKind<Size, (Size > 32)>::type {
  static_assert(Size > 0 && (Size & (Size - 1)) == 0 && Size <= 1024, "a tile's size is a power of two up to 1024");
  typedef typename details::TileKind<Size, (Size > 32)>::type Base;

public:
  __device__ thread_block_tile(unsigned meta_rank = 0, unsigned meta_size = 1) : Base(meta_rank, meta_size) {}
  template <class Other>
  __device__ thread_block_tile(const thread_block_tile<Size, Other>& other)
      : Base(other.meta_group_rank(), other.meta_group_size()) {}
};

// A tile of a block counts among the block's tiles; a tile of a tile counts in its parent.
template <unsigned Size> OX_CG thread_block_tile<Size, thread_block> tiled_partition(const thread_block&) {
  return thread_block_tile<Size, thread_block>(details::thread_rank_in_block() / Size,
                                               (details::threads_in_block() + Size - 1) / Size);
}
template <unsigned Size, unsigned ParentSize, class Grandparent>
OX_CG thread_block_tile<Size, thread_block_tile<ParentSize, Grandparent>>
tiled_partition(const thread_block_tile<ParentSize, Grandparent>& parent) {
  static_assert(Size <= ParentSize, "a tile isn't larger than the group it divides");
  return thread_block_tile<Size, thread_block_tile<ParentSize, Grandparent>>(parent.thread_rank() / Size,
                                                                             ParentSize / Size);
}

static __device__ __forceinline__ thread_block_tile<1> this_thread() { return thread_block_tile<1>(); }

} // namespace cooperative_groups
