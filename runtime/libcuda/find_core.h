// Which core of the process libcuda.so.1 stands for.
#pragma once
#include "runtime/driver/table.h"
#include <atomic>

namespace ox::libcuda {

// Null when there is none of this version, and none could be loaded; then it has said so.
const driver::Table* find_core();

inline const driver::Table* core() {
  static std::atomic<const driver::Table*> found = nullptr;
  const driver::Table* table = found.load(std::memory_order_acquire);
  if (!table) [[unlikely]]
    found.store(table = find_core(), std::memory_order_release);
  return table;
}

} // namespace ox::libcuda
