// One call of an llvm.nvvm (or other) intrinsic that is to be lowered, with its name taken apart: PTX's modifiers are
// words of the name.  A family's function returns false for what it does not know: mark_unusable_kernels
// reports that.
#pragma once
#include "codegen/compilation.h"
#include "codegen/lower/emit_asm.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/IR/IRBuilder.h"
#include "llvm/IR/Instructions.h"

namespace ox::codegen {

struct IntrinsicCall {
  llvm::CallInst* call;
  llvm::StringRef name;                        // without "llvm.nvvm." or "llvm."
  llvm::SmallVector<llvm::StringRef, 8> words; // of the name, split at dots
  llvm::IRBuilder<> builder;                   // at the call
  Compilation& compilation;

  llvm::Value* operand(unsigned i) const { return call->getArgOperand(i); }
  llvm::Type* type() const { return call->getType(); }
  bool has(llvm::StringRef word) const { return llvm::is_contained(words, word); }

  llvm::Value* zext64(llvm::Value* value) { return builder.CreateZExt(value, builder.getInt64Ty()); }
  llvm::Value* sext64(llvm::Value* value) { return builder.CreateSExt(value, builder.getInt64Ty()); }
  // (high << 32) | low, as several Xox operands are packed
  llvm::Value* pack(llvm::Value* high, llvm::Value* low);

  // Replaces the call by a value (nullptr for void) and removes it.  Always returns true.
  bool replace(llvm::Value* value);
};

// llvm.tanh.f32 with the flag afn, for which LLVM has no nvvm intrinsic: PTX's tanh.approx.f32.
bool is_approximate_tanh(const llvm::CallInst& call);

// The families.
bool lower_special_register(IntrinsicCall& call); // read.ptx.sreg.*
bool lower_barrier(IntrinsicCall& call);          // barrier.*, bar.warp.sync
bool lower_cluster(IntrinsicCall& call);          // barrier.cluster, mapa, getctarank, is_explicit_cluster
bool lower_mbarrier(IntrinsicCall& call);         // mbarrier.*
bool lower_copy_arrival(IntrinsicCall& call);     // cp.async.mbarrier.*
bool lower_warp(IntrinsicCall& call);             // shfl, vote, match, redux, activemask, elect
bool lower_control(IntrinsicCall& call);          // exit, trap, nanosleep, fences, prefetches and other advice
bool lower_memory(IntrinsicCall& call);           // ldu, cp.async, isspacep, address conversions, scoped atomics
bool lower_float(IntrinsicCall& call);            // add, mul, fma, div, rcp, sqrt, min, max, rounding, approximations
bool lower_generic_float(IntrinsicCall& call);    // of LLVM's own: tanh, copysign
bool lower_conversion(IntrinsicCall& call);       // f2i, i2f, d2f, f2h, bit casts
bool lower_bits(IntrinsicCall& call);             // prmt, sad, dp4a, mulhi, mul24, funnel shifts, bit reversal

// Rank in the cluster of the block whose shared memory holds the address, as 64 bits; -1 if none does.
llvm::Value* emit_cluster_rank(llvm::IRBuilder<>& builder, llvm::Value* pointer);

} // namespace ox::codegen
