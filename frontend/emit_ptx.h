// PTX text of a device module, for -ptx: by LLVM's NVPTX backend, for people and for programs that load it at run time.
#pragma once
#include <expected>
#include <string>

namespace llvm {
class Module;
}

namespace ox::frontend {

std::expected<std::string, std::string> emit_ptx(llvm::Module& module);

} // namespace ox::frontend
