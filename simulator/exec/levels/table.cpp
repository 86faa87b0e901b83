// What a SIMD level offers: the handlers in the order of isa::Op, and the loop that runs a group.
#include "simulator/exec/levels/select.h"
#include "simulator/interpreter.h"

namespace ox::sim::OX_LEVEL {

static Handlers select(uint16_t op, uint8_t rounding_mode) {
  using Select = Handlers (*)(uint8_t);
  static constexpr Select kTable[] = {
#define OX_INSN(name, ...) &select_##name,
#include "isa/oxcore.def"
  };
  return kTable[op](rounding_mode);
}

static const Slot* run(Warp& warp, const Slot* pc) {
  uint64_t executed = 0;
  if (warp.mask == warp.live) {
    for (; pc < warp.stop; ++executed)
      pc = pc->full(warp, pc);
  } else {
    for (; pc < warp.stop; ++executed)
      pc = pc->masked(warp, pc);
  }
  warp.executed = executed;
  return pc;
}

extern const Engine engine;
const Engine engine{&select, &run};

} // namespace ox::sim::OX_LEVEL
