#include "codegen/passes/fold_reflection.h"
#include "codegen/compilation.h"
#include "llvm/Analysis/ConstantFolding.h"
#include "llvm/IR/Constants.h"
#include "llvm/IR/InstIterator.h"
#include "llvm/IR/Instructions.h"
#include "llvm/IR/Module.h"
#include "llvm/Transforms/Utils/Local.h"

namespace ox::codegen {

int flush_flag(const llvm::Module& module) {
  auto* flag = llvm::mdconst::extract_or_null<llvm::ConstantInt>(module.getModuleFlag(kFlushFlag));
  return flag ? int(flag->getSExtValue()) : 0;
}

namespace {

int answer(llvm::StringRef question, const llvm::Module& module, const Compilation& compilation) {
  if (question == "__CUDA_ARCH")
    return compilation.options.compute_capability * 10;
  if (question == "__CUDA_FTZ")
    return flush_flag(module);
  if (question == "__CUDA_PREC_DIV")
    return compilation.options.precise_division;
  return question == "__CUDA_PREC_SQRT" && compilation.options.precise_square_root;
}

// The question is a string literal, maybe behind an address space cast.
llvm::StringRef question_of(const llvm::CallBase& call) {
  auto* variable = llvm::dyn_cast<llvm::GlobalVariable>(call.getArgOperand(0)->stripPointerCasts());
  if (variable && variable->hasInitializer())
    if (auto* text = llvm::dyn_cast<llvm::ConstantDataArray>(variable->getInitializer()); text && text->isCString())
      return text->getAsCString();
  return {};
}

} // namespace

void fold_reflection(llvm::Module& module, Compilation& compilation) {
  for (const char* name : {"__nvvm_reflect", "__nvvm_reflect_ocl", "llvm.nvvm.reflect"}) {
    llvm::Function* reflect = module.getFunction(name);
    if (!reflect)
      continue;
    std::vector<llvm::Function*> changed;
    for (llvm::User* user : llvm::make_early_inc_range(reflect->users())) {
      auto* call = llvm::dyn_cast<llvm::CallInst>(user);
      if (!call)
        continue;
      changed.push_back(call->getFunction());
      call->replaceAllUsesWith(
          llvm::ConstantInt::getSigned(call->getType(), answer(question_of(*call), module, compilation)));
      call->eraseFromParent();
    }
    for (llvm::Function* function : changed) {
      for (llvm::Instruction& instruction : llvm::make_early_inc_range(llvm::instructions(function)))
        if (llvm::Constant* value = llvm::ConstantFoldInstruction(&instruction, module.getDataLayout())) {
          instruction.replaceAllUsesWith(value);
          if (llvm::isInstructionTriviallyDead(&instruction))
            instruction.eraseFromParent();
        }
      for (llvm::BasicBlock& block : *function)
        llvm::ConstantFoldTerminator(&block, true);
      llvm::removeUnreachableBlocks(*function);
    }
    if (reflect->use_empty())
      reflect->eraseFromParent();
  }
}

} // namespace ox::codegen
