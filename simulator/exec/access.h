// Guest addresses to host addresses: checked, lane by lane or for a whole range at once.
#pragma once
#include "isa/kernel_abi.h"
#include "simulator/exec/lanes.h"

namespace ox::sim::OX_LEVEL {

using isa::kLocalWindowBase;

template <class T> struct [[gnu::may_alias]] Cell {
  T value;
};
template <class T> OX_INLINE T peek(uint64_t host) { return reinterpret_cast<const Cell<T>*>(host)->value; }
template <class T> OX_INLINE void poke(uint64_t host, T value) { reinterpret_cast<Cell<T>*>(host)->value = value; }

OX_INLINE bool in_local_window(const Warp& warp, uint64_t address, unsigned bytes) {
  uint64_t offset = address - kLocalWindowBase;
  return offset < warp.local_bytes && warp.local_bytes - offset >= bytes;
}
OX_INLINE uint64_t local_row(const Warp& warp, uint64_t address) { // host address of lane 0's word
  return warp.local_host + ((address - kLocalWindowBase) >> 3) * (8 * kLanes);
}

OX_INLINE bool holds(const Range& range, uint64_t address, uint64_t bytes) {
  uint64_t offset = address - range.begin;
  return offset < range.bytes && range.bytes - offset >= bytes;
}

// The cached range around an address, or null.  An instruction tends to stay in one range, so it picks the way.
OX_INLINE const Range* range_of(Warp& warp, const Slot* slot, uint64_t address) {
  RangeCache& cache = *warp.ranges;
  unsigned way = unsigned(slot - warp.code) % kRangeWays;
  const Range& range = cache.ways[way];
  if (__builtin_expect(__atomic_load_n(cache.epoch_now, __ATOMIC_ACQUIRE) == cache.epoch, 1) &&
      __builtin_expect(address - range.begin < range.bytes, 1))
    return &range;
  return find_range(warp, way, address);
}

// The host addresses of the lanes of the mask, each checked; false after raising a fault.
template <unsigned kBytes, bool kWrite>
[[gnu::noinline]] bool translate(Warp& warp, const Slot* slot, const uint64_t* addresses, uint64_t* host) {
  for (uint32_t left = warp.mask; left != 0; left &= left - 1) {
    unsigned lane = first_lane(left);
    uint64_t address = addresses[lane];
    if (address % kBytes != 0) {
      raise_access(warp, slot, Trouble::kMisaligned, lane, address, kBytes, kWrite);
      return false;
    }
    if (in_local_window(warp, address, kBytes)) {
      host[lane] = local_row(warp, address) + 8 * lane + (address & 7);
      continue;
    }
    const Range* range = range_of(warp, slot, address);
    if (!range || !holds(*range, address, kBytes) || (kWrite && !range->writable)) {
      raise_access(warp, slot, Trouble::kAccess, lane, address, kBytes, kWrite);
      return false;
    }
    host[lane] = address;
  }
  return true;
}

} // namespace ox::sim::OX_LEVEL
