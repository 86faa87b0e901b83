// cvt between floating-point types (PTX ISA 9.0, 9.7.9.21), rounding once.
//
// .ftz is about single precision alone: subnormal singles that come in, or that would go out, are zero of their sign.
#include "ptx/lower/conversion.h"

namespace ox::ptx {

namespace {
using Effect = InstructionLowering::Effect;

// .rni .rzi .rmi .rpi: an integral value of the same type.  Single precision does it for bfloat16, whose numbers it
// has.
llvm::Value* to_integral(InstructionLowering& i, llvm::Value* value, std::string_view rounding) {
  const auto id = rounding == ".rni"   ? llvm::Intrinsic::roundeven
                  : rounding == ".rzi" ? llvm::Intrinsic::trunc
                  : rounding == ".rmi" ? llvm::Intrinsic::floor
                                       : llvm::Intrinsic::ceil;
  if (!value->getType()->isBFloatTy())
    return i.b.CreateUnaryIntrinsic(id, value);
  value = i.b.CreateUnaryIntrinsic(id, i.b.CreateFPExt(value, i.b.getFloatTy()));
  return i.b.CreateFPTrunc(value, i.b.getBFloatTy());
}

// To a type with fewer digits, or from one 16-bit type to the other.
llvm::Value* narrow(InstructionLowering& i, llvm::Value* value, const Conversion& c) {
  llvm::IRBuilder<>& b = i.b;
  llvm::Type* target = i.type_of(c.to);
  const bool nearest = c.rounding == ".rn";
  const std::string rounding = text(c.rounding);
  if (bits_of(c.from) == 16)
    value = b.CreateFPExt(value, b.getFloatTy());
  const bool is_double = c.from == Type::f64, changes = c.relu || c.finite;
  if (nearest && !changes)
    return b.CreateFPTrunc(value, target);
  if (is_double && c.to == Type::f16)
    return i.call("d2h" + rounding, target, {value}, Effect::kNone);
  if (is_double)
    value = i.call("d2f" + rounding, b.getFloatTy(), {value}, Effect::kNone);
  if (c.to == Type::f32)
    return value;
  // Of a double for the second time, which in one direction changes nothing.
  const std::string words = (c.relu ? ".relu" : "") + std::string(c.finite ? ".satfinite" : "");
  return i.call((c.to == Type::f16 ? "f2f16" : "f2bf16") + rounding + words, target, {value}, Effect::kNone);
}

bool convert_one(InstructionLowering& i, const Conversion& c) {
  llvm::Value* value = i.read(1, c.from);
  if (!value)
    return false;
  if (c.flush && c.from == Type::f32)
    value = i.flush(value);
  if (c.rounds_to_integer())
    value = to_integral(i, value, c.rounding);
  else if (bits_of(c.to) > bits_of(c.from))
    value = i.b.CreateFPExt(value, i.type_of(c.to));
  else if (c.to != c.from)
    value = narrow(i, value, c);
  if (c.flush && c.to == Type::f32 && (c.from == Type::f64 || c.from == Type::bf16))
    value = i.flush(value);
  return i.write(0, c.saturate ? i.saturate(value) : value, c.to);
}

// Two singles to a pair: the first operand is the upper half.
bool convert_two(InstructionLowering& i, const Conversion& c) {
  llvm::Value *upper = i.read(1, Type::f32), *lower = i.read(2, Type::f32);
  if (!upper || !lower)
    return false;
  const std::string name = (c.to == Type::f16x2 ? "ff2f16x2" : "ff2bf16x2") + c.words();
  return i.write(0, i.call(name, i.type_of(c.to), {upper, lower}, Effect::kNone), c.to);
}
} // namespace

bool lower_float_conversion(InstructionLowering& i, const Conversion& c) {
  return i.count() == 3 ? convert_two(i, c) : convert_one(i, c);
}

} // namespace ox::ptx
