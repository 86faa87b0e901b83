#pragma once

namespace llvm {
class Module;
}

namespace ox::codegen {

struct Compilation;

// Turns asm statements into functions that are always inlined; what cannot be lowered is an error with its source line
// and its place in the text.
void translate_inline_ptx(llvm::Module& module, Compilation& compilation);

} // namespace ox::codegen
