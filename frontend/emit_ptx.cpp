#include "frontend/emit_ptx.h"
#include "llvm/IR/DebugInfo.h"
#include "llvm/IR/LegacyPassManager.h"
#include "llvm/IR/Module.h"
#include "llvm/MC/TargetRegistry.h"
#include "llvm/Target/TargetMachine.h"

namespace ox::frontend {

// The architecture is the one that the functions were compiled for; clang put it on each as an attribute.
std::expected<std::string, std::string> emit_ptx(llvm::Module& module) {
  std::string error;
  const llvm::Target* target = llvm::TargetRegistry::lookupTarget(module.getTargetTriple(), error);
  if (!target)
    return std::unexpected("this LLVM can't print PTX: " + error);
  std::string cpu = "sm_75";
  for (const llvm::Function& function : module)
    if (function.hasFnAttribute("target-cpu"))
      cpu = function.getFnAttribute("target-cpu").getValueAsString();
  std::unique_ptr<llvm::TargetMachine> machine(
      target->createTargetMachine(module.getTargetTriple(), cpu, "+ptx90", llvm::TargetOptions(), std::nullopt));
  // Line tables in PTX are bytes of DWARF in the text; they are there for the OxCore image.
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
