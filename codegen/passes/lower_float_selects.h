#pragma once

namespace llvm {
class Module;
}

namespace ox::codegen {

struct Compilation;

// Selections between two floating-point numbers become ox.fsel: RISC-V has no such instruction, and LLVM would branch.
void lower_float_selects(llvm::Module& module, Compilation& compilation);

} // namespace ox::codegen
