#pragma once

#include "llvm/ADT/StringRef.h"

namespace llvm {
class Module;
}

namespace ox::codegen {

struct Compilation;

// Gives vprintf, __assertfail, malloc, free and __cudadevrt_call bodies that make the system call (isa/kernel_abi.h).
void define_system_calls(llvm::Module& module, Compilation& compilation);

// Whether it gives a function of this name a body.
bool is_system_function(llvm::StringRef name);

} // namespace ox::codegen
