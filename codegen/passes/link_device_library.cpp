#include "codegen/passes/link_device_library.h"
#include "codegen/compilation.h"
#include "llvm/IR/Constants.h"
#include "llvm/IR/Module.h"
#include "llvm/IRReader/IRReader.h"
#include "llvm/Linker/Linker.h"
#include "llvm/Support/SourceMgr.h"

namespace ox::codegen {

namespace {

// Reading the library takes longer than compiling a small kernel, so it is read only when it has something to give.
bool needs_functions(const llvm::Module& module) {
  return llvm::any_of(module, [](const llvm::Function& function) {
    return function.isDeclaration() && function.getName().starts_with("__nv_") && !function.use_empty();
  });
}

// The program's mode holds in the library's functions as well, which come without one.
bool program_flushes(const llvm::Module& module) {
  auto* flag = llvm::mdconst::extract_or_null<llvm::ConstantInt>(module.getModuleFlag("nvvm-reflect-ftz"));
  return flag && !flag->isZero();
}

} // namespace

void link_device_library(llvm::Module& module, Compilation& compilation) {
  const std::string& path = compilation.options.libdevice;
  if (path.empty() || !needs_functions(module))
    return;
  llvm::SMDiagnostic diagnostic;
  std::unique_ptr<llvm::Module> library = llvm::parseIRFile(path, diagnostic, module.getContext());
  if (!library)
    return compilation.error("cannot read the device library " + path + ": " + diagnostic.getMessage().str());
  library->setTargetTriple(module.getTargetTriple());
  library->setDataLayout(module.getDataLayout());
  if (program_flushes(module))
    for (llvm::Function& function : *library)
      if (!function.isDeclaration() && !function.hasFnAttribute("denormal-fp-math-f32"))
        function.addFnAttr("denormal-fp-math-f32", "preserve-sign,preserve-sign");
  if (llvm::Linker::linkModules(module, std::move(library), llvm::Linker::LinkOnlyNeeded))
    compilation.error("cannot link the device library " + path + " to the module");
}

} // namespace ox::codegen
