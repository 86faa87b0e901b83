// See unsupported_call.h.
#include "ptx/lower/unsupported_call.h"
#include "llvm/ADT/SmallPtrSet.h"
#include "llvm/Analysis/ValueTracking.h"
#include "llvm/IR/Instructions.h"
#include "llvm/IR/Module.h"

namespace ox::ptx {

void call_unsupported(llvm::IRBuilder<>& builder, llvm::StringRef what) {
  llvm::Module& module = *builder.GetInsertBlock()->getModule();
  auto* type = llvm::FunctionType::get(builder.getVoidTy(), {builder.getPtrTy()}, false);
  llvm::FunctionCallee callee = module.getOrInsertFunction(kUnsupportedName, type);
  llvm::cast<llvm::Function>(callee.getCallee())->setDoesNotReturn();
  builder.CreateCall(callee, {builder.CreateGlobalString(what, "ox.unsupported")})->setDoesNotReturn();
}

std::optional<std::string> unsupported_call(const llvm::CallBase& call) {
  const llvm::Function* callee = call.getCalledFunction();
  if (!callee || callee->getName() != kUnsupportedName || call.arg_size() != 1)
    return std::nullopt;
  llvm::StringRef text;
  return llvm::getConstantStringInfo(call.getArgOperand(0)->stripPointerCasts(), text)
             ? text.str()
             : "something Ox doesn't have yet";
}

std::vector<llvm::Function*> functions_that_reach(llvm::Value& value) {
  std::vector<llvm::Function*> functions;
  llvm::SmallVector<llvm::Value*> work{&value};
  llvm::SmallPtrSet<llvm::Value*, 16> seen{&value};
  while (!work.empty()) {
    llvm::Value* at = work.pop_back_val();
    if (auto* function = llvm::dyn_cast<llvm::Function>(at))
      functions.push_back(function);
    for (llvm::User* user : at->users()) {
      llvm::Value* next = user;
      if (auto* instruction = llvm::dyn_cast<llvm::Instruction>(user))
        next = instruction->getFunction();
      if (seen.insert(next).second)
        work.push_back(next);
    }
  }
  return functions;
}

} // namespace ox::ptx
