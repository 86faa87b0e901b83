// Half precision and bfloat16, one and two at a time (PTX ISA 9.0, 9.7.4).  Pairs are vectors, each element on its own.
#include "ptx/lower/instruction_lowering.h"

namespace ox::ptx {

namespace {
using Effect = InstructionLowering::Effect;

constexpr std::string_view kTypeSlots[] = {".f16x2", ".bf16x2", ".f16", ".bf16", ".f32", ".type", ".atype", ".btype"};

Type half_type(InstructionLowering& i) {
  for (std::string_view slot : kTypeSlots)
    if (i.source.has(slot))
      return i.type(slot);
  return Type::kNone;
}

// A function of scalars for each element.
template <class F> llvm::Value* each(InstructionLowering& i, const std::vector<llvm::Value*>& values, F of) {
  auto* vector = llvm::dyn_cast<llvm::FixedVectorType>(values[0]->getType());
  if (!vector)
    return of(values);
  llvm::Value* result = llvm::PoisonValue::get(vector);
  for (unsigned n = 0; n < vector->getNumElements(); ++n) {
    std::vector<llvm::Value*> elements;
    for (llvm::Value* value : values)
      elements.push_back(i.b.CreateExtractElement(value, n));
    result = i.b.CreateInsertElement(result, of(elements), n);
  }
  return result;
}

llvm::Value* arithmetic(InstructionLowering& i, std::string_view name, const std::vector<llvm::Value*>& v, bool flush,
                        bool may_contract) {
  llvm::IRBuilder<>& b = i.b;
  llvm::Type* type = v[0]->getType();
  if (flush)
    return i.call(text(name) + ".rn.ftz.f16", type, v, Effect::kNone);
  if (name == "fma")
    return b.CreateIntrinsic(llvm::Intrinsic::fma, {type}, v);
  llvm::IRBuilder<>::FastMathFlagGuard guard(b);
  llvm::FastMathFlags flags;
  flags.setAllowContract(may_contract);
  b.setFastMathFlags(flags);
  return name == "add" ? b.CreateFAdd(v[0], v[1]) : name == "sub" ? b.CreateFSub(v[0], v[1]) : b.CreateFMul(v[0], v[1]);
}

// .oob: +0 where a factor is the NaN that a tensor copy leaves for elements out of bounds, of either sign.  The manual
// gives that NaN no pattern; this is what hardware writes, in every 16 bits.  .relu changes nothing of a zero.
llvm::Value* zero_out_of_bounds(InstructionLowering& i, llvm::Value* result, llvm::Value* x, llvm::Value* y) {
  constexpr uint16_t kOutOfBounds = 0x7ff7;
  auto is_outside = [&](llvm::Value* factor) {
    llvm::Value* bits = i.b.CreateAnd(i.b.CreateBitCast(factor, i.b.getInt16Ty()), 0x7fff);
    return i.b.CreateICmpEQ(bits, i.b.getInt16(kOutOfBounds));
  };
  llvm::Value* zero = llvm::ConstantFP::get(result->getType(), 0);
  return i.b.CreateSelect(i.b.CreateOr(is_outside(x), is_outside(y)), zero, result);
}

// ex2 and tanh through single precision: an approximation that is better than asked for.  Only ex2 of bfloat16 flushes,
// whose subnormals are single precision's.
llvm::Value* approximation(InstructionLowering& i, std::string_view name, llvm::Value* value, bool flush) {
  llvm::Value* wide = i.b.CreateFPExt(value, i.b.getFloatTy());
  wide = i.instruction(text(name) + (flush ? ".s.ftz" : ".s"), wide->getType(), {wide});
  return i.b.CreateFPTrunc(wide, value->getType());
}

llvm::Value* extremum(InstructionLowering& i, std::string_view name, const std::vector<llvm::Value*>& v, bool flush) {
  const std::string words =
      std::string(flush ? ".ftz" : "") + (i.flag(".NaN") ? ".nan" : "") + text(i.take(".xorsign.abs"));
  return i.call("f" + text(name) + words + (v[0]->getType()->isHalfTy() ? ".f16" : ".bf16"), v[0]->getType(), v,
                Effect::kNone);
}

// One element of an instruction.
llvm::Value* element(InstructionLowering& i, std::string_view name, const std::vector<llvm::Value*>& v) {
  const bool flush = i.flag(".ftz");
  if (name == "neg" || name == "abs") {
    llvm::Value* x = flush ? i.flush(v[0]) : v[0];
    return name == "neg" ? i.b.CreateFNeg(x) : i.b.CreateUnaryIntrinsic(llvm::Intrinsic::fabs, x);
  }
  if (name == "ex2" || name == "tanh")
    return approximation(i, name, v[0], flush);
  if (name == "min" || name == "max")
    return extremum(i, name, v, flush);
  const bool has_rounding = i.flag(".rnd"), saturates = i.flag(".sat"); // .rn is the only rounding there is
  llvm::Value* result = arithmetic(i, name, v, flush, !has_rounding && !saturates);
  if (i.flag(".oob"))
    result = zero_out_of_bounds(i, result, v[0], v[1]);
  if (i.flag(".relu")) // negative becomes 0, NaN stays
    result = i.b.CreateBinaryIntrinsic(llvm::Intrinsic::maximum, result, llvm::ConstantFP::get(result->getType(), 0));
  return saturates ? i.saturate(result) : result;
}
} // namespace

bool lower_kHalf(InstructionLowering& i) {
  const std::string_view name = i.source.name();
  i.ignore({".approx"});
  const Type type = half_type(i);
  std::vector<llvm::Value*> values;
  for (size_t n = 1; n < i.count(); ++n)
    if (llvm::Value* value = i.read(n, type))
      values.push_back(value);
    else
      return false;
  return i.write(0, each(i, values, [&](const std::vector<llvm::Value*>& v) { return element(i, name, v); }), type);
}

} // namespace ox::ptx
