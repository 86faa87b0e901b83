#include "codegen/passes/call_device_library.h"
#include "codegen/compilation.h"
#include "codegen/lower/intrinsic_call.h"
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

// What a row of functions.def returns, in words, is this type.
bool is_result(llvm::StringRef words, const llvm::Type* type) {
  return (words == "float" && type->isFloatTy()) || (words == "double" && type->isDoubleTy()) ||
         (words == "int" && type->isIntegerTy(32)) || (words == "long long" && type->isIntegerTy(64));
}

// A call of a function of C's <math.h> that nothing defines is what __builtin_hypot and its kin become where LLVM has
// no intrinsic.  The device library has most of them under the same name and with the same parameters.
std::string name_for_builtin(const llvm::CallInst& call) {
  const llvm::Function* callee = call.getCalledFunction();
  if (!callee || !callee->isDeclaration() || callee->isIntrinsic())
    return {};
#define OX_LIBDEVICE(name, result, parameters, source, cuda, bound)                                                    \
  if (callee->getName() == #name && is_result(#result, call.getType()))                                                \
    return "__nv_" #name;
#include "libdevice/functions.def"
#undef OX_LIBDEVICE
  return {};
}

std::string name_for(const llvm::Instruction& instruction) {
  const char* name = nullptr;
  if (auto* call = llvm::dyn_cast<llvm::CallInst>(&instruction); call && !llvm::isa<llvm::IntrinsicInst>(call))
    return name_for_builtin(*call);
  if (instruction.getOpcode() == llvm::Instruction::FRem)
    name = "__nv_fmod";
  else if (auto* intrinsic = llvm::dyn_cast<llvm::IntrinsicInst>(&instruction))
    name = library_name(intrinsic->getIntrinsicID());
  // What tanh.approx.f32 is in LLVM: an instruction, see lower_intrinsics.
  if (auto* intrinsic = llvm::dyn_cast<llvm::IntrinsicInst>(&instruction); intrinsic && is_approximate_tanh(*intrinsic))
    return {};
  if (!name || (!instruction.getType()->isFloatTy() && !instruction.getType()->isDoubleTy()))
    return {};
  return name + std::string(instruction.getType()->isFloatTy() ? "f" : "");
}

// frexp and modf: LLVM's give two results, the library's write the second through a pointer.
bool call_with_second_result(llvm::IntrinsicInst& call, llvm::Module& module, bool can_link) {
  const bool is_frexp = call.getIntrinsicID() == llvm::Intrinsic::frexp;
  if (!is_frexp && call.getIntrinsicID() != llvm::Intrinsic::modf)
    return false;
  llvm::Type* type = call.getArgOperand(0)->getType();
  const std::string name = std::string(is_frexp ? "__nv_frexp" : "__nv_modf") + (type->isFloatTy() ? "f" : "");
  if ((!type->isFloatTy() && !type->isDoubleTy()) || (!can_link && !module.getFunction(name)))
    return false;
  llvm::IRBuilder<> at_entry(&*call.getFunction()->getEntryBlock().getFirstInsertionPt());
  llvm::Type* second_type = call.getType()->getStructElementType(1);
  llvm::Value* second = at_entry.CreateAlloca(second_type);
  llvm::IRBuilder<> builder(&call);
  llvm::Value* pointer = builder.CreateAddrSpaceCast(second, builder.getPtrTy());
  auto callee = module.getOrInsertFunction(name, llvm::FunctionType::get(type, {type, pointer->getType()}, false));
  llvm::Value* first = builder.CreateCall(callee, {call.getArgOperand(0), pointer});
  llvm::Value* results = builder.CreateInsertValue(llvm::PoisonValue::get(call.getType()), first, 0);
  results = builder.CreateInsertValue(results, builder.CreateLoad(second_type, second), 1);
  call.replaceAllUsesWith(results);
  call.eraseFromParent();
  return true;
}

} // namespace

void call_device_library(llvm::Module& module, Compilation& compilation) {
  bool can_link = !compilation.options.libdevice.empty();
  for (llvm::Function& function : module)
    for (llvm::Instruction& instruction : llvm::make_early_inc_range(llvm::instructions(function))) {
      if (auto* intrinsic = llvm::dyn_cast<llvm::IntrinsicInst>(&instruction);
          intrinsic && call_with_second_result(*intrinsic, module, can_link))
        continue;
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
