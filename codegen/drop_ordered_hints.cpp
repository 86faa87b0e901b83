#include "codegen/drop_ordered_hints.h"
#include "codegen/convergence_hint.h"
#include "llvm/ADT/SetVector.h"
#include "llvm/CodeGen/MachineFunctionPass.h"
#include "llvm/CodeGen/MachineInstr.h"
#include "llvm/IR/InlineAsm.h"
#include <map>

namespace ox::codegen {

namespace {

struct Pair {
  llvm::MachineInstr *split = nullptr, *join = nullptr;
  bool duplicated = false;
};

using Layout = llvm::DenseMap<const llvm::MachineBasicBlock*, unsigned>;

std::map<unsigned, Pair> find_pairs(llvm::MachineFunction& function) {
  std::map<unsigned, Pair> pairs;
  for (llvm::MachineBasicBlock& block : function)
    for (llvm::MachineInstr& instruction : block) {
      if (!instruction.isInlineAsm())
        continue;
      auto hint = find_hint(instruction.getOperand(llvm::InlineAsm::MIOp_AsmString).getSymbolName());
      if (!hint)
        continue;
      Pair& pair = pairs[hint->number];
      llvm::MachineInstr*& half = hint->is_split ? pair.split : pair.join;
      pair.duplicated |= half != nullptr;
      half = &instruction;
    }
  return pairs;
}

bool all_between_is_below(const Pair& pair, const Layout& place) {
  const llvm::MachineBasicBlock *from = pair.split->getParent(), *to = pair.join->getParent();
  if (from == to)
    return true;
  llvm::SetVector<const llvm::MachineBasicBlock*> between;
  between.insert(from);
  for (size_t i = 0; i < between.size(); ++i) {
    if (place.lookup(between[i]) > place.lookup(to))
      return false;
    for (const llvm::MachineBasicBlock* next : between[i]->successors())
      if (next != to)
        between.insert(next);
  }
  return true;
}

class DropOrderedHints : public llvm::MachineFunctionPass {
public:
  static char ID;
  DropOrderedHints() : MachineFunctionPass(ID) {}
  llvm::StringRef getPassName() const override {
    return "Ox: drop convergence hints that the layout makes superfluous";
  }

  bool runOnMachineFunction(llvm::MachineFunction& function) override {
    Layout place;
    for (const llvm::MachineBasicBlock& block : function)
      place[&block] = unsigned(place.size());
    bool changed = false;
    for (auto& [number, pair] : find_pairs(function)) {
      if (!pair.split || !pair.join || pair.duplicated || !all_between_is_below(pair, place))
        continue;
      pair.split->eraseFromParent();
      pair.join->eraseFromParent();
      changed = true;
    }
    return changed;
  }
};
char DropOrderedHints::ID = 0;

} // namespace

llvm::MachineFunctionPass* create_drop_ordered_hints_pass() { return new DropOrderedHints; }

} // namespace ox::codegen
