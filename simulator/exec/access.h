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

// Lane by lane.
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

// The host address of each lane, rs1 + offset, checked against the first lane's range at once, else lane by lane. False
// after raising a fault.
template <unsigned kBytes, bool kWrite>
OX_INLINE bool locate_each(Warp& warp, const Slot* slot, uint64_t offset, uint64_t* host) {
  alignas(64) uint64_t addresses[kLanes];
  warp.access_at = slot;
  const uint64_t* base = warp.x[slot->rs1];
  const uint32_t mask = warp.mask;
  const uint64_t address = base[first_lane(mask)] + offset;
  OX_LANES addresses[lane] = base[lane] + offset;
  if (const Range* range = range_of(warp, slot, address); range && (!kWrite || range->writable)) {
    const uint64_t begin = range->begin, limit = range->bytes - kBytes;
    uint64_t bad = range->bytes < kBytes;
    OX_LANES {
      uint64_t a = addresses[lane];
      bool wrong = a - begin > limit || a % kBytes != 0;
      bad |= wrong && has(mask, lane);
    }
    if (__builtin_expect(bad == 0, 1)) {
      OX_LANES host[lane] = has(mask, lane) ? addresses[lane] : address; // lanes outside read what the first one reads
      return true;
    }
  }
  OX_LANES host[lane] = uint64_t(&warp.x[0][0]); // a safe place to read for the lanes outside
  return translate<kBytes, kWrite>(warp, slot, addresses, host);
}

} // namespace ox::sim::OX_LEVEL
