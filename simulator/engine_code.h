// A program's code made ready for an engine: one slot an instruction, its handlers picked, its operands laid out.
#pragma once
#include "simulator/interpreter.h"
#include "simulator/program.h"
#include <vector>

namespace ox::sim {

struct EngineCode {
  const Engine* engine = nullptr;
  std::vector<Slot> slots;             // one for each instruction, then one that reports a pc outside the program
  std::vector<uint64_t> read_at_entry; // by kernel, see entry_registers.h
};

// Made on first use for the current SIMD level, kept by the program.  Any thread.
const EngineCode& engine_code_of(const Program& program);

} // namespace ox::sim
