#pragma once

namespace llvm {
class Module;
}

namespace ox::codegen {

struct Compilation;

// Replaces llvm.nvvm intrinsics by Xox instructions, CSR reads or plain IR; one table of families, lower/<family>.cpp.
void lower_intrinsics(llvm::Module& module, Compilation& compilation);

} // namespace ox::codegen
