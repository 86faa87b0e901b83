// cvt (PTX ISA 9.0, 9.7.9.21): between integers, between integers and floating point, between floating-point formats.
//
// To an integer, a value out of range saturates, and NaN is 0, with and without .sat.  From a half or bfloat16 to
// anything, and between them, single precision holds the value exactly on the way.
#include "ptx/lower/families.h"

namespace ox::ptx {

namespace {
using Effect = InstructionLowering::Effect;

std::string words(std::string_view first, std::string_view rounding, bool flush) {
  return std::string(first) + std::string(rounding) + (flush ? ".ftz" : "");
}

// Clamps an integer of one type to the range of another, in the width of the first.
llvm::Value* clamp(InstructionLowering& i, llvm::Value* value, Type from, Type to) {
  const unsigned have = bits_of(from), want = bits_of(to);
  llvm::IRBuilder<>& b = i.b;
  auto constant = [&](const llvm::APInt& number) { return llvm::ConstantInt::get(b.getContext(), number); };
  using APInt = llvm::APInt;
  if (is_signed(from)) {
    // The range as numbers of have + 1 bits, so that an unsigned limit fits.
    const APInt low = is_signed(to) ? APInt::getSignedMinValue(want).sext(65) : APInt(65, 0);
    const APInt high = is_signed(to) ? APInt::getSignedMaxValue(want).sext(65) : APInt::getMaxValue(want).zext(65);
    const APInt least = APInt::getSignedMinValue(have).sext(65), most = APInt::getSignedMaxValue(have).sext(65);
    if (low.sgt(least))
      value = b.CreateBinaryIntrinsic(llvm::Intrinsic::smax, value, constant(low.trunc(have)));
    if (high.slt(most))
      value = b.CreateBinaryIntrinsic(llvm::Intrinsic::smin, value, constant(high.trunc(have)));
    return value;
  }
  const APInt high = (is_signed(to) ? APInt::getSignedMaxValue(want) : APInt::getMaxValue(want)).zext(65);
  if (high.ult(APInt::getMaxValue(have).zext(65)))
    value = b.CreateBinaryIntrinsic(llvm::Intrinsic::umin, value, constant(high.trunc(have)));
  return value;
}

bool integer_to_integer(InstructionLowering& i, llvm::Value* value, Type from, Type to, bool saturate) {
  if (saturate)
    value = clamp(i, value, from, to);
  auto* width = bits_type(i.b.getContext(), bits_of(to));
  value = is_signed(from) ? i.b.CreateSExtOrTrunc(value, width) : i.b.CreateZExtOrTrunc(value, width);
  return i.write(0, value, to);
}

bool float_to_integer(InstructionLowering& i, llvm::Value* value, Type from, Type to, std::string_view rounding,
                      bool flush) {
  llvm::IRBuilder<>& b = i.b;
  if (from == Type::f16 || from == Type::bf16)
    value = b.CreateFPExt(value, b.getFloatTy());
  const Type work =
      bits_of(to) == 64 ? (is_signed(to) ? Type::s64 : Type::u64) : (is_signed(to) ? Type::s32 : Type::u32);
  const std::string name =
      std::string(from == Type::f64 ? "d2" : "f2") + (is_signed(to) ? "" : "u") + (bits_of(work) == 64 ? "ll" : "i");
  // .rni is the intrinsic's .rn
  const std::string mode = "." + std::string(rounding.substr(1, 2));
  llvm::Value* result = i.call(words(name, mode, flush), i.type_of(work), {value}, Effect::kNone);
  if (bits_of(to) < 32)
    result = b.CreateTrunc(clamp(i, result, work, to), i.type_of(to));
  return i.write(0, result, to);
}

bool integer_to_float(InstructionLowering& i, llvm::Value* value, Type from, Type to, std::string_view rounding) {
  llvm::IRBuilder<>& b = i.b;
  llvm::Type* target = i.type_of(to);
  if (bits_of(from) < 32)
    value = is_signed(from) ? b.CreateSExt(value, b.getInt32Ty()) : b.CreateZExt(value, b.getInt32Ty());
  if (rounding == ".rn")
    return i.write(0, is_signed(from) ? b.CreateSIToFP(value, target) : b.CreateUIToFP(value, target), to);
  if (to != Type::f32 && to != Type::f64)
    return i.fail("rounding " + std::string(rounding) + " of an integer to ." + std::string(name_of(to)) +
                  " is not supported yet");
  const bool wide = bits_of(from) == 64;
  const std::string name =
      std::string(is_signed(from) ? "" : "u") + (wide ? "ll2" : "i2") + (to == Type::f64 ? "d" : "f");
  return i.write(0, i.call(words(name, rounding, false), target, {value}, Effect::kNone), to);
}

// .rni .rzi .rmi .rpi: to an integral value of the same type
bool to_integral(InstructionLowering& i, llvm::Value* value, Type type, std::string_view rounding, bool saturate) {
  const auto id = rounding == ".rni"   ? llvm::Intrinsic::roundeven
                  : rounding == ".rzi" ? llvm::Intrinsic::trunc
                  : rounding == ".rmi" ? llvm::Intrinsic::floor
                                       : llvm::Intrinsic::ceil;
  value = i.b.CreateUnaryIntrinsic(id, value);
  if (saturate)
    value = i.call("saturate" + std::string(type == Type::f64 ? ".d" : ".f"), value->getType(), {value}, Effect::kNone);
  return i.write(0, value, type);
}

bool float_to_float(InstructionLowering& i, llvm::Value* value, Type from, Type to, std::string_view rounding,
                    bool flush, bool saturate) {
  llvm::IRBuilder<>& b = i.b;
  if (flush && (from == Type::f32 || from == Type::f16))
    value = i.flush(value);
  if (rounding.ends_with("i") && from == to)
    return to_integral(i, value, to, rounding, saturate);
  llvm::Type* target = i.type_of(to);
  if (bits_of(to) > bits_of(from)) {
    value = b.CreateFPExt(value, target);
  } else if (from == to) {
    // nothing to round
  } else if (from == Type::f64 && to == Type::f32) {
    value = rounding.empty() || rounding == ".rn"
                ? b.CreateFPTrunc(value, target)
                : i.call(words("d2f", rounding, false), target, {value}, Effect::kNone);
    if (flush)
      value = i.flush(value);
  } else if (rounding == ".rn" || rounding.empty()) {
    value = b.CreateFPTrunc(bits_of(from) == bits_of(to) ? b.CreateFPExt(value, b.getFloatTy()) : value, target);
  } else if (from == Type::f32 && rounding == ".rz") {
    value = i.call(std::string(to == Type::f16 ? "f2f16" : "f2bf16") + ".rz", target, {value}, Effect::kNone);
  } else {
    return i.fail("rounding " + std::string(rounding) + " from ." + std::string(name_of(from)) + " to ." +
                  std::string(name_of(to)) + " is not supported yet");
  }
  if (saturate)
    value = i.call("saturate" + std::string(to == Type::f64 ? ".d" : ".f"), target, {value}, Effect::kNone);
  return i.write(0, value, to);
}

// Two singles to a pair: the first operand is the upper half.
bool to_pair(InstructionLowering& i, Type to, std::string_view rounding) {
  const bool relu = i.flag(".relu");
  llvm::Value *upper = i.read(1, Type::f32), *lower = i.read(2, Type::f32);
  if (!upper || !lower)
    return false;
  const std::string name =
      std::string(to == Type::f16x2 ? "ff2f16x2" : "ff2bf16x2") + std::string(rounding) + (relu ? ".relu" : "");
  return i.write(0, i.call(name, i.type_of(to), {upper, lower}, Effect::kNone), to);
}
} // namespace

bool lower_conversion(InstructionLowering& i) {
  std::string_view rounding = i.take(".irnd");
  for (std::string_view slot : {".frnd", ".frnd2"})
    if (rounding.empty())
      rounding = i.take(slot);
  const bool flush = i.flag(".ftz"), saturate = i.flag(".sat");
  for (Type pair : {Type::f16x2, Type::bf16x2})
    if (const std::string word = "." + std::string(name_of(pair));
        i.source.has(word) && i.source.has(".f32") && i.count() == 3) {
      i.ignore({word, ".f32"});
      return to_pair(i, pair, rounding);
    }
  Type to = i.type(".dtype"), from = i.type(".atype");
  if (to == Type::kNone && i.source.has(".f32") &&
      (i.source.has(".f16") || i.source.has(".bf16"))) { // cvt.frnd2.f16.f32
    to = i.source.has(".f16") ? i.type(".f16") : i.type(".bf16");
    from = i.type(".f32");
    if (i.flag(".relu"))
      return i.fail("'.relu' is not supported yet");
  }
  if (to == Type::kNone || from == Type::kNone)
    return false;
  llvm::Value* value = i.read(1, from);
  if (!value)
    return false;
  if (!is_floating(from) && !is_floating(to))
    return integer_to_integer(i, value, from, to, saturate);
  if (!is_floating(to)) {
    if (rounding.empty())
      return i.fail("a conversion to an integer names its rounding, .rni .rzi .rmi or .rpi");
    return float_to_integer(i, value, from, to, rounding, flush);
  }
  if (!is_floating(from)) {
    if (rounding.empty())
      return i.fail("a conversion from an integer names its rounding, .rn .rz .rm or .rp");
    return integer_to_float(i, value, from, to, rounding) && (!saturate || i.fail("'.sat' is not supported yet"));
  }
  return float_to_float(i, value, from, to, rounding, flush, saturate);
}

} // namespace ox::ptx
