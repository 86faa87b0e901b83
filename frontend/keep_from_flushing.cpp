#include "frontend/keep_from_flushing.h"
#include "ptx/lower/flush_mode.h"
#include "llvm/IR/IRBuilder.h"
#include "llvm/IR/InlineAsm.h"
#include "llvm/IR/InstIterator.h"
#include "llvm/IR/IntrinsicInst.h"
#include "llvm/IR/Module.h"
#include <string>

namespace ox::frontend {
namespace {

bool is_half_or_two(const llvm::Type* type) {
  auto* vector = llvm::dyn_cast<llvm::FixedVectorType>(type);
  return type->isHalfTy() || (vector && vector->getNumElements() == 2 && vector->getElementType()->isHalfTy());
}

llvm::Intrinsic::ID intrinsic_of(const llvm::Instruction& instruction) {
  auto* call = llvm::dyn_cast<llvm::IntrinsicInst>(&instruction);
  return call ? call->getIntrinsicID() : llvm::Intrinsic::not_intrinsic;
}

// One PTX instruction on registers of untyped bits.
llvm::Value* emit(llvm::Instruction& instruction, const std::string& name, unsigned operands,
                  const std::string& constant = "") {
  llvm::IRBuilder<> builder(&instruction);
  llvm::Type* type = instruction.getType();
  llvm::Type* bits = builder.getIntNTy(unsigned(type->getPrimitiveSizeInBits()));
  const std::string letter = bits->isIntegerTy(16) ? "h" : "r";
  std::string text = name + " $0", constraints = "=" + letter;
  llvm::SmallVector<llvm::Value*, 3> values;
  for (unsigned i = 0; i < operands; ++i) {
    text += ", $" + std::to_string(i + 1);
    constraints += "," + letter;
    values.push_back(builder.CreateBitCast(instruction.getOperand(i), bits));
  }
  auto* function = llvm::FunctionType::get(bits, llvm::SmallVector<llvm::Type*, 3>(operands, bits), false);
  auto* code = llvm::InlineAsm::get(function, text + constant + ";", constraints, /*hasSideEffects=*/false);
  return builder.CreateBitCast(builder.CreateCall(code, values), type);
}

// Nothing for other instructions.
llvm::Value* keep_half(llvm::Instruction& instruction) {
  const std::string type = instruction.getType()->isVectorTy() ? ".f16x2" : ".f16";
  auto* arithmetic = llvm::dyn_cast<llvm::FPMathOperator>(&instruction);
  const std::string rounding = arithmetic && arithmetic->hasAllowContract() ? "" : ".rn";
  switch (instruction.getOpcode()) {
  case llvm::Instruction::FAdd:
    return emit(instruction, "add" + rounding + type, 2);
  case llvm::Instruction::FSub:
    return emit(instruction, "sub" + rounding + type, 2);
  case llvm::Instruction::FMul:
    return emit(instruction, "mul" + rounding + type, 2);
  default:
    return intrinsic_of(instruction) == llvm::Intrinsic::fma ? emit(instruction, "fma.rn" + type, 3) : nullptr;
  }
}

// Comparisons and extrema of halves are those of the floats that they are: none of these is subnormal.
llvm::Value* widen_half(llvm::Instruction& instruction) {
  llvm::IRBuilder<> builder(&instruction);
  auto wide = [&](unsigned i) {
    llvm::Type* type = instruction.getOperand(i)->getType();
    return builder.CreateFPExt(instruction.getOperand(i), type->getWithNewType(builder.getFloatTy()));
  };
  if (auto* compare = llvm::dyn_cast<llvm::FCmpInst>(&instruction))
    return builder.CreateFCmp(compare->getPredicate(), wide(0), wide(1));
  auto* call = llvm::dyn_cast<llvm::IntrinsicInst>(&instruction);
  if (!call || call->arg_size() != 2 || !ptx::is_extremum_or_rounding(call->getIntrinsicID()))
    return nullptr;
  return builder.CreateFPTrunc(builder.CreateBinaryIntrinsic(call->getIntrinsicID(), wide(0), wide(1)),
                               instruction.getType());
}

// fabs() itself is a function of libdevice and says .ftz; the source's negations are marked.
llvm::Value* keep_sign_operation(llvm::Instruction& instruction, bool is_half) {
  const bool is_fabs = intrinsic_of(instruction) == llvm::Intrinsic::fabs;
  const bool is_fneg = instruction.getOpcode() == llvm::Instruction::FNeg;
  if ((!is_fabs && !is_fneg) || (!is_half && ptx::is_marked_negation(instruction)))
    return nullptr;
  if (!is_half && llvm::all_of(instruction.users(), ptx::flushes_operands))
    return nullptr;
  const bool is_narrow = instruction.getType()->isHalfTy(), is_pair = instruction.getType()->isVectorTy();
  const std::string name = std::string(is_fabs ? "and" : "xor") + (is_narrow ? ".b16" : ".b32");
  const std::string rest = is_fabs ? "0x7fff" : "0x8000";
  return emit(instruction, name, 1,
              ", " + rest +
                  (is_narrow ? ""
                   : is_pair ? rest.substr(2)
                   : is_fabs ? "ffff"
                             : "0000"));
}

llvm::Value* replacement(llvm::Instruction& instruction) {
  const llvm::Type* type =
      llvm::isa<llvm::FCmpInst>(instruction) ? instruction.getOperand(0)->getType() : instruction.getType();
  const bool is_half = is_half_or_two(type);
  if (!is_half && !type->isFloatTy())
    return nullptr;
  llvm::Value* value = keep_sign_operation(instruction, is_half);
  if (!value && is_half)
    value = keep_half(instruction);
  return !value && is_half ? widen_half(instruction) : value;
}

} // namespace

void keep_from_flushing(llvm::Module& module) {
  for (llvm::Function& function : module) {
    if (!ptx::flushes_subnormals(function))
      continue;
    for (llvm::Instruction& instruction : llvm::make_early_inc_range(llvm::instructions(function)))
      if (llvm::Value* value = replacement(instruction)) {
        instruction.replaceAllUsesWith(value);
        instruction.eraseFromParent();
      }
  }
}

} // namespace ox::frontend
