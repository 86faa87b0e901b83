// malloc and free of kernels: one allocation of the arena, made when the first kernel asks, and cut up here.  Under
// OX_MEMCHECK=strict every piece is an allocation of its own, so that a kernel that leaves it faults.
#pragma once
#include "runtime/extents.h"
#include "simulator/memory.h"
#include <expected>
#include <mutex>
#include <string>
#include <unordered_map>

namespace ox::sim {

class DeviceHeap {
public:
  DeviceHeap(Memory& memory, uint64_t limit_bytes);
  ~DeviceHeap();
  DeviceHeap(const DeviceHeap&) = delete;
  DeviceHeap& operator=(const DeviceHeap&) = delete;

  uint64_t limit_bytes() const;
  // Fails once a kernel has asked for memory, and for more than the device has.
  std::expected<void, std::string> set_limit(uint64_t bytes);

  uint64_t allocate(uint64_t bytes); // 16-byte aligned; 0 when there is no room, as C says
  std::expected<void, std::string> release(uint64_t address);

private:
  Memory& memory_;
  uint64_t limit_bytes_, used_bytes_ = 0;
  bool strict_, in_use_ = false; // in_use_: a kernel has asked for memory
  mutable std::mutex mutex_;
  uint64_t region_ = 0;
  Extents free_;
  std::unordered_map<uint64_t, uint64_t> pieces_; // address to bytes
};

} // namespace ox::sim
