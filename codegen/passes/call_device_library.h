#pragma once

namespace llvm {
class Module;
}

namespace ox::codegen {

struct Compilation;

// Makes frem and mathematical intrinsics calls of __nv_ functions where libdevice is there to supply them.
void call_device_library(llvm::Module& module, Compilation& compilation);

} // namespace ox::codegen
