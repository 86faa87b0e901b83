// Waits for and writes of words of memory, in the order of a stream (cuStreamWaitValue32 and its kind).
#pragma once
#include "runtime/core/error.h"
#include "runtime/device.h"
#include <vector>

namespace ox::runtime {

class Context;

struct MemoryOperation {
  enum class Kind : uint8_t { kWait, kWrite, kBarrier };
  enum class Condition : uint8_t {
    kAtLeast, // cyclically: the difference is not negative
    kEqual,
    kAnd, // a bit that both have
    kNor, // a bit that neither has
  };
  Kind kind = Kind::kBarrier;
  Condition condition = Condition::kAtLeast;
  uint32_t bytes = 4; // of the word: 4 or 8
  DeviceAddress address = 0;
  uint64_t value = 0;
};

struct MemoryOperationsWork {
  std::vector<MemoryOperation> operations; // in this order
};

// InvalidValue for an address that is not aligned or leads to no memory of the runtime's.
Result<MemoryOperationsWork> make_memory_operations(Context& context, std::vector<MemoryOperation> operations);
void run(Context& context, MemoryOperationsWork& work);

} // namespace ox::runtime
