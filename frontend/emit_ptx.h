// A device module as PTX text, by LLVM's own back end: what -ptx prints, and what --ox-device-through=ptx compiles.
#pragma once
#include <expected>
#include <string>

namespace llvm {
class Module;
}

namespace ox::frontend {

// The module is used up.  with_lines: .file and .loc, which name the lines of the source.
std::expected<std::string, std::string> emit_ptx(llvm::Module& module, bool with_lines);

} // namespace ox::frontend
