// What the stages of one compilation share: the options, what is known about each kernel so far, and the errors found.
#pragma once
#include "codegen/compile.h"
#include "isa/kernel_metadata.h"
#include "llvm/ADT/StringRef.h"
#include <map>
#include <string>
#include <vector>

namespace llvm {
class Function;
class Instruction;
} // namespace llvm

namespace ox::codegen {

// Function attributes by which later stages know a kernel and what its layout is.
inline constexpr llvm::StringLiteral kKernelAttribute = "ox-kernel";

struct Compilation {
  Options options;
  std::map<std::string, isa::KernelMetadata> kernels; // by mangled name
  std::vector<std::string> errors;

  // Records "function f, file.cu:12: message".  The stage goes on, so that one run reports all it can find.
  void error_at(const llvm::Instruction& where, const std::string& message);
  void error_in(const llvm::Function& where, const std::string& message);
  void error(const std::string& message) { errors.push_back(message); }
  std::string all_errors() const;
};

// True before lower_kernel_parameters (calling convention) and after it (attribute).
bool is_kernel(const llvm::Function& function);

} // namespace ox::codegen
