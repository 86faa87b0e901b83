// See counters.h.
#include "simulator/counters.h"
#include "isa/kernel_abi.h"
#include "isa/row.h"
#include "simulator/lane_mask.h"
#include "simulator/memory_traffic.h"
#include <bit>

namespace ox::sim {

namespace {
using isa::InstructionClass;
using isa::Op;
using AccessKind = isa::MemoryAccess::Kind;

// Whether the lanes of a conditional branch disagree.
bool branch_splits(const Warp& warp, const Slot* slot) {
  const uint64_t *a = warp.x[slot->rs1], *b = warp.x[slot->rs2];
  auto taken = [&](unsigned lane) {
    switch (Op(slot->op)) {
    case Op::beq:
      return a[lane] == b[lane];
    case Op::bne:
      return a[lane] != b[lane];
    case Op::blt:
      return int64_t(a[lane]) < int64_t(b[lane]);
    case Op::bge:
      return int64_t(a[lane]) >= int64_t(b[lane]);
    case Op::bltu:
      return a[lane] < b[lane];
    default: // bgeu
      return a[lane] >= b[lane];
    }
  };
  uint32_t mask = 0;
  each_lane_of(warp.mask, [&](unsigned lane) { mask |= uint32_t(taken(lane)) << lane; });
  return mask != 0 && mask != warp.mask;
}

bool arrives_at_barrier(Op op) {
  const std::string_view name = isa::mnemonic(op);
  return name.starts_with("ox.bar.") || (name.starts_with("ox.mbar.") && name.ends_with(".drop")) ||
         name.contains(".arrive");
}

bool targets_differ(const Warp& warp, const Slot* slot) {
  auto target = [&](unsigned lane) { return (warp.x[slot->rs1][lane] + uint64_t(slot->imm)) & ~uint64_t{1}; };
  const uint64_t first = target(first_lane(warp.mask));
  bool differ = false;
  each_lane_of(warp.mask, [&](unsigned lane) { differ |= target(lane) != first; });
  return differ;
}
} // namespace

CounterTable::CounterTable(const Program& program) : program_(program), place_(program.code().size() + 1) {}

CounterTable::Counts& CounterTable::at(size_t slot) {
  if (place_[slot] != 0) [[likely]]
    return counts_[place_[slot] - 1];
  Counts& fresh = counts_.emplace_back();
  place_[slot] = uint32_t(counts_.size());
  fresh.slot = slot;
  // What is no instruction, or behind the code, ends the kernel: that is control.
  fresh.instruction_class = InstructionClass::kControl;
  if (slot >= program_.code().size() || !program_.code()[slot])
    return fresh;
  const Op op = program_.code()[slot]->op;
  fresh.instruction_class = isa::class_of(op);
  fresh.access = isa::memory_access_of(op);
  fresh.arrives = arrives_at_barrier(op);
  if (fresh.access.kind != AccessKind::kNone) {
    fresh.kind = Kind::kMemory;
    fresh.traffic = std::make_unique<Traffic>();
  } else if (fresh.instruction_class == InstructionClass::kBarrier) {
    fresh.kind = Kind::kBarrier;
  } else if (op == Op::jalr) {
    fresh.kind = Kind::kIndirect;
  } else if (isa::row(op).format == isa::Format::B) {
    fresh.kind = Kind::kBranch;
  }
  return fresh;
}

void CounterTable::execute(const Warp& warp, const Slot* slot, const AddressWindows& windows) {
  Counts& counts = at(size_t(slot - warp.code));
  ++counts.warp_instructions;
  counts.lane_instructions += unsigned(std::popcount(warp.mask));
  switch (counts.kind) {
  case Kind::kPlain:
  case Kind::kBarrier:
    return;
  case Kind::kBranch:
    counts.splits += branch_splits(warp, slot);
    return;
  case Kind::kIndirect:
    counts.splits += targets_differ(warp, slot);
    return;
  case Kind::kMemory:
    count_access(counts, warp, slot, windows);
    return;
  }
}

void CounterTable::count_access(Counts& counts, const Warp& warp, const Slot* slot, const AddressWindows& windows) {
  Traffic& traffic = *counts.traffic;
  const isa::MemoryAccess access = counts.access;
  const uint64_t* base = warp.x[slot->rs1];
  const uint64_t offset = access.has_offset ? uint64_t(slot->imm) : 0;
  LaneAddress lanes[kSpaces][kLanes];
  size_t in_space[kSpaces] = {};
  Space space = kGlobal; // of the lane, and in the end of the first one
  for (uint32_t left = warp.mask; left != 0;) {
    const unsigned lane = 31 - unsigned(std::countl_zero(left)); // last to first
    left &= ~(1u << lane);
    uint64_t address = base[lane] + offset;
    space = kGlobal;
    if (address - windows.shared_begin < windows.shared_bytes) {
      space = kShared;
    } else if (const uint64_t local = address - isa::kLocalWindowBase; local < warp.local_bytes) {
      space = kLocal; // at the place where the interleaved word of this lane is
      address = warp.local_host + local / 8 * (8 * kLanes) + 8 * lane + local % 8;
    } else if (access.kind == AccessKind::kLoad && address - windows.parameters_begin < windows.parameters_bytes) {
      space = kParameters;
    }
    lanes[space][kLanes - ++in_space[space]] = {address, lane};
  }
  auto of = [&](Space space) { return std::span(lanes[space] + kLanes - in_space[space], in_space[space]); };
  ++traffic.by_space[space].warp_instructions;
  for (Space one : {kGlobal, kShared, kLocal, kParameters})
    traffic.by_space[one].lane_instructions += in_space[one];

  const bool is_atomic = access.kind == AccessKind::kAtomic;
  if (in_space[kGlobal] != 0)
    count_sectors(of(kGlobal), access.bytes, traffic.global);
  if (in_space[kLocal] != 0)
    count_sectors(of(kLocal), access.bytes, traffic.local);
  if (in_space[kParameters] != 0)
    count_sectors(of(kParameters), access.bytes, traffic.parameters);
  if (in_space[kShared] != 0)
    count_banks(of(kShared), access.bytes, is_atomic, traffic.shared);
  if (is_atomic) {
    LaneAddress all[kLanes];
    size_t count = 0;
    for (Space one : {kGlobal, kShared, kLocal})
      for (const LaneAddress& lane : of(one))
        all[count++] = lane;
    count_atomics(std::span(all, count), traffic.atomics);
  }
}

CounterTable& CountedLaunch::of_this_thread() {
  const auto me = std::this_thread::get_id();
  std::scoped_lock lock(mutex_);
  for (auto& [thread, table] : tables_)
    if (thread == me)
      return *table;
  return *tables_.emplace_back(me, std::make_unique<CounterTable>(program_)).second;
}

} // namespace ox::sim
