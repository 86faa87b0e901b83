#include "codegen/passes/saturate_conversions.h"
#include "codegen/compilation.h"
#include "codegen/lower/float_to_integer.h"
#include "llvm/IR/IRBuilder.h"
#include "llvm/IR/InstIterator.h"
#include "llvm/IR/Module.h"

namespace ox::codegen {

void saturate_conversions(llvm::Module& module, Compilation& compilation) {
  for (llvm::Function& function : module)
    for (llvm::Instruction& instruction : llvm::make_early_inc_range(llvm::instructions(function))) {
      bool is_signed = instruction.getOpcode() == llvm::Instruction::FPToSI;
      if (!is_signed && instruction.getOpcode() != llvm::Instruction::FPToUI)
        continue;
      llvm::IRBuilder<> builder(&instruction);
      llvm::Value* value =
          emit_float_to_integer(builder, instruction.getOperand(0), instruction.getType(), is_signed, Rounding::kZero);
      value->takeName(&instruction);
      instruction.replaceAllUsesWith(value);
      instruction.eraseFromParent();
    }
}

} // namespace ox::codegen
