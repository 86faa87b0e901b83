#pragma once

namespace llvm {
class Module;
}

namespace ox::codegen {

struct Compilation;

// Computes in single precision what LLVM's RISC-V back end cannot select for bfloat16.
void widen_bfloat(llvm::Module& module, Compilation& compilation);

} // namespace ox::codegen
