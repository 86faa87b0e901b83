#pragma once

namespace llvm {
class Module;
}

namespace ox::codegen {

struct Compilation;

// Answers __nvvm_reflect("__CUDA_FTZ") and its kin with constants, and removes the branches that they decide.
void fold_reflection(llvm::Module& module, Compilation& compilation);

} // namespace ox::codegen
