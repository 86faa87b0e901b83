#include "runtime/cudart/trace.h"
#include <cstdio>

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
  if (string)
    text.append("\"").append(string).append("\"");
  else
    text += "null";
}

} // namespace ox::cudart
