#pragma once

namespace llvm {
class Module;
}

namespace ox::codegen {

struct Compilation;

// CUDA's float to integer conversion saturates and gives 0 for NaN: fptosi and fptoui become llvm.fpto*i.sat.
void saturate_conversions(llvm::Module& module, Compilation& compilation);

} // namespace ox::codegen
