#pragma once

namespace llvm {
class Module;
}

namespace ox::codegen {

struct Compilation;

// With options.hints.scatter_seed: removes some hints, moves others, adds more, and mixes up their tokens.
void scatter_convergence_hints(llvm::Module& module, Compilation& compilation);

} // namespace ox::codegen
