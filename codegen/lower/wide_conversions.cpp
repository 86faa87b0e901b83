// From an integer: its 64 leading bits, the last of them set too if a bit further down is (a sticky bit, far below the
// place where any format rounds), are converted by an instruction, which rounds once, and scaled by a power of two,
// which is exact.  To an integer: the significand, shifted by the exponent; the range saturates, NaN gives 0 (what
// saturate_conversions does not want so, it has asked for itself).
#include "codegen/lower/wide_conversions.h"
#include "llvm/IR/IRBuilder.h"
#include "llvm/IR/IntrinsicInst.h"

namespace ox::codegen {

namespace {

bool is_wide(const llvm::Type* type) {
  return type->isIntegerTy() && type->getIntegerBitWidth() > 64 && type->getIntegerBitWidth() <= 128;
}

// 2^n, n any number that is the exponent of a normal double.
llvm::Value* emit_power_of_two(llvm::IRBuilder<>& builder, llvm::Value* n) {
  llvm::Value* bits = builder.CreateShl(builder.CreateAdd(n, builder.getInt64(1023)), 52);
  return builder.CreateBitCast(bits, builder.getDoubleTy());
}

llvm::Value* emit_from_integer(llvm::IRBuilder<>& builder, llvm::Value* value, llvm::Type* type, bool is_signed) {
  llvm::Type* wide = builder.getInt128Ty();
  value = is_signed ? builder.CreateSExt(value, wide) : builder.CreateZExt(value, wide);
  llvm::Value* is_negative =
      is_signed ? builder.CreateICmpSLT(value, llvm::ConstantInt::get(wide, 0)) : builder.getFalse();
  llvm::Value* magnitude = builder.CreateSelect(is_negative, builder.CreateNeg(value), value);
  llvm::Value* zeros = builder.CreateIntrinsic(llvm::Intrinsic::ctlz, {wide}, {magnitude, builder.getFalse()});
  zeros = builder.CreateAnd(zeros, llvm::ConstantInt::get(wide, 127)); // 0 has 128; it stays 0, however shifted
  llvm::Value* normal = builder.CreateShl(magnitude, zeros);
  llvm::Value* rest = builder.CreateTrunc(normal, builder.getInt64Ty());
  llvm::Value* leading = builder.CreateTrunc(builder.CreateLShr(normal, 64), builder.getInt64Ty());
  llvm::Value* exponent = builder.CreateSub(builder.getInt64(64), builder.CreateTrunc(zeros, builder.getInt64Ty()));

  // What is narrower than double is rounded from 32 leading bits, which are exact in it.
  if (!type->isDoubleTy()) {
    rest = builder.CreateOr(rest, builder.CreateAnd(leading, 0xffffffff));
    leading = builder.CreateLShr(leading, 32);
    exponent = builder.CreateAdd(exponent, builder.getInt64(32));
  }
  leading = builder.CreateOr(leading, builder.CreateZExt(builder.CreateIsNotNull(rest), builder.getInt64Ty()));
  llvm::Value* result = builder.CreateUIToFP(leading, builder.getDoubleTy());
  result = builder.CreateFMul(result, emit_power_of_two(builder, exponent));
  result = builder.CreateSelect(is_negative, builder.CreateFNeg(result), result);
  return builder.CreateFPTrunc(result, type);
}

llvm::Value* emit_to_integer(llvm::IRBuilder<>& builder, llvm::Value* value, llvm::Type* type, bool is_signed) {
  unsigned width = type->getIntegerBitWidth();
  llvm::Value* bits = builder.CreateBitCast(builder.CreateFPExt(value, builder.getDoubleTy()), builder.getInt64Ty());
  llvm::Value* zero = llvm::ConstantInt::get(type, 0);
  llvm::Value* is_negative = builder.CreateICmpSLT(bits, builder.getInt64(0));
  llvm::Value* field = builder.CreateAnd(builder.CreateLShr(bits, 52), 0x7ff);
  llvm::Value* significand = builder.CreateOr(builder.CreateAnd(bits, (uint64_t{1} << 52) - 1), uint64_t{1} << 52);
  llvm::Value* shift = builder.CreateSub(field, builder.getInt64(1023 + 52));
  llvm::Value* is_large = builder.CreateICmpSGE(shift, builder.getInt64(0));

  // The amounts are in range wherever the result is used.
  unsigned significant_width = is_signed ? width - 1 : width;
  llvm::Value* left = builder.CreateBinaryIntrinsic(llvm::Intrinsic::umin, shift, builder.getInt64(width - 1));
  llvm::Value* right =
      builder.CreateBinaryIntrinsic(llvm::Intrinsic::umin, builder.CreateNeg(shift), builder.getInt64(63));
  llvm::Value* larger = builder.CreateShl(builder.CreateZExt(significand, type), builder.CreateZExt(left, type));
  llvm::Value* smaller = builder.CreateZExt(builder.CreateLShr(significand, right), type);
  llvm::Value* magnitude = builder.CreateSelect(is_large, larger, smaller);

  llvm::Value* is_beyond = builder.CreateICmpUGE(field, builder.getInt64(1023 + significant_width));
  llvm::Value *highest, *lowest, *result;
  if (is_signed) {
    highest = llvm::ConstantInt::get(type, llvm::APInt::getSignedMaxValue(width));
    lowest = llvm::ConstantInt::get(type, llvm::APInt::getSignedMinValue(width));
    result = builder.CreateSelect(is_negative, builder.CreateNeg(magnitude), magnitude);
  } else {
    highest = llvm::ConstantInt::get(type, llvm::APInt::getMaxValue(width));
    lowest = zero;
    result = builder.CreateSelect(is_negative, zero, magnitude);
  }
  result = builder.CreateSelect(is_beyond, builder.CreateSelect(is_negative, lowest, highest), result);
  llvm::Value* magnitude_bits = builder.CreateShl(bits, 1);
  llvm::Value* is_nan = builder.CreateICmpUGT(magnitude_bits, builder.getInt64(0xffe0000000000000));
  return builder.CreateSelect(is_nan, zero, result);
}

} // namespace

bool is_wide_conversion(const llvm::Instruction& instruction) {
  switch (instruction.getOpcode()) {
  case llvm::Instruction::SIToFP:
  case llvm::Instruction::UIToFP:
    return is_wide(instruction.getOperand(0)->getType());
  case llvm::Instruction::FPToSI:
  case llvm::Instruction::FPToUI:
    return is_wide(instruction.getType());
  default:
    break;
  }
  auto* intrinsic = llvm::dyn_cast<llvm::IntrinsicInst>(&instruction);
  return intrinsic && is_wide(intrinsic->getType()) &&
         (intrinsic->getIntrinsicID() == llvm::Intrinsic::fptosi_sat ||
          intrinsic->getIntrinsicID() == llvm::Intrinsic::fptoui_sat);
}

void expand_wide_conversion(llvm::Instruction& conversion) {
  llvm::IRBuilder<> builder(&conversion);
  llvm::Value* operand = conversion.getOperand(0);
  llvm::Type* type = conversion.getType();
  auto* intrinsic = llvm::dyn_cast<llvm::IntrinsicInst>(&conversion);
  unsigned opcode = conversion.getOpcode();
  bool is_signed = intrinsic ? intrinsic->getIntrinsicID() == llvm::Intrinsic::fptosi_sat
                             : opcode == llvm::Instruction::SIToFP || opcode == llvm::Instruction::FPToSI;
  llvm::Value* result = type->isIntegerTy() ? emit_to_integer(builder, operand, type, is_signed)
                                            : emit_from_integer(builder, operand, type, is_signed);
  result->takeName(&conversion);
  conversion.replaceAllUsesWith(result);
  conversion.eraseFromParent();
}

} // namespace ox::codegen
