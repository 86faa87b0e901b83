#pragma once

namespace llvm {
class Module;
}

namespace ox::codegen {

struct Compilation;

// Arithmetic on two halves or four bytes at a time becomes instructions on one register.
void pack_small_integers(llvm::Module& module, Compilation& compilation);

} // namespace ox::codegen
