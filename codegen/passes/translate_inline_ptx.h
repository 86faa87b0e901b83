#pragma once

namespace llvm {
class Module;
}

namespace ox::codegen {

struct Compilation;

// Turns the inline PTX that Ox knows into intrinsics; everything else is an error with its source line.
void translate_inline_ptx(llvm::Module& module, Compilation& compilation);

} // namespace ox::codegen
