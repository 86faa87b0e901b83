#pragma once

namespace llvm {
class Module;
}

namespace ox::codegen {

struct Compilation;

// Links the functions of the libdevice bitcode (Options::libdevice) that the module calls and does not define.
void link_device_library(llvm::Module& module, Compilation& compilation);

} // namespace ox::codegen
