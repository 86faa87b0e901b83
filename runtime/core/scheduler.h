// Runs the operations of all streams in the order that their dependencies allow.
//
// A stream is nothing but a chain of operations: each depends on the one before it; the implicit synchronisation of
// the legacy stream and cudaStreamWaitEvent are further dependencies.  So one graph, one lock and one pool of threads
// serve every stream of every device.
//
// Latency decides the rest.  Waking a thread costs more than an empty kernel, therefore
// - a thread that waits for an operation executes what stands before it itself ("helping"): launch and synchronise
//   then involve no other thread;
// - for some milliseconds after the last work one worker "dozes": it looks for work every 50 us, so that submitting
// needs no
//   wake-up and yet streams progress when the program never synchronises;
// - markers (event records, joins of streams) have no work: whoever completes the last thing before them completes
//   them on the spot, which also gives events the right time.
// Operations may wait for each other in ways that the graph can't see (a kernel that spins on memory that another
// stream's kernel writes), so however many run, what is ready starts in the end.  At first as many run as the host has
// processors.  One more worker watches: when nothing has started for a millisecond it takes what is ready itself, and
// the next worker watches.  So short operations of many streams share a few threads, and what waits for each other
// still meets.
#pragma once
#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <span>
#include <vector>

namespace ox::runtime {

struct Operation {
  enum class Kind : uint8_t {
    kWork,   // may run on any thread, also on one that waits for it
    kMarker, // nothing to run; a place in the order, with a time
    kHost,   // the program's own function: on a worker only, never inside a call of the program
  };
  Kind kind = Kind::kWork;
  int priority = 0;    // of what is ready, the lowest number starts first
  uint64_t stream = 0; // operations of one stream are totally ordered, in the order of their submission
  std::move_only_function<void()> work;

  bool is_done() const { return done.load(std::memory_order_acquire); }
  uint64_t finished_ns = 0; // steady clock; valid when done

private:
  friend class Scheduler;
  std::atomic<bool> done = false;
  bool is_waited_for = false; // a thread sleeps until it is done
  uint64_t sequence = 0;
  uint32_t unfinished_before = 0;
  std::vector<std::shared_ptr<Operation>> before, after; // unfinished ones only
};
using OperationRef = std::shared_ptr<Operation>;

class Scheduler {
public:
  Scheduler();
  static Scheduler& instance();

  // Makes an operation run once all of `before` (null and done ones are ignored) are done.
  void submit(const OperationRef& operation, std::span<const OperationRef> before);

  // Returns when the operation is done, having helped.
  void wait(const OperationRef& operation);

  // Whether an operation that is not done is one of those, or comes before one of them.
  bool is_before_any(const Operation& operation, std::span<const OperationRef> others);

  // At exit: nothing new starts (what waits counts as done without having run); true if what runs ended in time.
  bool abandon(uint64_t timeout_ns);

private:
  // All with the lock held.
  void make_ready(OperationRef operation);
  void complete(Operation& operation);
  void run(std::unique_lock<std::mutex>& lock, OperationRef operation);
  OperationRef take_ready_before(const Operation& target);
  bool watch(std::unique_lock<std::mutex>& lock); // true if nothing started for a while
  void call_worker();
  void worker();

  std::mutex mutex_;
  std::condition_variable work_, done_;
  const uint32_t processors_;
  std::deque<OperationRef> ready_; // by priority, then in the order in which they became ready
  uint64_t next_sequence_ = 1, last_activity_ns_ = 0, started_ = 0;
  uint32_t workers_ = 0, starting_ = 0, dozing_ = 0, sleeping_ = 0, running_ = 0;
  bool is_watched_ = false;
  bool abandoned_ = false;
};

uint64_t now_ns(); // steady clock

} // namespace ox::runtime
