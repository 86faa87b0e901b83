// Half precision and bfloat16, one and two at a time (PTX ISA 9.0, 9.7.4).  Pairs are vectors, each element on its own.
#include "ptx/lower/instruction_lowering.h"

namespace ox::ptx {

namespace {
using Effect = InstructionLowering::Effect;

constexpr std::string_view kTypeSlots[] = {".f16x2", ".bf16x2", ".f16", ".bf16", ".type", ".atype", ".btype"};

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

llvm::Constant* number(llvm::Value* like, double value) { return llvm::ConstantFP::get(like->getType(), value); }

// .sat: into [0, 1], NaN becomes 0; .relu: negative becomes 0, NaN stays
llvm::Value* limit(InstructionLowering& i, llvm::Value* value, bool saturates, bool relu) {
  if (relu)
    value = i.b.CreateBinaryIntrinsic(llvm::Intrinsic::maximum, value, number(value, 0));
  if (saturates) {
    value = i.b.CreateBinaryIntrinsic(llvm::Intrinsic::maximumnum, value, number(value, 0));
    value = i.b.CreateBinaryIntrinsic(llvm::Intrinsic::minimumnum, value, number(value, 1));
  }
  return value;
}

llvm::Value* arithmetic(InstructionLowering& i, std::string_view name, const std::vector<llvm::Value*>& v, bool flush,
                        bool may_contract) {
  llvm::IRBuilder<>& b = i.b;
  llvm::Type* type = v[0]->getType();
  if (flush && type->isHalfTy()) {
    if (name == "sub")
      return i.call("add.rn.ftz.f16", type, {v[0], b.CreateFNeg(v[1])}, Effect::kNone);
    return i.call(std::string(name) + ".rn.ftz.f16", type, v, Effect::kNone);
  }
  if (name == "fma")
    return b.CreateIntrinsic(llvm::Intrinsic::fma, {type}, v);
  llvm::IRBuilder<>::FastMathFlagGuard guard(b);
  llvm::FastMathFlags flags;
  flags.setAllowContract(may_contract);
  b.setFastMathFlags(flags);
  return name == "add" ? b.CreateFAdd(v[0], v[1]) : name == "sub" ? b.CreateFSub(v[0], v[1]) : b.CreateFMul(v[0], v[1]);
}

// ex2 and tanh through single precision: an approximation that is better than asked for.
llvm::Value* approximation(InstructionLowering& i, std::string_view name, llvm::Value* value, bool flush) {
  llvm::Type* type = value->getType();
  if (flush && type->isHalfTy())
    value = i.flush(value);
  llvm::Value* wide = i.b.CreateFPExt(value, i.b.getFloatTy());
  wide = i.instruction(std::string(name) + ".s", wide->getType(), {wide});
  llvm::Value* result = i.b.CreateFPTrunc(wide, type);
  return flush && type->isHalfTy() ? i.flush(result) : result;
}
} // namespace

bool lower_kHalf(InstructionLowering& i) {
  const std::string_view name = i.source.name();
  if (i.source.has(".oob"))
    return false;
  const bool may_contract = i.take(".rnd").empty(); // .rn is the only rounding there is
  const bool flush = i.flag(".ftz"), saturates = i.flag(".sat"), relu = i.flag(".relu");
  const bool nan = i.flag(".NaN"), by_magnitude = i.flag(".xorsign.abs");
  i.ignore({".approx"});
  const Type type = half_type(i);
  std::vector<llvm::Value*> values;
  for (size_t n = 1; n < i.count(); ++n)
    if (llvm::Value* value = i.read(n, type))
      values.push_back(value);
    else
      return false;
  llvm::Value* result = each(i, values, [&](const std::vector<llvm::Value*>& v) -> llvm::Value* {
    if (name == "neg" || name == "abs") {
      llvm::Value* x = flush ? i.flush(v[0]) : v[0];
      return name == "neg" ? i.b.CreateFNeg(x) : i.b.CreateUnaryIntrinsic(llvm::Intrinsic::fabs, x);
    }
    if (name == "ex2" || name == "tanh")
      return approximation(i, name, v[0], flush);
    if (name == "min" || name == "max") {
      const std::string words = std::string(name == "min" ? "fmin" : "fmax") + (flush ? ".ftz" : "") +
                                (nan ? ".nan" : "") + (by_magnitude ? ".xorsign.abs" : "");
      return i.call(words + (v[0]->getType()->isHalfTy() ? ".f16" : ".bf16"), v[0]->getType(), v, Effect::kNone);
    }
    return limit(i, arithmetic(i, name, v, flush, may_contract && !saturates), saturates, relu);
  });
  return i.write(0, result, type);
}

} // namespace ox::ptx
