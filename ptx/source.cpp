// See source.h.
#include "ptx/source.h"
#include <algorithm>

namespace ox::ptx {

std::string format(const Diagnostic& diagnostic, std::string_view file_name) {
  std::string text(file_name);
  if (diagnostic.at.line != 0)
    text += ":" + std::to_string(diagnostic.at.line) + ":" + std::to_string(diagnostic.at.column);
  return text + (diagnostic.severity == Severity::kError ? ": error: " : ": warning: ") + diagnostic.message;
}

std::string format(const Diagnostics& diagnostics, std::string_view file_name) {
  std::string text;
  for (const Diagnostic& diagnostic : diagnostics)
    text += format(diagnostic, file_name) + "\n";
  return text;
}

bool has_errors(const Diagnostics& diagnostics) {
  return std::ranges::find(diagnostics, Severity::kError, &Diagnostic::severity) != diagnostics.end();
}

std::string quoted(std::string_view text) { return "'" + std::string(text) + "'"; }

} // namespace ox::ptx
