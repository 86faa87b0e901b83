// The warp engine: operations of the lanes that a mask names.  When the group is exactly the live lanes of the mask,
// the operation is done here and now; otherwise the scheduler holds its lanes until the others arrive, wherever they
// are, and then calls the same function (CollectiveFunction).
#pragma once
#include "simulator/exec/lanes.h"

namespace ox::sim::OX_LEVEL {

enum class MaskIn { kFirst, kSecond, kThird };

template <class Op, MaskIn kMaskIn> struct Rendezvous {
  static void compute(const Collective& lanes, uint64_t* result) { Op::of(lanes, result); }
  template <class, bool kFull> static const Slot* run(Warp& warp, const Slot* slot) {
    const uint64_t* a = warp.x[slot->rs1];
    const uint64_t* b = warp.x[slot->rs2];
    const uint64_t* c = warp.x[slot->rs3];
    const uint64_t* masks = kMaskIn == MaskIn::kFirst ? a : kMaskIn == MaskIn::kSecond ? b : c;
    const uint32_t named = uint32_t(masks[first_lane(warp.mask)]);
    uint64_t differs = 0;
    OX_LANES differs |= has(warp.mask, lane) ? uint32_t(masks[lane]) ^ named : 0;
    if (differs != 0 || (named & warp.live) != warp.mask)
      return wait_for_mask(warp, slot, masks);
    alignas(64) uint64_t result[kLanes];
    compute({warp.mask, a, b, c}, result);
    write_lanes<kFull>(warp.x[slot->rd], warp.mask, [&](unsigned lane) { return result[lane]; });
    return slot + 1;
  }
  static Handlers handlers() { return {&run<void, true>, &run<void, false>, &compute}; }
};

OX_INLINE void to_all(uint64_t* result, uint64_t value) { OX_LANES result[lane] = value; }
OX_INLINE uint32_t lanes_where_nonzero(const Collective& lanes) {
  uint32_t bits = 0;
  for (unsigned lane = 0; lane < kLanes; ++lane)
    bits |= lanes.a[lane] != 0 ? kBit32[lane] : 0;
  return bits & lanes.mask;
}

#define OX_COLLECTIVE(name, mask_in, ...)                                                                              \
  struct name##_op {                                                                                                   \
    static OX_INLINE void of(const Collective& lanes, uint64_t* result) { __VA_ARGS__ }                                \
  };                                                                                                                   \
  Handlers select_##name(uint8_t) { return Rendezvous<name##_op, MaskIn::mask_in>::handlers(); }

OX_COLLECTIVE(ox_syncwarp, kFirst, to_all(result, 0);) // rd is x0
OX_COLLECTIVE(ox_ballot, kSecond, to_all(result, lanes_where_nonzero(lanes));)
OX_COLLECTIVE(ox_vote_all, kSecond, to_all(result, lanes_where_nonzero(lanes) == lanes.mask);)
OX_COLLECTIVE(ox_vote_any, kSecond, to_all(result, lanes_where_nonzero(lanes) != 0);)
OX_COLLECTIVE(ox_vote_uni, kSecond, {
  const uint32_t set = lanes_where_nonzero(lanes);
  to_all(result, set == 0 || set == lanes.mask);
})
OX_COLLECTIVE(ox_elect, kFirst, {
  const unsigned leader = first_lane(lanes.mask);
  to_all(result, leader);
  result[leader] |= uint64_t{1} << 32;
})

// Lanes whose value equals that of `lane`.
template <class T> OX_INLINE uint32_t equal_lanes(const Collective& lanes, T value) {
  uint32_t bits = 0;
  for (unsigned other = 0; other < kLanes; ++other)
    bits |= T(lanes.a[other]) == value ? kBit32[other] : 0;
  return bits & lanes.mask;
}
template <class T> OX_INLINE void match_any(const Collective& lanes, uint64_t* result) {
  for (uint32_t left = lanes.mask; left != 0; left &= left - 1)
    result[first_lane(left)] = equal_lanes<T>(lanes, T(lanes.a[first_lane(left)]));
}
template <class T> OX_INLINE void match_all(const Collective& lanes, uint64_t* result) {
  const bool same = equal_lanes<T>(lanes, T(lanes.a[first_lane(lanes.mask)])) == lanes.mask;
  to_all(result, same ? uint64_t{1} << 32 | lanes.mask : 0);
}
OX_COLLECTIVE(ox_match_any_w, kSecond, match_any<uint32_t>(lanes, result);)
OX_COLLECTIVE(ox_match_any_d, kSecond, match_any<uint64_t>(lanes, result);)
OX_COLLECTIVE(ox_match_all_w, kSecond, match_all<uint32_t>(lanes, result);)
OX_COLLECTIVE(ox_match_all_d, kSecond, match_all<uint64_t>(lanes, result);)

