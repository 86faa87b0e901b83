#include "runtime/core/settings.h"
#include "runtime/core/diagnostics.h"
#include <charconv>
#include <cstdlib>
#include <cstring>

namespace ox::runtime {

namespace {

bool is_set(const char* variable) {
  const char* value = std::getenv(variable);
  return value && *value && std::strcmp(value, "0") != 0;
}

// A decimal number, or the default with a word about it.
uint64_t number(const char* variable, uint64_t otherwise, uint64_t maximum) {
  const char* text = std::getenv(variable);
  if (!text || !*text)
    return otherwise;
  uint64_t value = 0;
  const char* end = text + std::strlen(text);
  auto [rest, error] = std::from_chars(text, end, value);
  if (error == std::errc{} && rest == end && value <= maximum)
    return value;
  say("%s=%s is not a number from 0 to %llu; using %llu", variable, text, static_cast<unsigned long long>(maximum),
      static_cast<unsigned long long>(otherwise));
  return otherwise;
}

Settings read_settings() {
  Settings settings;
  settings.devices = static_cast<int>(number("OX_DEVICES", 1, 64));
  settings.instruction_limit = number("OX_INSTRUCTION_LIMIT", 0, ~uint64_t{0});
  if (const char* name = std::getenv("OX_CONFIG"); name && *name)
    settings.configuration = name;
  if (const char* path = std::getenv("OX_STATS"); path && *path)
    settings.statistics = path;
  settings.trace = is_set("OX_TRACE");
  settings.verbose = is_set("OX_VERBOSE");
  return settings;
}

} // namespace

const Settings& settings() {
  static const Settings& instance = *new Settings(read_settings()); // never destroyed: calls come after exit, too
  return instance;
}

} // namespace ox::runtime
