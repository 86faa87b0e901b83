#pragma once

namespace llvm {
class Module;
}

namespace ox::codegen {

struct Compilation;

// Atomics that Zaamo, Zacas and Zabha lack become ox.amo*; the rest is left to LLVM's own expansion to amocas.
void expand_atomics(llvm::Module& module, Compilation& compilation);

} // namespace ox::codegen
