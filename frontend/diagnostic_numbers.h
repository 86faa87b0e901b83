// -diag-suppress, -diag-warn, -diag-error and the nv_diag_... pragmas name diagnostics of nvcc's front end by numbers.
// Ours is clang, which groups its warnings by name; the table diagnostic_numbers.def says what stands for what.
#pragma once
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace ox::frontend {

struct DiagnosticNumber {
  unsigned number;
  std::string_view groups; // names of clang's warning groups, separated by blanks; may be empty
  std::string_view meaning;
};

// In the order of the numbers.
std::span<const DiagnosticNumber> diagnostic_numbers();

// The groups of clang's warnings that a number stands for; none for one that isn't in the table, which is no error: the
// rest of nvcc's numbers are about messages that clang doesn't have.
std::vector<std::string> warning_groups(unsigned number);

enum class DiagnosticSeverity { kIgnored, kWarning, kError };

// The arguments for clang that make the diagnostic as severe as that.
std::vector<std::string> diagnostic_arguments(unsigned number, DiagnosticSeverity severity);

} // namespace ox::frontend
