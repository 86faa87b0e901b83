// Inline PTX becomes LLVM IR before anything is optimised, so that the optimiser sees through it.
#pragma once
#include "clang/Basic/CodeGenOptions.h"

namespace ox::frontend {

// What cannot be lowered stays an asm statement, which the code generator reports.
void lower_inline_ptx_early(clang::CodeGenOptions& options);

} // namespace ox::frontend
