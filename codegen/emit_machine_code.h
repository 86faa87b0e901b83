// Runs LLVM's RISC-V back end and learns from the machine code what the loader must know about each kernel: local
// bytes over the deepest call chain, and registers.
#pragma once
#include "codegen/compilation.h"
#include <expected>
#include <string>
#include <vector>

namespace llvm {
class Module;
}

namespace ox::codegen {

enum class OutputKind { kObject, kAssembly };

struct MachineCode {
  std::vector<char> bytes; // relocatable ELF, or assembly text
};

// Also fills in local_bytes, unbounded_stack and registers of compilation.kernels.
std::expected<MachineCode, std::string> emit_machine_code(llvm::Module& module, Compilation& compilation,
                                                          OutputKind kind);

} // namespace ox::codegen
