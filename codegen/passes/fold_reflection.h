#pragma once

namespace llvm {
class Module;
}

namespace ox::codegen {

struct Compilation;

// The program's flush-to-zero mode is a flag of the module, for functions of the device library that come in late.
inline constexpr char kFlushFlag[] = "nvvm-reflect-ftz";
// Its value; 0 without one.
int flush_flag(const llvm::Module& module);

// Answers __nvvm_reflect("__CUDA_FTZ") and its kin with constants, and removes the branches that they decide.
void fold_reflection(llvm::Module& module, Compilation& compilation);

} // namespace ox::codegen
