// See occupancy.h.
#include "simulator/occupancy.h"
#include "isa/kernel_abi.h"
#include <algorithm>

namespace ox::sim {

uint32_t resident_blocks_per_core(const DeviceProperties& properties, const KernelInfo& kernel, uint64_t threads,
                                  uint64_t shared_bytes) {
  uint64_t warps = std::max<uint64_t>((threads + isa::kWarpLanes - 1) / isa::kWarpLanes, 1);
  uint64_t blocks = std::min<uint64_t>(properties.blocks_per_core, properties.warps_per_core / warps);
  if (shared_bytes != 0)
    blocks = std::min(blocks, properties.shared_per_core / shared_bytes);
  if (kernel.registers != 0)
    blocks = std::min(blocks, properties.registers_per_core / (uint64_t{kernel.registers} * warps * isa::kWarpLanes));
  return uint32_t(blocks);
}

} // namespace ox::sim
