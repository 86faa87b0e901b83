// cvt to and from integers, and cvt.pack (PTX ISA 9.0, 9.7.9.21 and 9.7.9.22).
//
// To an integer a value out of range saturates, with and without .sat.  NaN is 0, but where the source is .f64 or the
// result has 64 bits it is the result's top bit alone.  From an integer each type is rounded to once; a half or
// bfloat16 is exact in single precision on its way to an integer.
#include "ptx/lower/conversion.h"

namespace ox::ptx {

namespace {
using Effect = InstructionLowering::Effect;
using APInt = llvm::APInt;

// Clamps an integer of one type to the range of another, given as width and sign, in the width of the first.
llvm::Value* clamp(InstructionLowering& i, llvm::Value* value, bool from_signed, unsigned bits, bool to_signed) {
  llvm::IRBuilder<>& b = i.b;
  const unsigned have = value->getType()->getIntegerBitWidth();
  auto constant = [&](const APInt& number) { return llvm::ConstantInt::get(b.getContext(), number.trunc(have)); };
  // The ranges as numbers of 65 bits, so that every limit fits.
  const APInt low = to_signed ? APInt::getSignedMinValue(bits).sext(65) : APInt(65, 0);
  const APInt high = to_signed ? APInt::getSignedMaxValue(bits).zext(65) : APInt::getMaxValue(bits).zext(65);
  const APInt least = from_signed ? APInt::getSignedMinValue(have).sext(65) : APInt(65, 0);
  const APInt most = from_signed ? APInt::getSignedMaxValue(have).zext(65) : APInt::getMaxValue(have).zext(65);
  if (low.sgt(least))
    value = b.CreateBinaryIntrinsic(llvm::Intrinsic::smax, value, constant(low));
  if (high.slt(most))
    value = b.CreateBinaryIntrinsic(from_signed ? llvm::Intrinsic::smin : llvm::Intrinsic::umin, value, constant(high));
  return value;
}

bool integer_to_integer(InstructionLowering& i, llvm::Value* value, const Conversion& c) {
  if (c.saturate)
    value = clamp(i, value, is_signed(c.from), bits_of(c.to), is_signed(c.to));
  auto* width = i.type_of(c.to);
  value = is_signed(c.from) ? i.b.CreateSExtOrTrunc(value, width) : i.b.CreateZExtOrTrunc(value, width);
  return i.write(0, value, c.to);
}

bool float_to_integer(InstructionLowering& i, llvm::Value* value, const Conversion& c) {
  llvm::IRBuilder<>& b = i.b;
  if (bits_of(c.from) == 16)
    value = b.CreateFPExt(value, b.getFloatTy());
  const bool is_wide = bits_of(c.to) == 64, has_sign = is_signed(c.to);
  // .rni is .rn of the intrinsic
  const std::string name = std::string(c.from == Type::f64 ? "d2" : "f2") + (has_sign ? "" : "u") +
                           (is_wide ? "ll" : "i") + text(c.rounding.substr(0, 3)) + (c.flush ? ".ftz" : "");
  llvm::Value* result = i.call(name, is_wide ? b.getInt64Ty() : b.getInt32Ty(), {value}, Effect::kNone);
  if (bits_of(c.to) >= 32)
    return i.write(0, result, c.to);
  llvm::Type* type = i.type_of(c.to);
  result = b.CreateTrunc(clamp(i, result, has_sign, bits_of(c.to), has_sign), type);
  if (c.from == Type::f64 && !has_sign) // the signed minimum of 32 bits is clamped to the right value, this one is not
    result = b.CreateSelect(b.CreateFCmpUNO(value, value),
                            llvm::ConstantInt::get(type, APInt::getSignMask(bits_of(c.to))), result);
  return i.write(0, result, c.to);
}

// In a direction, to single precision or one of the others that OxCore rounds to.
llvm::Value* round_integer(InstructionLowering& i, llvm::Value* value, bool has_sign, llvm::Type* target,
                           std::string_view rounding) {
  if (value->getType()->getIntegerBitWidth() < 32)
    value = has_sign ? i.b.CreateSExt(value, i.b.getInt32Ty()) : i.b.CreateZExt(value, i.b.getInt32Ty());
  const char* format = target->isDoubleTy() ? "d" : target->isHalfTy() ? "h" : "f";
  const std::string name = std::string(has_sign ? "" : "u") + (value->getType()->isIntegerTy(64) ? "ll2" : "i2");
  return i.call(name + format + text(rounding), target, {value}, Effect::kNone);
}

bool integer_to_float(InstructionLowering& i, llvm::Value* value, const Conversion& c) {
  llvm::IRBuilder<>& b = i.b;
  llvm::Type* target = i.type_of(c.to);
  const bool has_sign = is_signed(c.from);
  if (c.rounding == ".rn") {
    value = has_sign ? b.CreateSIToFP(value, target) : b.CreateUIToFP(value, target);
  } else if (c.to == Type::bf16) { // twice in one direction is once
    value = round_integer(i, value, has_sign, b.getFloatTy(), c.rounding);
    value = i.call("f2bf16" + text(c.rounding), target, {value}, Effect::kNone);
  } else {
    value = round_integer(i, value, has_sign, target, c.rounding);
  }
  if (c.saturate)
    value = i.saturate(value);
  return i.write(0, value, c.to);
}
} // namespace

bool lower_integer_conversion(InstructionLowering& i, const Conversion& c) {
  llvm::Value* value = i.read(1, c.from);
  if (!value)
    return false;
  if (!is_integer(c.to))
    return integer_to_float(i, value, c);
  return is_integer(c.from) ? integer_to_integer(i, value, c) : float_to_integer(i, value, c);
}

// Two integers saturated to few bits, a above b; c, where there is one, is shifted up by both.
bool lower_pack(InstructionLowering& i) {
  llvm::IRBuilder<>& b = i.b;
  i.ignore({".pack", ".sat", ".abType", ".cType"});
  const std::string_view to = i.take(".convertType"); // .s4, of which there is no Type
  unsigned bits = 0;
  for (char digit : to.substr(2))
    bits = 10 * bits + unsigned(digit - '0');
  auto field = [&](size_t operand) -> llvm::Value* {
    llvm::Value* value = i.read(operand, Type::s32);
    if (!value)
      return nullptr;
    value = clamp(i, value, true, bits, to[1] == 's');
    return b.CreateAnd(value, (uint64_t{1} << bits) - 1);
  };
  llvm::Value *upper = field(1), *lower = field(2);
  if (!upper || !lower)
    return false;
  llvm::Value* result = b.CreateOr(b.CreateShl(upper, bits), lower);
  if (i.count() == 4) {
    llvm::Value* rest = i.read(3, Type::b32);
    if (!rest)
      return false;
    result = b.CreateOr(b.CreateShl(rest, 2 * bits), result);
  }
  return i.write(0, result, Type::b32);
}

} // namespace ox::ptx
