// Collects what clang says, so that it can be said once.  A .cu file is parsed twice, for the host and for the device,
// at the same time in two threads: most diagnostics come from both, and those of the two must not be interleaved.
#pragma once
#include "clang/Basic/Diagnostic.h"
#include "clang/Basic/DiagnosticOptions.h"
#include <functional>
#include <string>
#include <vector>

namespace clang {
class FunctionDecl;
}

namespace ox::frontend {

// Which part of nvcc would have found it: its exit code goes by that.
enum class Stage { kPreprocessor, kCompiler, kAssembler };

// One diagnostic with the notes that follow it, as clang prints it (caret lines and include stack included).
struct RenderedDiagnostic {
  clang::DiagnosticsEngine::Level level{};
  std::string text;
  Stage stage = Stage::kCompiler;
  std::string group = {}; // of clang's warnings; empty: none
  bool operator==(const RenderedDiagnostic&) const = default;
};

class DiagnosticLog : public clang::DiagnosticConsumer {
public:
  explicit DiagnosticLog(bool colors);

  void BeginSourceFile(const clang::LangOptions& language, const clang::Preprocessor* preprocessor) override;
  void EndSourceFile() override;
  void HandleDiagnostic(clang::DiagnosticsEngine::Level level, const clang::Diagnostic& info) override;

  void add(RenderedDiagnostic diagnostic) { diagnostics.push_back(std::move(diagnostic)); }
  const std::vector<RenderedDiagnostic>& all() const { return diagnostics; }
  clang::DiagnosticOptions& options() { return diagnostic_options; }

  // Which function's body is being read, for messages that name it.
  void set_current_function(std::function<const clang::FunctionDecl*()> current) { current_function = current; }
  // What is done about a __shared__ variable that clang refuses (shared_constructors.h); false: it is an error.
  void set_shared_variable_handler(std::function<bool(clang::SourceLocation)> handler) { replace_shared = handler; }
  // -w is followed here: clang would also leave out errors that it was told to take for warnings.
  void leave_out_warnings() { without_warnings = true; }
  // From here on in the file, for calls that are warnings by themselves.
  void set_severity_of_calls_across_sides(clang::SourceLocation from, clang::diag::Severity severity) {
    call_severities.emplace_back(from, severity);
  }

private:
  std::string render(clang::DiagnosticsEngine::Level level, const clang::Diagnostic& info) const;
  std::string render(clang::DiagnosticsEngine::Level level, const clang::Diagnostic& at, llvm::StringRef text) const;
  void report_error(const clang::Diagnostic& at, llvm::StringRef text);
  void append(clang::DiagnosticsEngine::Level level, std::string text, Stage stage = Stage::kCompiler,
              std::string group = {});
  clang::DiagnosticsEngine::Level level_of_call(clang::DiagnosticsEngine::Level level,
                                                const clang::Diagnostic& info) const;
  const clang::FunctionDecl* caller() const { return current_function ? current_function() : nullptr; }

  clang::DiagnosticOptions diagnostic_options;
  const clang::LangOptions* language = nullptr;
  const clang::Preprocessor* preprocessor = nullptr;
  std::vector<RenderedDiagnostic> diagnostics;
  std::function<const clang::FunctionDecl*()> current_function;
  std::function<bool(clang::SourceLocation)> replace_shared;
  std::vector<std::pair<clang::SourceLocation, clang::diag::Severity>> call_severities;
  bool without_warnings = false;
  bool left_out_last = false; // and with it its notes
};

// The diagnostics of both sides in the order of the first, then what only the second said.
std::vector<RenderedDiagnostic> merge_diagnostics(const std::vector<RenderedDiagnostic>& first,
                                                  const std::vector<RenderedDiagnostic>& second);

// "2 warnings and 1 error generated.", empty when there was neither.
std::string count_diagnostics(const std::vector<RenderedDiagnostic>& diagnostics);

} // namespace ox::frontend
