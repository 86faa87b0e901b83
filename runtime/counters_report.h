// Counters as people and programs read them: a text, and JSON (docs/counters.md has its schema).
#pragma once
#include "runtime/launch_counters.h"
#include <cstdint>
#include <span>
#include <string>

namespace ox {

struct KernelCounters {
  std::string symbol; // as in the image
  uint64_t launches = 0;
  LaunchCounters counters; // of all these launches
};

std::string describe_counters(std::span<const KernelCounters> kernels);
std::string counters_as_json(std::span<const KernelCounters> kernels);

} // namespace ox
