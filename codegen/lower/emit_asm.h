// Builds the inline assembly through which OxCore instructions that LLVM does not know reach its back end.  Encodings
// come from isa/ alone.
#pragma once
#include "isa/instruction.h"
#include "llvm/IR/IRBuilder.h"

namespace ox::codegen {

// What an instruction does besides computing its result, so that LLVM keeps it where it must stay.
enum class Effect {
  kNone,    // a function of its operands: may be merged, moved, dropped
  kState,   // reads changing state (a clock): stays, but memory accesses move across it
  kWarp,    // meets other lanes: stays in place relative to control flow
  kBarrier, // meets other lanes and orders memory
  kMemory,  // touches memory
};

// Assembly text with operands $0, $1, ...; constraints as LLVM writes them ("=r,r,f").
llvm::CallInst* emit_asm(llvm::IRBuilder<>& builder, llvm::StringRef text, llvm::StringRef constraints,
                         llvm::Type* result, llvm::ArrayRef<llvm::Value*> operands, Effect effect);

// A Xox instruction; register classes follow from the types.  An integer result narrower than 64 bits comes from a
// 64-bit register, which holds it sign-extended unless the instruction's row says otherwise.
llvm::Value* emit_xox(llvm::IRBuilder<>& builder, isa::Op op, llvm::Type* result, llvm::ArrayRef<llvm::Value*> operands,
                      Effect effect);

// The same, as the whole 64-bit register.
llvm::Value* emit_xox64(llvm::IRBuilder<>& builder, isa::Op op, llvm::ArrayRef<llvm::Value*> operands, Effect effect);

// Any instruction in its .insn form, with a modifier (isa::insn_template): a rounding mode, aq and rl.
llvm::Value* emit_insn(llvm::IRBuilder<>& builder, isa::Op op, unsigned modifier, llvm::Type* result,
                       llvm::ArrayRef<llvm::Value*> operands, Effect effect);

// aq and rl of an atomic, as insn_template takes them; sequential consistency is both (the RISC-V manual's table of
// mappings, as LLVM does it).
unsigned order_bits(llvm::AtomicOrdering order);

// csrrs rd, csr, x0: the whole register.
llvm::Value* emit_csr_read(llvm::IRBuilder<>& builder, unsigned number, Effect effect);

void emit_exit(llvm::IRBuilder<>& builder); // ox.exit
void emit_trap(llvm::IRBuilder<>& builder); // ebreak

} // namespace ox::codegen
