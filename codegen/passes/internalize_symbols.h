#pragma once

namespace llvm {
class Module;
}

namespace ox::codegen {

struct Compilation;

// Makes everything internal that the host cannot name, and drops what neither kernels nor device variables reach.
void internalize_symbols(llvm::Module& module, Compilation& compilation);

} // namespace ox::codegen
