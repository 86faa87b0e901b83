// See text.h.
#include "simulator/text.h"
#include <cstdio>

namespace ox::sim {

std::string byte_count(uint64_t bytes) {
  if (bytes < (1 << 20))
    return std::to_string(bytes) + (bytes == 1 ? " byte" : " bytes");
  bool gib = bytes >= (uint64_t{1} << 30);
  char text[32];
  std::snprintf(text, sizeof text, "%.4g %s", double(bytes) / (gib ? 1u << 30 : 1u << 20), gib ? "GiB" : "MiB");
  return text;
}

} // namespace ox::sim
