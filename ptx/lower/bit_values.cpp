// See bit_values.h.
#include "ptx/lower/bit_values.h"
#include "llvm/IR/Module.h"

namespace ox::ptx {

namespace {
const llvm::DataLayout& layout_of(llvm::IRBuilder<>& b) { return b.GetInsertBlock()->getModule()->getDataLayout(); }
} // namespace

llvm::Type* bits_type_of(llvm::Type* type, const llvm::DataLayout& layout) {
  return type->isAggregateType() || type->isVoidTy()
             ? type
             : llvm::IntegerType::get(type->getContext(), unsigned(layout.getTypeSizeInBits(type)));
}

llvm::Value* to_bits(llvm::IRBuilder<>& b, llvm::Value* value) {
  llvm::Type* type = bits_type_of(value->getType(), layout_of(b));
  return value->getType()->isPointerTy() ? b.CreatePtrToInt(value, type)
         : type == value->getType()      ? value
                                         : b.CreateBitCast(value, type);
}

llvm::Value* from_bits(llvm::IRBuilder<>& b, llvm::Value* bits, llvm::Type* type) {
  if (!bits->getType()->isIntegerTy() || bits->getType() == type)
    return bits;
  bits = b.CreateZExtOrTrunc(bits, bits_type_of(type, layout_of(b)));
  return type->isPointerTy() ? b.CreateIntToPtr(bits, type) : b.CreateBitCast(bits, type);
}

} // namespace ox::ptx
