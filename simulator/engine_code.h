// A program's code made ready for an engine: one slot an instruction, its handlers picked, its operands laid out.
#pragma once
#include "simulator/interpreter.h"
#include "simulator/program.h"
#include <vector>

namespace ox::sim {

struct EngineCode {
  const Engine* engine = nullptr;
  std::vector<Slot> slots; // one for each instruction, then one that reports a pc outside the program
  // Registers that some instruction reads: the others need no zero at kernel entry.
  uint32_t x_read = 0, f_read = 0;
};

// Made on first use for the current SIMD level, kept by the program.  Any thread.
const EngineCode& engine_code_of(const Program& program);

} // namespace ox::sim
