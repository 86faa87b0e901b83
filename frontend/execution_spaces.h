// One function, one execution space.
//
// Clang takes `int f();` and `__device__ int f();` for two functions that overload each other.  For nvcc they are two
// declarations of one, and its execution space is the union of what they say: a space may be named on the declaration
// and left out of the definition, on a friend declaration, or on the definition of a member outside its class. Programs
// written for nvcc do all of that.  So before clang looks for the function that a declaration redeclares, both get the
// union.  Declarations in system headers stay as they are: there, ours included, a __device__ function beside the
// host's of the same signature is meant as an overload.
#pragma once
#include "clang/AST/ASTConsumer.h"
#include <memory>

namespace clang {
class CompilerInstance;
}

namespace ox::frontend {

// `next`, with the execution spaces of redeclared functions united before it sees them.
std::unique_ptr<clang::ASTConsumer> after_uniting_execution_spaces(clang::CompilerInstance& compiler,
                                                                   std::unique_ptr<clang::ASTConsumer> next);

} // namespace ox::frontend
