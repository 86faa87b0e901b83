#include "frontend/diagnostic_pragmas.h"
#include "frontend/diagnostic_numbers.h"
#include "frontend/diagnostics.h"
#include "clang/Basic/DiagnosticLex.h"
#include "clang/Basic/DiagnosticParse.h"
#include "clang/Lex/Pragma.h"
#include "clang/Lex/Preprocessor.h"
#include "llvm/ADT/StringMap.h"

namespace ox::frontend {
namespace {

using clang::diag::Severity;

// nvcc's numbers for a __host__ function that is called from a __host__ __device__ function.
bool is_call_across_sides(unsigned number) { return number == 20011 || number == 20014; }

// The numbers of the pragma's line.  Tags, which are names for numbers, are about messages that clang doesn't have.
std::vector<unsigned> read_numbers(clang::Preprocessor& preprocessor) {
  std::vector<unsigned> numbers;
  clang::Token token;
  for (preprocessor.Lex(token); token.isNot(clang::tok::eod); preprocessor.Lex(token)) {
    unsigned number = 0;
    if (token.is(clang::tok::numeric_constant) &&
        !llvm::StringRef(preprocessor.getSpelling(token)).getAsInteger(10, number))
      numbers.push_back(number);
  }
  return numbers;
}

// What nv_diag_default goes back to: how severe each group was before the first pragma about it.
using Defaults = llvm::StringMap<Severity>;

class SeverityPragma : public clang::PragmaHandler {
public:
  // Without a severity: the default.
  SeverityPragma(llvm::StringRef name, std::optional<Severity> severity, std::shared_ptr<Defaults> defaults,
                 DiagnosticLog& log)
      : PragmaHandler(name), severity_(severity), defaults_(std::move(defaults)), log_(log) {}

  void HandlePragma(clang::Preprocessor& preprocessor, clang::PragmaIntroducer, clang::Token& first) override {
    clang::DiagnosticsEngine& diagnostics = preprocessor.getDiagnostics();
    const clang::SourceLocation at = first.getLocation();
    for (unsigned number : read_numbers(preprocessor)) {
      if (is_call_across_sides(number))
        log_.set_severity_of_calls_across_sides(at, severity_.value_or(Severity::Warning));
      for (const std::string& group : warning_groups(number))
        set(diagnostics, group, at);
    }
  }

private:
  void set(clang::DiagnosticsEngine& diagnostics, const std::string& group, clang::SourceLocation at) {
    auto [known, is_new] = defaults_->try_emplace(group, Severity::Warning);
    if (is_new && is_ignored(diagnostics, group, at))
      known->second = Severity::Ignored;
    diagnostics.setSeverityForGroup(clang::diag::Flavor::WarningOrError, group, severity_.value_or(known->second), at);
  }

  static bool is_ignored(clang::DiagnosticsEngine& diagnostics, llvm::StringRef group, clang::SourceLocation at) {
    llvm::SmallVector<clang::diag::kind> members;
    diagnostics.getDiagnosticIDs()->getDiagnosticsInGroup(clang::diag::Flavor::WarningOrError, group, members);
    return llvm::all_of(members, [&](clang::diag::kind member) { return diagnostics.isIgnored(member, at); });
  }

  std::optional<Severity> severity_;
  std::shared_ptr<Defaults> defaults_;
  DiagnosticLog& log_;
};

class PushPragma : public clang::PragmaHandler {
public:
  explicit PushPragma(llvm::StringRef name) : PragmaHandler(name) {}

  void HandlePragma(clang::Preprocessor& preprocessor, clang::PragmaIntroducer, clang::Token& first) override {
    clang::Token word;
    preprocessor.LexUnexpandedToken(word);
    const std::string text = word.is(clang::tok::eod) ? "" : preprocessor.getSpelling(word);
    if (text == "push")
      preprocessor.getDiagnostics().pushMappings(first.getLocation());
    else if (text == "pop" && !preprocessor.getDiagnostics().popMappings(first.getLocation()))
      preprocessor.Diag(first.getLocation(), clang::diag::warn_pragma_diagnostic_cannot_pop);
    if (word.isNot(clang::tok::eod))
      preprocessor.DiscardUntilEndOfDirective();
  }
};

} // namespace

void handle_diagnostic_pragmas(clang::Preprocessor& preprocessor, DiagnosticLog& log) {
  const std::pair<llvm::StringRef, std::optional<Severity>> kSeverities[] = {
      {"suppress", Severity::Ignored}, {"remark", Severity::Warning}, {"warning", Severity::Warning},
      {"error", Severity::Error},      {"once", Severity::Warning},   {"default", std::nullopt}};
  auto defaults = std::make_shared<Defaults>();
  for (auto [word, severity] : kSeverities)
    for (llvm::StringRef prefix : {"nv_diag_", "diag_"}) // the preprocessor owns its handlers
      preprocessor.AddPragmaHandler(new SeverityPragma((prefix + word).str(), severity, defaults, log));
  preprocessor.AddPragmaHandler(new PushPragma("nv_diagnostic"));
}

} // namespace ox::frontend
