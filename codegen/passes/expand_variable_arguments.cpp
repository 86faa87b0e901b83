#include "codegen/passes/expand_variable_arguments.h"
#include "codegen/analysis_managers.h"
#include "codegen/compilation.h"
#include "llvm/IR/Module.h"
#include "llvm/Transforms/IPO/ExpandVariadics.h"

namespace ox::codegen {

void expand_variable_arguments(llvm::Module& module, Compilation&) {
  AnalysisManagers analyses(nullptr);
  llvm::ExpandVariadicsPass(llvm::ExpandVariadicsMode::Lowering).run(module, analyses.modules);
}

} // namespace ox::codegen
