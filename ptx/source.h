// Places in PTX text, and what is wrong there.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace ox::ptx {

struct Location {
  uint32_t line = 0, column = 0; // both from 1; 0 = nowhere
};

enum class Severity : uint8_t { kWarning, kError };

struct Diagnostic {
  Severity severity{};
  Location at;
  std::string message; // what was found and what was expected, without the place
};

// "name:line:column: error: message"
std::string format(const Diagnostic& diagnostic, std::string_view file_name);

using Diagnostics = std::vector<Diagnostic>;
std::string format(const Diagnostics& diagnostics, std::string_view file_name); // a line for each
bool has_errors(const Diagnostics& diagnostics);

std::string quoted(std::string_view text); // 'text', as messages have it

} // namespace ox::ptx
