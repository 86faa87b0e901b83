#include "codegen/passes/check_lowered.h"
#include "codegen/compilation.h"
#include "llvm/Demangle/Demangle.h"
#include "llvm/IR/InstIterator.h"
#include "llvm/IR/Instructions.h"
#include "llvm/IR/Module.h"

namespace ox::codegen {

namespace {

std::string complaint_about(llvm::StringRef callee) {
  return "calls " + llvm::demangle(callee.str()) +
         ", which is not defined in this file's device code; if another file defines it, compile both with "
         "-rdc=true";
}

// The linker defines these.
bool is_bound_of_section(const llvm::GlobalValue& value) {
  return value.getName().starts_with("__start_ox_") || value.getName().starts_with("__stop_ox_");
}

// Tables of functions (virtual functions among them) that name what is not there.
void check_initializer(const llvm::GlobalVariable& variable, const llvm::Constant& part, Compilation& compilation) {
  if (auto* used = llvm::dyn_cast<llvm::GlobalValue>(&part)) {
    if (used->isDeclaration())
      compilation.error(
          "the initial value of " + llvm::demangle(variable.getName().str()) + " needs " +
          llvm::demangle(used->getName().str()) +
          ", which is not defined in this file's device code; if another file defines it, compile both with "
          "-rdc=true");
    return;
  }
  for (const llvm::Use& use : part.operands())
    if (auto* constant = llvm::dyn_cast<llvm::Constant>(use.get()))
      check_initializer(variable, *constant, compilation);
}

} // namespace

void check_lowered(llvm::Module& module, Compilation& compilation) {
  for (llvm::Function& function : module)
    for (llvm::Instruction& instruction : llvm::instructions(function)) {
      if (instruction.getOpcode() == llvm::Instruction::FRem)
        compilation.error_at(instruction, "takes a floating-point remainder, for which Ox needs its device library; "
                                          "reinstall Ox, or call fmod");
      for (llvm::Value* operand : instruction.operands()) {
        auto* used = llvm::dyn_cast<llvm::GlobalValue>(operand->stripPointerCasts());
        if (!used || !used->isDeclaration() || is_bound_of_section(*used))
          continue;
        auto* callee = llvm::dyn_cast<llvm::Function>(used);
        if (callee && callee->isIntrinsic() && !callee->getName().starts_with("llvm.nvvm."))
          continue;
        if (callee)
          compilation.error_at(instruction, complaint_about(callee->getName()));
        else
          compilation.error_at(instruction, "uses the variable " + used->getName().str() +
                                                ", which is not defined in this file's device code; if another file "
                                                "defines it, compile both with -rdc=true");
      }
    }
  for (llvm::GlobalVariable& variable : module.globals())
    if (variable.hasInitializer())
      check_initializer(variable, *variable.getInitializer(), compilation);
}

} // namespace ox::codegen
