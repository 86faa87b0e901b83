// Instructions to words.
#pragma once
#include "isa/instruction.h"
#include <cstdint>
#include <optional>

namespace ox::isa {

// The word of an instruction; fields that its row does not have are ignored.  Asserts that the others fit.
uint32_t encode(const Instruction& instruction);

// The same, nullopt where a field does not fit: a register above 31 or odd in a pair, an immediate out of range or
// misaligned, an illegal rounding mode.
std::optional<uint32_t> try_encode(const Instruction& instruction);

} // namespace ox::isa
