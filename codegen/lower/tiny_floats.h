// Floating-point formats of 4 and 6 bits, which have no infinity and no NaN (OCP Microscaling Formats 1.0, 5.3).
#pragma once
#include "llvm/ADT/StringRef.h"
#include "llvm/IR/IRBuilder.h"

namespace ox::codegen {

struct TinyFormat {
  llvm::StringRef pair; // what PTX calls two of them
  unsigned exponent_bits, fraction_bits;
  unsigned field_bits; // from one number of a pair to the other
  unsigned bias() const { return (1u << (exponent_bits - 1)) - 1; }
  unsigned magnitude_bits() const { return exponent_bits + fraction_bits; }
};

// "e2m1x2", "e2m3x2", "e3m2x2"; null if the word is none of them.
const TinyFormat* tiny_format(llvm::StringRef pair);

// A float to nearest even, beyond the greatest number that number, NaN the greatest; zero-extended to i32.
llvm::Value* emit_to_tiny(llvm::IRBuilder<>& builder, llvm::Value* value, const TinyFormat& format);

// The number in the low bits of an i32, as half, which has all of them.
llvm::Value* emit_from_tiny(llvm::IRBuilder<>& builder, llvm::Value* bits, const TinyFormat& format);

} // namespace ox::codegen
