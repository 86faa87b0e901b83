// How the two halves of a convergence hint stay recognisable as a pair down to the machine code: both carry a comment
// with the pair's number in their assembly text.
#pragma once
#include "llvm/ADT/StringRef.h"
#include "llvm/IR/Function.h"
#include <optional>
#include <string>

namespace ox::codegen {

struct ConvergenceHint {
  bool is_split = false; // or the join
  unsigned number = 0;   // unique in its function
};

inline std::string describe_hint(const ConvergenceHint& hint) {
  return std::string(hint.is_split ? " # split " : " # join ") + std::to_string(hint.number);
}

inline std::optional<ConvergenceHint> find_hint(llvm::StringRef assembly) {
  auto [code, comment] = assembly.rsplit(" # ");
  ConvergenceHint hint{.is_split = comment.consume_front("split ")};
  if (!hint.is_split && !comment.consume_front("join "))
    return std::nullopt;
  if (comment.getAsInteger(10, hint.number))
    return std::nullopt;
  return hint;
}

// A function with hints in it is no longer without effects.
inline void accept_hints(llvm::Function& function) {
  function.setConvergent();
  for (auto attribute : {llvm::Attribute::Memory, llvm::Attribute::WillReturn})
    function.removeFnAttr(attribute);
}

} // namespace ox::codegen
