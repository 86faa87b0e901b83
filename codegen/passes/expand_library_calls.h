#pragma once

namespace llvm {
class Module;
}

namespace ox::codegen {

struct Compilation;

// Expands what LLVM would make a call to the C or compiler library, for there is none on the device.
void expand_library_calls(llvm::Module& module, Compilation& compilation);

} // namespace ox::codegen
