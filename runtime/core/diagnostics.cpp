#include "runtime/core/diagnostics.h"
#include "runtime/core/settings.h"
#include <cstdarg>
#include <cstdio>
#include <string>

namespace ox::runtime {

namespace {

// One write for one line, so that lines of several threads don't mix.
void write_line(const char* prefix, const char* format, va_list arguments) {
  va_list copy;
  va_copy(copy, arguments);
  int length = std::vsnprintf(nullptr, 0, format, copy);
  va_end(copy);
  std::string text(prefix);
  size_t start = text.size();
  text.resize(start + static_cast<size_t>(length) + 1);
  std::vsnprintf(text.data() + start, static_cast<size_t>(length) + 1, format, arguments);
  text.back() = '\n';
  std::fwrite(text.data(), 1, text.size(), stderr);
}

} // namespace

void say(const char* format, ...) {
  va_list arguments;
  va_start(arguments, format);
  write_line("ox: ", format, arguments);
  va_end(arguments);
}

void say_plain(std::string_view line) {
  std::string text(line);
  text += '\n';
  std::fwrite(text.data(), 1, text.size(), stderr);
}

Error explain(Error error, const char* format, ...) {
  if (settings().verbose) {
    va_list arguments;
    va_start(arguments, format);
    std::string prefix = std::string("ox: ") + error_name(static_cast<int>(error)) + ": ";
    write_line(prefix.c_str(), format, arguments);
    va_end(arguments);
  }
  return error;
}

} // namespace ox::runtime
