// A warp that splits at a divergent branch runs its parts one after the other; the hints tell the machine where they
// can run together again.  They are advice: a missing or misplaced one costs time, never a result.
//
// A divergence is a pair of blocks: where lanes part (`split`, before the branch) and where all of them come by again
// (`join`, the branch's immediate post-dominator).  Lanes that leave a loop at different times part at the loop's
// preheader.  The token that the split yields lives in a register in between, so the split must dominate the join: a
// block that others reach too gets a block of its own in front of it.
#include "codegen/passes/insert_convergence_hints.h"
#include "codegen/analysis_managers.h"
#include "codegen/compilation.h"
#include "codegen/convergence_hint.h"
#include "codegen/lower/emit_asm.h"
#include "codegen/passes/uniform_stand_ins.h"
#include "codegen/target.h"
#include "llvm/ADT/SetVector.h"
#include "llvm/Analysis/LoopInfo.h"
#include "llvm/Analysis/PostDominators.h"
#include "llvm/Analysis/UniformityAnalysis.h"
#include "llvm/IR/Dominators.h"
#include "llvm/IR/Module.h"
#include "llvm/Target/TargetMachine.h"
#include "llvm/Transforms/Utils/BasicBlockUtils.h"
#include "llvm/Transforms/Utils/LoopSimplify.h"

