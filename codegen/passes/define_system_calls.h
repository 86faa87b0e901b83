#pragma once

namespace llvm {
class Module;
}

namespace ox::codegen {

struct Compilation;

// Gives vprintf, __assertfail, malloc and free bodies that make the system call (isa/kernel_abi.h).
void define_system_calls(llvm::Module& module, Compilation& compilation);

} // namespace ox::codegen
