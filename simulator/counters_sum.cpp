// From counts by instruction slot to counters of the kernel and of its source lines.  See counters.h.
#include "simulator/counters.h"
#include <map>
#include <tuple>

namespace ox::sim {

namespace {
using isa::InstructionClass;
using AccessKind = isa::MemoryAccess::Kind;

// Of what touches no memory.
CounterClass counter_class(InstructionClass instruction_class) {
  switch (instruction_class) {
  case InstructionClass::kInteger:
    return CounterClass::integer;
  case InstructionClass::kSingle:
    return CounterClass::float_single;
  case InstructionClass::kDouble:
    return CounterClass::float_double;
  case InstructionClass::kHalf:
    return CounterClass::float_half;
  case InstructionClass::kConversion:
    return CounterClass::conversion;
  case InstructionClass::kSpecial:
    return CounterClass::special_function;
  case InstructionClass::kControl:
    return CounterClass::control;
  case InstructionClass::kWarp:
    return CounterClass::warp;
  case InstructionClass::kFence:
    return CounterClass::fence;
  case InstructionClass::kSystem:
    return CounterClass::system;
  case InstructionClass::kBarrier:
  case InstructionClass::kLoad: // these three by memory
  case InstructionClass::kStore:
  case InstructionClass::kAtomic:
    break;
  }
  return CounterClass::barrier;
}
} // namespace

Counters CounterTable::sum_of(const Counts& counts) {
  Counters sum;
  const ClassCounters executed{counts.warp_instructions, counts.lane_instructions};
  sum.warp_instructions = executed.warp_instructions;
  sum.lane_instructions = executed.lane_instructions;
  sum.divergence.reconvergences = counts.reconvergences;
  sum.divergence.splits = counts.splits;
  if (counts.kind == Kind::kBranch || counts.kind == Kind::kIndirect)
    sum.divergence.branches = executed.warp_instructions;
  sum.barriers.waits = counts.waits;
  sum.barriers.wait_instructions = counts.wait_instructions;
  if (counts.arrives)
    sum.barriers.arrivals = executed.warp_instructions;

  // Barrier objects are in memory, and a class of their own nevertheless.
  if (!counts.traffic || counts.instruction_class == InstructionClass::kBarrier)
    sum.of(counter_class(counts.instruction_class)) = executed;
  if (!counts.traffic)
    return sum;
  const Traffic& traffic = *counts.traffic;
  sum.parameters = traffic.parameters;
  sum.atomics = traffic.atomics;
  auto put = [&](auto access) { // of ByAccess: load, store or atomic
    access(sum.global) = traffic.global;
    access(sum.local) = traffic.local;
    access(sum.shared) = traffic.shared;
  };
  auto classify = [&](CounterClass global, CounterClass shared, CounterClass local, CounterClass parameters) {
    if (counts.instruction_class == InstructionClass::kBarrier)
      return;
    sum.of(parameters) = traffic.by_space[kParameters];
    sum.of(local) = traffic.by_space[kLocal];
    sum.of(shared) = traffic.by_space[kShared];
    sum.of(global) = traffic.by_space[kGlobal];
  };
  using enum CounterClass;
  switch (counts.access.kind) {
  case AccessKind::kLoad:
    put([](auto& traffic) -> auto& { return traffic.load; });
    classify(load_global, load_shared, load_local, load_parameter);
    break;
  case AccessKind::kStore: // one to the parameters is a fault, and counts as global
    put([](auto& traffic) -> auto& { return traffic.store; });
    classify(store_global, store_shared, store_local, store_global);
    break;
  case AccessKind::kAtomic:
    put([](auto& traffic) -> auto& { return traffic.atomic; });
    classify(atomic_global, atomic_shared, atomic_local, atomic_global);
    break;
  case AccessKind::kNone:
    break;
  }
  return sum;
}

LaunchCounters CountedLaunch::sum() const {
  LaunchCounters result;
  std::map<std::tuple<std::string, uint32_t>, Counters> by_line;
  for (const auto& [thread, table] : tables_)
    table->each([&](size_t slot, const Counters& counters) {
      result.total += counters;
      auto line = program_.find_line(program_.text_begin() + 4 * slot);
      if (!line)
        line.emplace();
      by_line[{line->file, line->line}] += counters;
    });
  for (auto& [place, counters] : by_line)
    result.lines.push_back({std::get<0>(place), std::get<1>(place), counters});
  return result;
}

} // namespace ox::sim
