// Zfbfmin converts and no more, and LLVM 22 promotes most bfloat16 arithmetic to float by itself, but not extrema; and
// its fma through float is rounded twice, which OxCore has an instruction against.  So are its conversions of doubles
// and of integers with more digits than float has; here they go through a float that is rounded to odd, whose last
// digit tells the second rounding that there was more (Boldo and Melquiond, 2008).  It comes after `simplify`, which
// would narrow extrema again.
#include "codegen/passes/widen_bfloat.h"
#include "codegen/compilation.h"
#include "codegen/lower/emit_asm.h"
#include "llvm/IR/IRBuilder.h"
#include "llvm/IR/InstIterator.h"
#include "llvm/IR/IntrinsicInst.h"
#include "llvm/IR/Module.h"

namespace ox::codegen {

namespace {

bool needs_widening(const llvm::IntrinsicInst& call) {
  switch (call.getIntrinsicID()) {
  case llvm::Intrinsic::minimum:
  case llvm::Intrinsic::maximum:
  case llvm::Intrinsic::nearbyint:
    return call.getType()->getScalarType()->isBFloatTy();
  default:
    return false;
  }
}

bool is_bfloat_fma(const llvm::IntrinsicInst& call) {
  return call.getIntrinsicID() == llvm::Intrinsic::fma && call.getType()->getScalarType()->isBFloatTy();
}

bool is_rounded_twice(const llvm::Instruction& instruction) {
  if (!llvm::isa<llvm::FPTruncInst, llvm::SIToFPInst, llvm::UIToFPInst>(instruction) ||
      !instruction.getType()->getScalarType()->isBFloatTy())
    return false;
  const llvm::Type* source = instruction.getOperand(0)->getType()->getScalarType();
  return source->isDoubleTy() || (source->isIntegerTy() && source->getIntegerBitWidth() > 24);
}

// A function of scalars; of vectors for each element.
template <class F>
llvm::Value* by_element(llvm::IRBuilder<>& builder, llvm::Type* type, llvm::ArrayRef<llvm::Value*> operands, F of) {
  auto* vector = llvm::dyn_cast<llvm::FixedVectorType>(type);
  if (!vector)
    return of(operands);
  llvm::Value* result = llvm::PoisonValue::get(type);
  for (unsigned i = 0; i < vector->getNumElements(); ++i) {
    llvm::SmallVector<llvm::Value*> elements;
    for (llvm::Value* operand : operands)
      elements.push_back(builder.CreateExtractElement(operand, i));
    result = builder.CreateInsertElement(result, of(elements), i);
  }
  return result;
}

// ox.fmadd.bf, whose operands inline assembly can only know as halves.
llvm::Value* fused(llvm::IRBuilder<>& builder, llvm::ArrayRef<llvm::Value*> operands) {
  llvm::SmallVector<llvm::Value*> halves;
  for (llvm::Value* operand : operands)
    halves.push_back(builder.CreateBitCast(operand, builder.getHalfTy()));
  return builder.CreateBitCast(emit_insn(builder, isa::Op::ox_fmadd_bf, 0, builder.getHalfTy(), halves, Effect::kNone),
                               builder.getBFloatTy());
}

// The value as float, rounded to odd: towards zero, and with the last bit set if that lost anything.
llvm::Value* rounded_to_odd(llvm::IRBuilder<>& builder, llvm::Value* value, bool is_signed) {
  llvm::Type *single = builder.getFloatTy(), *word = builder.getInt64Ty();
  llvm::Value *result = nullptr, *is_inexact = nullptr;
  if (value->getType()->isDoubleTy()) {
    result = emit_asm(builder, "fcvt.s.d $0, $1, rtz", "=f,f", single, {value}, Effect::kNone);
    is_inexact = builder.CreateFCmpUNE(builder.CreateFPExt(result, value->getType()), value);
  } else {
    value = is_signed ? builder.CreateSExt(value, word) : builder.CreateZExt(value, word);
    const std::string from = is_signed ? "fcvt.s.l" : "fcvt.s.lu", back = is_signed ? "fcvt.l.s" : "fcvt.lu.s";
    result = emit_asm(builder, from + " $0, $1, rtz", "=f,r", single, {value}, Effect::kNone);
    llvm::Value* again = emit_asm(builder, back + " $0, $1, rtz", "=r,f", word, {result}, Effect::kNone);
    is_inexact = builder.CreateICmpNE(again, value);
  }
  llvm::Value* bits = builder.CreateBitCast(result, builder.getInt32Ty());
  bits = builder.CreateOr(bits, builder.CreateZExt(is_inexact, bits->getType()));
  return builder.CreateBitCast(bits, single);
}

llvm::Value* rounded_once(llvm::IRBuilder<>& builder, llvm::Instruction& cast) {
  const bool is_signed = cast.getOpcode() == llvm::Instruction::SIToFP;
  return by_element(builder, cast.getType(), {cast.getOperand(0)}, [&](llvm::ArrayRef<llvm::Value*> value) {
    return builder.CreateFPTrunc(rounded_to_odd(builder, value[0], is_signed), builder.getBFloatTy());
  });
}

llvm::Value* widened(llvm::IRBuilder<>& builder, llvm::IntrinsicInst& call) {
  llvm::Type* wide = call.getType()->getWithNewType(builder.getFloatTy());
  llvm::SmallVector<llvm::Value*> operands;
  for (llvm::Value* operand : call.args())
    operands.push_back(builder.CreateFPExt(operand, wide));
  llvm::Value* result = builder.CreateIntrinsic(call.getIntrinsicID(), {wide}, operands);
  return builder.CreateFPTrunc(result, call.getType());
}

// What stands in for an instruction; null if it may stay.
llvm::Value* replacement(llvm::IRBuilder<>& builder, llvm::Instruction& instruction) {
  if (is_rounded_twice(instruction))
    return rounded_once(builder, instruction);
  auto* call = llvm::dyn_cast<llvm::IntrinsicInst>(&instruction);
  if (!call || !(needs_widening(*call) || is_bfloat_fma(*call)))
    return nullptr;
  if (needs_widening(*call))
    return widened(builder, *call);
  llvm::SmallVector<llvm::Value*> operands(call->args());
  return by_element(builder, call->getType(), operands,
                    [&](llvm::ArrayRef<llvm::Value*> elements) { return fused(builder, elements); });
}
} // namespace

void widen_bfloat(llvm::Module& module, Compilation& compilation) {
  for (llvm::Function& function : module)
    for (llvm::Instruction& instruction : llvm::make_early_inc_range(llvm::instructions(function))) {
      llvm::IRBuilder<> builder(&instruction);
      if (llvm::Value* value = replacement(builder, instruction)) {
        instruction.replaceAllUsesWith(value);
        instruction.eraseFromParent();
      }
    }
}

} // namespace ox::codegen
