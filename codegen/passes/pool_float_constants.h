#pragma once

namespace llvm {
class Module;
}

namespace ox::codegen {

struct Compilation;

// Floating-point constants that take two or more instructions to build are loaded from a table, one per function.
void pool_float_constants(llvm::Module& module, Compilation& compilation);

} // namespace ox::codegen
