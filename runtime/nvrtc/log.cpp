#include "runtime/nvrtc/log.h"
#include "frontend/diagnostic_numbers.h"
#include <algorithm>
#include <optional>
#include <sstream>

namespace ox::nvrtc {

namespace {

using Level = clang::DiagnosticsEngine::Level;

std::optional<unsigned> number_of(const std::string& group) {
  for (const frontend::DiagnosticNumber& row : frontend::diagnostic_numbers()) {
    std::istringstream names{std::string(row.groups)};
    for (std::string name; names >> name;)
      if (name == group)
        return row.number;
  }
  return std::nullopt;
}

bool replace(std::string& text, std::string_view from, const std::string& to) {
  const size_t at = text.find(from);
  if (at != text.npos)
    text.replace(at, from.size(), to);
  return at != text.npos;
}

// clang: `fatal error: 'name' file not found`.
void respell_missing_file(std::string& text) {
  constexpr std::string_view kBegin = "fatal error: '", kEnd = "' file not found";
  const size_t begin = text.find(kBegin), end = text.find(kEnd);
  if (begin == text.npos || end == text.npos || end < begin)
    return;
  const std::string name = text.substr(begin + kBegin.size(), end - begin - kBegin.size());
  text.replace(begin, end + kEnd.size() - begin, "catastrophic error: cannot open source file \"" + name + "\"");
}

std::string counted(size_t count, const std::string& noun) {
  return std::to_string(count) + " " + noun + (count == 1 ? "" : "s");
}

} // namespace

void set_form(frontend::DiagnosticLog& log, const LogForm& form) {
  clang::DiagnosticOptions& options = log.options();
  options.setFormat(clang::TextDiagnosticFormat::MSVC);
  options.ShowPresumedLoc = true; // #line counts
  options.ShowColumn = false;
  options.ShowLineNumbers = false;
  options.ShowCarets = !form.brief;
}

std::string log_text(const frontend::DiagnosticLog& log, const LogForm& form, const std::string& program_name) {
  std::string all;
  bool said_how_to_suppress = !form.numbers;
  size_t errors = 0;
  bool gave_up = false;
  for (const frontend::RenderedDiagnostic& diagnostic : log.all()) {
    std::string text = diagnostic.text;
    respell_missing_file(text);
    replace(text, "fatal error: ", "catastrophic error: ");
    errors += diagnostic.level >= Level::Error;
    gave_up |= diagnostic.level == Level::Fatal;
    const auto number =
        form.numbers && diagnostic.level == Level::Warning ? number_of(diagnostic.group) : std::optional<unsigned>();
    if (number)
      replace(text, "warning: ", "warning #" + std::to_string(*number) + "-D: ");
    all += text + (form.brief ? "" : "\n");
    if (number && !said_how_to_suppress) {
      all += "Remark: The warnings can be suppressed with \"-diag-suppress <warning-number>\"\n\n";
      said_how_to_suppress = true;
    }
  }
  if (errors)
    all += counted(errors, gave_up && errors == 1 ? "catastrophic error" : "error") +
           " detected in the compilation of \"" + program_name + "\".\n" + (gave_up ? "Compilation terminated.\n" : "");
  return all;
}

} // namespace ox::nvrtc
