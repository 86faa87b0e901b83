#include "frontend/text_constraint.h"
#include "llvm/ADT/StringExtras.h"

namespace ox::frontend {
namespace {

constexpr llvm::StringLiteral kConstraint = "\"C\"";

// Blanks, ends of lines, and the backslash that continues a macro.
bool is_between(char c) { return llvm::isSpace(c) || c == '\\'; }

bool is_operand(llvm::StringRef before, llvm::StringRef behind) {
  before = before.rtrim(" \t\r\n\\");
  behind = behind.drop_while(is_between);
  return behind.starts_with("(") && (before.ends_with(":") || before.ends_with(",") || before.ends_with("]"));
}

} // namespace

std::optional<std::string> respell_text_constraints(llvm::StringRef text) {
  std::optional<std::string> changed;
  for (size_t at = text.find(kConstraint); at != llvm::StringRef::npos; at = text.find(kConstraint, at + 1)) {
    if (!is_operand(text.take_front(at), text.drop_front(at + kConstraint.size())))
      continue;
    if (!changed)
      changed = text.str();
    (*changed)[at + 1] = 'i';
  }
  return changed;
}

} // namespace ox::frontend
