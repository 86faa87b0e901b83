// reduce(group, value, op): every thread of a warp-sized group gets the reduction of all values.
#ifndef OX_COOPERATIVE_GROUPS_REDUCE_H
#define OX_COOPERATIVE_GROUPS_REDUCE_H

#include "../cooperative_groups.h"

#if defined(OX_CUDA)
#include "details/functional.h"

namespace cooperative_groups {
namespace details {

// A full tile is a butterfly: log2(Size) exchanges.
template <unsigned Size, class T, class Op> OX_CG T reduce(const WarpTile<Size>& tile, T value, Op& op) {
#pragma unroll
  for (unsigned lanes = Size / 2; lanes > 0; lanes /= 2)
    value = op(value, tile.shfl_xor(value, lanes));
  return value;
}

// Tiles of several warps: each warp first, then the warps' results.
template <unsigned Size, class T, class Op> OX_CG T reduce(const LargeTile<Size>& tile, T value, Op& op) {
#pragma unroll
  for (unsigned lanes = 16; lanes > 0; lanes /= 2)
    value = op(value, shuffle_xor(0xffffffffu, value, (int)lanes, 32));
  return tile.combine_warps(value, op);
}

// Any set of lanes: ranks fold onto the lower half until one is left.
template <class T, class Op> OX_CG T reduce(const coalesced_group& group, T value, Op& op) {
  unsigned rank = group.thread_rank();
  for (unsigned size = group.size(); size > 1;) {
    unsigned half = (size + 1) / 2;
    T other = group.shfl_down(value, half);
    if (rank + half < size)
      value = op(value, other);
    size = half;
  }
  return group.shfl(value, 0);
}

} // namespace details

template <class Group, class T, class Op>
OX_CG typename details::Bare<T>::type reduce(const Group& group, T&& value, Op&& op) {
  typename details::Bare<T>::type copy = value;
  return details::reduce(group, copy, op);
}

// The result goes to a cuda::atomic or cuda::atomic_ref, alone or combined with what is there.
template <class Group, class Atomic, class T, class Op>
OX_CG void reduce_store_async(const Group& group, Atomic& to, T&& value, Op&& op) {
  const auto result = reduce(group, value, op);
  if (group.thread_rank() == 0)
    to.store(result);
}
template <class Group, class Atomic, class T, class Op>
OX_CG void reduce_update_async(const Group& group, Atomic& to, T&& value, Op&& op) {
  const auto result = reduce(group, value, op);
  if (group.thread_rank() == 0)
    details::update_atomic(to, result, op);
}

} // namespace cooperative_groups
#endif

#endif
