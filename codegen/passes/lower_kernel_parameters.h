#pragma once

namespace llvm {
class Module;
}

namespace ox::codegen {

struct Compilation;

// Kernel parameters become loads from the parameter block, with C layout; a kernel ends with ox.exit.
void lower_kernel_parameters(llvm::Module& module, Compilation& compilation);

} // namespace ox::codegen
