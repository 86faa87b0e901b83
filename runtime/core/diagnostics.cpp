#include "runtime/core/diagnostics.h"
#include "runtime/core/log.h"
#include "runtime/core/settings.h"
#include <cstdarg>
#include <cstdio>
#include <string>

namespace ox::runtime {

namespace {

std::string formatted(const char* format, va_list arguments) {
  va_list copy;
  va_copy(copy, arguments);
  const int length = std::vsnprintf(nullptr, 0, format, copy);
  va_end(copy);
  std::string text(static_cast<size_t>(length) + 1, '\0');
  std::vsnprintf(text.data(), text.size(), format, arguments);
  text.pop_back();
  return text;
}

} // namespace

void say(const char* format, ...) {
  va_list arguments;
  va_start(arguments, format);
  say_plain("ox: " + formatted(format, arguments));
  va_end(arguments);
}

// One write for one line, so that lines of several threads don't mix.
void say_plain(std::string_view line) {
  std::string text(line);
  text += '\n';
  std::fwrite(text.data(), 1, text.size(), stderr);
}

Error explain(Error error, const char* format, ...) {
  va_list arguments;
  va_start(arguments, format);
  std::string line = std::string(error_name(static_cast<int>(error))) + ": " + formatted(format, arguments);
  va_end(arguments);
  if (settings().verbose)
    say_plain("ox: " + line);
  ErrorLog::instance().add(std::move(line));
  return error;
}

} // namespace ox::runtime
