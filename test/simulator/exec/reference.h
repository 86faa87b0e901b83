// What each OxCore instruction that computes should give, for one lane, written from the RISC-V and PTX manuals and
// apart from the engine: bits by bits, and floating point with MPFR, exact and then rounded once.
#pragma once
#include "isa/instruction.h"
#include <cstdint>
#include <optional>

namespace ox::test {

// Register values as the lane sees them, 64 bits; rd is the old value of the destination.
struct Operands {
  uint64_t rs1 = 0, rs2 = 0, rs3 = 0, rd = 0;
};

// nullopt for instructions that these functions are not about.
std::optional<uint64_t> expected_integer(const isa::Instruction& instruction, const Operands& operands);
std::optional<uint64_t> expected_packed(const isa::Instruction& instruction, const Operands& operands);
std::optional<uint64_t> expected_float(const isa::Instruction& instruction, const Operands& operands);

} // namespace ox::test
