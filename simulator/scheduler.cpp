// See scheduler.h.
#include "simulator/scheduler.h"
#include "simulator/block_state.h"
#include "simulator/lane_mask.h"
#include <algorithm>
#include <bit>
#include <cassert>

namespace ox::sim {

namespace {
Group& current_group(Warp& warp) { return warp.groups[warp.current]; }

Group& add_group(Warp& warp, const Group& group) {
  assert(warp.group_count < std::size(warp.groups));
  return warp.groups[warp.group_count++] = group;
}

void drop_gone_groups(Warp& warp) {
  for (uint32_t i = 0; i < warp.group_count;) {
    if (warp.groups[i].state == GroupState::kGone)
      warp.groups[i] = warp.groups[--warp.group_count];
    else
      ++i;
  }
}

void unpark(Group& group) {
  group.state = GroupState::kRunnable;
  ++group.pc; // past the join
}

bool runs_before(const Group& a, const Group& b) {
  if (a.turn != b.turn)
    return a.turn < b.turn;
  if (a.sp != b.sp)
    return a.sp < b.sp;
  return a.pc < b.pc;
}

// The earliest turn that a sleeping group waits for.
uint64_t first_wake(const Warp& warp) {
  uint64_t first = ~uint64_t{0};
  for (uint32_t i = 0; i < warp.group_count; ++i)
    if (warp.groups[i].state == GroupState::kAsleep)
      first = std::min(first, warp.groups[i].turn);
  return first;
}

// With a seed: now and then another group than the first, of those that have the same turn; the turn is what keeps
// groups from starving.
constexpr unsigned kExploreEvery = 4;
Group* explore_groups(Warp& warp, Group* first, Dice& dice) {
  if (warp.group_count < 2 || dice.below(kExploreEvery) != 0)
    return first;
  Group& other = warp.groups[dice.below(warp.group_count)];
  return other.state == GroupState::kRunnable && other.turn == first->turn ? &other : first;
}
// And a turn ends anywhere, not at backward jumps alone: after some instructions on, 1 to 511.
constexpr unsigned kInterruptScales = 9;

// Makes the first runnable group the current one; false if there is none.
bool pick_group(Warp& warp) {
  drop_gone_groups(warp);
  Group* best = nullptr;
  for (int attempt = 0; attempt < 2 && !best; ++attempt) {
    const uint64_t awake = attempt == 0 ? warp.turns : first_wake(warp);
    for (uint32_t i = 0; i < warp.group_count; ++i) {
      Group& group = warp.groups[i];
      if (group.state == GroupState::kAsleep && group.turn <= awake)
        group.state = GroupState::kRunnable;
      // A join that nobody else can come to, or, the second time, that nobody else can run to.
      if (group.state == GroupState::kParked && (attempt == 1 || (group.wait_mask & warp.live & ~group.mask) == 0))
        unpark(group);
      if (group.state != GroupState::kRunnable)
        continue;
      group.sp = warp.x[kStackPointer][first_lane(group.mask)];
      if (!best || runs_before(group, *best))
        best = &group;
    }
  }
  if (!best)
    return false;
  Dice& dice = warp.block->dice;
  if (dice.rolls())
    best = explore_groups(warp, best, dice);
  const Slot* stop = warp.code_end + 1;
  warp.crowded = false;
  for (uint32_t i = 0; i < warp.group_count; ++i) {
    Group& group = warp.groups[i];
    if (&group == best)
      continue;
    if (group.state == GroupState::kParked)
      warp.crowded = true;
    if (group.state != GroupState::kRunnable)
      continue;
    if (group.sp == best->sp && group.pc == best->pc) {
      if (warp.block->observer)
        warp.block->observer->reconverge(warp, best->pc);
      best->mask |= group.mask;
      best->turn = std::max(best->turn, group.turn); // or lanes that have had their turn would get another by merging
      group.state = GroupState::kGone;
      continue;
    }
    warp.crowded = true;
    if (group.sp == best->sp && group.pc > best->pc)
      stop = std::min(stop, group.pc);
  }
  warp.interrupt = dice.rolls() && dice.below(2) == 0 ? best->pc + dice.scale(kInterruptScales) : warp.code_end + 1;
  stop = std::min(stop, warp.interrupt);
  warp.current = uint32_t(best - warp.groups);
  warp.mask = best->mask;
  warp.stop = stop;
  warp.turn_now = best->turn;
  return true;
}

// A number that looks random for each turn of each warp (the finalizer of splitmix64).  A product alone would not do:
// it comes round to nearly the same values every few turns.
uint64_t scrambled(const Warp& warp) {
  uint64_t bits = (warp.turns + 1) * 0x9e3779b97f4a7c15u + warp.number;
  bits = (bits ^ bits >> 30) * 0xbf58476d1ce4e5b9u;
  bits = (bits ^ bits >> 27) * 0x94d049bb133111ebu;
  return bits ^ bits >> 31;
}

// After its first few turns a warp's are dealt with some chance, the same in every run: order and length that never
// change can fall into step with a program.  A lane that lets go of a lock and takes it again within each of its turns,
// one that asks for it always just after a third has, would do so for ever.
bool deals_by_chance(const Warp& warp) {
  constexpr uint64_t kTurnsInOrder = 8;
  return warp.turns >= kTurnsInOrder;
}

// The lanes that ran go behind the others, or by chance a little further, in whatever groups they are now; and nobody
// waits at a join any longer: what the joins wait for may be these lanes.
void give_way(Warp& warp) {
  constexpr uint64_t kFurther = 4;
  const uint64_t turn = ++warp.turns + (deals_by_chance(warp) ? (scrambled(warp) >> 32) % kFurther : 0);
  for (uint32_t i = 0; i < warp.group_count; ++i) {
    Group& group = warp.groups[i];
    if (group.state == GroupState::kParked)
      unpark(group);
    if (group.state != GroupState::kGone && group.state != GroupState::kAsleep && (group.mask & warp.mask) != 0)
      group.turn = turn;
  }
}

// Lanes that wait at an instruction of this kind for this mask; executes it for them if they are all there.
void try_rendezvous(Warp& warp, uint16_t op, uint32_t named) {
  uint32_t present = 0;
  const Slot* some = nullptr;
  auto is_one = [&](const Group& group) {
    return group.state == GroupState::kRendezvous && group.wait_mask == named && group.pc->op == op;
  };
  for (uint32_t i = 0; i < warp.group_count; ++i) {
    if (is_one(warp.groups[i])) {
      present |= warp.groups[i].mask;
      some = warp.groups[i].pc;
    }
  }
  if (present == 0 || (named & warp.live & ~present) != 0)
    return;
  // The groups may be at different instructions of the kind, with other registers: gather the operands.
  alignas(64) uint64_t a[kLanes], b[kLanes], c[kLanes], result[kLanes];
  std::copy_n(warp.x[some->rs1], kLanes, a);
  std::copy_n(warp.x[some->rs2], kLanes, b);
  std::copy_n(warp.x[some->rs3], kLanes, c);
  for (uint32_t i = 0; i < warp.group_count; ++i) {
    const Group& group = warp.groups[i];
    if (!is_one(group))
      continue;
    for (uint32_t left = group.mask; left != 0; left &= left - 1) {
      unsigned lane = first_lane(left);
      a[lane] = warp.x[group.pc->rs1][lane];
      b[lane] = warp.x[group.pc->rs2][lane];
      c[lane] = warp.x[group.pc->rs3][lane];
    }
  }
  some->collective({present, a, b, c}, result);
  for (uint32_t i = 0; i < warp.group_count; ++i) {
    Group& group = warp.groups[i];
    if (!is_one(group))
      continue;
    for (uint32_t left = group.mask; left != 0; left &= left - 1)
      warp.x[group.pc->rd][first_lane(left)] = result[first_lane(left)];
    ++group.pc;
    group.state = GroupState::kRunnable;
    group.turn = std::max(group.turn, warp.turn_now);
  }
}

// From nearly none to twice the budget.
int64_t vary_budget(const Warp& warp, int64_t budget) {
  return deals_by_chance(warp) ? 1 + budget * int64_t(scrambled(warp) % 128) / 64 : budget;
}
} // namespace

const Slot* diverge(Warp& warp, const Slot* at, uint32_t taken, const Slot* target) {
  if (target <= at)
    --warp.budget;
  Group other = current_group(warp);
  other.mask = taken;
  other.pc = target;
  current_group(warp).mask &= ~taken;
  add_group(warp, other);
  warp.stop = nullptr;
  return at + 1;
}

const Slot* scatter_jump(Warp& warp, const Slot* at, const uint64_t* targets) {
  for (uint32_t left = warp.mask; left != 0; left &= left - 1) {
    unsigned lane = first_lane(left);
    uint64_t offset = targets[lane] - warp.text_begin;
    if (offset % 4 != 0 || offset / 4 >= uint64_t(warp.code_end - warp.code))
      return raise_jump(warp, at, lane, targets[lane]);
  }
  Group group = current_group(warp);
  current_group(warp).state = GroupState::kGone;
  for (uint32_t left = group.mask; left != 0;) {
    uint64_t target = targets[first_lane(left)];
    group.mask = 0;
    for (uint32_t rest = left; rest != 0; rest &= rest - 1)
      if (targets[first_lane(rest)] == target)
        group.mask |= 1u << first_lane(rest);
    left &= ~group.mask;
    group.pc = warp.code + (target - warp.text_begin) / 4;
    add_group(warp, group);
  }
  --warp.budget;
  warp.stop = nullptr;
  return at;
}

const Slot* end_lanes(Warp& warp, const Slot* at) {
  warp.live &= ~warp.mask;
  current_group(warp).state = GroupState::kGone;
  warp.stop = nullptr;
  // A rendezvous may have waited for these lanes only.
  for (uint32_t i = 0; i < warp.group_count; ++i)
    if (warp.groups[i].state == GroupState::kRendezvous)
      try_rendezvous(warp, warp.groups[i].pc->op, warp.groups[i].wait_mask);
  recheck_barriers(*warp.block);
  leave_cluster(warp, warp.mask);
  return at;
}

const Slot* park_at_join(Warp& warp, const Slot* at, uint32_t token) {
  Group& group = current_group(warp);
  warp.stop = nullptr;
  for (uint32_t i = 0; i < warp.group_count; ++i) {
    Group& other = warp.groups[i];
    if (other.state == GroupState::kParked && other.pc == at) {
      if (warp.block->observer)
        warp.block->observer->reconverge(warp, at);
      group.mask |= other.mask;
      token |= other.wait_mask;
      other.state = GroupState::kGone;
    }
  }
  if ((token & warp.live & ~group.mask) == 0)
    return at + 1;
  group.state = GroupState::kParked;
  group.wait_mask = token;
  group.pc = at;
  return at;
}

const Slot* yield(Warp& warp, const Slot* at) {
  warp.yielded = true;
  warp.stop = nullptr;
  return at + 1;
}

// How many turns pass in a sleep.  One is worth tens of microseconds where it is used up; lanes that sleep hand theirs
// on at once, so what matters is that who sleeps longer wakes later, and that a sleep ends soon.
static uint64_t turns_asleep(uint64_t nanoseconds) {
  constexpr uint64_t kNanosecondsPerTurn = 32, kMost = 64;
  return std::min(nanoseconds / kNanosecondsPerTurn, kMost);
}

// Lanes of one group that back off from a conflict for the same time would come back together into the same conflict.
// PTX lets a sleep last up to twice its time: now and then some of the lanes, at random, sleep a turn longer.
static uint32_t late_sleepers(const Warp& warp) {
  constexpr uint64_t kEvery = 4;
  return warp.turns % kEvery == kEvery - 1 ? uint32_t(scrambled(warp) >> 32) : 0;
}

const Slot* sleep(Warp& warp, const Slot* at, const uint64_t* durations) {
  Group group = current_group(warp);
  current_group(warp).state = GroupState::kGone;
  group.state = GroupState::kAsleep;
  group.pc = at + 1;
  const uint32_t late = late_sleepers(warp);
  auto wake_of = [&](unsigned lane) { return warp.turns + 1 + turns_asleep(durations[lane]) + (late >> lane & 1); };
  for (uint32_t left = warp.mask; left != 0;) {
    group.turn = wake_of(first_lane(left));
    group.mask = 0;
    for (uint32_t rest = left; rest != 0; rest &= rest - 1)
      if (wake_of(first_lane(rest)) == group.turn)
        group.mask |= 1u << first_lane(rest);
    left &= ~group.mask;
    add_group(warp, group);
  }
  return yield(warp, at);
}

const Slot* wait_for_mask(Warp& warp, const Slot* at, const uint64_t* masks) {
  for (uint32_t left = warp.mask; left != 0; left &= left - 1) {
    unsigned lane = first_lane(left);
    if ((masks[lane] >> lane & 1) == 0)
      return raise(warp, at, Trouble::kBarrier, lane, "lane %u is not in the mask 0x%08x that it names", lane,
                   unsigned(masks[lane]));
  }
  Group group = current_group(warp);
  current_group(warp).state = GroupState::kGone;
  group.state = GroupState::kRendezvous;
  group.pc = at;
  warp.stop = nullptr;
  for (uint32_t left = warp.mask; left != 0;) {
    group.wait_mask = uint32_t(masks[first_lane(left)]);
    group.mask = 0;
    for (uint32_t rest = left; rest != 0; rest &= rest - 1)
      if (uint32_t(masks[first_lane(rest)]) == group.wait_mask)
        group.mask |= 1u << first_lane(rest);
    left &= ~group.mask;
    add_group(warp, group);
    try_rendezvous(warp, at->op, group.wait_mask);
  }
  return at;
}

void start_groups(Warp& warp, uint32_t lanes, const Slot* pc) {
  warp.live = lanes;
  warp.group_count = 1;
  warp.groups[0] = Group{lanes, GroupState::kRunnable, 0, 0, pc, 0, 0};
}

TurnEnd run_turn(Warp& warp, const Engine& engine, int64_t budget) {
  warp.budget = vary_budget(warp, budget);
  warp.yielded = false;
  const auto run = warp.block->observer ? engine.run_observed : engine.run;
  const uint64_t limit = warp.block->launch.instruction_limit;
  while (pick_group(warp)) {
    const uint64_t before = warp.instructions;
    const unsigned lanes = unsigned(std::popcount(warp.mask));
    warp.run_from = current_group(warp).pc;
    const Slot* pc = run(warp, current_group(warp).pc);
    warp.instructions += warp.executed;
    warp.lane_instructions += warp.executed * lanes;
    if (warp.counts_time)
      warp.block->launch.clock->advance(warp.instructions - before);
    if (warp.trouble.kind != Trouble::kNone)
      return TurnEnd::kTrouble;
    if (current_group(warp).state == GroupState::kRunnable)
      current_group(warp).pc = pc;
    if (pc >= warp.interrupt || (limit != 0 && warp.instructions > limit))
      warp.budget = 0;
    if (warp.budget <= 0 || warp.yielded) {
      give_way(warp);
      if (warp.live == 0)
        return TurnEnd::kFinished;
      return warp.yielded ? TurnEnd::kSleeping : TurnEnd::kSpent;
    }
  }
  return warp.live == 0 ? TurnEnd::kFinished : TurnEnd::kBlocked;
}

} // namespace ox::sim
