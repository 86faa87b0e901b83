// Instruction words of OxCore to instructions and back.  See oxcore.def for the table that both follow.
#pragma once
#include "isa/instruction.h"
#include <optional>

namespace ox::isa {

// nullopt for a word that is no OxCore instruction.
std::optional<Instruction> decode(uint32_t word);

} // namespace ox::isa
