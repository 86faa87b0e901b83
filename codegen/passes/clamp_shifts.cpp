// A shift by 32 of a 32-bit value is undefined in C++, and common in programs that were only ever run on NVIDIA's GPUs:
// `word << 32 - bit` with bit 0, or `(1 << bits) - 1` for a full word.  There amounts above the width count as the
// width (PTX ISA 9.0, shl and shr), so the result is 0, or the sign for an arithmetic shift to the right.  The two
// instructions more that this costs are spent only where the amount may be so large.
#include "codegen/passes/clamp_shifts.h"
#include "codegen/analysis_managers.h"
#include "codegen/compilation.h"
#include "llvm/Analysis/LazyValueInfo.h"
#include "llvm/IR/ConstantRange.h"
#include "llvm/IR/IRBuilder.h"
#include "llvm/IR/InstIterator.h"
#include "llvm/IR/Module.h"
#include <vector>

namespace ox::codegen {

namespace {
bool may_exceed_width(llvm::BinaryOperator& shift, llvm::LazyValueInfo& values) {
  llvm::ConstantRange amounts = values.getConstantRangeAtUse(shift.getOperandUse(1), /*UndefAllowed=*/true);
  return !amounts.getUnsignedMax().ult(shift.getType()->getScalarSizeInBits());
}

void clamp(llvm::BinaryOperator& shift) {
  llvm::IRBuilder<> builder(&shift);
  llvm::Type* type = shift.getType();
  llvm::Value* amount = shift.getOperand(1);
  uint64_t width = type->getScalarSizeInBits();
  if (shift.getOpcode() == llvm::Instruction::AShr) {
    llvm::Constant* largest = llvm::ConstantInt::get(type, width - 1);
    shift.setOperand(1, builder.CreateBinaryIntrinsic(llvm::Intrinsic::umin, amount, largest));
    return;
  }
  llvm::Value* in_range = builder.CreateICmpULT(amount, llvm::ConstantInt::get(type, width));
  llvm::Value* shifted = builder.Insert(shift.clone());
  llvm::Value* result = builder.CreateSelect(in_range, shifted, llvm::Constant::getNullValue(type));
  result->takeName(&shift);
  shift.replaceAllUsesWith(result);
  shift.eraseFromParent();
}
} // namespace

void clamp_shifts(llvm::Module& module, Compilation&) {
  AnalysisManagers analyses(nullptr);
  for (llvm::Function& function : module) {
    if (function.isDeclaration())
      continue;
    std::vector<llvm::BinaryOperator*> unbounded;
    auto& values = analyses.functions.getResult<llvm::LazyValueAnalysis>(function);
    for (llvm::Instruction& instruction : llvm::instructions(function))
      if (instruction.isShift() && !llvm::isa<llvm::Constant>(instruction.getOperand(1)) &&
          may_exceed_width(llvm::cast<llvm::BinaryOperator>(instruction), values))
        unbounded.push_back(llvm::cast<llvm::BinaryOperator>(&instruction));
    for (llvm::BinaryOperator* shift : unbounded)
      clamp(*shift);
  }
}

} // namespace ox::codegen
