// Families whose instructions fill more than one file.
#pragma once
#include "ptx/lower/instruction_lowering.h"

namespace ox::ptx {

// Of movement.
bool lower_access(InstructionLowering& instruction);             // ld, ldu, st
bool lower_bulk_store(InstructionLowering& instruction);         // st.bulk
bool lower_multimem(InstructionLowering& instruction);           // multimem.*
bool lower_address(InstructionLowering& instruction);            // cvta, isspacep, mapa, getctarank
bool lower_asynchronous_store(InstructionLowering& instruction); // st.async

// Of synchronization.
bool lower_mbarrier(InstructionLowering& instruction);                  // mbarrier.*
bool lower_copy_arrival(InstructionLowering& instruction);              // cp.async.mbarrier.arrive
bool lower_atomic(InstructionLowering& instruction, bool is_reduction); // atom and red
bool lower_asynchronous_reduction(InstructionLowering& instruction);    // red.async

// Of asynchronous copies: the mbarrier at an operand hears of bytes, released, so that who sees the phase complete sees
// what was written.
bool complete_bytes(InstructionLowering& instruction, size_t operand, std::string_view space, llvm::Value* bytes);
void complete_bytes(InstructionLowering& instruction, llvm::Value* barrier, llvm::Value* bytes);

// Of control.
bool lower_stack(InstructionLowering& instruction); // alloca, stacksave, stackrestore

} // namespace ox::ptx
