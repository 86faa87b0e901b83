// Atomics on 128 bits (PTX ISA 9.0, atom: .b128 exch and cas): amocas.q and ox.amoswap.q, on pairs of registers. LLVM's
// back end would call a library for them.
#pragma once

namespace llvm {
class Instruction;
}

namespace ox::codegen {

// True for loads, stores, exchanges and other operations on memory that are atomic on i128.
bool is_wide_atomic(const llvm::Instruction& instruction);

// Replaces it.  What is neither exchange nor compare-and-swap becomes a loop of compare-and-swap.
void expand_wide_atomic(llvm::Instruction& instruction);

} // namespace ox::codegen
