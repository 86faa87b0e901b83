// See combine_instructions.h.
#include "codegen/combine_instructions.h"
#include "llvm/Transforms/InstCombine/InstCombine.h"
#include "llvm/Transforms/Scalar/InstSimplifyPass.h"

namespace ox::codegen {

llvm::PreservedAnalyses CombineInstructions::run(llvm::Function& function, llvm::FunctionAnalysisManager& analyses) {
  if (function.size() > kMostBlocksToCombine)
    return llvm::InstSimplifyPass().run(function, analyses);
  return llvm::InstCombinePass().run(function, analyses);
}

} // namespace ox::codegen
