// See flush_mode.h.
#include "ptx/lower/flush_mode.h"
#include "llvm/IR/InstIterator.h"
#include "llvm/IR/Instructions.h"
#include "llvm/IR/IntrinsicInst.h"
#include "llvm/IR/Module.h"
#include "llvm/IR/Operator.h"
#include "llvm/Transforms/Utils/Cloning.h"

namespace ox::ptx {

namespace {

constexpr llvm::StringLiteral kMode = "denormal-fp-math-f32", kModeOfAll = "denormal-fp-math";
constexpr llvm::StringLiteral kKeepsSubnormals = "ox-keeps-subnormals";

bool is_single(const llvm::Value* value) { return value->getType()->getScalarType()->isFloatTy(); }

bool computes_in_single(const llvm::Instruction& instruction) {
  const bool moves = llvm::isa<llvm::PHINode, llvm::SelectInst>(instruction);
  const bool computes = llvm::isa<llvm::FPMathOperator, llvm::FPExtInst, llvm::FPTruncInst>(instruction);
  return computes && !moves && (is_single(&instruction) || llvm::any_of(instruction.operands(), is_single));
}

} // namespace

bool flushes_subnormals(const llvm::Function& function) {
  llvm::Attribute attribute = function.getFnAttribute(kMode);
  if (!attribute.isValid())
    attribute = function.getFnAttribute(kModeOfAll);
  return attribute.isValid() && attribute.getValueAsString().starts_with("preserve-sign");
}

// The mark is the flag afn, which means nothing on a negation: unlike metadata, it stays when equal negations are
// merged.
void mark_negations(llvm::Module& module) {
  for (llvm::Function& function : module)
    if (flushes_subnormals(function))
      for (llvm::Instruction& instruction : llvm::instructions(function))
        if (instruction.getOpcode() == llvm::Instruction::FNeg && is_single(&instruction))
          instruction.setHasApproxFunc(true);
}

bool is_marked_negation(const llvm::Instruction& instruction) {
  return instruction.getOpcode() == llvm::Instruction::FNeg && instruction.hasApproxFunc();
}

bool is_extremum_or_rounding(unsigned intrinsic) {
  switch (intrinsic) {
  case llvm::Intrinsic::minnum:
  case llvm::Intrinsic::maxnum:
  case llvm::Intrinsic::minimum:
  case llvm::Intrinsic::maximum:
  case llvm::Intrinsic::minimumnum:
  case llvm::Intrinsic::maximumnum:
  case llvm::Intrinsic::floor:
  case llvm::Intrinsic::ceil:
  case llvm::Intrinsic::trunc:
  case llvm::Intrinsic::round:
  case llvm::Intrinsic::roundeven:
  case llvm::Intrinsic::rint:
  case llvm::Intrinsic::nearbyint:
    return true;
  default:
    return false;
  }
}

bool flushes_operands(const llvm::User* user) {
  if (llvm::isa<llvm::FCmpInst, llvm::FPExtInst>(user))
    return true;
  if (auto* binary = llvm::dyn_cast<llvm::BinaryOperator>(user))
    return is_single(binary) && binary->getOpcode() != llvm::Instruction::FRem;
  auto* call = llvm::dyn_cast<llvm::IntrinsicInst>(user);
  const unsigned id = call ? call->getIntrinsicID() : llvm::Intrinsic::not_intrinsic;
  return id == llvm::Intrinsic::sqrt || id == llvm::Intrinsic::fma || id == llvm::Intrinsic::fmuladd ||
         is_extremum_or_rounding(id);
}

bool computes_in_single(const llvm::Function& function) {
  return llvm::any_of(llvm::instructions(function),
                      [](const llvm::Instruction& instruction) { return computes_in_single(instruction); });
}

void keep_subnormals(llvm::Function& function) {
  function.removeFnAttr(llvm::Attribute::AlwaysInline);
  function.addFnAttr(llvm::Attribute::NoInline);
  function.addFnAttr(kKeepsSubnormals);
  function.addFnAttr(kMode, "ieee,ieee");
}

void inline_what_keeps_subnormals(llvm::Module& module) {
  for (llvm::Function& function : llvm::make_early_inc_range(module)) {
    if (!function.hasFnAttribute(kKeepsSubnormals))
      continue;
    for (llvm::User* user : llvm::make_early_inc_range(function.users()))
      if (auto* call = llvm::dyn_cast<llvm::CallInst>(user); call && call->getCalledFunction() == &function) {
        llvm::InlineFunctionInfo info;
        llvm::InlineFunction(*call, info);
      }
    if (function.use_empty())
      function.eraseFromParent();
  }
}

} // namespace ox::ptx
