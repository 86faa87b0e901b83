// libox-compiler.so: where it is, which one it is, and its functions once it is loaded.
#pragma once
#include "runtime/compiler/interface.h"
#include <string>

namespace ox::runtime {

struct CompilerLibrary {
  compiler::CompilePtx* compile_ptx = nullptr;
  compiler::ReleaseResult* release = nullptr;
  compiler::Decompress* decompress = nullptr;
  std::string failure; // why it isn't there
};

// Where a library of this installation is; its name alone, where it is nowhere.
std::string find_library(const char* name);

// Loads it, LLVM with it, at the first call.
const CompilerLibrary& compiler_library();

// What tells one compiler from another, without loading it: its build id, and which device library is beside it.
// Empty if there is no compiler, or none with a build id.
const std::string& compiler_identity();

} // namespace ox::runtime
