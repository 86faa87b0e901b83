// The reader of machine files under libFuzzer: a machine that can run something, or a sentence.
#include "simulator/config.h"
#include <cstdio>
#include <cstdlib>

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const auto config = ox::sim::parse_config({reinterpret_cast<const char*>(data), size}, "fuzz");
  const bool sound = config ? config->properties.cores != 0 && config->properties.warps_per_core != 0 &&
                                  config->properties.clock_khz != 0 && config->arena_bytes != 0
                            : !config.error().empty();
  if (!sound) {
    std::fputs("config_fuzz: a machine without cores, or a refusal without a word\n", stderr);
    std::abort();
  }
  return 0;
}
