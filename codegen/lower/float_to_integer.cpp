// RISC-V's fcvt saturates too, but gives the largest integer for NaN.  That is odd in all four forms, so shifting it
// left by the width less one leaves PTX's top bit; a number is shifted by nothing.
#include "codegen/lower/float_to_integer.h"
#include "codegen/lower/emit_asm.h"
#include "llvm/IR/Intrinsics.h"

namespace ox::codegen {

namespace {

const char* float_suffix(llvm::Type* type) { return type->isDoubleTy() ? "d" : type->isHalfTy() ? "h" : "s"; }

llvm::Value* emit_convert(llvm::IRBuilder<>& builder, llvm::Value* value, llvm::Type* type, bool is_signed,
                          Rounding rounding) {
  bool is_wide = type->isIntegerTy(64);
  std::string text = std::string("fcvt.") + (is_wide ? "l" : "w") + (is_signed ? "." : "u.") +
                     float_suffix(value->getType()) + " $0, $1, " + assembler_rounding(rounding).str();
  llvm::Value* result = emit_asm(builder, text, "=r,f", builder.getInt64Ty(), {value}, Effect::kNone);
  return is_wide ? result : builder.CreateTrunc(result, type, "", false, true);
}

llvm::Value* emit_saturating_cast(llvm::IRBuilder<>& builder, llvm::Value* value, llvm::Type* type, bool is_signed) {
  return builder.CreateIntrinsic(is_signed ? llvm::Intrinsic::fptosi_sat : llvm::Intrinsic::fptoui_sat,
                                 {type, value->getType()}, {value});
}

} // namespace

llvm::Value* emit_float_to_integer(llvm::IRBuilder<>& builder, llvm::Value* value, llvm::Type* type, bool is_signed,
                                   Rounding rounding) {
  unsigned bits = type->getScalarSizeInBits();
  bool nan_is_zero = !value->getType()->getScalarType()->isDoubleTy() && bits != 64;
  if (nan_is_zero && rounding == Rounding::kZero)
    return emit_saturating_cast(builder, value, type, is_signed);
  if (value->getType()->isBFloatTy())
    value = builder.CreateFPExt(value, builder.getFloatTy());
  llvm::Value* is_number = builder.CreateFCmpORD(value, value);
  if (nan_is_zero) {
    llvm::Value* converted = emit_convert(builder, value, type, is_signed, rounding);
    return builder.CreateSelect(is_number, converted, llvm::ConstantInt::get(type, 0));
  }
  if (!type->isIntegerTy(32) && !type->isIntegerTy(64)) {
    llvm::Value* top_bit = llvm::ConstantInt::get(type, llvm::APInt::getSignMask(bits));
    return builder.CreateSelect(is_number, emit_saturating_cast(builder, value, type, is_signed), top_bit);
  }
  llvm::Value* converted = emit_convert(builder, value, type, is_signed, rounding);
  llvm::Value* all_or_nothing = builder.CreateSub(builder.CreateZExt(is_number, type), llvm::ConstantInt::get(type, 1));
  return builder.CreateShl(converted, builder.CreateAnd(all_or_nothing, bits - 1));
}

} // namespace ox::codegen
