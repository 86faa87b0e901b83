// What a SIMD level offers: the handlers in the order of isa::Op, and the loops that run a group: one that
// nobody watches, and one for launches that are counted or traced.
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

static const Slot* run_observed(Warp& warp, const Slot* pc) {
  uint64_t executed = 0;
  const bool full = warp.mask == warp.live;
  for (; pc < warp.stop; ++executed) {
    observe(warp, pc);
    pc = full ? pc->full(warp, pc) : pc->masked(warp, pc);
  }
  warp.executed = executed;
  return pc;
}

extern const Engine engine;
const Engine engine{&select, &run, &run_observed};

} // namespace ox::sim::OX_LEVEL
