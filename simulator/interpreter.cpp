// See interpreter.h.
#include "simulator/interpreter.h"
#include <algorithm>
#include <atomic>
#include <cstdlib>
#include <cstring>

namespace ox::sim {

namespace baseline {
extern const Engine engine;
}
#ifdef OX_ENGINE_X86
namespace avx2 {
extern const Engine engine;
}
namespace avx512 {
extern const Engine engine;
}
#endif

const char* name_of(SimdLevel level) {
  switch (level) {
  case SimdLevel::kBaseline:
    return "baseline";
  case SimdLevel::kAvx2:
    return "avx2";
  case SimdLevel::kAvx512:
    return "avx512";
  }
  return "?";
}

bool is_available(SimdLevel level) {
#ifdef OX_ENGINE_X86
  switch (level) {
  case SimdLevel::kBaseline:
    return true;
  case SimdLevel::kAvx2:
    return __builtin_cpu_supports("x86-64-v3");
  case SimdLevel::kAvx512:
    return __builtin_cpu_supports("x86-64-v4");
  }
#endif
  return level == SimdLevel::kBaseline;
}

const Engine& engine_of(SimdLevel level) {
#ifdef OX_ENGINE_X86
  if (level == SimdLevel::kAvx512)
    return avx512::engine;
  if (level == SimdLevel::kAvx2)
    return avx2::engine;
#endif
  return baseline::engine;
}

namespace {
constexpr SimdLevel kBestFirst[] = {SimdLevel::kAvx512, SimdLevel::kAvx2, SimdLevel::kBaseline};

std::atomic<SimdLevel>& current() {
  static std::atomic<SimdLevel> level{*std::ranges::find_if(kBestFirst, is_available)};
  return level;
}
} // namespace

std::expected<void, std::string> choose_simd_level_from_environment() {
  const char* wanted = std::getenv("OX_SIMD");
  if (!wanted || !*wanted)
    return {};
  std::string there_are;
  for (SimdLevel level : kBestFirst) {
    if (!is_available(level))
      continue;
    if (std::strcmp(wanted, name_of(level)) == 0) {
      set_simd_level(level);
      return {};
    }
    there_are += (there_are.empty() ? "" : ", ") + std::string(name_of(level));
  }
  return std::unexpected(std::string("the environment variable OX_SIMD is \"") + wanted +
                         "\"; this processor has: " + there_are);
}

SimdLevel simd_level() { return current().load(std::memory_order_relaxed); }
void set_simd_level(SimdLevel level) { current().store(level, std::memory_order_relaxed); }

} // namespace ox::sim
