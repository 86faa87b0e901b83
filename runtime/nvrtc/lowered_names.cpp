#include "runtime/nvrtc/lowered_names.h"
#include "llvm/IR/Constants.h"
#include "llvm/IR/GlobalVariable.h"
#include "llvm/IR/Module.h"
#include "llvm/Transforms/Utils/ModuleUtils.h"

namespace ox::nvrtc {

namespace {
std::string pointer_name(size_t index) { return "__ox_nvrtc_name_" + std::to_string(index); }
} // namespace

// The line directive is for the message about an expression that is wrong.
std::string declare_names(const std::vector<std::string>& expressions) {
  std::string text;
  for (size_t i = 0; i < expressions.size(); ++i)
    text += "\n#line 1 \"name expression\"\nextern \"C\" __device__ __attribute__((used)) const void* const " +
            pointer_name(i) + " = (const void*)(" + expressions[i] + ");\n";
  return text;
}

std::map<std::string, std::string> take_lowered_names(llvm::Module& module,
                                                      const std::vector<std::string>& expressions) {
  std::map<std::string, std::string> names;
  for (size_t i = 0; i < expressions.size(); ++i) {
    llvm::GlobalVariable* pointer = module.getNamedGlobal(pointer_name(i));
    if (!pointer || !pointer->hasInitializer())
      continue;
    const llvm::Value* target = pointer->getInitializer()->stripPointerCasts();
    if (llvm::isa<llvm::GlobalValue>(target))
      names[expressions[i]] = target->getName().str();
    llvm::removeFromUsedLists(module, [&](llvm::Constant* used) { return used->stripPointerCasts() == pointer; });
    if (pointer->use_empty())
      pointer->eraseFromParent();
  }
  return names;
}

} // namespace ox::nvrtc
