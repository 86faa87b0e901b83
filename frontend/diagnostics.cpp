// Rendering goes through clang's own printer, a fresh one for each diagnostic: the printer leaves out an include stack
// that it has just shown, which would make equal diagnostics of the two sides differ.
#include "frontend/diagnostics.h"
#include "clang/Basic/LangOptions.h"
#include "clang/Frontend/TextDiagnosticPrinter.h"
#include "llvm/Support/raw_ostream.h"
#include <algorithm>

namespace ox::frontend {
namespace {

// The pre-included header's include stack ends in a line of clang's predefined macros, which nobody knows and which
// differs between the sides.
void drop_builtin_includer(std::string& text) {
  constexpr std::string_view kLine = "In file included from <built-in>:";
  size_t begin = text.find(kLine);
  if (begin != text.npos)
    text.erase(begin, text.find('\n', begin) + 1 - begin);
}

} // namespace

using Level = clang::DiagnosticsEngine::Level;

DiagnosticLog::DiagnosticLog(bool colors) { diagnostic_options.ShowColors = colors; }

void DiagnosticLog::BeginSourceFile(const clang::LangOptions& options, const clang::Preprocessor* pp) {
  language = &options;
  preprocessor = pp;
}

void DiagnosticLog::EndSourceFile() {
  language = nullptr;
  preprocessor = nullptr;
}

void DiagnosticLog::HandleDiagnostic(Level level, const clang::Diagnostic& info) {
  DiagnosticConsumer::HandleDiagnostic(level, info); // counts errors and warnings
  std::string text;
  llvm::raw_string_ostream stream(text);
  stream.enable_colors(diagnostic_options.ShowColors);
  clang::TextDiagnosticPrinter printer(stream, diagnostic_options);
  static const clang::LangOptions plain;
  printer.BeginSourceFile(language ? *language : plain, preprocessor);
  printer.HandleDiagnostic(level, info);
  printer.EndSourceFile();
  drop_builtin_includer(text);
  if (level == clang::DiagnosticsEngine::Note && !diagnostics.empty())
    diagnostics.back().text += text;
  else
    diagnostics.push_back({level, std::move(text)});
}

std::vector<RenderedDiagnostic> merge_diagnostics(const std::vector<RenderedDiagnostic>& first,
                                                  const std::vector<RenderedDiagnostic>& second) {
  std::vector<RenderedDiagnostic> merged = first;
  for (const RenderedDiagnostic& diagnostic : second)
    if (std::ranges::find(first, diagnostic) == first.end())
      merged.push_back(diagnostic);
  return merged;
}

std::string count_diagnostics(const std::vector<RenderedDiagnostic>& diagnostics) {
  auto counted = [&](auto levels, const char* noun) -> std::string {
    auto count = std::ranges::count_if(diagnostics, levels);
    return count == 0 ? "" : std::to_string(count) + " " + noun + (count == 1 ? "" : "s");
  };
  std::string warnings = counted([](auto& d) { return d.level == Level::Warning; }, "warning");
  std::string errors = counted([](auto& d) { return d.level >= Level::Error; }, "error");
  if (warnings.empty() && errors.empty())
    return {};
  return warnings + (warnings.empty() || errors.empty() ? "" : " and ") + errors + " generated.\n";
}

} // namespace ox::frontend
