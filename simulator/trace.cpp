// See trace.h.
#include "simulator/trace.h"
#include <cinttypes>
#include <cstdio>

namespace ox::sim {

std::string describe(const TraceEvent& event) {
  char place[96];
  std::snprintf(place, sizeof place, "%u,%u,%u %u %08x 0x%" PRIx64 " ", event.block.x, event.block.y, event.block.z,
                event.warp, event.mask, event.pc);
  return place + (event.instruction ? isa::disassemble(*event.instruction, event.pc) : "(no instruction)");
}

} // namespace ox::sim
