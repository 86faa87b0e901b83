#pragma once

namespace llvm {
class Module;
}

namespace ox::codegen {

struct Compilation;

// Arguments of variadic functions are a block of memory, laid out as clang's va_arg for nvptx64 reads it: each at its
// own size and alignment.  The RISC-V back end would put each in eight bytes.
void expand_variable_arguments(llvm::Module& module, Compilation& compilation);

} // namespace ox::codegen
