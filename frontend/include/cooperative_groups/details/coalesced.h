// The lanes that execute together, and partitions of lanes by a label.
#pragma once

namespace cooperative_groups {

class coalesced_group : public thread_group {
public:
  static constexpr thread_scope scope = thread_scope::warp;

  __device__ explicit coalesced_group(unsigned mask, unsigned meta_rank = 0, unsigned meta_size = 1)
      : thread_group(Kind::lanes, mask), meta_rank_(meta_rank), meta_size_(meta_size) {}

  __device__ void sync() const { __syncwarp(mask_); }
  __device__ unsigned size() const { return (unsigned)__popc(mask_); }
  __device__ unsigned num_threads() const { return size(); }
  __device__ unsigned thread_rank() const { return (unsigned)__popc(mask_ & details::lanes_below(details::lane())); }
  __device__ unsigned meta_group_rank() const { return meta_rank_; }
  __device__ unsigned meta_group_size() const { return meta_size_; }
  __device__ unsigned ox_mask() const { return mask_; }

  template <class T> __device__ T shfl(const T& value, unsigned rank) const {
    return details::shuffle(mask_, value, (int)details::nth_lane(mask_, rank % size()), 32);
  }
  template <class T> __device__ T shfl_down(const T& value, unsigned delta) const {
    unsigned to = thread_rank() + delta;
    return details::shuffle(mask_, value, (int)(to < size() ? details::nth_lane(mask_, to) : details::lane()), 32);
  }
  template <class T> __device__ T shfl_up(const T& value, unsigned delta) const {
    unsigned rank = thread_rank();
    return details::shuffle(mask_, value,
                            (int)(delta <= rank ? details::nth_lane(mask_, rank - delta) : details::lane()), 32);
  }
  __device__ int any(int predicate) const { return __any_sync(mask_, predicate); }
  __device__ int all(int predicate) const { return __all_sync(mask_, predicate); }
  __device__ unsigned ballot(int predicate) const { return ranks(__ballot_sync(mask_, predicate)); }
  template <class T> __device__ unsigned match_any(T value) const { return ranks(__match_any_sync(mask_, value)); }
  template <class T> __device__ unsigned match_all(T value, int& all) const {
    return ranks(__match_all_sync(mask_, value, &all));
  }

private:
  // A mask of lanes as a mask of ranks in the group.
  __device__ unsigned ranks(unsigned lanes) const {
    if (mask_ == 0xffffffffu)
      return lanes;
    unsigned result = 0, rank = 0;
    for (unsigned left = mask_; left; left &= left - 1u, ++rank)
      if (lanes & left & (0u - left))
        result |= 1u << rank;
    return result;
  }

  unsigned meta_rank_;
  unsigned meta_size_;
};

static __device__ __forceinline__ coalesced_group coalesced_threads() { return coalesced_group(__activemask()); }

namespace details {
template <unsigned Size> OX_CG unsigned mask_of(const WarpTile<Size>& tile) { return tile.ox_mask(); }
OX_CG unsigned mask_of(const coalesced_group& group) { return group.ox_mask(); }

// Groups with the same label; they are numbered by their lowest lane.
template <class Group, class Label> OX_CG coalesced_group partition_by_label(const Group& group, Label label) {
  unsigned parent = mask_of(group);
  unsigned mine = __match_any_sync(parent, label);
  unsigned leaders = __ballot_sync(parent, (mine & (0u - mine)) == 1u << lane());
  unsigned my_leader = mine & (0u - mine);
  return coalesced_group(mine, (unsigned)__popc(leaders & (my_leader - 1u)), (unsigned)__popc(leaders));
}
} // namespace details

template <class Group, class Label> OX_CG coalesced_group labeled_partition(const Group& group, Label label) {
  return details::partition_by_label(group, label);
}
template <class Group> OX_CG coalesced_group binary_partition(const Group& group, bool predicate) {
  return details::partition_by_label(group, (int)predicate);
}

// Tiles of a size known only at run time.
static __device__ __forceinline__ coalesced_group tiled_partition(const coalesced_group& parent, unsigned size) {
  unsigned first = parent.thread_rank() / size * size;
  unsigned mask = 0;
  for (unsigned rank = first; rank < first + size && rank < parent.size(); ++rank)
    mask |= 1u << details::nth_lane(parent.ox_mask(), rank);
  return coalesced_group(mask, first / size, (parent.size() + size - 1) / size);
}
static __device__ __forceinline__ coalesced_group tiled_partition(const thread_block&, unsigned size) {
  unsigned lane = details::lane();
  unsigned mask = (size >= 32 ? 0xffffffffu : (1u << size) - 1u) << (lane & ~(size - 1u) & 31u);
  unsigned left = details::threads_in_block() - (details::thread_rank_in_block() - lane);
  if (left < 32)
    mask &= (1u << left) - 1u;
  return coalesced_group(mask, details::thread_rank_in_block() / size, (details::threads_in_block() + size - 1) / size);
}
__device__ __forceinline__ thread_group tiled_partition(const thread_group& parent, unsigned size) {
  if (parent.kind_ == thread_group::Kind::lanes)
    return tiled_partition(coalesced_group(parent.mask_), size);
  return tiled_partition(this_thread_block(), size);
}

// One thread of the group calls the function.
template <class Group, class Function, class... Args>
OX_CG void invoke_one(const Group& group, Function&& function, Args&&... args) {
  if (group.thread_rank() == 0)
    static_cast<Function&&>(function)(static_cast<Args&&>(args)...);
}
template <class Group, class Function, class... Args>
OX_CG auto invoke_one_broadcast(const Group& group, Function&& function, Args&&... args)
    -> decltype(static_cast<Function&&>(function)(static_cast<Args&&>(args)...)) {
  decltype(static_cast<Function&&>(function)(static_cast<Args&&>(args)...)) result = {};
  if (group.thread_rank() == 0)
    result = static_cast<Function&&>(function)(static_cast<Args&&>(args)...);
  return group.shfl(result, 0);
}

} // namespace cooperative_groups
