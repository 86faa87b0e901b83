#pragma once

namespace llvm {
class Module;
}

namespace ox::codegen {

struct Compilation;

// Makes the module one for riscv64: triple, data layout, features, attributes; debug information as asked for.
void retarget(llvm::Module& module, Compilation& compilation);

} // namespace ox::codegen
