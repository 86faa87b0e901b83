// Finding the form of an instruction: its modifiers as a set, its operands by shape.
#pragma once
#include "ptx/ast.h"

namespace ox::ptx {

// Sets form and modifiers; otherwise returns why no form fits, naming what is in the way: "`.rm` does not go with
// `add.s32`; add takes ..." with the place in at.
std::string match_form(Instruction& instruction, Location& at);

// Of each operand the pattern that it fits, where some patterns are left out; `patterns` are the form's, or the parts
// of one of them.
std::vector<const OperandPattern*> patterns_of(const Instruction& instruction, std::span<const OperandPattern> patterns,
                                               const std::vector<Operand>& operands);

} // namespace ox::ptx
