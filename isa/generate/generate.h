// The texts that follow from the table.
#pragma once
#include <expected>
#include <string>
#include <string_view>
#include <vector>

namespace ox::isa {

// Assembler macros for LLVM's assembler: one per Xox instruction, and one per flush-to-zero form of a base instruction.
std::string generate_macros();

// The manual: the chapters one after the other, each line "@table@" of them replaced by that table.  The error names
// what a chapter asks for and there is not.
std::expected<std::string, std::string> generate_manual(const std::vector<std::string>& chapters);

} // namespace ox::isa
