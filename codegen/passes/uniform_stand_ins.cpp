#include "codegen/passes/uniform_stand_ins.h"
#include "llvm/Analysis/ValueTracking.h"
#include "llvm/IR/IRBuilder.h"
#include "llvm/IR/InstIterator.h"
#include "llvm/IR/Instructions.h"
#include "llvm/IR/IntrinsicInst.h"
#include "llvm/IR/NoFolder.h"

namespace ox::codegen {

namespace {

// Special registers that the lanes of a warp share, and results that a warp computes together.
bool is_same_in_warp(llvm::StringRef name) {
  if (!name.consume_front("llvm.nvvm."))
    return false;
  if (name.consume_front("read.ptx.sreg."))
    return !name.starts_with("tid.") && !name.starts_with("laneid") && !name.starts_with("lanemask") &&
           !name.starts_with("clock") && !name.starts_with("globaltimer");
  return name.starts_with("vote.") || name.starts_with("redux.") || name.starts_with("activemask") ||
         name.starts_with("barrier.cta.red");
}

bool stands_for_uniform(const llvm::Instruction& instruction) {
  if (instruction.getType()->isVoidTy() || instruction.getType()->isTokenTy())
    return false;
  if (auto* load = llvm::dyn_cast<llvm::LoadInst>(&instruction))
    // what a lane finds on its own stack is its own
    return !llvm::isa<llvm::AllocaInst>(llvm::getUnderlyingObject(load->getPointerOperand()));
  auto* call = llvm::dyn_cast<llvm::IntrinsicInst>(&instruction);
  if (!call)
    return false;
  llvm::StringRef name = call->getCalledFunction()->getName();
  if (is_same_in_warp(name))
    return true;
  return call->doesNotAccessMemory() && !call->isConvergent() && !name.starts_with("llvm.nvvm.read.ptx.sreg.");
}

// Every operand goes into a structure, and a member of the result's type comes out.  Results that a warp computes
// together, and registers that it shares, take no operands.
llvm::Instruction* make_stand_in(llvm::Instruction& original) {
  llvm::IRBuilder<llvm::NoFolder> builder(&original);
  llvm::SmallVector<llvm::Value*> operands;
  auto* call = llvm::dyn_cast<llvm::CallBase>(&original);
  if (!call)
    operands.assign(original.op_begin(), original.op_end());
  else if (!is_same_in_warp(call->getCalledFunction()->getName()))
    operands.assign(call->arg_begin(), call->arg_end());
  llvm::erase_if(operands, [](llvm::Value* v) { return llvm::isa<llvm::Constant, llvm::MetadataAsValue>(v); });
  if (operands.empty())
    return llvm::cast<llvm::Instruction>(builder.CreateFreeze(llvm::PoisonValue::get(original.getType())));
  llvm::SmallVector<llvm::Type*> types{original.getType()};
  for (llvm::Value* operand : operands)
    types.push_back(operand->getType());
  llvm::Value* all = llvm::PoisonValue::get(llvm::StructType::get(original.getContext(), types));
  for (unsigned i = 0; i < operands.size(); ++i)
    all = builder.CreateInsertValue(all, operands[i], i + 1);
  return llvm::cast<llvm::Instruction>(builder.CreateExtractValue(all, 0));
}

} // namespace

UniformStandIns::UniformStandIns(llvm::Function& function) {
  std::vector<llvm::Instruction*> originals;
  for (llvm::Instruction& instruction : llvm::instructions(function))
    if (stands_for_uniform(instruction))
      originals.push_back(&instruction);
  for (llvm::Instruction* original : originals) {
    llvm::Instruction* stand_in = make_stand_in(*original);
    original->replaceAllUsesWith(stand_in);
    replaced_.emplace_back(original, stand_in);
  }
}

UniformStandIns::~UniformStandIns() {
  for (auto [original, stand_in] : replaced_) {
    stand_in->replaceAllUsesWith(original);
    llvm::Instruction* part = stand_in;
    while (part) {
      auto* inserted = part->getNumOperands() ? llvm::dyn_cast<llvm::InsertValueInst>(part->getOperand(0)) : nullptr;
      part->eraseFromParent();
      part = inserted;
    }
  }
}

} // namespace ox::codegen
