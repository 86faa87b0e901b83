// Zfbfmin converts and no more, and LLVM 22 promotes most bfloat16 arithmetic to float by itself, but not extrema; and
// its fma through float is rounded twice, which OxCore has an instruction against.  It comes after `simplify`, which
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

// ox.fmadd.bf, whose operands inline assembly can only know as halves; of a vector for each element.
llvm::Value* fused(llvm::IRBuilder<>& builder, llvm::ArrayRef<llvm::Value*> operands) {
  llvm::Type* type = operands[0]->getType();
  if (auto* vector = llvm::dyn_cast<llvm::FixedVectorType>(type)) {
    llvm::Value* result = llvm::PoisonValue::get(type);
    for (unsigned i = 0; i < vector->getNumElements(); ++i) {
      llvm::SmallVector<llvm::Value*> elements;
      for (llvm::Value* operand : operands)
        elements.push_back(builder.CreateExtractElement(operand, i));
      result = builder.CreateInsertElement(result, fused(builder, elements), i);
    }
    return result;
  }
  llvm::SmallVector<llvm::Value*> halves;
  for (llvm::Value* operand : operands)
    halves.push_back(builder.CreateBitCast(operand, builder.getHalfTy()));
  return builder.CreateBitCast(emit_insn(builder, isa::Op::ox_fmadd_bf, 0, builder.getHalfTy(), halves, Effect::kNone),
                               type);
}

llvm::Value* widened(llvm::IRBuilder<>& builder, llvm::IntrinsicInst& call) {
  llvm::Type* wide = call.getType()->getWithNewType(builder.getFloatTy());
  llvm::SmallVector<llvm::Value*> operands;
  for (llvm::Value* operand : call.args())
    operands.push_back(builder.CreateFPExt(operand, wide));
  llvm::Value* result = builder.CreateIntrinsic(call.getIntrinsicID(), {wide}, operands);
  return builder.CreateFPTrunc(result, call.getType());
}

} // namespace

void widen_bfloat(llvm::Module& module, Compilation& compilation) {
  for (llvm::Function& function : module)
    for (llvm::Instruction& instruction : llvm::make_early_inc_range(llvm::instructions(function))) {
      auto* call = llvm::dyn_cast<llvm::IntrinsicInst>(&instruction);
      if (!call || !(needs_widening(*call) || is_bfloat_fma(*call)))
        continue;
      llvm::IRBuilder<> builder(call);
      llvm::SmallVector<llvm::Value*> operands(call->args());
      call->replaceAllUsesWith(is_bfloat_fma(*call) ? fused(builder, operands) : widened(builder, *call));
      call->eraseFromParent();
    }
}

} // namespace ox::codegen
