// A block's life: its warps start, get turns, and end.  See block.h; how a warp runs is in scheduler.cpp.
#include "simulator/block.h"
#include "simulator/block_state.h"
#include "simulator/host_memory_guard.h"
#include "simulator/host_rounding.h"
#include "simulator/scheduler.h"
#include "simulator/warp_pool.h"
#include <algorithm>
#include <utility>

namespace ox::sim {

namespace {
// Backward jumps of a group until others get their turn: long enough that loops of different length reconverge behind
// the loop, short enough that lanes that wait by spinning waste little.  Atomics and fences count for many.
constexpr int64_t kTurnBudget = 4096;
// What a turn counts towards the block's, however few instructions used it up: those were polls, and what they wait for
// may be another block.
constexpr uint64_t kLeastOfATurn = 1024;
// With a seed: turns of 1 to 16,383 backward jumps.
constexpr unsigned kTurnScales = 14;

constexpr unsigned kSp = 2, kTp = 4, kA0 = 10;

void fill(uint64_t (&reg)[kLanes], uint64_t value) { std::fill_n(reg, kLanes, value); }

void start_warp(Warp& warp, BlockState& block, uint32_t number) {
  const uint64_t read = block.code.read_at_entry[block.launch.kernel];
  fill(warp.x[0], 0);
  for (uint32_t left = uint32_t(read); left != 0; left &= left - 1)
    fill(warp.x[__builtin_ctz(left)], 0);
  for (uint32_t left = uint32_t(read >> 32); left != 0; left &= left - 1)
    fill(warp.wide[__builtin_ctz(left)], 0);
  std::fill_n(warp.boxed, 32, 0);
  fill(warp.x[kSp], isa::kLocalWindowBase + block.launch.local_bytes);
  fill(warp.x[kTp], block.storage.shared);
  fill(warp.x[kA0], block.launch.parameters);
  warp.ignore_hints = block.launch.ignore_hints;
  warp.counts_time = block.launch.clock != nullptr;
  warp.turns = warp.turn_now = 0;
  warp.local_bytes = block.launch.local_bytes;
  warp.local_host = block.storage.local + uint64_t{number} * kLanes * block.launch.local_bytes;
  warp.text_begin = block.launch.program->text_begin();
  warp.code = block.code.slots.data();
  warp.code_end = warp.code + block.code.slots.size() - 1;
  warp.ranges = &block.ranges;
  warp.block = &block;
  warp.number = number;
  warp.instructions = warp.lane_instructions = 0;
  warp.trouble.kind = Trouble::kNone;
  warp.cluster_arrived = warp.cluster_passed = 0;
  const uint32_t threads = std::min(block.threads - number * kLanes, kLanes);
  const uint64_t entry = block.launch.program->kernel_entry(block.launch.kernel);
  start_groups(warp, threads == kLanes ? ~0u : (1u << threads) - 1, warp.code + (entry - warp.text_begin) / 4);
}

uint32_t rank_of(const Dim3& block, const Dim3& cluster) {
  return block.x % cluster.x + cluster.x * (block.y % cluster.y + cluster.y * (block.z % cluster.z));
}

uint64_t number_of(const Dim3& block, const Dim3& grid) {
  return (uint64_t{block.z} * grid.y + block.y) * grid.x + block.x;
}
} // namespace

struct Block::Impl {
  WarpStorage storage;
  ClusterState alone;
  BlockState state;
  BlockCounters counters;
  Fault fault;
  std::vector<Warp*> running; // warps with live lanes
  size_t next = 0;

  Impl(LaunchContext& launch, Dim3 index, uint32_t core, const BlockStorage& memory, ClusterState* cluster)
      : storage((launch.block.count() + kLanes - 1) / kLanes), state{launch,
                                                                     engine_code_of(*launch.program),
                                                                     index,
                                                                     core,
                                                                     memory,
                                                                     uint32_t(launch.block.count()),
                                                                     storage.warps(),
                                                                     cluster ? *cluster : alone,
                                                                     nullptr,
                                                                     rank_of(index, launch.cluster),
                                                                     {},
                                                                     {},
                                                                     0,
                                                                     std::nullopt,
                                                                     Dice(launch.seed, number_of(index, launch.grid))} {
    alone.shared_begin = memory.shared;
    alone.shared_stride = launch.static_shared_bytes + launch.dynamic_shared_bytes + 1;
    state.next_in_cluster = std::exchange(state.cluster.blocks, &state);
    state.cluster.live += state.threads;
    state.cluster.awaited += state.threads;
    if (launch.counters || launch.trace)
      state.observer = std::make_unique<BlockObserver>(state);
    state.ranges.epoch = 0;
    state.ranges.epoch_now = reinterpret_cast<const uint64_t*>(&launch.memory->epoch_counter());
    for (uint32_t i = 0; i < state.warps.size(); ++i) {
      start_warp(state.warps[i], state, i);
      running.push_back(&state.warps[i]);
    }
    if (state.dice.rolls())
      next = state.dice.below(running.size());
  }

