// Host threads that help with launches.  They start when first called for, and sleep when there is nothing to do.
#pragma once
#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <mutex>
#include <thread>
#include <vector>

namespace ox::sim {

// Something that several threads can work on.  Owned by its caller, who works too, and ends it with WorkerPool::finish.
class SharedWork {
public:
  virtual ~SharedWork() = default;
  virtual bool wants_help() const = 0; // any thread, at any time
  virtual void help() = 0;             // returns when there is nothing left for this thread

protected:
  bool caller_waits() const { return caller_waits_.load(std::memory_order_relaxed); }

private:
  friend class WorkerPool;
  std::atomic<uint32_t> helpers_{0};
  std::atomic<bool> caller_waits_{false};
  bool offered_ = false;
};

class WorkerPool {
public:
  explicit WorkerPool(uint32_t workers) : limit_(workers) {}
  ~WorkerPool();
  WorkerPool(const WorkerPool&) = delete;
  WorkerPool& operator=(const WorkerPool&) = delete;

  uint32_t limit() const { return limit_; }
  // Threads that would help at once if there were something to help with.  A glance, for hints.
  uint32_t idle() const { return limit_ - busy_.load(std::memory_order_relaxed); }
  // Lets up to `helpers` threads help with work.  The caller offers first; helpers may offer again.
  void offer(SharedWork& work, uint32_t helpers);
  // The caller's: waits for those who still help.  True when there is something for the caller to do again; false when
  // the work is done and nobody touches it any more.
  bool finish(SharedWork& work);

private:
  void run_worker();
  SharedWork* find_work(); // with the mutex held

  const uint32_t limit_;
  std::mutex mutex_;
  std::condition_variable wake_, helped_;
  std::vector<SharedWork*> offered_;
  std::vector<std::thread> threads_;
  uint32_t sleeping_ = 0;
  std::atomic<uint32_t> busy_{0};
  bool ending_ = false;
  std::atomic<uint32_t> offers_{0}; // changes with each offer, for workers that watch before they sleep
};

} // namespace ox::sim
