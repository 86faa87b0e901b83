// Watches a block while it executes: for counters, for a trace, or both.  A block that nobody watches has none, and the
// engine's plain loop runs it; see Engine::run_observed for the other.
#pragma once
#include "simulator/counters.h"
#include "simulator/trace.h"
#include "simulator/warp.h"
#include <vector>

namespace ox::sim {

struct BlockState;

class BlockObserver {
public:
  explicit BlockObserver(const BlockState& block);

  // The calling host thread goes on with the block.
  void enter_thread();

  // The group of warp.mask is about to execute the slot.
  void execute(const Warp& warp, const Slot* slot);
  // Two groups of the warp become one, whose next instruction is the slot.
  void reconverge(const Warp& warp, const Slot* slot);
  // A group that has waited at a barrier goes on; group.pc is still at the barrier.
  void release(const Warp& warp, const Group& group);

private:
  // What waits at a barrier are measured in: instructions of those who meet there, block or cluster.
  uint64_t clock_of(const Slot* barrier) const;

  const BlockState& block_;
  AddressWindows windows_;
  CounterTable* table_ = nullptr;  // the thread's, when counters are wanted
  uint64_t executed_ = 0;          // warp instructions of the block
  std::vector<uint64_t> arrivals_; // by thread: the clock when it came to the barrier that it waits at
};

} // namespace ox::sim
