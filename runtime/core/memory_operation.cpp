#include "runtime/core/memory_operation.h"
#include "runtime/core/diagnostics.h"
#include "runtime/core/platform.h"
#include <algorithm>
#include <atomic>
#include <chrono>
#include <thread>

namespace ox::runtime {

namespace {

// The device whose memory it is; another context's where a program waits for another device.
Context& owner_of(Context& context, DeviceAddress address) {
  auto object = Platform::instance().addresses.find(address);
  return object && object->context ? *object->context : context;
}

bool holds(const MemoryOperation& operation, uint64_t word) {
  const bool is_wide = operation.bytes == 8;
  switch (operation.condition) {
  case MemoryOperation::Condition::kAtLeast:
    return is_wide ? static_cast<int64_t>(word - operation.value) >= 0
                   : static_cast<int32_t>(static_cast<uint32_t>(word - operation.value)) >= 0;
  case MemoryOperation::Condition::kEqual:
    return word == operation.value;
  case MemoryOperation::Condition::kAnd:
    return (word & operation.value) != 0;
  case MemoryOperation::Condition::kNor:
    return (~(word | operation.value) & (is_wide ? ~uint64_t{0} : 0xffffffff)) != 0;
  }
  return false;
}

void fail_at(Context& context, const MemoryOperation& operation, const std::string& why) {
  say("a stream's operation on the word at %#llx: %s", static_cast<unsigned long long>(operation.address), why.c_str());
  context.raise(Error::IllegalAddress);
}

// Who waits long looks less often: the word may be the host's to write.  A broken context waits for nothing.
void wait(Context& context, const MemoryOperation& operation) {
  constexpr int kEager = 64;
  constexpr std::chrono::microseconds kShortest{10}, kLongest{200};
  std::chrono::microseconds pause = kShortest;
  for (int round = 0; context.fault() == Error::Success; ++round) {
    uint64_t word = 0;
    auto read = owner_of(context, operation.address).device().copy_to_host(&word, operation.address, operation.bytes);
    if (!read)
      return fail_at(context, operation, read.error());
    std::atomic_thread_fence(std::memory_order_seq_cst);
    if (holds(operation, word))
      return;
    if (round < kEager) {
      std::this_thread::yield();
    } else {
      std::this_thread::sleep_for(pause);
      pause = std::min(2 * pause, kLongest);
    }
  }
}

void write(Context& context, const MemoryOperation& operation) {
  std::atomic_thread_fence(std::memory_order_seq_cst);
  auto written = owner_of(context, operation.address)
                     .device()
                     .copy_to_device(operation.address, &operation.value, operation.bytes);
  if (!written)
    fail_at(context, operation, written.error());
}

} // namespace

Result<MemoryOperationsWork> make_memory_operations(Context& context, std::vector<MemoryOperation> operations) {
  for (MemoryOperation& operation : operations) {
    if (operation.kind == MemoryOperation::Kind::kBarrier)
      continue;
    if (operation.address % operation.bytes != 0)
      return fail(explain(Error::InvalidValue, "the address %#llx is no multiple of %u",
                          static_cast<unsigned long long>(operation.address), operation.bytes));
    if (!owner_of(context, operation.address).device().find_allocation(operation.address))
      return fail(explain(Error::InvalidValue, "%#llx is in no memory of a device, nor in page-locked memory",
                          static_cast<unsigned long long>(operation.address)));
    if (operation.bytes == 4)
      operation.value = static_cast<uint32_t>(operation.value);
  }
  return MemoryOperationsWork{std::move(operations)};
}

// Each operation is done when the next begins, and every access is the whole system's: a barrier has nothing to add.
void run(Context& context, MemoryOperationsWork& work) {
  for (const MemoryOperation& operation : work.operations) {
    if (context.fault() != Error::Success)
      return;
    if (operation.kind == MemoryOperation::Kind::kWait)
      wait(context, operation);
    else if (operation.kind == MemoryOperation::Kind::kWrite)
      write(context, operation);
  }
}

} // namespace ox::runtime
