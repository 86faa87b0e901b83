#include "codegen/passes/retarget.h"
#include "codegen/compilation.h"
#include "codegen/target.h"
#include "llvm/IR/DebugInfo.h"
#include "llvm/IR/InstIterator.h"
#include "llvm/IR/Instructions.h"
#include "llvm/IR/Module.h"
#include "llvm/Target/TargetMachine.h"

namespace ox::codegen {

namespace {

// nvptx's processor and features; frame pointers and unwind tables, which nobody on the device reads; and inference
// results that no longer hold, now that warp operations are assembly.
constexpr const char* kForeignAttributes[] = {"target-cpu",
                                              "target-features",
                                              "tune-cpu",
                                              "frame-pointer",
                                              "stack-protector-buffer-size",
                                              "nvvm.maxntid",
                                              "nvvm.reqntid",
                                              "nvvm.minctasm",
                                              "nvvm.maxnreg",
                                              "nvvm.cluster_dim",
                                              "nvvm.maxclusterrank",
                                              "uniform-work-group-size",
                                              "no-trapping-math"};

void clean_attributes(llvm::Function& function) {
  for (const char* attribute : kForeignAttributes)
    function.removeFnAttr(attribute);
  function.removeFnAttr(llvm::Attribute::UWTable);
  function.removeFnAttr(llvm::Attribute::StackProtect);
  function.removeFnAttr(llvm::Attribute::StackProtectStrong);
  if (!function.isDeclaration())
    function.addFnAttr(llvm::Attribute::NoUnwind);
}

void set_debug_information(llvm::Module& module, bool full) {
  if (!full)
    llvm::stripNonLineTableDebugInfo(module);
  if (!module.debug_compile_units().empty())
    module.setModuleFlag(llvm::Module::Max, "Dwarf Version", 5);
}

void drop_module_flags(llvm::Module& module) {
  llvm::NamedMDNode* flags = module.getModuleFlagsMetadata();
  if (!flags)
    return;
  llvm::SmallVector<llvm::Module::ModuleFlagEntry> entries;
  module.getModuleFlagsMetadata(entries);
  flags->clearOperands();
  for (const auto& entry : entries)
    if (entry.Key->getString() == "Debug Info Version" || entry.Key->getString() == "Dwarf Version")
      module.addModuleFlag(entry.Behavior, entry.Key->getString(), entry.Val);
}

} // namespace

void retarget(llvm::Module& module, Compilation& compilation) {
  auto machine = make_oxcore_machine(compilation.options.opt_level);
  module.setTargetTriple(llvm::Triple(kTriple));
  module.setDataLayout(machine->createDataLayout());
  drop_module_flags(module);
  set_debug_information(module, compilation.options.full_debug);
  module.setPICLevel(llvm::PICLevel::SmallPIC);
  module.setPIELevel(llvm::PIELevel::Small);
  module.setCodeModel(llvm::CodeModel::Medium);
  for (llvm::Function& function : module)
    clean_attributes(function);
  for (llvm::GlobalVariable& variable : module.globals())
    variable.setDSOLocal(true);
}

} // namespace ox::codegen
