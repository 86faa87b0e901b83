// What an access of a warp costs a memory, as counters see it: sectors and lines of the memories that move sectors,
// passes over the banks of shared memory.  The models are those that CUDA's programming guide teaches; docs/counters.md
// states them.
#pragma once
#include "runtime/launch_counters.h"
#include <cstdint>
#include <span>

namespace ox::sim {

inline constexpr unsigned kSectorBytes = 32, kLineBytes = 128;
inline constexpr unsigned kBanks = 32, kBankBytes = 4;

struct LaneAddress {
  uint64_t address; // naturally aligned
  unsigned lane;    // 0..31
};

// One request of lanes (at least one, in the order of their numbers), each for `bytes` (a power of two up to 16).
void count_sectors(std::span<const LaneAddress> lanes, unsigned bytes, SectorCounters& to);
void count_banks(std::span<const LaneAddress> lanes, unsigned bytes, bool is_atomic, BankCounters& to);
void count_atomics(std::span<const LaneAddress> lanes, AtomicCounters& to);

} // namespace ox::sim
