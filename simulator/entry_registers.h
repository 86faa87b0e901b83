// Which registers a kernel may read before it has written them.  Those are zero when it starts; clearing all of a
// warp's registers would cost more than many a short kernel.
#pragma once
#include "simulator/program.h"
#include <cstdint>
#include <vector>

namespace ox::sim {

// One mask for each kernel of the program: x registers in bits 31..0, f registers in bits 63..32.
std::vector<uint64_t> registers_read_at_entry(const Program& program);

} // namespace ox::sim
