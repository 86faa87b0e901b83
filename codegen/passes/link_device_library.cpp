#include "codegen/passes/link_device_library.h"
#include "codegen/compilation.h"
#include "codegen/passes/fold_reflection.h"
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

// The library was compiled for any mode; the program's holds in its functions as well.
void settle_float_mode(llvm::Module& library, bool flushes) {
  constexpr llvm::StringLiteral kMode = "denormal-fp-math-f32";
  for (llvm::Function& function : library) {
    const bool is_open = function.getFnAttribute(kMode).getValueAsString().starts_with("dynamic");
    if (is_open)
      function.removeFnAttr(kMode);
    if (flushes && !function.isDeclaration() && !function.hasFnAttribute(kMode))
      function.addFnAttr(kMode, "preserve-sign,preserve-sign");
  }
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
  settle_float_mode(*library, flush_flag(module) != 0);
  if (llvm::Linker::linkModules(module, std::move(library), llvm::Linker::LinkOnlyNeeded))
    compilation.error("cannot link the device library " + path + " to the module");
}

} // namespace ox::codegen
