// Host threads that help with launches.  They start when first called for, and sleep when there is nothing to do.
#pragma once
#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <mutex>
#include <thread>
#include <vector>

namespace ox::sim {

// Something that several threads can work on.  Owned by its caller, who ends it with WorkerPool::finish.
class SharedWork {
public:
  virtual ~SharedWork() = default;
  virtual bool wants_help() const = 0; // any thread, at any time
  virtual void help() = 0;             // returns when there is nothing left for this thread

private:
  friend class WorkerPool;
  std::atomic<uint32_t> helpers_{0};
  bool offered_ = false;
};

class WorkerPool {
public:
  explicit WorkerPool(uint32_t workers) : limit_(workers) {}
  ~WorkerPool();
  WorkerPool(const WorkerPool&) = delete;
  WorkerPool& operator=(const WorkerPool&) = delete;

  uint32_t limit() const { return limit_; }
  // Lets up to `helpers` threads help with work.
  void offer(SharedWork& work, uint32_t helpers);
  // Takes work back and waits for those who still help.
  void finish(SharedWork& work);

private:
  void run_worker();
  SharedWork* find_work(); // with the mutex held

  const uint32_t limit_;
  std::mutex mutex_;
  std::condition_variable wake_, helped_;
  std::vector<SharedWork*> offered_;
  std::vector<std::thread> threads_;
  uint32_t sleeping_ = 0;
  bool ending_ = false;
  std::atomic<uint32_t> offers_{0}; // changes with each offer, for workers that watch before they sleep
};

} // namespace ox::sim
