// Floating-point operations with PTX's static rounding and flush-to-zero, in the form that OxCore has for each.
#pragma once
#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/IR/IRBuilder.h"

namespace ox::codegen {

enum class FloatOp { kAdd, kSub, kMul, kDiv, kSqrt, kFma };

enum class Rounding { kNearest, kZero, kDown, kUp };

// Among the words of an intrinsic's name: rn rz rm rp.  Nearest when none is there.
Rounding rounding_of(llvm::ArrayRef<llvm::StringRef> words);

// "rne", "rtz", "rdn", "rup"
llvm::StringRef assembler_rounding(Rounding rounding);

// Scalars of float, double or half; vectors, and bfloat16, only to nearest.
llvm::Value* emit_float(llvm::IRBuilder<>& builder, FloatOp op, llvm::ArrayRef<llvm::Value*> operands,
                        Rounding rounding, bool flush);

// A subnormal number becomes zero of its sign.
llvm::Value* emit_flush(llvm::IRBuilder<>& builder, llvm::Value* value);

// PTX .sat: into [0, 1], NaN becomes 0.
llvm::Value* emit_saturate(llvm::IRBuilder<>& builder, llvm::Value* value);

// double to float in the flushing form (to nearest or towards zero)
llvm::Value* emit_flushing_truncation(llvm::IRBuilder<>& builder, llvm::Value* value, Rounding rounding);

} // namespace ox::codegen
