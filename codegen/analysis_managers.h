// LLVM's analysis managers, registered and wired to each other, as every stage that runs LLVM passes needs them.
#pragma once
#include "llvm/Analysis/CGSCCPassManager.h"
#include "llvm/Analysis/LoopAnalysisManager.h"
#include "llvm/IR/PassManager.h"

namespace llvm {
class TargetMachine;
} // namespace llvm

namespace ox::codegen {

struct AnalysisManagers {
  // With a machine, its cost model and divergence are among them.  The machine must outlive this.
  explicit AnalysisManagers(llvm::TargetMachine* machine);
  AnalysisManagers(const AnalysisManagers&) = delete;
  AnalysisManagers& operator=(const AnalysisManagers&) = delete;

  llvm::LoopAnalysisManager loops;
  llvm::FunctionAnalysisManager functions;
  llvm::CGSCCAnalysisManager components;
  llvm::ModuleAnalysisManager modules;
};

} // namespace ox::codegen
