// A machine pass that drops the convergence hints that block layout has made superfluous.
#pragma once

namespace llvm {
class MachineFunctionPass;
}

namespace ox::codegen {

// The machine runs the lowest pc of a warp first.  So when all code between a split and its join lies below the join,
// the lanes that reach the join first wait there without being told, and the pair would only cost two instructions.
// Runs on the final layout.
llvm::MachineFunctionPass* create_drop_ordered_hints_pass();

} // namespace ox::codegen
