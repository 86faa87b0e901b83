#include "codegen/passes/internalize_symbols.h"
#include "codegen/compilation.h"
#include "llvm/IR/Module.h"
#include "llvm/IR/PassManager.h"
#include "llvm/Passes/PassBuilder.h"
#include "llvm/Transforms/IPO/GlobalDCE.h"

namespace ox::codegen {

namespace {

// The host registers device variables by name; clang marks those that it registers, and those that other modules
// might, as externally visible.  Shared variables have no address outside a block.
bool host_can_name(const llvm::GlobalVariable& variable) {
  if (variable.isDeclaration() || variable.getAddressSpace() == 3)
    return false;
  return variable.isExternallyInitialized() || !variable.hasLocalLinkage();
}

void drop_llvm_used(llvm::Module& module) {
  for (const char* name : {"llvm.used", "llvm.compiler.used", "llvm.global_ctors", "llvm.global_dtors"})
    if (llvm::GlobalVariable* list = module.getNamedGlobal(name))
      list->eraseFromParent();
}

} // namespace

void internalize_symbols(llvm::Module& module, Compilation& compilation) {
  drop_llvm_used(module);
  for (llvm::GlobalAlias& alias : llvm::make_early_inc_range(module.aliases())) {
    alias.replaceAllUsesWith(alias.getAliasee());
    alias.eraseFromParent();
  }
  for (llvm::Function& function : module) {
    if (function.isDeclaration())
      continue;
    function.setComdat(nullptr);
    function.setDSOLocal(true);
    function.setLinkage(is_kernel(function) ? llvm::GlobalValue::ExternalLinkage : llvm::GlobalValue::InternalLinkage);
    function.setVisibility(is_kernel(function) ? llvm::GlobalValue::HiddenVisibility
                                               : llvm::GlobalValue::DefaultVisibility);
  }
  for (llvm::GlobalVariable& variable : module.globals()) {
    if (variable.isDeclaration())
      continue;
    variable.setComdat(nullptr);
    variable.setDSOLocal(true);
    bool keep = host_can_name(variable);
    variable.setLinkage(keep ? llvm::GlobalValue::ExternalLinkage : llvm::GlobalValue::InternalLinkage);
    variable.setVisibility(keep ? llvm::GlobalValue::HiddenVisibility : llvm::GlobalValue::DefaultVisibility);
  }
  llvm::ModuleAnalysisManager analyses;
  llvm::PassBuilder().registerModuleAnalyses(analyses);
  llvm::GlobalDCEPass().run(module, analyses);
}

} // namespace ox::codegen
