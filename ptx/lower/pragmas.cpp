// See pragmas.h.
#include "ptx/lower/pragmas.h"
#include "llvm/Analysis/LoopInfo.h"
#include "llvm/IR/Dominators.h"
#include "llvm/IR/Metadata.h"
#include <algorithm>
#include <array>

namespace ox::ptx {

bool read_pragma(const Directive& directive, Diagnostics& diagnostics) {
  constexpr std::array<std::string_view, 3> kWithoutMeaning = {"used_bytes_mask", "enable_smem_spilling", "frequency"};
  bool no_unrolling = false;
  for (std::string_view string : directive.strings) {
    const std::string_view word = string.substr(0, string.find(' '));
    if (word == "nounroll")
      no_unrolling = true;
    else if (std::ranges::find(kWithoutMeaning, word) == kWithoutMeaning.end())
      diagnostics.push_back({Severity::kWarning, directive.at,
                             "the pragma \"" + std::string(string) + "\" is not known, so it has no effect"});
  }
  return no_unrolling;
}

void keep_rolled(llvm::Function& function, const llvm::SmallPtrSetImpl<llvm::BasicBlock*>& heads, bool every) {
  if (heads.empty() && !every)
    return;
  llvm::DominatorTree dominators(function);
  llvm::LoopInfo loops(dominators);
  llvm::LLVMContext& context = function.getContext();
  for (llvm::Loop* loop : loops.getLoopsInPreorder()) {
    if (!every && !heads.contains(loop->getHeader()))
      continue;
    llvm::Metadata* disable = llvm::MDNode::get(context, llvm::MDString::get(context, "llvm.loop.unroll.disable"));
    llvm::MDNode* id = llvm::MDNode::getDistinct(context, {nullptr, disable});
    id->replaceOperandWith(0, id);
    loop->setLoopID(id);
  }
}

} // namespace ox::ptx
