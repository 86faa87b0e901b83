// Rendering goes through clang's own printer, a fresh one for each diagnostic: the printer leaves out an include stack
// that it has just shown, which would make equal diagnostics of the two sides differ.
#include "frontend/diagnostics.h"
#include "frontend/quad_precision.h"
#include "frontend/side_errors.h"
#include "clang/Basic/DiagnosticSema.h"
#include "clang/Basic/LangOptions.h"
#include "clang/Basic/SourceManager.h"
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

// Clang names its own option.
void respell_option(std::string& text) {
  constexpr std::string_view kClang = "(i.e. requires -fgpu-rdc)", kOurs = "(compile with -rdc=true)";
  if (size_t at = text.find(kClang); at != text.npos)
    text.replace(at, kClang.size(), kOurs);
}

Stage stage_of(unsigned diagnostic) {
  return diagnostic >= clang::diag::DIAG_START_LEX && diagnostic < clang::diag::DIAG_START_PARSE ? Stage::kPreprocessor
                                                                                                 : Stage::kCompiler;
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

std::string DiagnosticLog::render(Level level, const clang::Diagnostic& info) const {
  std::string text;
  llvm::raw_string_ostream stream(text);
  stream.enable_colors(diagnostic_options.ShowColors);
  clang::DiagnosticOptions printing = diagnostic_options;
  clang::TextDiagnosticPrinter printer(stream, printing);
  static const clang::LangOptions plain;
  printer.BeginSourceFile(language ? *language : plain, preprocessor);
  printer.HandleDiagnostic(level, info);
  printer.EndSourceFile();
  drop_builtin_includer(text);
  respell_option(text);
  return text;
}

std::string DiagnosticLog::render(Level level, const clang::Diagnostic& at, llvm::StringRef text) const {
  const clang::DiagnosticStorage no_arguments{};
  return render(level, clang::Diagnostic(at.getDiags(), at.getLocation(), at.getID(), no_arguments, text));
}

void DiagnosticLog::append(Level level, std::string text, Stage stage, std::string group) {
  if (level != Level::Note || diagnostics.empty())
    left_out_last = level == Level::Ignored || (without_warnings && level == Level::Warning);
  // A function that is used by several kernels is reported for each, with other notes.
  if (level != Level::Note && !diagnostics.empty())
    left_out_last |= std::ranges::any_of(
        diagnostics, [&](const RenderedDiagnostic& said) { return llvm::StringRef(said.text).starts_with(text); });
  if (left_out_last)
    return;
  if (level == Level::Note && !diagnostics.empty())
    diagnostics.back().text += text;
  else
    diagnostics.push_back({level, std::move(text), stage, std::move(group)});
}

Level DiagnosticLog::level_of_call(Level level, const clang::Diagnostic& info) const {
  if (info.getID() != clang::diag::err_ref_bad_target || level != Level::Warning)
    return level;
  for (auto [from, severity] : call_severities)
    if (info.getSourceManager().isBeforeInTranslationUnit(from, info.getLocation()))
      level = severity == clang::diag::Severity::Ignored ? Level::Ignored
              : severity == clang::diag::Severity::Error ? Level::Error
                                                         : Level::Warning;
  return level;
}

// Of what clang took for less.  It has to know: nothing may be compiled after it.
void DiagnosticLog::report_error(const clang::Diagnostic& at, llvm::StringRef text) {
  auto& engine = const_cast<clang::DiagnosticsEngine&>(*at.getDiags());
  engine.Report(at.getLocation(), engine.getCustomDiagID(Level::Error, "%0")) << text;
}

void DiagnosticLog::HandleDiagnostic(Level level, const clang::Diagnostic& info) {
  DiagnosticConsumer::HandleDiagnostic(level, info); // counts errors and warnings
  if (auto error = restate_side_error(level_of_call(level, info), info, caller(), language && language->CUDAIsDevice)) {
    if (error->level >= Level::Error && level < Level::Error)
      report_error(info, error->text);
    else
      append(error->level, render(error->level, info, error->text));
    append(Level::Note, render(Level::Note, info, error->advice));
    return;
  }
  if (info.getID() == clang::diag::err_shared_var_init) {
    if (replace_shared && replace_shared(info.getLocation()))
      append(level, render(level, info, "constructors and destructors of __shared__ variables don't run"));
    else
      report_error(info, "initialization is not supported for __shared__ variables");
    return;
  }
  append(level, render(level, info), stage_of(info.getID()),
         info.getDiags()->getDiagnosticIDs()->getWarningOptionForDiag(info.getID()).str());
  if (std::string advice = advice_about_candidate(info, caller()); !advice.empty())
    append(Level::Note, render(Level::Note, info, advice));
  if (std::string advice = advice_about_quad_precision(info); !advice.empty())
    append(Level::Note, render(Level::Note, info, advice));
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
