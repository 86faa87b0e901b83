#include "frontend/early_registration.h"
#include "llvm/IR/Constants.h"
#include "llvm/IR/Module.h"
#include "llvm/IR/PassManager.h"
#include "llvm/Passes/PassBuilder.h"

namespace ox::frontend {
namespace {

// Priorities up to 100 are the system's; the program's, if it gives any, begin at 101.
constexpr uint64_t kPriority = 101;

struct RegisterEarly : llvm::PassInfoMixin<RegisterEarly> {
  llvm::PreservedAnalyses run(llvm::Module& module, llvm::ModuleAnalysisManager&) {
    llvm::GlobalVariable* list = module.getGlobalVariable("llvm.global_ctors");
    const llvm::Function* registration = module.getFunction("__cuda_module_ctor");
    if (!list || !registration)
      return llvm::PreservedAnalyses::all();
    std::vector<llvm::Constant*> entries;
    for (llvm::Use& use : list->getInitializer()->operands()) {
      auto* entry = llvm::cast<llvm::ConstantStruct>(use.get());
      if (entry->getOperand(1)->stripPointerCasts() == registration)
        entry = llvm::cast<llvm::ConstantStruct>(llvm::ConstantStruct::get(
            entry->getType(), {llvm::ConstantInt::get(entry->getOperand(0)->getType(), kPriority), entry->getOperand(1),
                               entry->getOperand(2)}));
      entries.push_back(entry);
    }
    list->setInitializer(llvm::ConstantArray::get(llvm::cast<llvm::ArrayType>(list->getValueType()), entries));
    return llvm::PreservedAnalyses::none();
  }
  static bool isRequired() { return true; }
};

} // namespace

void register_before_constructors(clang::CodeGenOptions& options) {
  options.PassBuilderCallbacks.push_back([](llvm::PassBuilder& builder) {
    builder.registerPipelineStartEPCallback(
        [](llvm::ModulePassManager& passes, llvm::OptimizationLevel) { passes.addPass(RegisterEarly()); });
  });
}

} // namespace ox::frontend
