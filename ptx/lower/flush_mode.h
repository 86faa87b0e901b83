// Flush-to-zero as a mode of functions (CUDA's -ftz=true), and what it does not reach: PTX in asm statements says .ftz
// itself, or means that subnormals stay.
#pragma once

namespace llvm {
class Function;
class Instruction;
class Module;
class User;
} // namespace llvm

namespace ox::ptx {

// Single-precision arithmetic of this function takes subnormals for zeros.
bool flushes_subnormals(const llvm::Function& function);

// Marks the negations of functions that flush, before anything is optimised: PTX's neg.ftz.f32 flushes, and LLVM's
// fneg, which it also makes of integer operations on the sign bit, only turns that bit.
void mark_negations(llvm::Module& module);
bool is_marked_negation(const llvm::Instruction& instruction);

// An operation of a function that flushes takes subnormal floats among its operands for zeros; it is one of those that
// have no flushing form of their own.
bool flushes_operands(const llvm::User* user);
bool is_extremum_or_rounding(unsigned intrinsic);

// Something in it would come out differently if it did.
bool computes_in_single(const llvm::Function& function);

// For a function that is part of one which flushes, and keeps subnormals itself: it stays a call until the flushing has
// become instructions; inline_what_keeps_subnormals is for then.
void keep_subnormals(llvm::Function& function);
void inline_what_keeps_subnormals(llvm::Module& module);

} // namespace ox::ptx
