// What the log of a compilation says, in NVRTC's form: `file(line): error: ...` with the source line and a caret, the
// number of a warning that nvcc has a number for, and how many errors there were in the end.  Programs read it: those
// that bring headers in memory look for the one that could not be opened.
#pragma once
#include "frontend/diagnostics.h"
#include <string>

namespace ox::nvrtc {

struct LogForm {
  bool numbers = true; // of warnings
  bool brief = false;  // no source lines
};

// Before the compilation.
void set_form(frontend::DiagnosticLog& log, const LogForm& form);
// After it.
std::string log_text(const frontend::DiagnosticLog& log, const LogForm& form, const std::string& program_name);

} // namespace ox::nvrtc
