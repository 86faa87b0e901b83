#include "frontend/emit_ptx.h"
#include "llvm/IR/Constants.h"
#include "llvm/IR/DebugInfo.h"
#include "llvm/IR/IRBuilder.h"
#include "llvm/IR/LegacyPassManager.h"
#include "llvm/IR/Module.h"
#include "llvm/MC/TargetRegistry.h"
#include "llvm/Target/TargetMachine.h"

namespace ox::frontend {
namespace {

// The architecture is the one that the functions were compiled for; clang put it on each as an attribute.
std::string architecture_of(const llvm::Module& module) {
  for (const llvm::Function& function : module)
    if (function.hasFnAttribute("target-cpu"))
      return function.getFnAttribute("target-cpu").getValueAsString().str();
  return "sm_75";
}

// clang makes two of a managed variable x: the storage x.managed, and a pointer x that code goes through and that the
// runtime sets.  In PTX it is one variable, x, with the attribute .managed.
void merge_managed_variable(llvm::GlobalVariable& storage) {
  llvm::Module& module = *storage.getParent();
  const std::string name = storage.getName().drop_back(llvm::StringRef(".managed").size()).str();
  if (llvm::GlobalVariable* pointer = module.getGlobalVariable(name, true)) {
    llvm::Constant* address = llvm::ConstantExpr::getPointerBitCastOrAddrSpaceCast(&storage, pointer->getValueType());
    for (llvm::User* user : llvm::make_early_inc_range(pointer->users()))
      if (auto* load = llvm::dyn_cast<llvm::LoadInst>(user)) {
        load->replaceAllUsesWith(address);
        load->eraseFromParent();
      }
    // What else uses it, llvm.compiler.used and the like, is about keeping it.
    pointer->replaceAllUsesWith(llvm::ConstantExpr::getPointerBitCastOrAddrSpaceCast(&storage, pointer->getType()));
    pointer->eraseFromParent();
  }
  storage.setName(name);
  llvm::Type* word = llvm::Type::getInt32Ty(module.getContext());
  llvm::Metadata* record[] = {llvm::ValueAsMetadata::get(&storage), llvm::MDString::get(module.getContext(), "managed"),
                              llvm::ConstantAsMetadata::get(llvm::ConstantInt::get(word, 1))};
  module.getOrInsertNamedMetadata("nvvm.annotations")->addOperand(llvm::MDNode::get(module.getContext(), record));
}

void merge_managed_variables(llvm::Module& module) {
  std::vector<llvm::GlobalVariable*> managed;
  for (llvm::GlobalVariable& variable : module.globals())
    if (variable.getName().ends_with(".managed"))
      managed.push_back(&variable);
  for (llvm::GlobalVariable* storage : managed)
    merge_managed_variable(*storage);
}

} // namespace

std::expected<std::string, std::string> emit_ptx(llvm::Module& module, bool with_lines) {
  std::string error;
  const llvm::Target* target = llvm::TargetRegistry::lookupTarget(module.getTargetTriple(), error);
  if (!target)
    return std::unexpected("this LLVM can't print PTX: " + error);
  std::unique_ptr<llvm::TargetMachine> machine(target->createTargetMachine(
      module.getTargetTriple(), architecture_of(module), "+ptx90", llvm::TargetOptions(), std::nullopt));
  merge_managed_variables(module);
  if (!with_lines)
    llvm::StripDebugInfo(module);
  llvm::SmallString<0> text;
  llvm::raw_svector_ostream stream(text);
  llvm::legacy::PassManager passes;
  if (machine->addPassesToEmitFile(passes, stream, nullptr, llvm::CodeGenFileType::AssemblyFile))
    return std::unexpected("this LLVM can't print PTX");
  passes.run(module);
  return text.str().str();
}

} // namespace ox::frontend
