// Faults of a block in words: which lane, where, and what is wrong.
#include "isa/row.h"
#include "simulator/block_state.h"
#include "simulator/lane_mask.h"
#include "simulator/text.h"
#include <algorithm>
#include <bit>
#include <cstdarg>
#include <cstdio>

namespace ox::sim {

namespace {
std::string describe_wait(const BlockState& block, const Warp& warp, const Group& group) {
  std::string text = "warp " + std::to_string(warp.number) + ": lanes " + hex(group.mask, 8) + " wait ";
  if (group.state == GroupState::kBarrier) {
    const Barrier& barrier = block.barriers[group.barrier];
    text += "at barrier " + std::to_string(group.barrier) + ", where " + std::to_string(barrier.arrived) + " of " +
            (barrier.wanted ? std::to_string(barrier.wanted) : "all live") + " threads have arrived";
  } else if (group.state == GroupState::kCluster) {
    text += "at the cluster's barrier, where " + std::to_string(block.cluster.live - block.cluster.awaited) + " of " +
            std::to_string(block.cluster.live) + " live threads have arrived";
  } else {
    text += "for lanes " + hex(group.wait_mask & warp.live & ~group.mask, 8) + " at " +
            std::string(isa::mnemonic(isa::Op(group.pc->op)));
  }
  if (auto line = block.launch.program->find_line(pc_of(warp, group.pc)))
    text += " (" + line->file + ":" + std::to_string(line->line) + ")";
  return text;
}

// From the name: lhu, fsd, amoadd.w, ox.amofadd.h2, amocas.q, ox.mbar.arrive.
uint32_t width_of_access(isa::Op op) {
  std::string_view name = isa::mnemonic(op);
  if (name.starts_with("ox.mbar."))
    return 8;
  if (size_t dot = name.rfind('.'); dot != name.npos)
    name.remove_prefix(dot + 1);
  else
    name.remove_prefix(name.starts_with('f') ? 2 : 1);
  if (name == "h2" || name == "bf2")
    return 4;
  switch (name.front()) {
  case 'b':
    return name == "bf" ? 2 : 1;
  case 'h':
    return 2;
  case 'd':
    return 8;
  case 'q':
    return 16;
  default:
    return 4;
  }
}

NearestAllocation part_of_block(AllocationKind kind, uint64_t base, uint64_t bytes, uint64_t address,
                                uint64_t access_bytes) {
  NearestAllocation nearest;
  nearest.base = base;
  nearest.bytes = bytes;
  nearest.kind = kind;
  using Where = NearestAllocation::Where;
  nearest.where = address < base                            ? Where::kBefore
                  : address - base >= bytes                 ? Where::kAfter
                  : access_bytes > bytes - (address - base) ? Where::kAcrossEnd
                                                            : Where::kInside;
  nearest.distance = nearest.where == Where::kBefore  ? base - address
                     : nearest.where == Where::kAfter ? address - base - bytes
                                                      : address - base;
  return nearest;
}

// In or around the shared memory of the cluster's other blocks, or where it would be if there were more of them.
std::optional<std::string> describe_place_in_cluster(const BlockState& block, uint64_t address) {
  constexpr uint64_t kMostBlocks = 64, kAround = 2048; // on either side of a block's
  const uint64_t bytes = block.launch.static_shared_bytes + block.launch.dynamic_shared_bytes;
  const uint64_t count = block.launch.cluster.count(), stride = block.cluster.shared_stride;
  const uint64_t place = address - block.cluster.shared_begin + kAround, rank = place / stride;
  if (count == 1 || bytes == 0 || rank >= kMostBlocks || rank == block.rank)
    return std::nullopt;
  const int64_t offset = int64_t(place % stride) - int64_t(kAround);
  const std::string at = "offset " + std::to_string(offset);
  const std::string whose = " shared memory of block " + std::to_string(rank) + " of the cluster";
  if (rank >= count)
    return "at " + at + " in the" + whose + ", which has " + std::to_string(count) + " blocks";
  if (uint64_t(offset) < bytes)
    return "at " + at + " in the" + whose;
  return "outside the " + std::to_string(bytes) + " bytes of" + whose + ", at its " + at;
}

// Space, neighbour and words of an access, by its address.
void explain_address(Fault& fault, const BlockState& block, const Warp& warp) {
  const uint64_t address = fault.address, bytes = std::max(1u, fault.access_bytes);
  // Addresses around the window are no address of anything else: the stack grows down from its top.
  constexpr uint64_t kAround = uint64_t{1} << 40;
  // What runs off shared memory is near it; beyond that it may be anything.
  constexpr uint64_t kNearShared = 64 << 10;
  const uint64_t shared = block.storage.shared,
                 shared_bytes = block.launch.static_shared_bytes + block.launch.dynamic_shared_bytes;
  const Memory& memory = *block.launch.memory;
  auto range = memory.find(address);
  if (address - (isa::kLocalWindowBase - kAround) < 2 * kAround) {
    fault.space = FaultSpace::kLocal;
    fault.nearest = part_of_block(AllocationKind::kLocal, isa::kLocalWindowBase, warp.local_bytes, address, bytes);
    if (fault.kind == FaultKind::kIllegalAddress && address < isa::kLocalWindowBase)
      fault.kind = FaultKind::kStackOverflow;
  } else if (auto in_cluster = range ? std::nullopt : describe_place_in_cluster(block, address)) {
    fault.space = FaultSpace::kShared;
    fault.place = std::move(*in_cluster);
  } else if (shared_bytes != 0 && !range && address - shared + kNearShared < shared_bytes + 2 * kNearShared) {
    fault.space = FaultSpace::kShared;
    fault.nearest = part_of_block(AllocationKind::kShared, shared, shared_bytes, address, bytes);
  } else if (memory.is_scratch(address)) {
    fault.space = FaultSpace::kShared;
    fault.place = "in memory of another block";
  } else if (range && range->kind == RangeKind::kParameters) {
    fault.space = FaultSpace::kParameters;
    if (range->begin == block.launch.parameters) {
      const Program& program = *block.launch.program;
      const uint64_t declared = program.kernels()[block.launch.kernel].parameter_bytes;
      fault.nearest =
          part_of_block(AllocationKind::kParameters, range->begin, declared ? declared : range->bytes, address, bytes);
      fault.nearest->is_writable = false;
    } else {
      fault.place = "in the parameters of another launch";
    }
  } else {
    Stray stray = memory.explain_stray(address, bytes);
    fault.space = stray.space;
    fault.nearest = std::move(stray.nearest);
    fault.place = std::move(stray.place);
    if (range && range->kind == RangeKind::kRegistered && fault.kind == FaultKind::kIllegalAddress && fault.nearest)
      fault.nearest->is_mapped = fault.nearest->where != NearestAllocation::Where::kInside;
  }
  fault.detail = fault.explain_access();
}
} // namespace

Fault place_fault(const BlockState& block, const Warp& warp, const Slot* at, unsigned lane) {
  Fault fault;
  const Program& program = *block.launch.program;
  if (block.launch.kernel < program.kernels().size())
    fault.kernel = program.kernels()[block.launch.kernel].name;
  fault.block = block.index;
  fault.thread = thread_of(block, warp, lane);
  const uint64_t pc = pc_of(warp, at);
  fault.pc = pc - program.image_base();
  if (auto line = program.find_line(pc)) {
    fault.file = line->file;
    fault.line = line->line;
  }
  return fault;
}

Dim3 thread_of(const BlockState& block, const Warp& warp, unsigned lane) {
  uint32_t linear = warp.number * kLanes + lane;
  const Dim3& size = block.launch.block;
  return {linear % size.x, linear / size.x % size.y, linear / size.x / size.y};
}

uint64_t pc_of(const Warp& warp, const Slot* slot) { return warp.text_begin + 4 * uint64_t(slot - warp.code); }

const Slot* raise(Warp& warp, const Slot* at, Trouble kind, unsigned lane, const char* format, ...) {
  TroubleReport& report = warp.trouble;
  report.kind = kind;
  report.lane = uint8_t(lane);
  report.at = at;
  report.address_is_pc = false;
  va_list arguments;
  va_start(arguments, format);
  std::vsnprintf(report.text, sizeof report.text, format, arguments);
  va_end(arguments);
  warp.stop = nullptr;
  return at;
}

const Slot* raise_jump(Warp& warp, const Slot* at, unsigned lane, uint64_t target) {
  raise(warp, at, Trouble::kIllegal, lane, "a jump to 0x%llx, which is not in the program's code",
        static_cast<unsigned long long>(target));
  warp.trouble.address = target;
  warp.trouble.address_is_pc = true;
  return at;
}

const Slot* raise_access(Warp& warp, const Slot* at, Trouble kind, unsigned lane, uint64_t address, unsigned bytes,
                         bool is_write) {
  TroubleReport& report = warp.trouble;
  report.kind = kind;
  report.lane = uint8_t(lane);
  report.at = at;
  report.address = address;
  report.bytes = bytes;
  report.is_write = is_write;
  warp.stop = nullptr;
  return at;
}

Fault describe_trouble(const BlockState& block, const Warp& warp) {
  const TroubleReport& report = warp.trouble;
  Fault fault = place_fault(block, warp, report.at, report.lane);
  switch (report.kind) {
  case Trouble::kMisaligned:
  case Trouble::kAccess:
    fault.kind = report.kind == Trouble::kAccess ? FaultKind::kIllegalAddress : FaultKind::kMisalignedAddress;
    fault.address = report.address;
    fault.access_bytes = report.bytes;
    fault.access = isa::row(isa::Op(report.at->op)).format == isa::Format::Amo ? FaultAccess::kAtomic
                   : report.is_write                                           ? FaultAccess::kWrite
                                                                               : FaultAccess::kRead;
    explain_address(fault, block, warp);
    break;
  case Trouble::kIllegal:
    fault.kind = FaultKind::kIllegalInstruction;
    fault.detail = report.text;
    if (report.address_is_pc) {
      fault.space = FaultSpace::kCode;
      fault.address = report.address;
    }
    break;
  case Trouble::kBarrier:
    fault.kind = FaultKind::kBarrierMisuse;
    fault.detail = report.text;
    break;
  case Trouble::kTrap:
    fault.kind = FaultKind::kTrap;
    fault.detail = report.text;
    break;
  case Trouble::kSystemCall:
    if (block.fault) {
      Fault what = *block.fault;
      what.kernel = fault.kernel;
      what.block = fault.block;
      what.thread = fault.thread;
      what.pc = fault.pc;
      if (what.line == 0) { // an assertion knows its line better than the line table
        what.file = fault.file;
        what.line = fault.line;
      }
      fault = std::move(what);
      if (fault.access != FaultAccess::kNone)
        explain_address(fault, block, warp);
    }
    break;
  case Trouble::kNone:
    break;
  }
  return fault;
}

namespace {
// Who waits for what, the first few of them; the place of the fault is the first one's.
class Waits {
public:
  void add(const BlockState& block, const std::string& before = "") {
    for (const Warp& warp : block.warps) {
      for (uint32_t i = 0; i < warp.group_count; ++i) {
        const Group& group = warp.groups[i];
        if (group.state == GroupState::kGone)
          continue;
        if (count_ == 0)
          fault_ = place_fault(block, warp, group.pc, first_lane(group.mask));
        if (count_ < kMost)
          text_ += (count_ ? "; " : "") + before + describe_wait(block, warp, group);
        ++count_;
      }
    }
  }
  Fault fault(const std::string& who) {
    if (count_ > kMost)
      text_ += "; and " + std::to_string(count_ - kMost) + " more";
    fault_.kind = FaultKind::kDeadlock;
    fault_.detail = "no thread of the " + who + " can go on: " + text_;
    return std::move(fault_);
  }

private:
  static constexpr unsigned kMost = 4;
  unsigned count_ = 0;
  Fault fault_;
  std::string text_;
};
} // namespace

Fault describe_deadlock(const BlockState& block) {
  Waits waits;
  waits.add(block);
  return waits.fault("block");
}

Fault describe_deadlock(const ClusterState& cluster) {
  std::vector<const BlockState*> blocks; // by rank
  for (const BlockState* block = cluster.blocks; block; block = block->next_in_cluster)
    blocks.insert(blocks.begin(), block);
  Waits waits;
  for (const BlockState* block : blocks)
    waits.add(*block, "block (" + std::to_string(block->index.x) + "," + std::to_string(block->index.y) + "," +
                          std::to_string(block->index.z) + ") ");
  return waits.fault("cluster");
}

Fault describe_lost_memory(const BlockState& block, Warp& warp, uint64_t address) {
  const Slot* at = warp.access_at;
  const isa::Op op = isa::Op(at->op);
  const isa::Format format = isa::row(op).format;
  const uint32_t bytes = width_of_access(op);
  // The lane whose element holds the address; its register may have got what other lanes loaded already.
  unsigned lane = first_lane(warp.mask);
  for (uint32_t left = warp.mask; left != 0; left &= left - 1) {
    const uint64_t base = warp.x[at->rs1][first_lane(left)] + (format == isa::Format::Amo ? 0 : uint64_t(at->imm));
    if (address - base < bytes) {
      lane = first_lane(left);
      address = base;
      break;
    }
  }
  raise_access(warp, at, Trouble::kAccess, lane, address, bytes, format == isa::Format::S);
  return describe_trouble(block, warp);
}

Fault describe_runaway(const BlockState& block, const Warp& warp) {
  const Group* group = &warp.groups[0];
  for (uint32_t i = 0; i < warp.group_count; ++i)
    if (warp.groups[i].state == GroupState::kRunnable)
      group = &warp.groups[i];
  Fault fault = place_fault(block, warp, group->pc, first_lane(group->mask));
  fault.kind = FaultKind::kRunaway;
  fault.detail = "the warp has executed " + std::to_string(warp.instructions) + " instructions; the limit is " +
                 std::to_string(block.launch.instruction_limit);
  return fault;
}

} // namespace ox::sim
