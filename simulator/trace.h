// A trace: every warp instruction in the order in which the machine executes them, which is one and the same for a
// machine with one host thread and one seed.
#pragma once
#include "isa/instruction.h"
#include "runtime/device.h"
#include <string>

namespace ox::sim {

struct TraceEvent {
  Dim3 block;
  uint32_t warp = 0;                             // in the block
  uint32_t mask = 0;                             // the lanes that execute it
  uint64_t pc = 0;                               // offset in the ELF image
  const isa::Instruction* instruction = nullptr; // null where no instruction is
};

// "0,0,0 1 ffffffff 0x1004 lw a0, 0(a1)": block, warp, mask, pc, instruction; no line end.
std::string describe(const TraceEvent& event);

} // namespace ox::sim
