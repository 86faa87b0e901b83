#pragma once

namespace llvm {
class Module;
}

namespace ox::codegen {

struct Compilation;

// Gives every __shared__ variable its offset from tp, and each kernel its number of static shared bytes.
void assign_shared_layout(llvm::Module& module, Compilation& compilation);

} // namespace ox::codegen
