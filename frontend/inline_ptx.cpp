#include "frontend/inline_ptx.h"
#include "frontend/asm_statements.h"
#include "ptx/lower/inline_asm.h"
#include "llvm/IR/Module.h"
#include "llvm/Passes/PassBuilder.h"

namespace ox::frontend {

namespace {
struct LowerInlinePtx : llvm::PassInfoMixin<LowerInlinePtx> {
  AsmStatements* statements;
  bool contract;
  LowerInlinePtx(AsmStatements& statements, bool contract) : statements(&statements), contract(contract) {}
  llvm::PreservedAnalyses run(llvm::Module& module, llvm::ModuleAnalysisManager&) {
    for (const ptx::InlineAsmError& error : ptx::lower_inline_asm(module, contract))
      statements->report(error);
    return llvm::PreservedAnalyses::none();
  }
  static bool isRequired() { return true; }
};

struct PrepareInlinePtx : llvm::PassInfoMixin<PrepareInlinePtx> {
  llvm::PreservedAnalyses run(llvm::Module& module, llvm::ModuleAnalysisManager&) {
    ptx::prepare_asm_texts(module);
    return llvm::PreservedAnalyses::none();
  }
  static bool isRequired() { return true; }
};

template <class Pass> void add_at_start(clang::CodeGenOptions& options, Pass pass) {
  options.PassBuilderCallbacks.push_back([pass](llvm::PassBuilder& builder) {
    builder.registerPipelineStartEPCallback(
        [pass](llvm::ModulePassManager& passes, llvm::OptimizationLevel) { passes.addPass(Pass(pass)); });
  });
}
} // namespace

void lower_inline_ptx_early(clang::CodeGenOptions& options, AsmStatements& statements, bool contract) {
  add_at_start(options, LowerInlinePtx(statements, contract));
}

void prepare_inline_ptx_early(clang::CodeGenOptions& options) { add_at_start(options, PrepareInlinePtx()); }

} // namespace ox::frontend
