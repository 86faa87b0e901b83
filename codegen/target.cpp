#include "codegen/target.h"
#include "llvm/IR/Module.h"
#include "llvm/MC/TargetRegistry.h"
#include "llvm/Support/ErrorHandling.h"
#include "llvm/Target/TargetMachine.h"
#include "llvm/Target/TargetOptions.h"
#include <mutex>

extern "C" {
void LLVMInitializeRISCVTargetInfo();
void LLVMInitializeRISCVTarget();
void LLVMInitializeRISCVTargetMC();
void LLVMInitializeRISCVAsmPrinter();
void LLVMInitializeRISCVAsmParser();
void LLVMInitializeNVPTXTargetInfo();
void LLVMInitializeNVPTXTarget();
void LLVMInitializeNVPTXTargetMC();
}

namespace ox::codegen {

namespace {
void initialize_targets() {
  static std::once_flag once;
  std::call_once(once, [] {
    LLVMInitializeRISCVTargetInfo();
    LLVMInitializeRISCVTarget();
    LLVMInitializeRISCVTargetMC();
    LLVMInitializeRISCVAsmPrinter();
    LLVMInitializeRISCVAsmParser();
    LLVMInitializeNVPTXTargetInfo();
    LLVMInitializeNVPTXTarget();
    LLVMInitializeNVPTXTargetMC();
  });
}

const llvm::Target& find_target(const llvm::Triple& triple) {
  std::string error;
  const llvm::Target* target = llvm::TargetRegistry::lookupTarget(triple, error);
  if (!target)
    llvm::report_fatal_error(llvm::Twine("Ox needs an LLVM with the RISCV and NVPTX targets: ") + error);
  return *target;
}

llvm::CodeGenOptLevel machine_level(unsigned level) {
  switch (level) {
  case 0:
    return llvm::CodeGenOptLevel::None;
  case 1:
    return llvm::CodeGenOptLevel::Less;
  case 2:
    return llvm::CodeGenOptLevel::Default;
  default:
    return llvm::CodeGenOptLevel::Aggressive;
  }
}
} // namespace

std::unique_ptr<llvm::TargetMachine> make_oxcore_machine(unsigned opt_level) {
  initialize_targets();
  llvm::TargetOptions options;
  options.AllowFPOpFusion = llvm::FPOpFusion::Standard; // fuse where the IR says contract, nowhere else
  options.MCOptions.ABIName = "lp64d";
  llvm::Triple triple(kTriple);
  return std::unique_ptr<llvm::TargetMachine>(
      find_target(triple).createTargetMachine(triple, "generic-rv64", kFeatures, options, llvm::Reloc::PIC_,
                                              llvm::CodeModel::Medium, machine_level(opt_level)));
}

std::unique_ptr<llvm::TargetMachine> make_nvptx_machine() {
  initialize_targets();
  llvm::Triple triple("nvptx64-nvidia-cuda");
  return std::unique_ptr<llvm::TargetMachine>(
      find_target(triple).createTargetMachine(triple, "sm_90", "+ptx83", llvm::TargetOptions(), llvm::Reloc::PIC_));
}

} // namespace ox::codegen
