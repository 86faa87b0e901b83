// What grammar does not say: names and their scopes, types of operands, versions and targets of instructions and
// directives (PTX ISA 9.0).  What NVIDIA's tools accept beyond the manual is accepted here.
#pragma once
#include "ptx/ast.h"
#include <functional>

namespace ox::ptx {

// Adds an error for each thing that is wrong, in the order of the text, and marks the functions where it is.
void verify(Module& module, Diagnostics& diagnostics);

// The statements of inline asm: the one function of the module, whose operands are its parameters and returns.
// `is_foreign` tells names of the module around it, which may be anything.
void verify_statements(Module& module, std::string_view target, const std::function<bool(std::string_view)>& is_foreign,
                       Diagnostics& diagnostics);

} // namespace ox::ptx
