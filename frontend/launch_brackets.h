// nvcc takes `kernel<< <grid, block>> >(...)` for a launch, and formatters that don't know CUDA write it so; clang's
// lexer wants `<<<` and `>>>` in one piece.  So source text is corrected as it is read, without moving anything else.
#pragma once
#include "llvm/ADT/StringRef.h"
#include <optional>
#include <string>

namespace ox::frontend {

// The text with its split launch brackets joined and the blanks put behind them, so that it keeps its length and its
// lines; nothing when there are none.  Comments and literals stay as they are.
std::optional<std::string> join_launch_brackets(llvm::StringRef text);

} // namespace ox::frontend
