// Faults of a block in words: which lane, where, and what is wrong.
#include "isa/instruction.h"
#include "simulator/block_state.h"
#include <bit>
#include <cstdarg>
#include <cstdio>

namespace ox::sim {

namespace {
unsigned first_lane(uint32_t mask) { return unsigned(std::countr_zero(mask)); }

std::string hex(uint64_t value, int digits = 0) {
  char text[32];
  std::snprintf(text, sizeof text, "0x%0*llx", digits, static_cast<unsigned long long>(value));
  return text;
}

// Everything but kind and detail.
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

std::string describe_wait(const BlockState& block, const Warp& warp, const Group& group) {
  std::string text = "warp " + std::to_string(warp.number) + ": lanes " + hex(group.mask, 8) + " wait ";
  if (group.state == GroupState::kBarrier) {
    const Barrier& barrier = block.barriers[group.barrier];
    text += "at barrier " + std::to_string(group.barrier) + ", where " + std::to_string(barrier.arrived) + " of " +
            (barrier.wanted ? std::to_string(barrier.wanted) : "all live") + " threads have arrived";
  } else {
    text += "for lanes " + hex(group.wait_mask & warp.live & ~group.mask, 8) + " at " +
            std::string(isa::mnemonic(isa::Op(group.pc->op)));
  }
  if (auto line = block.launch.program->find_line(pc_of(warp, group.pc)))
    text += " (" + line->file + ":" + std::to_string(line->line) + ")";
  return text;
}
} // namespace

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
  va_list arguments;
  va_start(arguments, format);
  std::vsnprintf(report.text, sizeof report.text, format, arguments);
  va_end(arguments);
  warp.stop = nullptr;
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
  const std::string access = std::string(report.is_write ? "write" : "read") + " of " + std::to_string(report.bytes) +
                             (report.bytes == 1 ? " byte at " : " bytes at ") + hex(report.address);
  switch (report.kind) {
  case Trouble::kMisaligned:
    fault.kind = FaultKind::kMisalignedAddress;
    fault.detail = access + ", which is not a multiple of " + std::to_string(report.bytes);
    fault.address = report.address;
    break;
  case Trouble::kAccess: {
    fault.kind = FaultKind::kIllegalAddress;
    fault.address = report.address;
    // Addresses around the window are no address of anything else: the stack grows down from its top.
    constexpr uint64_t kAround = uint64_t{1} << 40;
    const uint64_t above_floor = report.address - (isa::kLocalWindowBase - kAround);
    const uint64_t shared_bytes = block.launch.static_shared_bytes + block.launch.dynamic_shared_bytes;
    const uint64_t in_shared = report.address - block.storage.shared;
    if (above_floor < kAround) {
      fault.kind = FaultKind::kStackOverflow;
      fault.detail = access + ", " + std::to_string(kAround - above_floor) + " bytes below the thread's " +
                     std::to_string(warp.local_bytes) + " bytes of local memory";
    } else if (above_floor < 2 * kAround) {
      fault.detail =
          access + ", past the end of the thread's " + std::to_string(warp.local_bytes) + " bytes of local memory";
    } else if (shared_bytes != 0 && in_shared + 4096 < shared_bytes + 8192) {
      fault.detail = access + ", outside the block's " + std::to_string(shared_bytes) +
                     " bytes of shared memory, at its offset " + std::to_string(int64_t(in_shared));
    } else if (auto range = block.launch.memory->find(report.address);
               range && report.is_write && !range->writable && report.address + report.bytes <= range->end) {
      fault.detail = access + ", in memory that is read-only";
    } else {
      fault.detail = access + ", " + block.launch.memory->describe_stray(report.address, report.bytes);
    }
    break;
  }
  case Trouble::kIllegal:
    fault.kind = FaultKind::kIllegalInstruction;
    fault.detail = report.text;
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
      fault.kind = block.fault->kind;
      fault.detail = block.fault->detail;
      fault.address = block.fault->address;
      if (block.fault->line != 0) { // an assertion knows its line better than the line table
        fault.file = block.fault->file;
        fault.line = block.fault->line;
      }
    }
    break;
  case Trouble::kNone:
    break;
  }
  return fault;
}

Fault describe_deadlock(const BlockState& block) {
  constexpr unsigned kMost = 4;
  Fault fault;
  unsigned count = 0;
  std::string detail;
  for (const Warp& warp : block.warps) {
    for (uint32_t i = 0; i < warp.group_count; ++i) {
      const Group& group = warp.groups[i];
      if (group.state == GroupState::kGone)
        continue;
      if (count == 0)
        fault = place_fault(block, warp, group.pc, first_lane(group.mask));
      if (count < kMost)
        detail += (count ? "; " : "") + describe_wait(block, warp, group);
      ++count;
    }
  }
  if (count > kMost)
    detail += "; and " + std::to_string(count - kMost) + " more";
  fault.kind = FaultKind::kDeadlock;
  fault.detail = "no thread of the block can go on: " + detail;
  return fault;
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
