// The interpreter's engines, one per SIMD level of the host, and code made ready for them.
//
// All levels give the same results, bit for bit; the best that the processor has is used, or the one that OX_SIMD names
// (baseline, avx2, avx512).
#pragma once
#include "simulator/warp.h"
#include <expected>
#include <string>

namespace ox::sim {

struct Engine {
  Handlers (*select)(uint16_t op, uint8_t rounding_mode);
  // Runs the group of warp.mask from pc until its pc is no longer below warp.stop; counts warp.executed.
  const Slot* (*run)(Warp& warp, const Slot* pc);
  // The same, and shows each instruction to the block's observer before it is executed.
  const Slot* (*run_observed)(Warp& warp, const Slot* pc);
};

enum class SimdLevel : uint8_t { kBaseline, kAvx2, kAvx512 };
inline constexpr unsigned kSimdLevels = 3;
const char* name_of(SimdLevel level);
bool is_available(SimdLevel level);
const Engine& engine_of(SimdLevel level);

// The level that blocks use from now on.  Setting it is for tests and benchmarks: before any block exists.
SimdLevel simd_level();
void set_simd_level(SimdLevel level);
// To the level that OX_SIMD names; the error says which there are.
std::expected<void, std::string> choose_simd_level_from_environment();

} // namespace ox::sim
