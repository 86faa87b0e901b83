// PTX to machine code.  The compiler, LLVM with it, is a library of its own that is loaded when it is first needed, so
// that a program with a finished image, or with a translation in the cache, never pays for it.
#pragma once
#include "isa/fat_binary.h"
#include "runtime/core/error.h"
#include <cstddef>
#include <string>
#include <vector>

namespace ox::runtime {

struct PtxSource {
  std::string name, text;
  // How the text is stored in the fat binary that it comes from.
  isa::Compression compression = isa::Compression::kNone;
  uint64_t bytes = 0; // when it is decompressed; of plain text nothing
};

// The sources become one image.  Errors: InvalidPtx, JitCompilerNotFound, JitCompilationDisabled (by the environment),
// InvalidKernelImage if a source can't be decompressed, with the reason in the log; warnings are there too.
Result<std::vector<std::byte>> compile_ptx(const std::vector<PtxSource>& sources, std::string& log);

// The text of a source, decompressed.  Errors as above, of what compresses.
Result<std::string> plain_text(PtxSource source, std::string& log);

} // namespace ox::runtime
