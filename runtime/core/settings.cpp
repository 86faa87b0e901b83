#include "runtime/core/settings.h"
#include "runtime/core/diagnostics.h"
#include "runtime/core/visible_devices.h"
#include <charconv>
#include <cstdlib>
#include <cstring>
#include <numeric>
#include <strings.h>

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

std::vector<int> read_devices() {
  std::vector<int> all(number("OX_DEVICES", 1, 64));
  std::iota(all.begin(), all.end(), 0);
  const char* visible = std::getenv("CUDA_VISIBLE_DEVICES");
  return visible ? visible_devices(static_cast<int>(all.size()), visible) : all;
}

std::string cache_folder() {
  if (const char* path = std::getenv("CUDA_CACHE_PATH"); path && *path)
    return path;
  if (const char* path = std::getenv("XDG_CACHE_HOME"); path && *path == '/') // a relative one is to be ignored
    return std::string(path) + "/ox";
  if (const char* path = std::getenv("HOME"); path && *path)
    return std::string(path) + "/.cache/ox";
  return "";
}

Settings read_settings() {
  Settings settings;
  settings.devices = read_devices();
  settings.instruction_limit = number("OX_INSTRUCTION_LIMIT", 0, ~uint64_t{0});
  if (const char* name = std::getenv("OX_CONFIG"); name && *name)
    settings.configuration = name;
  if (const char* path = std::getenv("OX_STATS"); path && *path)
    settings.statistics = path;
  settings.verbose = is_set("OX_VERBOSE");
  settings.launch_blocking = is_set("CUDA_LAUNCH_BLOCKING");
  if (const char* loading = std::getenv("CUDA_MODULE_LOADING"))
    settings.eager_loading = strcasecmp(loading, "EAGER") == 0;
  settings.cache_folder = cache_folder();
  settings.cache_bytes = number("CUDA_CACHE_MAXSIZE", settings.cache_bytes, ~uint64_t{0});
  settings.cache_disabled = is_set("CUDA_CACHE_DISABLE");
  settings.forces_ptx = is_set("CUDA_FORCE_PTX_JIT") || is_set("CUDA_FORCE_JIT");
  settings.refuses_ptx = is_set("CUDA_DISABLE_PTX_JIT") || is_set("CUDA_DISABLE_JIT");
  return settings;
}

} // namespace

const Settings& settings() {
  static const Settings& instance = *new Settings(read_settings()); // never destroyed: calls come after exit, too
  return instance;
}

} // namespace ox::runtime
