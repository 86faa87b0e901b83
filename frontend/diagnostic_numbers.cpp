#include "frontend/diagnostic_numbers.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/ADT/StringRef.h"
#include <algorithm>

namespace ox::frontend {
namespace {

constexpr DiagnosticNumber kNumbers[] = {
#define OX_DIAGNOSTIC(number, groups, meaning) {number, groups, meaning},
#include "frontend/diagnostic_numbers.def"
#undef OX_DIAGNOSTIC
};

} // namespace

std::span<const DiagnosticNumber> diagnostic_numbers() { return kNumbers; }

std::vector<std::string> warning_groups(unsigned number) {
  const auto row = std::ranges::lower_bound(kNumbers, number, {}, &DiagnosticNumber::number);
  if (row == std::end(kNumbers) || row->number != number)
    return {};
  llvm::SmallVector<llvm::StringRef, 4> names;
  llvm::StringRef(row->groups).split(names, ' ', -1, /*KeepEmpty=*/false);
  return std::vector<std::string>(names.begin(), names.end());
}

std::vector<std::string> diagnostic_arguments(unsigned number, DiagnosticSeverity severity) {
  std::vector<std::string> arguments;
  for (const std::string& group : warning_groups(number))
    switch (severity) {
    case DiagnosticSeverity::kIgnored:
      arguments.push_back("-Wno-" + group);
      break;
    case DiagnosticSeverity::kWarning:
      arguments.insert(arguments.end(), {"-W" + group, "-Wno-error=" + group});
      break;
    case DiagnosticSeverity::kError:
      arguments.push_back("-Werror=" + group);
      break;
    }
  return arguments;
}

} // namespace ox::frontend
