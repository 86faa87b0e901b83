// OP-FP and FMADD take the reserved static rounding modes 5 (to nearest) and 6 (towards zero) for their flushing forms,
// which no assembler knows a name for: they are written with .insn.
#include "codegen/lower/float_arith.h"
#include "codegen/lower/emit_asm.h"
#include "llvm/ADT/StringSwitch.h"
#include "llvm/IR/Intrinsics.h"

namespace ox::codegen {

namespace {

constexpr unsigned kFlushNearest = 5, kFlushZero = 6;

// The single-precision row, and the mnemonic without its type.
struct Row {
  isa::Op op;
  const char* mnemonic;
};

Row row_of(FloatOp op) {
  switch (op) {
  case FloatOp::kAdd:
    return {isa::Op::fadd_s, "fadd"};
  case FloatOp::kSub:
    return {isa::Op::fsub_s, "fsub"};
  case FloatOp::kMul:
    return {isa::Op::fmul_s, "fmul"};
  case FloatOp::kDiv:
    return {isa::Op::fdiv_s, "fdiv"};
  case FloatOp::kSqrt:
    return {isa::Op::fsqrt_s, "fsqrt"};
  case FloatOp::kFma:
    return {isa::Op::fmadd_s, "fmadd"};
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
  return emit_insn(builder, row_of(op).op, mode, operands[0]->getType(), operands, Effect::kNone);
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
  llvm::Type* type = value->getType();
  if (type->isFloatTy())
    return emit_flushing(builder, FloatOp::kMul, {value, llvm::ConstantFP::get(type, 1.0)}, kFlushNearest);
  auto smallest = llvm::APFloat::getSmallestNormalized(type->getScalarType()->getFltSemantics());
  llvm::Value* magnitude = builder.CreateUnaryIntrinsic(llvm::Intrinsic::fabs, value);
  llvm::Value* is_subnormal = builder.CreateFCmpOLT(magnitude, llvm::ConstantFP::get(type, smallest));
  llvm::Value* zero = builder.CreateBinaryIntrinsic(llvm::Intrinsic::copysign, llvm::ConstantFP::get(type, 0.0), value);
  return builder.CreateSelect(is_subnormal, zero, value);
}

llvm::Value* emit_float(llvm::IRBuilder<>& builder, FloatOp op, llvm::ArrayRef<llvm::Value*> operands,
                        Rounding rounding, bool flush) {
  if (!flush)
    return rounding == Rounding::kNearest ? emit_plain(builder, op, operands)
                                          : emit_rounded(builder, op, operands, rounding);
  bool is_single = operands[0]->getType()->isFloatTy();
  if (is_single && (rounding == Rounding::kNearest || rounding == Rounding::kZero))
    return emit_flushing(builder, op, operands, rounding == Rounding::kNearest ? kFlushNearest : kFlushZero);
  llvm::SmallVector<llvm::Value*, 3> flushed;
  for (llvm::Value* operand : operands)
    flushed.push_back(emit_flush(builder, operand));
  return emit_flush(builder, emit_float(builder, op, flushed, rounding, false));
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
