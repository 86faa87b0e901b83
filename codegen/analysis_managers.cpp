#include "codegen/analysis_managers.h"
#include "llvm/Passes/PassBuilder.h"

namespace ox::codegen {

AnalysisManagers::AnalysisManagers(llvm::TargetMachine* machine) {
  llvm::PassBuilder builder(machine);
  builder.registerModuleAnalyses(modules);
  builder.registerCGSCCAnalyses(components);
  builder.registerFunctionAnalyses(functions);
  builder.registerLoopAnalyses(loops);
  builder.crossRegisterProxies(loops, functions, components, modules);
}

} // namespace ox::codegen
