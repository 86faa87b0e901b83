// The state of one block, for the files that make it run: block.cpp (life and turns), block_barrier.cpp,
// block_fault.cpp (faults in words), block_services.cpp (what handlers ask for).
#pragma once
#include "isa/kernel_abi.h"
#include "simulator/block.h"
#include "simulator/cluster_state.h"
#include "simulator/dice.h"
#include "simulator/engine_code.h"
#include "simulator/observer.h"
#include "simulator/warp.h"
#include <array>
#include <span>
#include <string>
#include <vector>

namespace ox::sim {

// A named barrier between two completions.
struct Barrier {
  bool active = false;
  bool reduces = false;
  BarrierKind reduction{};
  uint32_t wanted = 0;         // threads; 0 = all of the block that have not ended
  uint32_t arrived = 0;        // threads so far
  uint32_t votes = 0;          // of them with a true predicate
  std::vector<uint32_t> lanes; // that have arrived, by warp
};

struct BlockState {
  LaunchContext& launch;
  const EngineCode& code;
  const Dim3 index;
  const uint32_t core;
  const BlockStorage storage;
  const uint32_t threads;
  std::span<Warp> warps;
  ClusterState& cluster;
  BlockState* next_in_cluster;
  const uint32_t rank; // in the cluster
  RangeCache ranges;
  std::array<Barrier, isa::kNamedBarriers> barriers;
  uint32_t active_barriers = 0;                      // bit per barrier
  std::optional<Fault> fault;                        // of a system call
  Dice dice;                                         // rolled where a seed explores schedules
  std::optional<Fault> failed_assert = std::nullopt; // the first
  std::unique_ptr<BlockObserver> observer{};         // null: nobody watches
};

// Lanes have ended: barriers of all threads may be complete.
void recheck_barriers(BlockState& block);

// The same for the barrier of the cluster: these lanes of a warp have ended.
void leave_cluster(Warp& warp, uint32_t lanes);

// A fault of a lane with everything but kind and detail.
Fault place_fault(const BlockState& block, const Warp& warp, const Slot* at, unsigned lane);
Fault describe_trouble(const BlockState& block, const Warp& warp);
Fault describe_deadlock(const BlockState& block);
Fault describe_deadlock(const ClusterState& cluster);
// Of an access to registered memory that the host program has unmapped or protected.
Fault describe_lost_memory(const BlockState& block, Warp& warp, uint64_t address);
Fault describe_runaway(const BlockState& block, const Warp& warp);

Dim3 thread_of(const BlockState& block, const Warp& warp, unsigned lane);
uint64_t pc_of(const Warp& warp, const Slot* slot); // device address

} // namespace ox::sim
