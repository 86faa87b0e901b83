// PTX text to an OxCore image: parser, lowering, LLVM's optimiser, code generator.
#pragma once
#include "codegen/compile.h"
#include "ptx/source.h"
#include <cstdint>
#include <expected>
#include <string>
#include <vector>

namespace ox::ptx {

struct CompileOptions {
  std::string file_name = "ptx"; // in messages, and in line tables where the text has no .file
  unsigned opt_level = 3;
  codegen::Options codegen = {}; // its opt_level is set from the one above
};

struct CompileResult {
  std::vector<uint8_t> elf;
  // Warnings: kernels of the image that cannot run, each with its reason; the image says so when one is asked for.
  Diagnostics diagnostics;
};

// The error is one or more lines for a person, "name:line:column: error: ...".
std::expected<CompileResult, std::string> compile_ptx(std::string text, const CompileOptions& options);

} // namespace ox::ptx
