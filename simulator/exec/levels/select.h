// select_<op>(rounding mode): the handlers of each row of oxcore.def.  Declared from the table, so that a row without a
// body fails the build.
#pragma once
#include "simulator/warp.h"

namespace ox::sim::OX_LEVEL {
#define OX_INSN(name, ...) Handlers select_##name(uint8_t rounding_mode);
#include "isa/oxcore.def"
} // namespace ox::sim::OX_LEVEL
