#pragma once

namespace llvm {
class Module;
}

namespace ox::codegen {

struct Compilation;

// Marks where a divergent branch or loop splits a warp and where the lanes should meet again.
void insert_convergence_hints(llvm::Module& module, Compilation& compilation);

} // namespace ox::codegen
