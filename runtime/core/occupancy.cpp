#include "runtime/core/occupancy.h"
#include "isa/kernel_abi.h"
#include <algorithm>

namespace ox::runtime {

namespace {
constexpr uint64_t kSharedUnit = 128, kRegisterUnit = 256;
uint64_t round_up(uint64_t value, uint64_t unit) { return (value + unit - 1) / unit * unit; }
uint64_t warps_of(uint64_t threads) { return (threads + isa::kWarpLanes - 1) / isa::kWarpLanes; }
} // namespace

uint64_t registers_of_block(const KernelInfo& kernel, uint64_t threads) {
  return warps_of(threads) * round_up(uint64_t{kernel.registers} * isa::kWarpLanes, kRegisterUnit);
}

uint32_t max_blocks_per_core(const DeviceProperties& device, const KernelInfo& kernel, uint64_t threads,
                             uint64_t dynamic_shared_bytes) {
  uint64_t limit = kernel.max_threads_per_block ? kernel.max_threads_per_block : device.max_threads_per_block;
  if (threads == 0 || threads > limit)
    return 0;
  uint64_t blocks = std::min<uint64_t>(device.blocks_per_core, device.warps_per_core / warps_of(threads));
  if (uint64_t registers = registers_of_block(kernel, threads))
    blocks = std::min(blocks, device.registers_per_core / registers);
  uint64_t shared = round_up(kernel.static_shared_bytes + dynamic_shared_bytes, kSharedUnit);
  if (shared > device.shared_per_block_optin)
    return 0;
  return static_cast<uint32_t>(std::min(blocks, device.shared_per_core / (shared + kReservedSharedPerBlock)));
}

uint64_t dynamic_shared_available(const DeviceProperties& device, const KernelInfo& kernel, uint32_t blocks) {
  if (blocks == 0)
    return 0;
  uint64_t share = device.shared_per_core / blocks;
  uint64_t taken = kReservedSharedPerBlock + kernel.static_shared_bytes;
  if (share <= taken)
    return 0;
  uint64_t available = (share - kReservedSharedPerBlock) / kSharedUnit * kSharedUnit;
  available = std::min(available, device.shared_per_block_optin);
  return available > kernel.static_shared_bytes ? available - kernel.static_shared_bytes : 0;
}

} // namespace ox::runtime
