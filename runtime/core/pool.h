// Memory pools, in simple form: they count.  Every stream-ordered allocation is one of the device's, made at the call
// and given back when its stream gets to the free, so nothing is held in reserve and the release threshold has nothing
// to act on.
#pragma once
#include <atomic>
#include <cstdint>

namespace ox::runtime {

struct MemoryPool {
  explicit MemoryPool(int ordinal, uint64_t max_bytes = 0) : ordinal(ordinal), max_bytes(max_bytes) {}
  const int ordinal;          // of the device
  const uint64_t max_bytes;   // 0 = as much as the device has
  const int handle_types = 0; // by which it can be exported, as CUDA numbers them
  std::atomic<uint64_t> used_bytes = 0, high_bytes = 0, release_threshold = 0;
  std::atomic<int> reuse_follow_events = 1, reuse_opportunistic = 1, reuse_internal = 1;

  // False if that is more than the pool may hold.
  bool take(uint64_t bytes);
  void give_back(uint64_t bytes) { used_bytes -= bytes; }
};

} // namespace ox::runtime
