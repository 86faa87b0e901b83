#pragma once

namespace llvm {
class Module;
}

namespace ox::codegen {

struct Compilation;

// Shifts by the width of the value or more become what PTX's shl and shr do, where LLVM leaves the result undefined
// and RISC-V takes the amount modulo the width.
void clamp_shifts(llvm::Module& module, Compilation& compilation);

} // namespace ox::codegen