  int64_t next_budget(const Warp& warp) {
    const int64_t budget = state.dice.rolls() ? int64_t(state.dice.scale(kTurnScales)) : kTurnBudget;
    // Close to the limit turns get short, so that a loop does not run far beyond it.
    const uint64_t limit = state.launch.instruction_limit;
    if (limit == 0)
      return budget;
    return std::min(budget, int64_t(1 + (limit - std::min(limit, warp.instructions)) / kTurnBudget));
  }

  bool waits_for_cluster() const {
    for (const Warp* warp : running)
      for (uint32_t i = 0; i < warp->group_count; ++i)
        if (warp->groups[i].state == GroupState::kCluster)
          return true;
    return false;
  }

  Status step(uint64_t budget) {
    if (state.observer)
      state.observer->enter_thread();
    uint64_t spent = 0;
    size_t quiet = 0;     // turns in a row in which warps slept or found nothing to do
    bool sleeper = false; // one of them slept
    while (!running.empty()) {
      if (state.launch.stop.load(std::memory_order_relaxed))
        return Status::kFinished;
      next %= running.size();
      Warp& warp = *running[next];
      const uint64_t before = warp.instructions, lanes_before = warp.lane_instructions;
      const TurnEnd end = run_turn(warp, *state.code.engine, next_budget(warp));
      const uint64_t executed = warp.instructions - before;
      counters.warp_instructions += executed;
      counters.lane_instructions += warp.lane_instructions - lanes_before;
      spent += end == TurnEnd::kSpent ? std::max(executed, kLeastOfATurn) : executed;
      if (end == TurnEnd::kTrouble) {
        fault = describe_trouble(state, warp);
        return Status::kFaulted;
      }
      if (state.launch.instruction_limit != 0 && warp.instructions > state.launch.instruction_limit &&
          end != TurnEnd::kFinished) {
        fault = describe_runaway(state, warp);
        return Status::kFaulted;
      }
      if (end == TurnEnd::kFinished) {
        running.erase(running.begin() + ptrdiff_t(next));
        quiet = 0;
        continue;
      }
      ++next;
      if (end == TurnEnd::kSpent || (end == TurnEnd::kBlocked && executed != 0)) {
        quiet = 0;
        // Only behind a warp that did something: while warps are quiet, each has to be asked in turn.
        if (state.dice.rolls() && state.dice.below(2) == 0)
          next = state.dice.below(running.size());
      } else {
        sleeper = (quiet != 0 && sleeper) || end == TurnEnd::kSleeping;
        if (++quiet >= running.size()) {
          if (sleeper)
            return Status::kWaiting;
          if (state.launch.cluster.count() > 1 && waits_for_cluster())
            return Status::kBlocked;
          fault = describe_deadlock(state);
          return Status::kFaulted;
        }
      }
      if (spent >= budget)
        return Status::kRunnable;
    }
    return Status::kFinished;
  }
};

Block::Block(LaunchContext& launch, Dim3 index, uint32_t core, const BlockStorage& storage, ClusterState* cluster)
    : impl_(std::make_unique<Impl>(launch, index, core, storage, cluster)) {}
Block::~Block() = default;
Block::Status Block::step(uint64_t budget) {
  DefaultRounding rounding;
  HostMemoryGuard guard(*impl_->state.launch.memory);
  if (sigsetjmp(guard.jump, 0) != 0) {
    impl_->fault = describe_lost_memory(impl_->state, *impl_->running[impl_->next], guard.address());
    return Status::kFaulted;
  }
  const Status status = impl_->step(budget);
  if (!impl_->state.failed_assert || (status != Status::kFinished && status != Status::kFaulted))
    return status;
  impl_->fault = *impl_->state.failed_assert; // whatever came of the threads' ends is no news
  return Status::kFaulted;
}
const Fault& Block::fault() const { return impl_->fault; }
const BlockCounters& Block::counters() const { return impl_->counters; }

} // namespace ox::sim