template <class T, class F> OX_INLINE void reduce(const Collective& lanes, uint64_t* result, F combine) {
  uint32_t left = lanes.mask;
  T value = T(lanes.a[first_lane(left)]);
  for (left &= left - 1; left != 0; left &= left - 1)
    value = combine(value, T(lanes.a[first_lane(left)]));
  to_all(result, sign_extend32(uint32_t(value)));
}
#define OX_REDUCE(name, type, expression)                                                                              \
  OX_COLLECTIVE(ox_redux_##name, kSecond,                                                                              \
                reduce<type>(lanes, result, [](type p, type q) -> type { return expression; });)
OX_REDUCE(add, uint32_t, p + q)
OX_REDUCE(min, int32_t, p < q ? p : q)
OX_REDUCE(max, int32_t, p > q ? p : q)
OX_REDUCE(minu, uint32_t, p < q ? p : q)
OX_REDUCE(maxu, uint32_t, p > q ? p : q)
OX_REDUCE(and, uint32_t, p& q)
OX_REDUCE(or, uint32_t, p | q)
OX_REDUCE(xor, uint32_t, p ^ q)
#undef OX_REDUCE

// shfl.sync (PTX manual): c holds the clamp in bits 4..0 and the segment mask in bits 12..8.  A source lane that takes
// no part gives 0: PTX leaves the value undefined, and programs that NVIDIA's GPUs run rely on 0.
enum class Shuffle { kIndex, kUp, kDown, kButterfly };
template <Shuffle kMode> OX_INLINE void shuffle(const Collective& lanes, uint64_t* result) {
  for (int lane = 0; lane < int(kLanes); ++lane) {
    const int b = int(lanes.b[lane] & 31);
    const uint64_t control = lanes.c[lane] >> 32;
    const int clamp = int(control & 31), segment = int(control >> 8 & 31);
    const int highest = (lane & segment) | (clamp & ~segment), lowest = lane & segment;
    int source = 0;
    bool in_range = false;
    switch (kMode) {
    case Shuffle::kUp:
      source = lane - b;
      in_range = source >= highest;
      break;
    case Shuffle::kDown:
      source = lane + b;
      in_range = source <= highest;
      break;
    case Shuffle::kButterfly:
      source = lane ^ b;
      in_range = source <= highest;
      break;
    case Shuffle::kIndex:
      source = lowest | (b & ~segment);
      in_range = source <= highest;
      break;
    }
    if (!in_range)
      source = lane;
    result[lane] = uint64_t{in_range} << 32 | (has(lanes.mask, source & 31) ? uint32_t(lanes.a[source & 31]) : 0);
  }
}
OX_COLLECTIVE(ox_shfl_idx, kThird, shuffle<Shuffle::kIndex>(lanes, result);)
OX_COLLECTIVE(ox_shfl_up, kThird, shuffle<Shuffle::kUp>(lanes, result);)
OX_COLLECTIVE(ox_shfl_down, kThird, shuffle<Shuffle::kDown>(lanes, result);)
OX_COLLECTIVE(ox_shfl_bfly, kThird, shuffle<Shuffle::kButterfly>(lanes, result);)

// Barriers are the block's (block_barrier.cpp).
#define OX_BARRIER(name, kind)                                                                                         \
  static const Slot* run_##name(Warp& warp, const Slot* slot) { return meet_barrier(warp, slot, BarrierKind::kind); }  \
  Handlers select_##name(uint8_t) { return {&run_##name, &run_##name}; }
OX_BARRIER(ox_bar_sync, kSync)
OX_BARRIER(ox_bar_arrive, kArrive)
OX_BARRIER(ox_bar_red_popc, kPopc)
OX_BARRIER(ox_bar_red_and, kAnd)
OX_BARRIER(ox_bar_red_or, kOr)
#undef OX_BARRIER

} // namespace ox::sim::OX_LEVEL
