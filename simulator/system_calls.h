// What kernels ask of the system with `ecall`: printf, assert, malloc and free (isa/kernel_abi.h).
#pragma once
#include "simulator/block.h"
#include "simulator/device_heap.h"
#include <functional>
#include <string_view>

namespace ox::sim {

class SystemCalls {
public:
  SystemCalls(Memory& memory, uint64_t heap_bytes) : heap_(memory, heap_bytes) {}

  using Print = std::function<void(std::string_view)>;
  // Any thread.  print may be empty: the text is dropped.
  LaunchContext::SystemCallResult call(uint64_t number, const uint64_t (&arguments)[6],
                                       const LaunchContext::LaneMemory& lane, const Print& print);

  DeviceHeap& heap() { return heap_; }
  const DeviceHeap& heap() const { return heap_; }

private:
  DeviceHeap heap_;
};

} // namespace ox::sim
