// How a device module says that its code needs what Ox doesn't have yet: a call of the function __ox_unsupported with
// a constant text, which says what and, behind a semicolon, what to do.  CUDA headers call it too.  The code generator
// makes the call a trap, and the kernels that could reach it unusable, by name and source line; others run.
#pragma once
#include "llvm/ADT/StringRef.h"
#include "llvm/IR/IRBuilder.h"
#include <optional>
#include <string>
#include <vector>

namespace ox::ptx {

inline constexpr llvm::StringLiteral kUnsupportedName = "__ox_unsupported";

void call_unsupported(llvm::IRBuilder<>& builder, llvm::StringRef what);

// The text, if the call is such a one; of a text that is no constant, something general.
std::optional<std::string> unsupported_call(const llvm::CallBase& call);

// Every function that could reach a value: those that use it, what uses those, and so on through initial values.
std::vector<llvm::Function*> functions_that_reach(llvm::Value& value);

} // namespace ox::ptx
