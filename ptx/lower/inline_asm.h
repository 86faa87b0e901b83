// PTX in asm statements of CUDA C++: parsed by the same parser, lowered by the same families.
//
// Each statement becomes a function of its inputs that returns its outputs and is always inlined, so its registers,
// labels and blocks are its own, as in PTX they are if the text has braces.  Statements that are alike share one.
#pragma once
#include "ptx/source.h"
#include <string>
#include <vector>

namespace llvm {
class CallInst;
class Module;
} // namespace llvm

namespace ox::ptx {

struct InlineAsmError {
  llvm::CallInst* call = nullptr;
  Location at; // in the asm's text as the compiler gives it, line and column from 1
  std::string message;
};

// Lowers every asm statement of a device module; those with an empty text, which only keep the compiler from moving
// things, stay.  Statements with an error stay too.
std::vector<InlineAsmError> lower_inline_asm(llvm::Module& module);

} // namespace ox::ptx
