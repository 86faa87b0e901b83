#include "frontend/inline_ptx.h"
#include "ptx/lower/inline_asm.h"
#include "llvm/IR/Module.h"
#include "llvm/Passes/PassBuilder.h"

namespace ox::frontend {

namespace {
struct LowerInlinePtx : llvm::PassInfoMixin<LowerInlinePtx> {
  llvm::PreservedAnalyses run(llvm::Module& module, llvm::ModuleAnalysisManager&) {
    (void)ptx::lower_inline_asm(module);
    return llvm::PreservedAnalyses::none();
  }
  static bool isRequired() { return true; }
};
} // namespace

void lower_inline_ptx_early(clang::CodeGenOptions& options) {
  options.PassBuilderCallbacks.push_back([](llvm::PassBuilder& builder) {
    builder.registerPipelineStartEPCallback(
        [](llvm::ModulePassManager& passes, llvm::OptimizationLevel) { passes.addPass(LowerInlinePtx()); });
  });
}

} // namespace ox::frontend
