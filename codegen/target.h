// OxCore as a target of LLVM: an RV64 hart whose warp engine LLVM need not know about.  See docs/adr/0001-seams.md.
#pragma once
#include "llvm/ADT/StringRef.h"
#include <memory>

namespace llvm {
class Module;
class TargetMachine;
} // namespace llvm

namespace ox::codegen {

inline constexpr llvm::StringLiteral kTriple = "riscv64-unknown-elf";

// No compressed code, no linker relaxation (gp stays unused), no unaligned access.
inline constexpr llvm::StringLiteral kFeatures =
    "+m,+a,+f,+d,+zicsr,+zifencei,+zfh,+zfa,+zba,+zbb,+zbs,+zicond,+zacas,+zabha,+zfbfmin,-c,-relax";

// The machine for the retargeted half of the pipeline.
std::unique_ptr<llvm::TargetMachine> make_oxcore_machine(unsigned opt_level);

// The machine whose analyses know divergence and address spaces: the module's own, nvptx64.
std::unique_ptr<llvm::TargetMachine> make_nvptx_machine();

} // namespace ox::codegen
