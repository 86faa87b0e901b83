// Runs a litmus test many times: its threads are lanes of a warp, warps of a block, blocks in different host threads,
// or blocks and threads of the host program.
#pragma once
#include "test/simulator/exec/rig.h"
#include "test/simulator/litmus/shapes.h"
#include <vector>

namespace ox::test {

enum class Scope : uint8_t { kLanes, kWarps, kBlocks, kHost };
inline constexpr Scope kScopes[] = {Scope::kLanes, Scope::kWarps, Scope::kBlocks, Scope::kHost};
std::string_view name_of(Scope scope);

struct LitmusRun {
  Scope scope{};
  Order order{};
  unsigned rounds = 0;       // each is an instance per lane: 32, or 32 divided by the threads where those are lanes
  unsigned stride = 4;       // bytes from one instance's variable to the next one's
  unsigned delay = 0;        // up to so many loops of waiting before a thread's part
  unsigned gap = 0;          // and before each further access; 0: they follow each other closely
  unsigned rounds_apart = 1; // threads meet after so many rounds
  uint64_t seed = 0;
  unsigned host_thread = 0; // kHost: the thread of the shape that the host program is
};

std::vector<Outcome> run_litmus(Rig& rig, const Shape& shape, const LitmusRun& run);

} // namespace ox::test
