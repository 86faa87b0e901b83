// Values as PTX's registers hold them, and as functions that clang made take them.
#pragma once
#include "llvm/IR/IRBuilder.h"

namespace ox::ptx {

// An integer of the size of a number or pointer; other types are themselves.
llvm::Type* bits_type_of(llvm::Type* type, const llvm::DataLayout& layout);
llvm::Value* to_bits(llvm::IRBuilder<>& b, llvm::Value* value);
// The low bits of an integer as a number or pointer; values of other types are themselves.
llvm::Value* from_bits(llvm::IRBuilder<>& b, llvm::Value* bits, llvm::Type* type);

} // namespace ox::ptx
