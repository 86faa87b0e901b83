#include "frontend/compile_host.h"
#include "frontend/diagnostic_numbers.h"
#include "test/frontend/source_file.h"
#include "clang/Basic/DiagnosticIDs.h"
#include <algorithm>
#include <gtest/gtest.h>

namespace ox::frontend {
namespace {

using Level = clang::DiagnosticsEngine::Level;

TEST(DiagnosticNumbers, AreSortedAndNamedOnce) {
  const auto rows = diagnostic_numbers();
  EXPECT_EQ(std::ranges::adjacent_find(rows, std::ranges::greater_equal(), &DiagnosticNumber::number), rows.end());
}

TEST(DiagnosticNumbers, GroupsAreClangs) {
  clang::DiagnosticIDs ids;
  for (const DiagnosticNumber& row : diagnostic_numbers())
    for (const std::string& group : warning_groups(row.number)) {
      llvm::SmallVector<clang::diag::kind, 16> members;
      EXPECT_FALSE(ids.getDiagnosticsInGroup(clang::diag::Flavor::WarningOrError, group, members))
          << row.number << " " << group;
    }
}

TEST(DiagnosticNumbers, UnknownNumbersStandForNothing) {
  EXPECT_TRUE(warning_groups(2).empty());
  EXPECT_TRUE(diagnostic_arguments(4000000, DiagnosticSeverity::kError).empty());
}

// Everything that is said about a source in which a variable is unused (177) and another set and not used (550).
std::vector<Level> levels(unsigned number, DiagnosticSeverity severity) {
  test::SourceFile source("int f() { int unused; int set; set = 1; return 0; }\n");
  CompileOptions options = source.options();
  options.arguments.push_back("-Wall");
  for (const std::string& argument : diagnostic_arguments(number, severity))
    options.arguments.push_back(argument);
  DiagnosticLog log(false);
  compile_host(options, {HostOutput::kObject, source.path("out.o"), {}}, {}, log);
  std::vector<Level> result;
  for (const RenderedDiagnostic& diagnostic : log.all())
    result.push_back(diagnostic.level);
  return result;
}

TEST(DiagnosticNumbers, SetTheSeverityOfWhatTheyName) {
  EXPECT_EQ(levels(177, DiagnosticSeverity::kIgnored), std::vector<Level>{Level::Warning});
  EXPECT_EQ(levels(177, DiagnosticSeverity::kWarning), (std::vector<Level>{Level::Warning, Level::Warning}));
  EXPECT_EQ(levels(177, DiagnosticSeverity::kError), (std::vector<Level>{Level::Error, Level::Warning}));
  EXPECT_EQ(levels(550, DiagnosticSeverity::kError), (std::vector<Level>{Level::Warning, Level::Error}));
}

} // namespace
} // namespace ox::frontend
