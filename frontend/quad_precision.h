// __float128 in device code: the type, and library functions for what is done with it.
//
// clang knows the type in device code by name only, because no GPU has instructions for it.  Here it is made a type
// like any other from compute capability 10.0 on, as CUDA has it; the optimiser then sees LLVM's fp128 and folds
// constants, and afterwards every operation becomes a call of a function that takes and returns 128 bits
// (docs/adr/0008-quad-precision.md).
#pragma once
#include "clang/Frontend/CompilerInstance.h"
#include "llvm/IR/Module.h"
#include <string>

namespace ox::frontend {

// Before anything is parsed.  Does nothing for the host and for architectures without quad precision.
void allow_quad_precision(clang::CompilerInstance& compiler);

// For an error about the type where an architecture is without it: what to do.  Of other errors nothing.
std::string advice_about_quad_precision(const clang::Diagnostic& info);

// The module has no arithmetic on fp128 left, and the functions of the library that it needs.  The library is read only
// when there are any.  What went wrong, or nothing.
std::string link_quad_precision(llvm::Module& module, const std::string& library);

} // namespace ox::frontend
