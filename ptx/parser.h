// PTX text to a tree, going on after errors: an error inside a function marks the function as broken, one outside costs
// a directive.  PTX versions 1.0 to 9.0; a newer one is an error that says so, and parsing goes on.
#pragma once
#include "ptx/ast.h"

namespace ox::ptx {

// The module always comes back, with what could be read.  Diagnostics stop at a hundred.
std::unique_ptr<Module> parse(std::string text, Diagnostics& diagnostics);

// Statements only, as inline asm has them: "{ .reg .b32 t; add.u32 t, %1, 1; mov.b32 %0, t; }".  The module holds the
// text and one function without a name.
std::unique_ptr<Module> parse_statements(std::string text, Diagnostics& diagnostics);

} // namespace ox::ptx
