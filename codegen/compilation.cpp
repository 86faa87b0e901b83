#include "codegen/compilation.h"
#include "llvm/Demangle/Demangle.h"
#include "llvm/IR/DebugInfoMetadata.h"
#include "llvm/IR/DebugLoc.h"
#include "llvm/IR/Function.h"
#include "llvm/IR/Instruction.h"
#include <algorithm>

namespace ox::codegen {

bool is_kernel(const llvm::Function& function) {
  return function.getCallingConv() == llvm::CallingConv::PTX_Kernel || function.hasFnAttribute(kKernelAttribute);
}

void Compilation::error_at(const llvm::Instruction& where, const std::string& message) {
  std::string text = "function " + llvm::demangle(where.getFunction()->getName().str());
  if (const llvm::DebugLoc& location = where.getDebugLoc())
    text += ", " + location->getFilename().str() + ":" + std::to_string(location.getLine());
  text += ": " + message;
  if (std::find(errors.begin(), errors.end(), text) == errors.end())
    errors.push_back(text);
}

void Compilation::error_in(const llvm::Function& where, const std::string& message) {
  std::string text = "function " + llvm::demangle(where.getName().str());
  if (const llvm::DISubprogram* program = where.getSubprogram())
    text += ", " + program->getFilename().str() + ":" + std::to_string(program->getLine());
  errors.push_back(text + ": " + message);
}

std::string Compilation::all_errors() const {
  std::string text;
  for (const std::string& error : errors)
    text += (text.empty() ? "" : "\n") + error;
  return text;
}

} // namespace ox::codegen
