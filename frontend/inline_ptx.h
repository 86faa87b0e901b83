// Inline PTX becomes LLVM IR before anything is optimised, so that the optimiser sees through it.
#pragma once
#include "clang/Basic/CodeGenOptions.h"

namespace ox::frontend {

class AsmStatements;

// Errors are reported through `statements`, which must live as long as the compilation.
void lower_inline_ptx_early(clang::CodeGenOptions& options, AsmStatements& statements, bool contract);

// For PTX text, in which the statements stay (ptx::prepare_asm_texts).
void prepare_inline_ptx_early(clang::CodeGenOptions& options);

} // namespace ox::frontend
