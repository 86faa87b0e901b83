#pragma once

namespace llvm {
class Module;
}

namespace ox::codegen {

struct Compilation;

// A short function simplification with the costs of riscv64, after everything is lowered.
void simplify(llvm::Module& module, Compilation& compilation);

} // namespace ox::codegen
