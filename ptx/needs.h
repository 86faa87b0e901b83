// Whether an instruction has what the conditions of its row ask about (the columns `types` and `needs`).
#pragma once
#include "ptx/ast.h"
#include <span>

namespace ox::ptx {

// The operands that an instruction gives, by the names of its form; ".unified" too.
using Roles = std::vector<std::string_view>;
Roles roles_of(std::span<const OperandPattern* const> fitting, const std::vector<Operand>& operands);

bool holds(const Words& words, std::span<const Modifier> modifiers, const Roles& roles);
// What of the words is there, as written: ".min.u64".
std::string in_words(const Words& words, std::span<const Modifier> modifiers);

// Why modifiers and operands do not go together: "'.v8' needs .b32 or .u32"; empty if they do.
std::string bad_company(const Form& form, std::span<const Modifier> modifiers, const Roles& roles);

} // namespace ox::ptx
