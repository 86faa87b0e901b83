#include "codegen/passes/link_device_library.h"
#include "codegen/compilation.h"
#include "llvm/IR/Module.h"
#include "llvm/IRReader/IRReader.h"
#include "llvm/Linker/Linker.h"
#include "llvm/Support/SourceMgr.h"

namespace ox::codegen {

void link_device_library(llvm::Module& module, Compilation& compilation) {
  const std::string& path = compilation.options.libdevice;
  if (path.empty())
    return;
  llvm::SMDiagnostic diagnostic;
  std::unique_ptr<llvm::Module> library = llvm::parseIRFile(path, diagnostic, module.getContext());
  if (!library)
    return compilation.error("cannot read the device library " + path + ": " + diagnostic.getMessage().str());
  library->setTargetTriple(module.getTargetTriple());
  library->setDataLayout(module.getDataLayout());
  if (llvm::Linker::linkModules(module, std::move(library), llvm::Linker::LinkOnlyNeeded))
    compilation.error("cannot link the device library " + path + " to the module");
}

} // namespace ox::codegen
