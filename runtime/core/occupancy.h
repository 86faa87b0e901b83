// How many blocks of a kernel a core holds at once: what its warps, block slots, registers and shared memory allow.
#pragma once
#include "runtime/device.h"

namespace ox::runtime {

// Shared memory that the system takes from each block's share, as GPUs of compute capability 8.0 and later do.
inline constexpr uint64_t kReservedSharedPerBlock = 1024;

// 0 when not even one block fits.
uint32_t max_blocks_per_core(const DeviceProperties& device, const KernelInfo& kernel, uint64_t threads,
                             uint64_t dynamic_shared_bytes);

// The most dynamic shared memory with which `blocks` blocks of this kernel fit on a core by their shared memory alone.
uint64_t dynamic_shared_available(const DeviceProperties& device, const KernelInfo& kernel, uint32_t blocks);

// Registers that a block takes: whole warps, in units of 256 registers a warp.
uint64_t registers_of_block(const KernelInfo& kernel, uint64_t threads);

} // namespace ox::runtime
