// A block's life: its warps start, get turns, and end.  See block.h; how a warp runs is in scheduler.cpp.
#include "simulator/block.h"
#include "simulator/block_state.h"
#include "simulator/host_rounding.h"
#include "simulator/scheduler.h"
#include "simulator/warp_pool.h"
#include <algorithm>

namespace ox::sim {

namespace {
// Backward jumps of a group until others get their turn: long enough that loops of different length reconverge behind
// the loop, short enough that lanes that wait by spinning waste little.  Atomics and fences count for many.
constexpr int64_t kTurnBudget = 4096;

// xorshift64*: which warp first, how long a turn.
uint64_t roll(uint64_t& state) {
  state ^= state >> 12;
  state ^= state << 25;
  state ^= state >> 27;
  return state * 0x2545f4914f6cdd1du >> 16;
}

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
  const uint32_t threads = std::min(block.threads - number * kLanes, kLanes);
  const uint64_t entry = block.launch.program->kernel_entry(block.launch.kernel);
  start_groups(warp, threads == kLanes ? ~0u : (1u << threads) - 1, warp.code + (entry - warp.text_begin) / 4);
}
} // namespace

struct Block::Impl {
  WarpStorage storage;
  BlockState state;
  BlockCounters counters;
  Fault fault;
  std::vector<Warp*> running; // warps with live lanes
  size_t next = 0;
  uint64_t dice = 0;

  Impl(LaunchContext& launch, Dim3 index, uint32_t core, const BlockStorage& memory)
      : storage((launch.block.count() + kLanes - 1) / kLanes), state{launch,
                                                                     engine_code_of(*launch.program),
                                                                     index,
                                                                     core,
                                                                     memory,
                                                                     uint32_t(launch.block.count()),
                                                                     storage.warps(),
                                                                     {},
                                                                     {},
                                                                     0,
                                                                     std::nullopt} {
    if (launch.counters || launch.trace)
      state.observer = std::make_unique<BlockObserver>(state);
    state.ranges.epoch = 0;
    state.ranges.epoch_now = reinterpret_cast<const uint64_t*>(&launch.memory->epoch_counter());
    for (uint32_t i = 0; i < state.warps.size(); ++i) {
      start_warp(state.warps[i], state, i);
      running.push_back(&state.warps[i]);
    }
    if (launch.seed != 0) {
      uint64_t number = (uint64_t{index.z} * launch.grid.y + index.y) * launch.grid.x + index.x;
      dice = (launch.seed * 0x9e3779b97f4a7c15u ^ (number + 1) * 0xbf58476d1ce4e5b9u) | 1;
      next = roll(dice) % running.size();
    }
  }

  int64_t next_budget() { return dice == 0 ? kTurnBudget : int64_t(1 + roll(dice) % (2 * kTurnBudget)); }

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
      const TurnEnd end = run_turn(warp, *state.code.engine, next_budget());
      const uint64_t executed = warp.instructions - before;
      counters.warp_instructions += executed;
      counters.lane_instructions += warp.lane_instructions - lanes_before;
      spent += executed;
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
      } else {
        sleeper = (quiet != 0 && sleeper) || end == TurnEnd::kSleeping;
        if (++quiet >= running.size()) {
          if (sleeper)
            return Status::kWaiting;
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

Block::Block(LaunchContext& launch, Dim3 index, uint32_t core, const BlockStorage& storage)
    : impl_(std::make_unique<Impl>(launch, index, core, storage)) {}
Block::~Block() = default;
Block::Status Block::step(uint64_t budget) {
  DefaultRounding rounding;
  return impl_->step(budget);
}
const Fault& Block::fault() const { return impl_->fault; }
const BlockCounters& Block::counters() const { return impl_->counters; }

} // namespace ox::sim
