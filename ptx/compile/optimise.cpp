// See optimise.h.
#include "ptx/compile/optimise.h"
#include "codegen/analysis_managers.h"
#include "codegen/combine_instructions.h"
#include "codegen/target.h"
#include "llvm/Analysis/InlineCost.h"
#include "llvm/IR/Module.h"
#include "llvm/Passes/PassBuilder.h"
#include "llvm/Target/TargetMachine.h"
#include "llvm/Transforms/IPO/AlwaysInliner.h"
#include "llvm/Transforms/IPO/Inliner.h"
#include "llvm/Transforms/Scalar/ADCE.h"
#include "llvm/Transforms/Scalar/EarlyCSE.h"
#include "llvm/Transforms/Scalar/GVN.h"
#include "llvm/Transforms/Scalar/IndVarSimplify.h"
#include "llvm/Transforms/Scalar/LICM.h"
#include "llvm/Transforms/Scalar/LoopDeletion.h"
#include "llvm/Transforms/Scalar/LoopPassManager.h"
#include "llvm/Transforms/Scalar/LoopRotation.h"
#include "llvm/Transforms/Scalar/LoopUnrollPass.h"
#include "llvm/Transforms/Scalar/SROA.h"
#include "llvm/Transforms/Scalar/SimplifyCFG.h"

namespace ox::ptx {

namespace {
// Registers become values.
llvm::FunctionPassManager before_inlining() {
  llvm::FunctionPassManager passes;
  passes.addPass(llvm::SROAPass(llvm::SROAOptions::ModifyCFG));
  passes.addPass(llvm::EarlyCSEPass(true));
  passes.addPass(llvm::SimplifyCFGPass());
  passes.addPass(codegen::CombineInstructions());
  return passes;
}

llvm::FunctionPassManager after_inlining() {
  llvm::LoopPassManager hoisting;
  hoisting.addPass(llvm::LoopRotatePass());
  hoisting.addPass(llvm::LICMPass(llvm::LICMOptions()));
  llvm::LoopPassManager counting;
  counting.addPass(llvm::IndVarSimplifyPass());
  counting.addPass(llvm::LoopDeletionPass());
  counting.addPass(llvm::LoopFullUnrollPass());

  llvm::FunctionPassManager passes;
  passes.addPass(llvm::SimplifyCFGPass());
  passes.addPass(llvm::createFunctionToLoopPassAdaptor(std::move(hoisting), true));
  passes.addPass(llvm::GVNPass());
  passes.addPass(codegen::CombineInstructions());
  passes.addPass(llvm::createFunctionToLoopPassAdaptor(std::move(counting)));
  passes.addPass(llvm::SROAPass(llvm::SROAOptions::ModifyCFG));
  passes.addPass(codegen::CombineInstructions());
  passes.addPass(llvm::ADCEPass());
  passes.addPass(llvm::SimplifyCFGPass());
  return passes;
}
} // namespace

void optimise(llvm::Module& module, unsigned level) {
  auto machine = codegen::make_nvptx_machine();
  codegen::AnalysisManagers analyses(machine.get());
  llvm::ModulePassManager passes;
  passes.addPass(llvm::AlwaysInlinerPass());
  if (level > 0) {
    constexpr bool kEagerlyInvalidate = true; // analyses of a function that is done only cost memory
    passes.addPass(llvm::createModuleToFunctionPassAdaptor(before_inlining(), kEagerlyInvalidate));
    passes.addPass(llvm::ModuleInlinerWrapperPass(llvm::getInlineParams(level, 0)));
    passes.addPass(llvm::createModuleToFunctionPassAdaptor(after_inlining(), kEagerlyInvalidate));
  }
  passes.run(module, analyses.modules);
}

} // namespace ox::ptx
