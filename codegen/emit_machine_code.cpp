// LLVM's back end, assembled from its public pieces rather than by addPassesToEmitFile, because two passes of ours go
// in between (machine_facts.h).
#include "codegen/emit_machine_code.h"
#include "codegen/diagnostic_collector.h"
#include "codegen/drop_ordered_hints.h"
#include "codegen/machine_facts.h"
#include "codegen/target.h"
#include "llvm/Analysis/RuntimeLibcallInfo.h"
#include "llvm/Analysis/TargetLibraryInfo.h"
#include "llvm/CodeGen/MachineFunctionPass.h"
#include "llvm/CodeGen/MachineModuleInfo.h"
#include "llvm/CodeGen/Passes.h"
#include "llvm/CodeGen/TargetPassConfig.h"
#include "llvm/IR/LegacyPassManager.h"
#include "llvm/IR/Module.h"
#include "llvm/Support/raw_ostream.h"
#include "llvm/Target/TargetMachine.h"

namespace ox::codegen {

namespace {

// Passes of LLVM that take more than proportional time: the scheduler and the instruction combiner in long blocks, the
// sinking of instructions in functions of many blocks.
constexpr size_t kLongBlock = 5000, kManyBlocks = 2000;

void leave_out_slow_passes(llvm::TargetPassConfig& config, const llvm::Module& module) {
  for (const llvm::Function& function : module) {
    if (function.size() > kManyBlocks)
      config.disablePass(&llvm::MachineSinkingLegacyID);
    if (llvm::any_of(function, [](const llvm::BasicBlock& block) { return block.size() > kLongBlock; })) {
      config.disablePass(&llvm::MachineSchedulerID);
      config.disablePass(&llvm::MachineCombinerID);
    }
  }
}

} // namespace

std::expected<MachineCode, std::string> emit_machine_code(llvm::Module& module, Compilation& compilation,
                                                          OutputKind kind) {
  std::unique_ptr<llvm::TargetMachine> machine = make_oxcore_machine(compilation.options.opt_level);
  llvm::SmallVector<char, 0> output;
  llvm::raw_svector_ostream stream(output);
  ModuleFacts facts;

  llvm::legacy::PassManager passes;
  llvm::TargetLibraryInfoImpl library(module.getTargetTriple());
  library.disableAllFunctions(); // there is no C library on the device
  passes.add(new llvm::TargetLibraryInfoWrapperPass(library));
  passes.add(new llvm::RuntimeLibraryInfoWrapper(module.getTargetTriple(), machine->Options.ExceptionModel,
                                                 machine->Options.FloatABIType, machine->Options.EABIVersion,
                                                 machine->Options.MCOptions.ABIName, machine->Options.VecLib));

  auto* info = new llvm::MachineModuleInfoWrapperPass(machine.get());
  llvm::TargetPassConfig* config = machine->createPassConfig(passes);
  config->insertPass(&llvm::FinalizeISelID, create_free_kernel_registers_pass());
  leave_out_slow_passes(*config, module);
#ifdef NDEBUG
  config->setDisableVerify(true);
#endif
  passes.add(config);
  passes.add(info);
  if (config->addISelPasses())
    return std::unexpected("internal error of Ox: LLVM's RISC-V back end does not take this module");
  config->addMachinePasses();
  config->setInitialized();
  passes.add(create_drop_ordered_hints_pass());
  passes.add(create_collect_machine_facts_pass(facts));
  auto type = kind == OutputKind::kObject ? llvm::CodeGenFileType::ObjectFile : llvm::CodeGenFileType::AssemblyFile;
  if (machine->addAsmPrinter(passes, stream, nullptr, type, info->getMMI().getContext()))
    return std::unexpected("internal error of Ox: LLVM's RISC-V back end cannot write object files");
  passes.add(llvm::createFreeMachineFunctionPass());

  std::string diagnostics;
  {
    DiagnosticCollector collector(module.getContext(), diagnostics);
    passes.run(module);
  }
  if (!diagnostics.empty())
    return std::unexpected("internal error of Ox: LLVM's RISC-V back end reports: " + diagnostics);
  summarize_facts(facts, module, compilation);
  return MachineCode{{output.begin(), output.end()}};
}

} // namespace ox::codegen
