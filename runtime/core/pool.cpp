#include "runtime/core/pool.h"

namespace ox::runtime {

bool MemoryPool::take(uint64_t bytes) {
  uint64_t now = used_bytes.fetch_add(bytes) + bytes;
  if (max_bytes && now > max_bytes) {
    used_bytes -= bytes;
    return false;
  }
  for (uint64_t high = high_bytes; now > high && !high_bytes.compare_exchange_weak(high, now);) {
  }
  return true;
}

} // namespace ox::runtime
