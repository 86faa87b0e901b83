// What atomics and mbarriers have in common: the price of an operation, walks over the lanes, read-modify-write loops.
#pragma once
#include "simulator/exec/access.h"

namespace ox::sim::OX_LEVEL {

// What an atomic takes from the group's budget, in backward jumps.  One that may be a lane asking again for what
// another lane has (a compare-and-swap that failed, a swap, an operation with zero) takes much, and more when lanes of
// its own warp could run instead.
OX_INLINE void charge(Warp& warp, bool may_be_waiting) {
  warp.budget -= !may_be_waiting ? 16 : warp.crowded ? 1024 : 256;
}

// old = f(host, lane) for each lane of the group.
OX_INLINE bool all_same(uint32_t mask, const uint64_t* host) {
  const uint64_t first = host[first_lane(mask)];
  uint64_t differs = 0;
  OX_LANES differs |= has(mask, lane) ? host[lane] ^ first : 0;
  return differs == 0;
}
template <class F> OX_INLINE void each_lane_of(uint32_t mask, F f) {
  for (uint32_t left = mask; left != 0; left &= left - 1)
    f(first_lane(left));
}

template <class T, class F> OX_INLINE T fetch_apply(uint64_t host, F f) {
  T* cell = reinterpret_cast<T*>(host);
  T old = __atomic_load_n(cell, __ATOMIC_RELAXED);
  while (!__atomic_compare_exchange_n(cell, &old, f(old), true, __ATOMIC_SEQ_CST, __ATOMIC_RELAXED)) {
  }
  return old;
}

template <class T> OX_INLINE uint64_t sign_extend(T value) {
  constexpr unsigned kShift = 64 - 8 * sizeof(T);
  return uint64_t(int64_t(uint64_t(value) << kShift) >> kShift);
}

} // namespace ox::sim::OX_LEVEL
