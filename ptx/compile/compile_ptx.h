// PTX text to an OxCore image: parser, lowering, LLVM's optimiser, code generator.
#pragma once
#include "codegen/compile.h"
#include "ptx/source.h"
#include <array>
#include <cstdint>
#include <expected>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace ox::ptx {

struct Source {
  std::string name; // in messages, and in line tables where the text has no .file
  std::string text;
};

// Launch bounds for kernels that have no such directive, or for all.
struct LaunchBounds {
  std::optional<std::array<uint32_t, 3>> max_threads; // .maxntid
  std::optional<uint32_t> min_blocks;                 // .minnctapersm
  bool override_directives = false;
};

struct CompileOptions {
  std::string file_name = "ptx"; // of a text given alone
  std::string architecture;      // "75", "90a": a text whose .target needs another is refused; empty: none is
  unsigned opt_level = 3;
  bool check_only = false;          // no image
  bool contract = true;             // mul and add without rounding modifiers may become one rounding
  bool line_table = true;           //
  bool warn_double = false;         // at every instruction on double precision
  std::vector<std::string> entries; // the kernels that are compiled; none: all
  LaunchBounds launch_bounds;
  codegen::Options codegen = {}; // its opt_level is set from the one above
};

struct Warning {
  std::string source; // its name
  Diagnostic diagnostic;
};
inline std::string format(const Warning& warning) { return format(warning.diagnostic, warning.source); }

struct CompileResult {
  std::vector<uint8_t> elf;
  // Kernels of the image that cannot run, each with its reason; the image says so when one is asked for.
  std::vector<Warning> warnings;
};

// The sources are linked to one image: what one declares .extern another may define.
// The error is one or more lines for a person, "name:line:column: error: ...".
std::expected<CompileResult, std::string> compile_ptx(std::vector<Source> sources, const CompileOptions& options);
std::expected<CompileResult, std::string> compile_ptx(std::string text, const CompileOptions& options);

// One text as a module for codegen::link_modules, whose result mark_unusable_kernels (ptx/lower/lower.h) has to see.
struct LinkableText {
  std::vector<uint8_t> module;
  std::vector<Warning> warnings;
};
std::expected<LinkableText, std::string> compile_to_linkable_module(Source source, const CompileOptions& options);

} // namespace ox::ptx
