// A branch would divide a warp whose lanes choose differently, and what LLVM makes of a select in its back end has no
// convergence hints.  Runs after `simplify`, for which ox.fsel would be opaque.
#include "codegen/passes/lower_float_selects.h"
#include "codegen/compilation.h"
#include "codegen/lower/emit_asm.h"
#include "llvm/IR/IRBuilder.h"
#include "llvm/IR/InstIterator.h"
#include "llvm/IR/Module.h"
#include "llvm/IR/PatternMatch.h"

namespace ox::codegen {

namespace {

// Compared with what `condition` says, is the register that an instruction leaves turned around?  RISC-V compares
// floating-point numbers only with feq, flt and fle, which are false for NaN.
bool is_cheaper_inverted(const llvm::Value* condition) {
  auto* comparison = llvm::dyn_cast<llvm::CmpInst>(condition);
  if (!comparison)
    return false;
  switch (comparison->getPredicate()) {
  case llvm::CmpInst::FCMP_UNE:
  case llvm::CmpInst::FCMP_ULT:
  case llvm::CmpInst::FCMP_ULE:
  case llvm::CmpInst::FCMP_UGT:
  case llvm::CmpInst::FCMP_UGE:
  case llvm::CmpInst::FCMP_UNO:
  case llvm::CmpInst::ICMP_EQ:
  case llvm::CmpInst::ICMP_SGE:
  case llvm::CmpInst::ICMP_SLE:
  case llvm::CmpInst::ICMP_UGE:
  case llvm::CmpInst::ICMP_ULE:
    return comparison->hasOneUse();
  default:
    return false;
  }
}

// Not 0 where the condition holds.
llvm::Value* emit_condition_word(llvm::IRBuilder<>& builder, llvm::Value* condition) {
  auto* comparison = llvm::dyn_cast<llvm::ICmpInst>(condition);
  if (comparison && comparison->getPredicate() == llvm::CmpInst::ICMP_NE &&
      comparison->getOperand(0)->getType()->isIntegerTy(64)) {
    if (llvm::PatternMatch::match(comparison->getOperand(1), llvm::PatternMatch::m_Zero()))
      return comparison->getOperand(0);
  }
  return builder.CreateZExt(condition, builder.getInt64Ty());
}

void lower(llvm::SelectInst& select) {
  llvm::IRBuilder<> builder(&select);
  llvm::Value *condition = select.getCondition(), *if_true = select.getTrueValue(), *if_false = select.getFalseValue();
  if (is_cheaper_inverted(condition)) {
    auto* comparison = llvm::cast<llvm::CmpInst>(condition);
    comparison->setPredicate(comparison->getInversePredicate());
    std::swap(if_true, if_false);
  }
  llvm::Value* result = emit_insn(builder, isa::Op::ox_fsel, 0, select.getType(),
                                  {if_true, if_false, emit_condition_word(builder, condition)}, Effect::kNone);
  result->takeName(&select);
  select.replaceAllUsesWith(result);
  select.eraseFromParent();
}

} // namespace

void lower_float_selects(llvm::Module& module, Compilation& compilation) {
  for (llvm::Function& function : module)
    for (llvm::Instruction& instruction : llvm::make_early_inc_range(llvm::instructions(function))) {
      auto* select = llvm::dyn_cast<llvm::SelectInst>(&instruction);
      if (!select || !select->getCondition()->getType()->isIntegerTy(1))
        continue;
      llvm::Type* type = select->getType();
      if (type->isFloatTy() || type->isDoubleTy() || type->isHalfTy())
        lower(*select);
    }
}

} // namespace ox::codegen
