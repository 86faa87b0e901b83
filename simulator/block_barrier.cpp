// The named barriers of a block.  Each lane counts for itself: a warp whose groups arrive one after the other is fine.
// Counts are of whole warps, so once all live lanes of a warp have arrived, those that have ended, or never were, count
// too.
//
// A count of 0, or of at least the block's threads, means all threads that have not ended.  Misuse, by the PTX manual
// (barrier): a count that is no multiple of the warp's lanes, arriving without waiting and without a count, different
// counts in one round, reductions mixed with other operations.
#include "isa/instruction.h"
#include "simulator/block_state.h"
#include "simulator/lane_mask.h"
#include <algorithm>
#include <bit>

namespace ox::sim {

namespace {
bool is_complete(const BlockState& block, const Barrier& barrier) {
  if (barrier.wanted != 0) {
    uint32_t arrived = barrier.arrived;
    for (const Warp& warp : block.warps)
      if (const uint32_t lanes = barrier.lanes[warp.number]; lanes != 0 && (warp.live & ~lanes) == 0)
        arrived += uint32_t(std::popcount(~(warp.live | lanes)));
    return arrived >= barrier.wanted;
  }
  for (const Warp& warp : block.warps)
    if ((warp.live & ~barrier.lanes[warp.number]) != 0)
      return false;
  return true;
}

uint64_t result_of(const Barrier& barrier) {
  switch (barrier.reduction) {
  case BarrierKind::kPopc:
    return barrier.votes;
  case BarrierKind::kAnd:
    return barrier.votes == barrier.arrived;
  case BarrierKind::kOr:
    return barrier.votes != 0;
  default:
    return 0;
  }
}

void release(BlockState& block, unsigned id) {
  Barrier& barrier = block.barriers[id];
  const uint64_t result = result_of(barrier);
  for (Warp& warp : block.warps) {
    for (uint32_t i = 0; i < warp.group_count; ++i) {
      Group& group = warp.groups[i];
      if (group.state != GroupState::kBarrier || group.barrier != id)
        continue;
      if (block.observer)
        block.observer->release(warp, group);
      if (barrier.reduces)
        for (uint32_t left = group.mask; left != 0; left &= left - 1)
          warp.x[group.pc->rd][first_lane(left)] = result;
      ++group.pc;
      group.state = GroupState::kRunnable;
      group.turn = std::max(group.turn, warp.turn_now);
    }
  }
  barrier.active = false;
  block.active_barriers &= ~(1u << id);
}

// The lanes arrive; false after raising a fault.
bool arrive(Warp& warp, const Slot* at, BarrierKind kind, uint32_t lanes, uint32_t id, uint32_t count) {
  BlockState& block = *warp.block;
  const unsigned lane = first_lane(lanes);
  if (id >= isa::kNamedBarriers) {
    raise(warp, at, Trouble::kBarrier, lane, "there is no barrier %u; a block has barriers 0 to %u", id,
          isa::kNamedBarriers - 1);
    return false;
  }
  if (count % kLanes != 0) {
    raise(warp, at, Trouble::kBarrier, lane,
          "barrier %u is to wait for %u threads; a count must be a multiple of the %u of a warp", id, count, kLanes);
    return false;
  }
  if (count == 0 && kind == BarrierKind::kArrive) {
    raise(warp, at, Trouble::kBarrier, lane,
          "this thread arrives at barrier %u without waiting and names no count; arriving needs one", id);
    return false;
  }
  if (count > (block.threads + kLanes - 1) / kLanes * kLanes) {
    raise(warp, at, Trouble::kBarrier, lane, "barrier %u is to wait for %u threads, but the block has %u", id, count,
          block.threads);
    return false;
  }
  const uint32_t wanted = count >= block.threads ? 0 : count;
  const bool reduces = kind != BarrierKind::kSync && kind != BarrierKind::kArrive;
  Barrier& barrier = block.barriers[id];
  if (!barrier.active) {
    barrier.active = true;
    barrier.reduces = reduces;
    barrier.reduction = kind;
    barrier.wanted = wanted;
    barrier.arrived = barrier.votes = 0;
    barrier.lanes.assign(block.warps.size(), 0);
    block.active_barriers |= 1u << id;
  }
  if (barrier.wanted != wanted) {
    raise(warp, at, Trouble::kBarrier, lane, "barrier %u waits for %u threads (0 = all), but this thread expects %u",
          id, barrier.wanted, wanted);
    return false;
  }
  if (barrier.reduces != reduces || (reduces && barrier.reduction != kind)) {
    raise(warp, at, Trouble::kBarrier, lane,
          "threads came to barrier %u with different operations (a reduction and another)", id);
    return false;
  }
  barrier.arrived += uint32_t(std::popcount(lanes));
  barrier.lanes[warp.number] |= lanes;
  if (reduces)
    for (uint32_t left = lanes; left != 0; left &= left - 1)
      barrier.votes += warp.x[at->rs1][first_lane(left)] != 0;
  return true;
}
} // namespace

const Slot* meet_barrier(Warp& warp, const Slot* at, BarrierKind kind) {
  BlockState& block = *warp.block;
  const bool plain = kind == BarrierKind::kSync || kind == BarrierKind::kArrive;
  const uint64_t* ids = warp.x[plain ? at->rs1 : at->rs2];
  const uint64_t* counts = warp.x[at->rs2];
  auto key = [&](unsigned lane) {
    uint64_t count = plain ? uint32_t(counts[lane]) : counts[lane] >> 32;
    return count << 32 | uint32_t(ids[lane]);
  };
  // One group for each barrier that lanes name; as a rule there is one.
  const uint32_t all = warp.mask;
  Group& group = warp.groups[warp.current];
  warp.stop = nullptr;
  uint32_t arrived_at = 0;
  for (uint32_t left = all; left != 0;) {
    const uint64_t named = key(first_lane(left));
    uint32_t lanes = 0;
    for (uint32_t rest = left; rest != 0; rest &= rest - 1)
      if (key(first_lane(rest)) == named)
        lanes |= 1u << first_lane(rest);
    left &= ~lanes;
    if (!arrive(warp, at, kind, lanes, uint32_t(named), uint32_t(named >> 32)))
      return at;
    arrived_at |= 1u << uint32_t(named);
    if (kind == BarrierKind::kArrive)
      continue;
    Group waiting = group;
    waiting.state = GroupState::kBarrier;
    waiting.barrier = uint8_t(named);
    waiting.pc = at;
    waiting.mask = lanes;
    if (lanes == all)
      group = waiting;
    else
      warp.groups[warp.group_count++] = waiting;
    if (lanes != all && left == 0)
      group.state = GroupState::kGone;
  }
  for (; arrived_at != 0; arrived_at &= arrived_at - 1)
    if (unsigned id = first_lane(arrived_at); is_complete(block, block.barriers[id]))
      release(block, id);
  return group.state == GroupState::kRunnable ? at + 1 : at;
}

void recheck_barriers(BlockState& block) {
  for (uint32_t left = block.active_barriers; left != 0; left &= left - 1)
    if (unsigned id = first_lane(left); is_complete(block, block.barriers[id]))
      release(block, id);
}

} // namespace ox::sim
