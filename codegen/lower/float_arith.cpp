// OP-FP and FMADD take the reserved static rounding modes 5 (to nearest) and 6 (towards zero) for their flushing forms,
// which no assembler knows a name for: they are written with .insn.
#include "codegen/lower/float_arith.h"
#include "codegen/lower/emit_asm.h"
#include "llvm/ADT/StringSwitch.h"
#include "llvm/IR/Intrinsics.h"

namespace ox::codegen {

namespace {

constexpr unsigned kFlushNearest = 5, kFlushZero = 6;

// The rows for single and half precision, and the mnemonic without its type.
struct Row {
  isa::Op single, half;
  const char* mnemonic;
};

Row row_of(FloatOp op) {
  switch (op) {
  case FloatOp::kAdd:
    return {isa::Op::fadd_s, isa::Op::fadd_h, "fadd"};
  case FloatOp::kSub:
    return {isa::Op::fsub_s, isa::Op::fsub_h, "fsub"};
  case FloatOp::kMul:
    return {isa::Op::fmul_s, isa::Op::fmul_h, "fmul"};
  case FloatOp::kDiv:
    return {isa::Op::fdiv_s, isa::Op::fdiv_h, "fdiv"};
  case FloatOp::kSqrt:
    return {isa::Op::fsqrt_s, isa::Op::fsqrt_h, "fsqrt"};
  case FloatOp::kFma:
    return {isa::Op::fmadd_s, isa::Op::fmadd_h, "fmadd"};
  }
  llvm_unreachable("all operations are above");
}

llvm::Value* emit_plain(llvm::IRBuilder<>& builder, FloatOp op, llvm::ArrayRef<llvm::Value*> operands) {
  switch (op) {
  case FloatOp::kAdd:
    return builder.CreateFAdd(operands[0], operands[1]);
  case FloatOp::kSub:
    return builder.CreateFSub(operands[0], operands[1]);
  case FloatOp::kMul:
    return builder.CreateFMul(operands[0], operands[1]);
  case FloatOp::kDiv:
    return builder.CreateFDiv(operands[0], operands[1]);
  case FloatOp::kSqrt:
    return builder.CreateUnaryIntrinsic(llvm::Intrinsic::sqrt, operands[0]);
  case FloatOp::kFma:
    break;
  }
  return builder.CreateIntrinsic(llvm::Intrinsic::fma, {operands[0]->getType()}, operands);
}

const char* type_suffix(llvm::Type* type) { return type->isDoubleTy() ? ".d" : type->isHalfTy() ? ".h" : ".s"; }

llvm::Value* emit_rounded(llvm::IRBuilder<>& builder, FloatOp op, llvm::ArrayRef<llvm::Value*> operands,
                          Rounding rounding) {
  llvm::Type* type = operands[0]->getType();
  std::string text = std::string(row_of(op).mnemonic) + type_suffix(type) + " $0", constraints = "=f";
  for (unsigned i = 1; i <= operands.size(); ++i) {
    text += ", $" + std::to_string(i);
    constraints += ",f";
  }
  text += ", " + assembler_rounding(rounding).str();
  return emit_asm(builder, text, constraints, type, operands, Effect::kNone);
}

llvm::Value* emit_flushing(llvm::IRBuilder<>& builder, FloatOp op, llvm::ArrayRef<llvm::Value*> operands,
                           unsigned mode) {
  llvm::Type* type = operands[0]->getType();
  const Row row = row_of(op);
  return emit_insn(builder, type->isHalfTy() ? row.half : row.single, mode, type, operands, Effect::kNone);
}

// f of each element of vectors, or of the scalars themselves.
template <class F> llvm::Value* by_element(llvm::IRBuilder<>& builder, llvm::ArrayRef<llvm::Value*> operands, F f) {
  auto* vector = llvm::dyn_cast<llvm::FixedVectorType>(operands[0]->getType());
  if (!vector)
    return f(operands);
  llvm::Value* result = llvm::PoisonValue::get(vector);
  for (unsigned i = 0; i < vector->getNumElements(); ++i) {
    llvm::SmallVector<llvm::Value*, 3> elements;
    for (llvm::Value* operand : operands)
      elements.push_back(builder.CreateExtractElement(operand, i));
    result = builder.CreateInsertElement(result, f(elements), i);
  }
  return result;
}

llvm::Value* flush_by_comparison(llvm::IRBuilder<>& builder, llvm::Value* value) {
  llvm::Type* type = value->getType();
  auto smallest = llvm::APFloat::getSmallestNormalized(type->getFltSemantics());
  llvm::Value* magnitude = builder.CreateUnaryIntrinsic(llvm::Intrinsic::fabs, value);
  llvm::Value* is_subnormal = builder.CreateFCmpOLT(magnitude, llvm::ConstantFP::get(type, smallest));
  llvm::Value* zero = builder.CreateBinaryIntrinsic(llvm::Intrinsic::copysign, llvm::ConstantFP::get(type, 0.0), value);
  return builder.CreateSelect(is_subnormal, zero, value);
}

} // namespace

Rounding rounding_of(llvm::ArrayRef<llvm::StringRef> words) {
  for (llvm::StringRef word : words) {
    if (word == "rz")
      return Rounding::kZero;
    if (word == "rm")
      return Rounding::kDown;
    if (word == "rp")
      return Rounding::kUp;
  }
  return Rounding::kNearest;
}

llvm::StringRef assembler_rounding(Rounding rounding) {
  switch (rounding) {
  case Rounding::kNearest:
    return "rne";
  case Rounding::kZero:
    return "rtz";
  case Rounding::kDown:
    return "rdn";
  case Rounding::kUp:
    return "rup";
  }
  llvm_unreachable("all roundings are above");
}

llvm::Value* emit_flush(llvm::IRBuilder<>& builder, llvm::Value* value) {
  return by_element(builder, {value}, [&](llvm::ArrayRef<llvm::Value*> element) {
    llvm::Type* type = element[0]->getType();
    if (!type->isFloatTy() && !type->isHalfTy())
      return flush_by_comparison(builder, element[0]);
    isa::Op op = type->isHalfTy() ? isa::Op::ox_flush_h : isa::Op::ox_flush_s;
    return emit_xox(builder, op, type, element, Effect::kNone);
  });
}

llvm::Value* emit_float(llvm::IRBuilder<>& builder, FloatOp op, llvm::ArrayRef<llvm::Value*> operands,
                        Rounding rounding, bool flush) {
  if (!flush)
    return rounding == Rounding::kNearest ? emit_plain(builder, op, operands)
                                          : emit_rounded(builder, op, operands, rounding);
  llvm::Type* type = operands[0]->getType()->getScalarType();
  bool has_flushing_form = (type->isFloatTy() && (rounding == Rounding::kNearest || rounding == Rounding::kZero)) ||
                           (type->isHalfTy() && rounding == Rounding::kNearest);
  return by_element(builder, operands, [&](llvm::ArrayRef<llvm::Value*> elements) {
    if (has_flushing_form)
      return emit_flushing(builder, op, elements, rounding == Rounding::kNearest ? kFlushNearest : kFlushZero);
    llvm::SmallVector<llvm::Value*, 3> flushed;
    for (llvm::Value* element : elements)
      flushed.push_back(emit_flush(builder, element));
    return emit_flush(builder, emit_float(builder, op, flushed, rounding, false));
  });
}

llvm::Value* emit_saturate(llvm::IRBuilder<>& builder, llvm::Value* value) {
  llvm::Type* type = value->getType();
  llvm::Value* positive =
      builder.CreateBinaryIntrinsic(llvm::Intrinsic::maximumnum, value, llvm::ConstantFP::get(type, 0.0));
  return builder.CreateBinaryIntrinsic(llvm::Intrinsic::minimumnum, positive, llvm::ConstantFP::get(type, 1.0));
}

llvm::Value* emit_flushing_truncation(llvm::IRBuilder<>& builder, llvm::Value* value, Rounding rounding) {
  unsigned mode = rounding == Rounding::kZero ? kFlushZero : kFlushNearest;
  return emit_insn(builder, isa::Op::fcvt_s_d, mode, builder.getFloatTy(), {value}, Effect::kNone);
}

} // namespace ox::codegen
