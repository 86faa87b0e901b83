#pragma once

namespace llvm {
class Module;
}

namespace ox::codegen {

struct Compilation;

// As an integer, a shared pointer is its offset from tp: makes that explicit.
void lower_shared_offsets(llvm::Module& module, Compilation& compilation);

} // namespace ox::codegen
