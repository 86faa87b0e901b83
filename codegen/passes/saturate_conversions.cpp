#include "codegen/passes/saturate_conversions.h"
#include "codegen/compilation.h"
#include "llvm/IR/IRBuilder.h"
#include "llvm/IR/InstIterator.h"
#include "llvm/IR/Intrinsics.h"
#include "llvm/IR/Module.h"

namespace ox::codegen {

void saturate_conversions(llvm::Module& module, Compilation& compilation) {
  for (llvm::Function& function : module)
    for (llvm::Instruction& instruction : llvm::make_early_inc_range(llvm::instructions(function))) {
      bool is_signed = instruction.getOpcode() == llvm::Instruction::FPToSI;
      if (!is_signed && instruction.getOpcode() != llvm::Instruction::FPToUI)
        continue;
      llvm::IRBuilder<> builder(&instruction);
      llvm::Value* operand = instruction.getOperand(0);
      llvm::Value* value =
          builder.CreateIntrinsic(is_signed ? llvm::Intrinsic::fptosi_sat : llvm::Intrinsic::fptoui_sat,
                                  {instruction.getType(), operand->getType()}, {operand});
      value->takeName(&instruction);
      instruction.replaceAllUsesWith(value);
      instruction.eraseFromParent();
    }
}

} // namespace ox::codegen
