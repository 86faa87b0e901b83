// The constraint "C" of asm statements: the operand is the address of a constant array of char, and its content is put
// into the statement's text.  clang's parser has no such constraint for this target, but "i" takes any address; whoever
// reads the statement knows one from the other by the operand's type.
#pragma once
#include "llvm/ADT/StringRef.h"
#include <optional>
#include <string>

namespace ox::frontend {

// Each "C" before a parenthesis, behind ':', ',' or ']', becomes "i"; nullopt if there is none.
std::optional<std::string> respell_text_constraints(llvm::StringRef text);

} // namespace ox::frontend
