// inclusive_scan and exclusive_scan over the ranks of a warp-sized group.
#ifndef OX_COOPERATIVE_GROUPS_SCAN_H
#define OX_COOPERATIVE_GROUPS_SCAN_H

#include "../cooperative_groups.h"

#if defined(OX_CUDA)
#include "details/functional.h"

namespace cooperative_groups {

template <class Group, class T, class Op>
OX_CG typename details::Bare<T>::type inclusive_scan(const Group& group, T&& value, Op&& op) {
  typename details::Bare<T>::type sum = value;
  unsigned rank = group.thread_rank();
  for (unsigned delta = 1; delta < group.size(); delta *= 2) {
    typename details::Bare<T>::type below = group.shfl_up(sum, delta);
    if (rank >= delta)
      sum = op(below, sum);
  }
  return sum;
}
template <class Group, class T> OX_CG typename details::Bare<T>::type inclusive_scan(const Group& group, T&& value) {
  return inclusive_scan(group, value, plus<typename details::Bare<T>::type>());
}

// Rank 0 gets a value-initialised result, which is the identity of addition.
template <class Group, class T, class Op>
OX_CG typename details::Bare<T>::type exclusive_scan(const Group& group, T&& value, Op&& op) {
  typedef typename details::Bare<T>::type Value;
  Value below = group.shfl_up(inclusive_scan(group, value, op), 1);
  return group.thread_rank() == 0 ? Value() : below;
}
template <class Group, class T> OX_CG typename details::Bare<T>::type exclusive_scan(const Group& group, T&& value) {
  return exclusive_scan(group, value, plus<typename details::Bare<T>::type>());
}

// The group's sum is added to a cuda::atomic, and what was there before to all results: groups that share one share out
// a range.
template <class Group, class Atomic, class T, class Op>
OX_CG typename details::Bare<T>::type inclusive_scan_update(const Group& group, Atomic& total, T&& value, Op&& op) {
  typedef typename details::Bare<T>::type Value;
  const Value mine = inclusive_scan(group, value, op);
  const unsigned last = (unsigned)group.size() - 1;
  Value before = mine;
  if (group.thread_rank() == last)
    before = details::update_atomic(total, mine, op);
  return op(group.shfl(before, last), mine);
}
template <class Group, class Atomic, class T>
OX_CG typename details::Bare<T>::type inclusive_scan_update(const Group& group, Atomic& total, T&& value) {
  return inclusive_scan_update(group, total, value, plus<typename details::Bare<T>::type>());
}
template <class Group, class Atomic, class T, class Op>
OX_CG typename details::Bare<T>::type exclusive_scan_update(const Group& group, Atomic& total, T&& value, Op&& op) {
  typedef typename details::Bare<T>::type Value;
  const Value mine = inclusive_scan(group, value, op);
  const unsigned last = (unsigned)group.size() - 1;
  Value before = mine;
  if (group.thread_rank() == last)
    before = details::update_atomic(total, mine, op);
  before = group.shfl(before, last);
  const Value below = group.shfl_up(mine, 1);
  return group.thread_rank() == 0 ? before : op(before, below);
}
template <class Group, class Atomic, class T>
OX_CG typename details::Bare<T>::type exclusive_scan_update(const Group& group, Atomic& total, T&& value) {
  return exclusive_scan_update(group, total, value, plus<typename details::Bare<T>::type>());
}

} // namespace cooperative_groups
#endif

#endif
