// What was inlined is cleaned up at once, not in `simplify`, so that branches which constants decide get no
// convergence hints.
#include "codegen/passes/inline_linked_functions.h"
#include "codegen/analysis_managers.h"
#include "codegen/compilation.h"
#include "codegen/target.h"
#include "llvm/IR/Module.h"
#include "llvm/Target/TargetMachine.h"
#include "llvm/Transforms/IPO/AlwaysInliner.h"
#include "llvm/Transforms/InstCombine/InstCombine.h"
#include "llvm/Transforms/Scalar/EarlyCSE.h"
#include "llvm/Transforms/Scalar/SROA.h"
#include "llvm/Transforms/Scalar/SimplifyCFG.h"

namespace ox::codegen {

namespace {

bool has_something_to_inline(const llvm::Module& module) {
  return llvm::any_of(module, [](const llvm::Function& function) {
    return !function.isDeclaration() && function.hasFnAttribute(llvm::Attribute::AlwaysInline) && !function.use_empty();
  });
}

} // namespace

void inline_linked_functions(llvm::Module& module, Compilation& compilation) {
  if (!has_something_to_inline(module))
    return;
  auto machine = make_nvptx_machine();
  AnalysisManagers analyses(machine.get());

  llvm::ModulePassManager passes;
  passes.addPass(llvm::AlwaysInlinerPass(/*InsertLifetime=*/false));
  if (compilation.options.opt_level > 0) {
    llvm::FunctionPassManager cleanup;
    cleanup.addPass(llvm::SROAPass(llvm::SROAOptions::PreserveCFG));
    cleanup.addPass(llvm::EarlyCSEPass());
    cleanup.addPass(llvm::InstCombinePass());
    cleanup.addPass(llvm::SimplifyCFGPass());
    passes.addPass(llvm::createModuleToFunctionPassAdaptor(std::move(cleanup)));
  }
  passes.run(module, analyses.modules);
}

} // namespace ox::codegen
