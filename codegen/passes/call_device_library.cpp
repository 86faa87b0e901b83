#include "codegen/passes/call_device_library.h"
#include "codegen/compilation.h"
#include "llvm/IR/IRBuilder.h"
#include "llvm/IR/InstIterator.h"
#include "llvm/IR/IntrinsicInst.h"
#include "llvm/IR/Module.h"

namespace ox::codegen {

namespace {

// Without the suffix f of the single-precision form.
const char* library_name(llvm::Intrinsic::ID id) {
  switch (id) {
  case llvm::Intrinsic::sin:
    return "__nv_sin";
  case llvm::Intrinsic::cos:
    return "__nv_cos";
  case llvm::Intrinsic::tan:
    return "__nv_tan";
  case llvm::Intrinsic::asin:
    return "__nv_asin";
  case llvm::Intrinsic::acos:
    return "__nv_acos";
  case llvm::Intrinsic::atan:
    return "__nv_atan";
  case llvm::Intrinsic::atan2:
    return "__nv_atan2";
  case llvm::Intrinsic::sinh:
    return "__nv_sinh";
  case llvm::Intrinsic::cosh:
    return "__nv_cosh";
  case llvm::Intrinsic::tanh:
    return "__nv_tanh";
  case llvm::Intrinsic::exp:
    return "__nv_exp";
  case llvm::Intrinsic::exp2:
    return "__nv_exp2";
  case llvm::Intrinsic::exp10:
    return "__nv_exp10";
  case llvm::Intrinsic::log:
    return "__nv_log";
  case llvm::Intrinsic::log2:
    return "__nv_log2";
  case llvm::Intrinsic::log10:
    return "__nv_log10";
  case llvm::Intrinsic::pow:
    return "__nv_pow";
  case llvm::Intrinsic::powi:
    return "__nv_powi";
  case llvm::Intrinsic::ldexp:
    return "__nv_ldexp";
  default:
    return nullptr;
  }
}

std::string name_for(const llvm::Instruction& instruction) {
  const char* name = nullptr;
  if (instruction.getOpcode() == llvm::Instruction::FRem)
    name = "__nv_fmod";
  else if (auto* intrinsic = llvm::dyn_cast<llvm::IntrinsicInst>(&instruction))
    name = library_name(intrinsic->getIntrinsicID());
  if (!name || (!instruction.getType()->isFloatTy() && !instruction.getType()->isDoubleTy()))
    return {};
  return name + std::string(instruction.getType()->isFloatTy() ? "f" : "");
}

} // namespace

void call_device_library(llvm::Module& module, Compilation& compilation) {
  bool can_link = !compilation.options.libdevice.empty();
  for (llvm::Function& function : module)
    for (llvm::Instruction& instruction : llvm::make_early_inc_range(llvm::instructions(function))) {
      std::string name = name_for(instruction);
      if (name.empty() || name == function.getName() || (!can_link && !module.getFunction(name)))
        continue;
      llvm::SmallVector<llvm::Value*> operands;
      llvm::SmallVector<llvm::Type*> types;
      auto* call = llvm::dyn_cast<llvm::CallInst>(&instruction);
      for (unsigned i = 0; i < (call ? call->arg_size() : instruction.getNumOperands()); ++i) {
        operands.push_back(instruction.getOperand(i));
        types.push_back(operands.back()->getType());
      }
      auto callee = module.getOrInsertFunction(name, llvm::FunctionType::get(instruction.getType(), types, false));
      llvm::IRBuilder<> builder(&instruction);
      instruction.replaceAllUsesWith(builder.CreateCall(callee, operands));
      instruction.eraseFromParent();
    }
}

} // namespace ox::codegen
