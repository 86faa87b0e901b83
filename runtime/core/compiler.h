// PTX to machine code.  The compiler, LLVM with it, is a library of its own that is loaded when it is first needed, so
// that a program with a finished image never pays for it.
#pragma once
#include "runtime/core/error.h"
#include <cstddef>
#include <string>
#include <vector>

namespace ox::runtime {

struct PtxSource {
  std::string name, text;
};

// The sources become one image.  Errors: InvalidPtx, JitCompilerNotFound, with the reason in the log; warnings are
// there too.
Result<std::vector<std::byte>> compile_ptx(const std::vector<PtxSource>& sources, std::string& log);

} // namespace ox::runtime
