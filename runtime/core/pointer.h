// What is known about a pointer: the program's allocations, what it has mapped, and variables of its modules.
#pragma once
#include "runtime/core/address_map.h"
#include "runtime/core/context.h"
#include "runtime/core/virtual_memory.h"

namespace ox::runtime {

struct PointerInfo {
  MemoryType type = MemoryType::kDevice;
  DeviceAddress base = 0; // of what it points into
  uint64_t bytes = 0;
  int ordinal = 0;            // of the device that has it
  Context* context = nullptr; // none for memory that is mapped by hand: it is no context's
  std::shared_ptr<MemoryPool> pool = nullptr;
  uint64_t id = 0; // 0 for variables
  bool of_module = false, of_other_process = false, sync_memops = false;
  std::optional<VirtualMemory::Range> mapping = std::nullopt;
};

// Nothing for plain host memory and for what is no memory.
std::optional<PointerInfo> describe_pointer(DeviceAddress address);

// What kernels of a device may do there.
Access access_of(const PointerInfo& info, Context& by);

} // namespace ox::runtime
