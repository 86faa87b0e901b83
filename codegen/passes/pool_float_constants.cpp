// A float constant of no special form costs RV64 three instructions (lui, addi, fmv.w.x), each for all 32 lanes, and
// LLVM's own constant pool two for each constant (auipc, flw).  With all constants of a function behind one base
// register it is one load, of the same address in all lanes.  Runs last, so that nothing folds through the loads.
#include "codegen/passes/pool_float_constants.h"
#include "codegen/compilation.h"
#include "llvm/ADT/MapVector.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/IR/IRBuilder.h"
#include "llvm/IR/InstIterator.h"
#include "llvm/IR/IntrinsicInst.h"
#include "llvm/IR/Module.h"
#include <cmath>
#include <map>

namespace ox::codegen {

namespace {

// What fli loads (RISC-V unprivileged ISA, Zfa), but for the smallest normal number.
bool is_fli(double value) {
  static constexpr double kSmall[] = {0.0625, 0.125, 0.25, 0.3125, 0.375, 0.4375, 0.5, 0.625, 0.75, 0.875, 1,
                                      1.25,   1.5,   1.75, 2,      2.5,   3,      4,   8,     16,   128,   256};
  return llvm::is_contained(kSmall, value) || value == 0x1p-16 || value == 0x1p-15 || value == 0x1p-8 ||
         value == 0x1p-7 || value == 0x1p15 || value == 0x1p16 || std::isinf(value) || std::isnan(value);
}

// At most two instructions without a table: zero, fli and its negation, lui with fmv.w.x.
bool is_cheap(const llvm::ConstantFP& constant) {
  if (constant.getType()->isFloatTy() && (constant.getValueAPF().bitcastToAPInt().getZExtValue() & 0xfff) == 0)
    return true;
  return constant.isZero() || is_fli(std::fabs(constant.getValueAPF().convertToDouble()));
}

// Constants that are stored are built in integer registers.
bool is_used_in_float_register(const llvm::Use& use) {
  auto* instruction = llvm::cast<llvm::Instruction>(use.getUser());
  if (llvm::isa<llvm::StoreInst>(instruction) || instruction->isEHPad())
    return false;
  auto* call = llvm::dyn_cast<llvm::CallBase>(instruction);
  return !call ||
         (call->isArgOperand(&use) && !call->paramHasAttr(call->getArgOperandNo(&use), llvm::Attribute::ImmArg));
}

struct Candidate {
  llvm::Use* use;
  llvm::ConstantFP* constant;
};

std::vector<Candidate> find_candidates(llvm::Function& function) {
  std::vector<Candidate> found;
  for (llvm::Instruction& instruction : llvm::instructions(function))
    for (llvm::Use& use : instruction.operands()) {
      auto* constant = llvm::dyn_cast<llvm::ConstantFP>(use.get());
      if (!constant || !(constant->getType()->isFloatTy() || constant->getType()->isDoubleTy()))
        continue;
      if (!is_cheap(*constant) && is_used_in_float_register(use))
        found.push_back({&use, constant});
    }
  return found;
}

// Where the value has to be there: a phi's at the end of the block that it comes from.
llvm::BasicBlock* block_of(const llvm::Use& use) {
  auto* instruction = llvm::cast<llvm::Instruction>(use.getUser());
  auto* phi = llvm::dyn_cast<llvm::PHINode>(instruction);
  return phi ? phi->getIncomingBlock(use) : instruction->getParent();
}

// Doubles first, so that all are aligned.
llvm::GlobalVariable* make_table(llvm::Module& module, llvm::StringRef function,
                                 std::map<llvm::ConstantFP*, uint64_t>& offsets, llvm::ArrayRef<Candidate> candidates) {
  llvm::SmallVector<llvm::Constant*> values;
  uint64_t offset = 0;
  for (bool doubles : {true, false})
    for (const Candidate& candidate : candidates) {
      if (candidate.constant->getType()->isDoubleTy() != doubles ||
          !offsets.try_emplace(candidate.constant, offset).second)
        continue;
      values.push_back(candidate.constant);
      offset += doubles ? 8 : 4;
    }
  llvm::Constant* content = llvm::ConstantStruct::getAnon(values);
  auto* table = new llvm::GlobalVariable(module, content->getType(), true, llvm::GlobalValue::PrivateLinkage, content,
                                         "constants." + function);
  table->setUnnamedAddr(llvm::GlobalValue::UnnamedAddr::Global);
  table->setAlignment(llvm::Align(8));
  table->setDSOLocal(true);
  return table;
}

void pool(llvm::Function& function) {
  std::vector<Candidate> candidates = find_candidates(function);
  if (candidates.empty())
    return;
  std::map<llvm::ConstantFP*, uint64_t> offsets;
  llvm::GlobalVariable* table = make_table(*function.getParent(), function.getName(), offsets, candidates);
  llvm::MapVector<std::pair<llvm::BasicBlock*, llvm::ConstantFP*>, llvm::LoadInst*> loads;
  for (const Candidate& candidate : candidates) {
    llvm::BasicBlock* block = block_of(*candidate.use);
    llvm::LoadInst*& load = loads[{block, candidate.constant}];
    if (!load) {
      llvm::IRBuilder<> builder(block, block->getFirstInsertionPt());
      load = builder.CreateAlignedLoad(
          candidate.constant->getType(),
          builder.CreateConstInBoundsGEP1_64(builder.getInt8Ty(), table, offsets.at(candidate.constant)),
          llvm::Align(candidate.constant->getType()->isDoubleTy() ? 8 : 4));
      load->setMetadata(llvm::LLVMContext::MD_invariant_load, llvm::MDNode::get(function.getContext(), {}));
    }
    candidate.use->set(load);
  }
}

} // namespace

void pool_float_constants(llvm::Module& module, Compilation& compilation) {
  if (compilation.options.opt_level == 0)
    return;
  for (llvm::Function& function : module)
    pool(function);
}

} // namespace ox::codegen
