#include "frontend/restrict_parameters.h"
#include "llvm/IR/Function.h"
#include "llvm/IR/Module.h"
#include "llvm/IR/PassManager.h"
#include "llvm/Passes/PassBuilder.h"

namespace ox::frontend {
namespace {

struct RestrictParameters : llvm::PassInfoMixin<RestrictParameters> {
  llvm::PreservedAnalyses run(llvm::Module& module, llvm::ModuleAnalysisManager&) {
    for (llvm::Function& function : module)
      if (function.getCallingConv() == llvm::CallingConv::PTX_Kernel)
        for (llvm::Argument& parameter : function.args())
          if (parameter.getType()->isPointerTy() && !parameter.hasByValAttr())
            parameter.addAttr(llvm::Attribute::NoAlias);
    return llvm::PreservedAnalyses::none();
  }
  static bool isRequired() { return true; }
};

} // namespace

void restrict_kernel_parameters(clang::CodeGenOptions& options) {
  options.PassBuilderCallbacks.push_back([](llvm::PassBuilder& builder) {
    builder.registerPipelineStartEPCallback(
        [](llvm::ModulePassManager& passes, llvm::OptimizationLevel) { passes.addPass(RestrictParameters()); });
  });
}

} // namespace ox::frontend
