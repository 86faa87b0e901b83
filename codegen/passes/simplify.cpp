#include "codegen/passes/simplify.h"
#include "codegen/analysis_managers.h"
#include "codegen/combine_instructions.h"
#include "codegen/compilation.h"
#include "codegen/target.h"
#include "llvm/IR/Module.h"
#include "llvm/Target/TargetMachine.h"
#include "llvm/Transforms/IPO/GlobalDCE.h"
#include "llvm/Transforms/Scalar/ADCE.h"
#include "llvm/Transforms/Scalar/EarlyCSE.h"
#include "llvm/Transforms/Scalar/LICM.h"
#include "llvm/Transforms/Scalar/LoopPassManager.h"
#include "llvm/Transforms/Scalar/SROA.h"
#include "llvm/Transforms/Scalar/SimplifyCFG.h"

namespace ox::codegen {

void simplify(llvm::Module& module, Compilation& compilation) {
  auto machine = make_oxcore_machine(compilation.options.opt_level);
  AnalysisManagers analyses(machine.get());

  llvm::ModulePassManager passes;
  if (compilation.options.opt_level > 0) {
    llvm::FunctionPassManager simplification;
    simplification.addPass(llvm::SROAPass(llvm::SROAOptions::PreserveCFG));
    simplification.addPass(llvm::EarlyCSEPass(true));
    simplification.addPass(CombineInstructions());
    simplification.addPass(llvm::SimplifyCFGPass());
    simplification.addPass(llvm::createFunctionToLoopPassAdaptor(llvm::LICMPass(llvm::LICMOptions()), true));
    simplification.addPass(llvm::EarlyCSEPass(true));
    simplification.addPass(CombineInstructions());
    simplification.addPass(llvm::ADCEPass());
    passes.addPass(llvm::createModuleToFunctionPassAdaptor(std::move(simplification)));
  }
  passes.addPass(llvm::GlobalDCEPass());
  passes.run(module, analyses.modules);
}

} // namespace ox::codegen
