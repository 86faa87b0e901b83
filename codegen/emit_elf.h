// The last step: LLD makes a position-independent image of the object, and the note that describes its kernels is
// added to it.
#pragma once
#include "codegen/compilation.h"
#include "codegen/emit_machine_code.h"
#include <cstdint>
#include <expected>
#include <string>
#include <vector>

namespace ox::codegen {

std::expected<std::vector<uint8_t>, std::string> emit_elf(const MachineCode& object, const Compilation& compilation);

} // namespace ox::codegen
