#include "frontend/emit_ptx.h"
#include "frontend/keep_from_flushing.h"
#include "llvm/IR/Constants.h"
#include "llvm/IR/DebugInfo.h"
#include "llvm/IR/InstIterator.h"
#include "llvm/IR/Instructions.h"
#include "llvm/IR/LegacyPassManager.h"
#include "llvm/IR/Module.h"
#include "llvm/MC/TargetRegistry.h"
#include "llvm/Target/TargetMachine.h"
#include "llvm/Transforms/Utils/ModuleUtils.h"

namespace ox::frontend {
namespace {

// The architecture is the one that the functions were compiled for; clang put it on each as an attribute.
std::string architecture_of(const llvm::Module& module) {
  for (const llvm::Function& function : module)
    if (function.hasFnAttribute("target-cpu"))
      return function.getFnAttribute("target-cpu").getValueAsString().str();
  return "sm_75";
}

void replace_loads(llvm::Module& module, const llvm::GlobalVariable& pointer, llvm::GlobalVariable& by) {
  for (llvm::Function& function : module)
    for (llvm::Instruction& instruction : llvm::make_early_inc_range(llvm::instructions(function)))
      if (auto* load = llvm::dyn_cast<llvm::LoadInst>(&instruction);
          load && load->getPointerOperand()->stripPointerCasts() == &pointer) {
        load->replaceAllUsesWith(llvm::ConstantExpr::getPointerBitCastOrAddrSpaceCast(&by, load->getType()));
        load->eraseFromParent();
      }
}

// Clang makes two of a managed variable x, the storage "x.managed" and the pointer "x" that code goes through and the
// runtime fills in.  PTX has one, with an attribute, and no '.' in names.
void join_managed_variables(llvm::Module& module) {
  constexpr llvm::StringRef kSuffix = ".managed";
  std::vector<llvm::GlobalVariable*> managed;
  for (llvm::GlobalVariable& variable : module.globals())
    if (variable.getName().ends_with(kSuffix))
      managed.push_back(&variable);
  for (llvm::GlobalVariable* variable : managed) {
    llvm::GlobalVariable& storage = *variable;
    const std::string name = storage.getName().drop_back(kSuffix.size()).str();
    if (llvm::GlobalVariable* pointer = module.getNamedGlobal(name)) {
      replace_loads(module, *pointer, storage);
      llvm::removeFromUsedLists(module, [&](llvm::Constant* used) { return used == pointer; });
      pointer->removeDeadConstantUsers();
      if (!pointer->use_empty())
        pointer->setName(name + "_pointer");
      else
        pointer->eraseFromParent();
    }
    storage.setName(name);
    llvm::LLVMContext& context = module.getContext();
    auto* one = llvm::ConstantAsMetadata::get(llvm::ConstantInt::get(llvm::Type::getInt32Ty(context), 1));
    module.getOrInsertNamedMetadata("nvvm.annotations")
        ->addOperand(llvm::MDNode::get(
            context, {llvm::ConstantAsMetadata::get(&storage), llvm::MDString::get(context, "managed"), one}));
  }
}
} // namespace

std::expected<std::string, std::string> emit_ptx(llvm::Module& module, bool with_lines) {
  std::string error;
  const llvm::Target* target = llvm::TargetRegistry::lookupTarget(module.getTargetTriple(), error);
  if (!target)
    return std::unexpected("this LLVM can't print PTX: " + error);
  std::unique_ptr<llvm::TargetMachine> machine(target->createTargetMachine(
      module.getTargetTriple(), architecture_of(module), "+ptx90", llvm::TargetOptions(), std::nullopt));
  join_managed_variables(module);
  keep_from_flushing(module);
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
