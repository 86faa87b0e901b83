#include "runtime/cudart/trace.h"
#include <cstdio>
#include <string_view>

namespace ox::cudart {

void append(std::string& text, const void* pointer) {
  char buffer[32];
  std::snprintf(buffer, sizeof buffer, "%p", pointer);
  text += pointer ? buffer : "null";
}

void append(std::string& text, long long number) { text += std::to_string(number); }
void append(std::string& text, unsigned long long number) { text += std::to_string(number); }

void append(std::string& text, const dim3& dim) {
  text += "(" + std::to_string(dim.x) + ", " + std::to_string(dim.y) + ", " + std::to_string(dim.z) + ")";
}

void append_quoted(std::string& text, const char* string) {
  constexpr size_t kLongest = 200; // whole programs are arguments, too
  if (!string) {
    text += "null";
    return;
  }
  const std::string_view all = string;
  text.append("\"").append(all.substr(0, kLongest)).append(all.size() > kLongest ? "\"..." : "\"");
}

} // namespace ox::cudart
