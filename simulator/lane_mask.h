// Masks of lanes, bit i for lane i.  Not for the engine (simulator/exec), which is compiled once for each SIMD level
// and must share no inline function with the rest: it has its own in exec/lanes.h.
#pragma once
#include <bit>
#include <cstdint>

namespace ox::sim {

inline unsigned first_lane(uint32_t mask) { return unsigned(std::countr_zero(mask)); }

template <class F> void each_lane_of(uint32_t mask, F f) {
  for (uint32_t left = mask; left != 0; left &= left - 1)
    f(first_lane(left));
}

} // namespace ox::sim
