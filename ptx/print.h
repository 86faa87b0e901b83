// A tree as PTX text, in one canonical layout: printing what was parsed from printed text gives the same text.
#pragma once
#include "ptx/ast.h"

namespace ox::ptx {

std::string print(const Module& module);
std::string print(const Instruction& instruction); // without guard and semicolon: for messages
std::string print(const Operand& operand);

} // namespace ox::ptx
