// A `break` comes out of clang as a block that all paths of a loop's body share and that asks again which way they
// came: two branches, a jump and copies an iteration.  LLVM leaves it so for targets with divergent branches, because
// duplicated code would make lanes meet later; a block with nothing but the branch has nothing to duplicate.
#include "codegen/passes/thread_known_branches.h"
#include "codegen/analysis_managers.h"
#include "codegen/compilation.h"
#include "llvm/IR/Module.h"
#include "llvm/Transforms/Scalar/JumpThreading.h"

namespace ox::codegen {

void thread_known_branches(llvm::Module& module, Compilation& compilation) {
  if (compilation.options.opt_level == 0)
    return;
  AnalysisManagers analyses(nullptr); // of no target: NVPTX's divergence would switch jump threading off

  llvm::FunctionPassManager passes;
  passes.addPass(llvm::JumpThreadingPass(/*T=*/0)); // instructions that may be duplicated
  for (llvm::Function& function : module)
    if (!function.isDeclaration())
      passes.run(function, analyses.functions);
}

} // namespace ox::codegen
