#pragma once

namespace llvm {
class Module;
}

namespace ox::codegen {

struct Compilation;

// In functions with denormal-fp-math-f32=preserve-sign, single-precision arithmetic takes the flushing forms.
void expand_flush_to_zero(llvm::Module& module, Compilation& compilation);

} // namespace ox::codegen
