// A device's primary context: its streams, its loaded modules, its limits, and whether it is broken.
//
// A fault of a kernel breaks the context for good, as on a GPU: what is queued is skipped, and every later call gets
// the fault's error until cudaDeviceReset makes a new context.  The program itself goes on.
#pragma once
#include "runtime/core/device_texts.h"
#include "runtime/core/error.h"
#include "runtime/core/module.h"
#include "runtime/core/pool.h"
#include "runtime/core/print_sink.h"
#include "runtime/core/stream.h"
#include "runtime/device.h"
#include <atomic>

namespace ox::runtime {

struct ContextHandle;

uint64_t next_context_id(); // unique in the process

class Context {
public:
  Context(int ordinal, std::unique_ptr<Device> device);
  ~Context(); // everything submitted must be done

  const int ordinal;
  ContextHandle* handle = nullptr; // what programs name it by
  const uint64_t id;               // unique in the process: a context made after a reset is another one
  Device& device() { return *device_; }
  const DeviceProperties& properties() const { return device_->properties(); }
  PrintSink& print_sink() { return print_sink_; }
  ModuleTable& modules() { return modules_; }

  // What a program can set.
  std::atomic<uint64_t> stack_bytes = 1024;
  std::atomic<int> cache_preference = 0;
  std::atomic<uint64_t> pending_child_limit = 2048; // cudaLimitDevRuntimePendingLaunchCount

  DeviceTexts& texts() { return texts_; }

  // The pool of stream-ordered allocations that name none: the device's own, or another that the program set.
  const std::shared_ptr<MemoryPool>& default_pool() const { return default_pool_; }
  std::shared_ptr<MemoryPool> current_pool() const { return current_pool_.load(); }
  void set_current_pool(std::shared_ptr<MemoryPool> pool) { current_pool_.store(std::move(pool)); }

  // Streams.
  StreamRef legacy_stream() { return legacy_; }
  StreamRef thread_stream(); // the calling thread's default stream
  StreamRef create_stream(Stream::Kind kind, int priority);

  // Puts an operation at the end of a stream, behind what the stream's kind makes it wait for, and behind `also`.
  // For submit (core/work.h), which is how the API's bodies get there.
  OperationRef enqueue(Stream& stream, Operation::Kind kind, std::move_only_function<void()> work,
                       OperationRef also = nullptr);

  // Whether an operation at the end of a stream waits for another one.
  bool is_behind(Stream& stream, const OperationRef& other);

  // Several operations, with an order of their own, in the place of one: none starts before the stream gets there, and
  // the stream goes on when all are done.  Each runs behind those of the group that it names by their index, which are
  // smaller than its own.  Gives the last operation; the group's are in `operation`.
  struct GroupOperation {
    Operation::Kind kind = Operation::Kind::kMarker;
    std::optional<int> priority = {}; // else the stream's
    std::move_only_function<void()> work = nullptr;
    std::vector<uint32_t> before = {};
    OperationRef also = nullptr;
    OperationRef operation = nullptr;
  };
  OperationRef enqueue_group(Stream& stream, std::span<GroupOperation> group, OperationRef also);

  // Over the streams of a green context, or over all: a marker behind what is queued there now; and a wait, before what
  // is queued there from now on, for an operation.
  OperationRef mark_all(const GreenContext* green = nullptr);
  void hold_all(OperationRef until, const GreenContext* green = nullptr);

  // True if nothing that an operation at the end of this stream would wait for is unfinished.
  bool is_idle(Stream& stream);
  bool is_idle(); // nothing at all is unfinished

  // Wait, helping; then print what kernels have printed.  The error is the context's.
  Error synchronize(Stream& stream);
  Error synchronize(); // everything
  Error synchronize(const OperationRef& operation);

  // Broken or not.
  Error fault() const { return static_cast<Error>(fault_.load(std::memory_order_acquire)); }
  void raise(Error error); // keeps the first

private:
  void collect_before(Stream& stream, std::vector<OperationRef>& before); // stream lock held
  void forget_finished();                                                 // stream lock held
  std::vector<OperationRef> unfinished(const GreenContext* green = nullptr);

  std::unique_ptr<Device> device_;
  PrintSink print_sink_;
  DeviceTexts texts_;
  ModuleTable modules_;
  std::shared_ptr<MemoryPool> default_pool_;
  std::atomic<std::shared_ptr<MemoryPool>> current_pool_;
  std::mutex stream_mutex_;
  StreamRef legacy_;
  std::vector<StreamRef> streams_; // the others, also destroyed ones that still have work
  size_t forget_at_ = 16;          // streams: time to look for those that have none
  struct Hold {
    OperationRef until;
    const GreenContext* green;
  };
  std::vector<Hold> holds_;
  std::atomic<int> fault_ = 0;
};

} // namespace ox::runtime
