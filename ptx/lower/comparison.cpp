// Comparison and selection (PTX ISA 9.0, 9.7.6 and 9.7.7).
#include "ptx/lower/instruction_lowering.h"
#include "llvm/ADT/StringSwitch.h"

namespace ox::ptx {

namespace {
using Predicate = llvm::CmpInst::Predicate;

// eq to ge are false if an operand is NaN, equ to geu are true.
Predicate float_predicate(std::string_view op) {
  return llvm::StringSwitch<Predicate>(op)
      .Case(".eq", Predicate::FCMP_OEQ)
      .Case(".ne", Predicate::FCMP_ONE)
      .Case(".lt", Predicate::FCMP_OLT)
      .Case(".le", Predicate::FCMP_OLE)
      .Case(".gt", Predicate::FCMP_OGT)
      .Case(".ge", Predicate::FCMP_OGE)
      .Case(".equ", Predicate::FCMP_UEQ)
      .Case(".neu", Predicate::FCMP_UNE)
      .Case(".ltu", Predicate::FCMP_ULT)
      .Case(".leu", Predicate::FCMP_ULE)
      .Case(".gtu", Predicate::FCMP_UGT)
      .Case(".geu", Predicate::FCMP_UGE)
      .Case(".num", Predicate::FCMP_ORD)
      .Case(".nan", Predicate::FCMP_UNO)
      .Default(Predicate::BAD_FCMP_PREDICATE);
}
// lo, ls, hi, hs are unsigned whatever the type; lt to ge follow it.
Predicate integer_predicate(std::string_view op, bool is_signed) {
  return llvm::StringSwitch<Predicate>(op)
      .Case(".eq", Predicate::ICMP_EQ)
      .Case(".ne", Predicate::ICMP_NE)
      .Case(".lt", is_signed ? Predicate::ICMP_SLT : Predicate::ICMP_ULT)
      .Case(".le", is_signed ? Predicate::ICMP_SLE : Predicate::ICMP_ULE)
      .Case(".gt", is_signed ? Predicate::ICMP_SGT : Predicate::ICMP_UGT)
      .Case(".ge", is_signed ? Predicate::ICMP_SGE : Predicate::ICMP_UGE)
      .Case(".lo", Predicate::ICMP_ULT)
      .Case(".ls", Predicate::ICMP_ULE)
      .Case(".hi", Predicate::ICMP_UGT)
      .Case(".hs", Predicate::ICMP_UGE)
      .Default(Predicate::BAD_ICMP_PREDICATE);
}

// The type of the sources: a class, or the fixed word of the half-precision forms.
Type source_type(InstructionLowering& i) {
  for (std::string_view slot : {".stype", ".type", ".f16x2", ".bf16x2", ".f16", ".bf16"})
    if (i.source.has(slot) && !(slot == ".f16" && i.source.has(".stype")) &&
        !(slot == ".bf16" && i.source.has(".stype")))
      return i.type(slot);
  return Type::kNone;
}

llvm::Value* compare(InstructionLowering& i, Type type, bool flush) {
  const std::string_view op = i.take(".CmpOp");
  llvm::Value *x = i.read(1, type), *y = i.read(2, type);
  if (!x || !y)
    return nullptr;
  if (flush) {
    x = i.flush(x);
    y = i.flush(y);
  }
  const Predicate predicate = is_floating(type) ? float_predicate(op) : integer_predicate(op, is_signed(type));
  if (predicate == Predicate::BAD_FCMP_PREDICATE || predicate == Predicate::BAD_ICMP_PREDICATE)
    return i.fail("'" + std::string(op) + "' does not go with ." + std::string(name_of(type))), nullptr;
  return i.b.CreateCmp(predicate, x, y);
}

llvm::Value* combine(InstructionLowering& i, std::string_view op, llvm::Value* x, llvm::Value* c) {
  if (op.empty())
    return x;
  if (x->getType()->isVectorTy())
    c = i.b.CreateVectorSplat(2, c);
  return op == ".and" ? i.b.CreateAnd(x, c) : op == ".or" ? i.b.CreateOr(x, c) : i.b.CreateXor(x, c);
}

bool lower_setp(InstructionLowering& i) {
  const bool flush = i.flag(".ftz");
  const Type type = source_type(i);
  llvm::Value* result = compare(i, type, flush);
  if (!result)
    return false;
  const std::string_view op = i.take(".BoolOp");
  llvm::Value* c = op.empty() ? nullptr : i.read(3, Type::pred);
  if (!op.empty() && !c)
    return false;
  if (result->getType()->isVectorTy()) { // p is the lower half, q the upper
    result = combine(i, op, result, c);
    return i.write(0, i.b.CreateExtractElement(result, uint64_t{0}), Type::pred) &&
           i.write_pair(i.operand(0), i.b.CreateExtractElement(result, 1), Type::pred);
  }
  return i.write(0, combine(i, op, result, c), Type::pred) &&
         i.write_pair(i.operand(0), combine(i, op, i.b.CreateNot(result), c), Type::pred);
}

// True is all ones for integers and 1.0 for floating point.
bool lower_set(InstructionLowering& i) {
  const bool flush = i.flag(".ftz");
  Type to = i.type(".dtype");
  if (to == Type::kNone)
    to = i.source.has(".f16") ? i.type(".f16") : i.type(".bf16");
  const Type type = source_type(i);
  llvm::Value* result = compare(i, type, flush);
  if (!result)
    return false;
  const std::string_view op = i.take(".BoolOp");
  if (!op.empty()) {
    llvm::Value* c = i.read(3, Type::pred);
    if (!c)
      return false;
    result = combine(i, op, result, c);
  }
  llvm::Type* target = i.type_of(to);
  if (target->isFPOrFPVectorTy())
    return i.write(0, i.b.CreateUIToFP(result, target), to);
  if (result->getType()->isVectorTy()) // halves of an integer: 0xffff each
    return i.write(
        0, i.b.CreateBitCast(i.b.CreateSExt(result, llvm::FixedVectorType::get(i.b.getInt16Ty(), 2)), target), to);
  return i.write(0, i.b.CreateSExt(result, target), to);
}
} // namespace

bool lower_kComparison(InstructionLowering& i) {
  const std::string_view name = i.source.name();
  if (name == "setp")
    return lower_setp(i);
  if (name == "set")
    return lower_set(i);
  const bool flush = i.flag(".ftz");
  const Type type = i.type(name == "selp" ? ".type" : ".dtype");
  llvm::Value *x = i.read(1, type), *y = i.read(2, type);
  if (!x || !y)
    return false;
  if (name == "selp") {
    llvm::Value* p = i.read(3, Type::pred);
    return p && i.write(0, i.b.CreateSelect(p, x, y), type);
  }
  // slct: c >= 0 picks a; -0.0 is not negative, NaN picks b, .ftz takes a negative subnormal for -0.0
  const bool by_float = i.flag(".f32");
  i.ignore({".s32"});
  llvm::Value* c = i.read(3, by_float ? Type::f32 : Type::s32);
  if (!c)
    return false;
  if (flush)
    c = i.flush(c);
  llvm::Value* picks = by_float ? i.b.CreateFCmpOGE(c, llvm::ConstantFP::get(c->getType(), 0.0))
                                : i.b.CreateICmpSGE(c, llvm::ConstantInt::get(c->getType(), 0));
  return i.write(0, i.b.CreateSelect(picks, x, y), type);
}

} // namespace ox::ptx
