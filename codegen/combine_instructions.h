// LLVM's InstCombine, where its cost is in proportion.
#pragma once
#include "llvm/IR/PassManager.h"

namespace ox::codegen {

// InstCombine asks, for many an instruction, all dominators of its block whether a value may be undefined, which is
// quadratic in the length of chains of blocks.  Functions of more than kMostBlocksToCombine get InstSimplify.
inline constexpr size_t kMostBlocksToCombine = 1000;

class CombineInstructions : public llvm::PassInfoMixin<CombineInstructions> {
public:
  llvm::PreservedAnalyses run(llvm::Function& function, llvm::FunctionAnalysisManager& analyses);
};

} // namespace ox::codegen
