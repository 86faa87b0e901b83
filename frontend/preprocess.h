// Text after preprocessing, and make rules for what a source includes.
#pragma once
#include "frontend/compile_options.h"
#include "frontend/diagnostics.h"
#include "frontend/dialect.h"

namespace ox::frontend {

// To a file, or to standard output if that is "-".  Returns false on errors; the log has them.
bool preprocess(const CompileOptions& options, Side side, const std::string& output, DiagnosticLog& log);

// Writes the make rule that `arguments` describe, -M or -MM with -MT, -MF and -MP.  It names what either side of a
// CUDA source includes.
bool write_make_rule(const CompileOptions& options, const std::vector<std::string>& arguments,
                     const std::string& output, DiagnosticLog& log);

} // namespace ox::frontend
