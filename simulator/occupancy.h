// How many blocks of a kernel one core holds at once: what CUDA calls occupancy.
#pragma once
#include "runtime/device.h"

namespace ox::sim {

// 0 when not even one fits.
uint32_t resident_blocks_per_core(const DeviceProperties& properties, const KernelInfo& kernel, uint64_t threads,
                                  uint64_t shared_bytes);

} // namespace ox::sim
