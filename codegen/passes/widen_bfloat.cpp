// Zfbfmin converts and no more, and LLVM 22 promotes most bfloat16 arithmetic to float by itself, but not these.  It
// comes after `simplify`, which would narrow them again.
#include "codegen/passes/widen_bfloat.h"
#include "codegen/compilation.h"
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

} // namespace

void widen_bfloat(llvm::Module& module, Compilation& compilation) {
  for (llvm::Function& function : module)
    for (llvm::Instruction& instruction : llvm::make_early_inc_range(llvm::instructions(function))) {
      auto* call = llvm::dyn_cast<llvm::IntrinsicInst>(&instruction);
      if (!call || !needs_widening(*call))
        continue;
      llvm::IRBuilder<> builder(call);
      llvm::Type* wide = call->getType()->getWithNewType(builder.getFloatTy());
      llvm::SmallVector<llvm::Value*> operands;
      for (llvm::Value* operand : call->args())
        operands.push_back(builder.CreateFPExt(operand, wide));
      llvm::Value* result = builder.CreateIntrinsic(call->getIntrinsicID(), {wide}, operands);
      call->replaceAllUsesWith(builder.CreateFPTrunc(result, call->getType()));
      call->eraseFromParent();
    }
}

} // namespace ox::codegen
