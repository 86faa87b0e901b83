// Kernels that can't run: a function that could not be lowered, or that nothing defines, takes with it every kernel
// that could reach it, and no other.
#include "ptx/lower/module_lowering.h"
#include "ptx/lower/unsupported_call.h"
#include "llvm/ADT/StringSwitch.h"
#include "llvm/IR/Instructions.h"

namespace ox::ptx {

namespace {
// Codegen defines these, or the device library does.
bool is_defined_elsewhere(llvm::StringRef name) {
  return llvm::StringSwitch<bool>(name).Cases({"vprintf", "malloc", "free", "__assertfail"}, true).Default(false) ||
         name.starts_with("__nv_");
}

void mark_kernels_that_reach(llvm::Value& unusable, const std::string& why) {
  for (llvm::Function* function : functions_that_reach(unusable))
    if (function->getCallingConv() == llvm::CallingConv::PTX_Kernel && !function->hasFnAttribute("ox-unusable"))
      function->addFnAttr("ox-unusable", why);
}
} // namespace

void ModuleLowering::make_unusable(llvm::Function& function, Location at, const std::string& why) {
  const std::string reason = "line " + std::to_string(at.line) + ": " + why;
  const auto linkage = function.getLinkage();
  function.deleteBody(); // and with it the linkage
  function.setLinkage(linkage);
  llvm::IRBuilder<> builder(llvm::BasicBlock::Create(context_, "", &function));
  builder.CreateIntrinsic(builder.getVoidTy(), llvm::Intrinsic::trap, {});
  builder.CreateUnreachable();
  function.addFnAttr("ox-unusable", reason);
}

// What is declared and used, and defined nowhere.
void ModuleLowering::define_missing_symbols() {
  if (options_.linked_later)
    return;
  for (const TopLevel& item : source_.items) {
    if (const auto* function = std::get_if<Function>(&item)) {
      auto* to = llvm::dyn_cast_or_null<llvm::Function>(find_symbol(function->name));
      if (to && to->isDeclaration() && !to->use_empty() && !is_defined_elsewhere(to->getName()) &&
          !options_.defined_elsewhere.contains(function->name)) {
        make_unusable(*to, function->at, "it is declared, and nothing defines it");
        to->setLinkage(llvm::GlobalValue::InternalLinkage);
      }
    }
    const auto* variable = std::get_if<Variable>(&item);
    auto* to = variable ? llvm::dyn_cast_or_null<llvm::GlobalVariable>(find_symbol(variable->name)) : nullptr;
    if (to && to->isDeclaration() && !to->use_empty() && variable->space != Space::kShared &&
        !options_.defined_elsewhere.contains(variable->name)) {
      mark_kernels_that_reach(*to, text(variable->name) + ": line " + std::to_string(variable->at.line) +
                                       ": it is declared, and nothing defines it");
      to->setInitializer(llvm::Constant::getNullValue(to->getValueType()));
      to->setLinkage(llvm::GlobalValue::InternalLinkage);
    }
  }
}

void mark_unusable_kernels(llvm::Module& module) {
  for (llvm::Function& function : module)
    if (function.hasFnAttribute("ox-unusable"))
      mark_kernels_that_reach(function, function.getName().str() + ": " +
                                            function.getFnAttribute("ox-unusable").getValueAsString().str());
}

} // namespace ox::ptx