namespace ox::codegen {

namespace {

struct Divergence {
  llvm::BasicBlock *split, *join;
};

struct Analyses {
  llvm::DominatorTree& dominators;
  llvm::PostDominatorTree& post_dominators;
  llvm::LoopInfo& loops;
  llvm::UniformityInfo& uniformity;
};

// Where the lanes that part at a branch meet, and where they were last together: the branch, or the preheader of the
// outermost loop that does not contain the meeting point.
std::optional<Divergence> find_divergence(llvm::BasicBlock* branch, Analyses& in) {
  auto* node = in.post_dominators.getNode(branch);
  if (!node || !node->getIDom() || !node->getIDom()->getBlock())
    return std::nullopt;
  Divergence found{branch, node->getIDom()->getBlock()};
  for (llvm::Loop* loop = in.loops.getLoopFor(branch); loop && !loop->contains(found.join);
       loop = loop->getParentLoop()) {
    llvm::SmallVector<llvm::BasicBlock*> exits;
    loop->getUniqueExitBlocks(exits);
    for (llvm::BasicBlock* exit : exits) {
      found.join = in.post_dominators.findNearestCommonDominator(found.join, exit);
      if (!found.join)
        return std::nullopt;
    }
    found.split = loop->getLoopPreheader();
    if (!found.split)
      return std::nullopt;
  }
  return found;
}

// The block behind empty ones: joins at either are the same.
llvm::BasicBlock* skip_empty(llvm::BasicBlock* block, const llvm::LoopInfo& loops) {
  while (llvm::BasicBlock* next = block->getSingleSuccessor()) {
    if (&*block->getFirstNonPHIOrDbg() != block->getTerminator() || loops.isLoopHeader(next))
      break;
    block = next;
  }
  return block;
}

bool is_end_of_kernel(llvm::BasicBlock* block) {
  return is_kernel(*block->getParent()) && llvm::isa<llvm::ReturnInst>(&*block->getFirstNonPHIOrDbg());
}

std::vector<Divergence> find_divergences(llvm::Function& function, Analyses& in) {
  std::vector<Divergence> all;
  for (llvm::BasicBlock& block : function)
    if (block.getTerminator()->getNumSuccessors() > 1 && in.uniformity.hasDivergentTerminator(block))
      if (auto found = find_divergence(&block, in); found && !is_end_of_kernel(skip_empty(found->join, in.loops)))
        all.push_back(*found);

  // An inner divergence that meets where an outer one does needs no hint of its own.
  std::vector<Divergence> kept;
  for (const Divergence& inner : all) {
    llvm::BasicBlock* meeting = skip_empty(inner.join, in.loops);
    bool redundant = llvm::any_of(all, [&](const Divergence& outer) {
      return outer.split != inner.split && skip_empty(outer.join, in.loops) == meeting &&
             in.dominators.properlyDominates(outer.split, inner.split);
    });
    bool seen = llvm::any_of(
        kept, [&](const Divergence& d) { return d.split == inner.split && skip_empty(d.join, in.loops) == meeting; });
    if (!redundant && !seen)
      kept.push_back(inner);
  }
  return kept;
}

// The predecessors of the join that lanes of this split come from; empty when others share their way.
std::vector<llvm::BasicBlock*> arrivals(const Divergence& divergence, const llvm::DominatorTree& dominators) {
  llvm::SetVector<llvm::BasicBlock*> between;
  between.insert(divergence.split);
  for (size_t i = 0; i < between.size(); ++i)
    for (llvm::BasicBlock* next : llvm::successors(between[i]))
      if (next != divergence.join) {
        if (!dominators.dominates(divergence.split, next))
          return {};
        between.insert(next);
      }
  std::vector<llvm::BasicBlock*> from;
  for (llvm::BasicBlock* predecessor : llvm::predecessors(divergence.join))
    if (between.contains(predecessor) && !llvm::is_contained(from, predecessor))
      from.push_back(predecessor);
  return from;
}

bool insert_hint(const Divergence& divergence, unsigned number, llvm::DominatorTree& dominators,
                 llvm::LoopInfo& loops) {
  std::vector<llvm::BasicBlock*> from = arrivals(divergence, dominators);
  if (from.empty())
    return false;
  llvm::BasicBlock* join = divergence.join;
  llvm::SmallPtrSet<llvm::BasicBlock*, 8> all(llvm::pred_begin(join), llvm::pred_end(join));
  if (all.size() != from.size() || !dominators.properlyDominates(divergence.split, join))
    join = llvm::SplitBlockPredecessors(join, from, ".join", &dominators, &loops);
  if (!join)
    return false;
  llvm::IRBuilder<> at_split(divergence.split->getTerminator());
  llvm::Value* token =
      emit_asm(at_split, isa::insn_template(isa::Op::ox_split) + describe_hint({.is_split = true, .number = number}),
               "=r", at_split.getInt64Ty(), {}, Effect::kWarp);
  llvm::IRBuilder<> at_join(join, join->getFirstInsertionPt());
  emit_asm(at_join, isa::insn_template(isa::Op::ox_join) + describe_hint({.is_split = false, .number = number}), "r",
           at_join.getVoidTy(), {token}, Effect::kWarp);
  return true;
}

std::vector<Divergence> analyze(llvm::Function& function, llvm::FunctionAnalysisManager& manager) {
  UniformStandIns stand_ins(function);
  Analyses in{manager.getResult<llvm::DominatorTreeAnalysis>(function),
              manager.getResult<llvm::PostDominatorTreeAnalysis>(function),
              manager.getResult<llvm::LoopAnalysis>(function),
              manager.getResult<llvm::UniformityInfoAnalysis>(function)};
  return find_divergences(function, in);
}

void insert_hints(llvm::Function& function, llvm::FunctionAnalysisManager& manager) {
  llvm::LoopSimplifyPass().run(function, manager);
  manager.invalidate(function, llvm::PreservedAnalyses::none());
  unsigned inserted = 0;
  for (const Divergence& divergence : analyze(function, manager))
    inserted += insert_hint(divergence, inserted, manager.getResult<llvm::DominatorTreeAnalysis>(function),
                            manager.getResult<llvm::LoopAnalysis>(function));
  if (inserted == 0)
    return;
  accept_hints(function);
}

} // namespace

void insert_convergence_hints(llvm::Module& module, Compilation& compilation) {
  if (!compilation.options.hints.placed)
    return;
  auto machine = make_nvptx_machine();
  AnalysisManagers analyses(machine.get());
  for (llvm::Function& function : module)
    if (!function.isDeclaration())
      insert_hints(function, analyses.functions);
}

} // namespace ox::codegen
