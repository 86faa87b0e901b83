#include "frontend/relocatable_code.h"
#include "llvm/IR/Constants.h"
#include "llvm/IR/Module.h"
#include "llvm/IR/PassManager.h"
#include "llvm/Passes/PassBuilder.h"

namespace ox::frontend {
namespace {

constexpr llvm::StringLiteral kStaticMark = "__static__", kRegistration = "__cudaRegisterLinkedBinary",
                              kWrapperAlias = "__fatbinwrap", kIdSection = "__nv_module_id";

struct UniteStaticVariables : llvm::PassInfoMixin<UniteStaticVariables> {
  llvm::PreservedAnalyses run(llvm::Module& module, llvm::ModuleAnalysisManager&) {
    for (llvm::GlobalVariable& variable : llvm::make_early_inc_range(module.globals())) {
      const auto [plain, suffix] = variable.getName().split(kStaticMark);
      if (suffix.empty() || variable.isDeclaration())
        continue;
      llvm::GlobalVariable* other = module.getGlobalVariable(plain, /*AllowInternal=*/true);
      if (!other || other->getType() != variable.getType())
        continue;
      other->replaceAllUsesWith(&variable);
      other->eraseFromParent();
    }
    return llvm::PreservedAnalyses::none();
  }
  static bool isRequired() { return true; }
};

struct NameRegistration : llvm::PassInfoMixin<NameRegistration> {
  explicit NameRegistration(std::string unit_name) : unit("_" + std::move(unit_name)) {}

  llvm::PreservedAnalyses run(llvm::Module& module, llvm::ModuleAnalysisManager&) {
    for (llvm::Function& function : module)
      if (function.getName().starts_with(kRegistration))
        function.setName(kRegistration + unit);
    for (llvm::GlobalAlias& alias : module.aliases())
      if (alias.getName().starts_with(kWrapperAlias))
        alias.setName(kWrapperAlias + unit);
    for (llvm::GlobalVariable& variable : llvm::make_early_inc_range(module.globals()))
      if (variable.getSection() == kIdSection)
        replace_id(variable);
    return llvm::PreservedAnalyses::none();
  }
  static bool isRequired() { return true; }

private:
  void replace_id(llvm::GlobalVariable& old) const {
    llvm::Constant* text = llvm::ConstantDataArray::getString(old.getContext(), unit);
    auto* id = new llvm::GlobalVariable(*old.getParent(), text->getType(), true, old.getLinkage(), text, "", &old);
    id->copyAttributesFrom(&old);
    old.replaceAllUsesWith(id);
    old.eraseFromParent();
  }

  std::string unit;
};

template <typename Pass> void add_at_start(clang::CodeGenOptions& options, Pass pass) {
  options.PassBuilderCallbacks.push_back([pass](llvm::PassBuilder& builder) {
    builder.registerPipelineStartEPCallback(
        [pass](llvm::ModulePassManager& passes, llvm::OptimizationLevel) { passes.addPass(Pass(pass)); });
  });
}

} // namespace

void unite_static_variables(clang::CodeGenOptions& options) { add_at_start(options, UniteStaticVariables()); }

void name_registration(clang::CodeGenOptions& options, std::string unit) {
  add_at_start(options, NameRegistration(std::move(unit)));
}

} // namespace ox::frontend
