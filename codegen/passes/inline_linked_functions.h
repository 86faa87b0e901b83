#pragma once

namespace llvm {
class Module;
}

namespace ox::codegen {

struct Compilation;

// Inlines the functions marked always_inline: those of the device library come after the optimiser's own inliner has
// run, for a remainder or a mathematical intrinsic, and for all of translated PTX.
void inline_linked_functions(llvm::Module& module, Compilation& compilation);

} // namespace ox::codegen
