// `asm("mov.u64 %0, %globaltimer;" ...)`: nvcc takes a percent sign before a name as it stands, clang wants two.  The
// sign is respelled in the source, where nothing may change its length, and is itself again in the module.
#pragma once
#include "llvm/ADT/StringRef.h"
#include <optional>
#include <string>

namespace clang {
class CodeGenOptions;
}

namespace ox::frontend {

// In the strings of asm statements, `%` before a name of two letters or more; an operand's modifier is one letter.
// A rewrite (rewritten_files.h) for text that is compiled: preprocessed text would show it.
std::optional<std::string> respell_asm_percents(llvm::StringRef text);

// Has to be added before what reads the asm statements of the module.
void restore_asm_percents_early(clang::CodeGenOptions& options);

} // namespace ox::frontend
