// Logic and shifts (PTX ISA 9.0, 9.7.8).
#include "ptx/lower/instruction_lowering.h"

namespace ox::ptx {

namespace {
// PTX clamps amounts at the width: zeros, or sign bits, are all that is left.
bool lower_shift(InstructionLowering& i, bool left) {
  const Type type = i.type();
  llvm::Value *value = i.read(0 + 1, type), *amount = i.read(2, Type::u32);
  if (!value || !amount)
    return false;
  llvm::IRBuilder<>& b = i.b;
  const unsigned bits = bits_of(type);
  const bool arithmetic = !left && is_signed(type);
  llvm::Value* in_range = b.CreateICmpULT(amount, b.getInt32(bits));
  llvm::Value* by = b.CreateZExtOrTrunc(amount, value->getType());
  if (arithmetic) {
    by = b.CreateSelect(in_range, by, llvm::ConstantInt::get(value->getType(), bits - 1));
    return i.write(0, b.CreateAShr(value, by), type);
  }
  llvm::Value* shifted = left ? b.CreateShl(value, by) : b.CreateLShr(value, by);
  return i.write(0, b.CreateSelect(in_range, shifted, llvm::ConstantInt::get(value->getType(), 0)), type);
}

bool lower_funnel_shift(InstructionLowering& i) {
  const bool left = i.flag(".l");
  i.ignore({".r", ".b32"});
  const bool clamp = i.take(".mode") == ".clamp";
  llvm::Value *low = i.read(1, Type::b32), *high = i.read(2, Type::b32), *amount = i.read(3, Type::b32);
  if (!low || !high || !amount)
    return false;
  const std::string name = std::string(left ? "fshl" : "fshr") + (clamp ? ".clamp.i32" : ".i32");
  llvm::Value* result =
      clamp ? (llvm::Value*)i.call(name, i.b.getInt32Ty(), {high, low, amount}, InstructionLowering::Effect::kNone)
            : i.b.CreateIntrinsic(left ? llvm::Intrinsic::fshl : llvm::Intrinsic::fshr, {i.b.getInt32Ty()},
                                  {high, low, amount});
  return i.write(0, result, Type::b32);
}

// lop3 by its table; with .BoolOp also p = (d != 0) op q.
bool lower_lop3(InstructionLowering& i) {
  const std::string_view op = i.take(".BoolOp");
  i.ignore({".b32"});
  llvm::Value *x = i.read(1, Type::b32), *y = i.read(2, Type::b32), *z = i.read(3, Type::b32);
  const Operand& table = i.operand(4);
  if (!x || !y || !z)
    return false;
  if (table.kind != Operand::Kind::kConstant || table.constant.bits > 255)
    return i.fail_at(table, "the table of lop3 is a constant from 0 to 255");
  llvm::Value* result = i.instruction("lop3", i.b.getInt32Ty(), {x, y, z, i.b.getInt32(uint32_t(table.constant.bits))});
  if (!op.empty()) {
    llvm::Value *any = i.b.CreateIsNotNull(result), *q = i.read(5, Type::pred);
    if (!q || !i.write_pair(i.operand(0), op == ".or" ? i.b.CreateOr(any, q) : i.b.CreateAnd(any, q), Type::pred))
      return false;
  }
  return i.write(0, result, Type::b32);
}
} // namespace

bool lower_kLogic(InstructionLowering& i) {
  llvm::IRBuilder<>& b = i.b;
  const std::string_view name = i.source.name();
  if (name == "shl" || name == "shr")
    return lower_shift(i, name == "shl");
  if (name == "shf")
    return lower_funnel_shift(i);
  if (name == "lop3")
    return lower_lop3(i);
  const Type type = i.type();
  llvm::Value* x = i.read(1, type);
  if (!x)
    return false;
  if (name == "not")
    return i.write(0, b.CreateNot(x), type);
  if (name == "cnot")
    return i.write(0, b.CreateZExt(b.CreateIsNull(x), x->getType()), type);
  llvm::Value* y = i.read(2, type);
  if (!y)
    return false;
  return i.write(0, name == "and" ? b.CreateAnd(x, y) : name == "or" ? b.CreateOr(x, y) : b.CreateXor(x, y), type);
}

} // namespace ox::ptx
