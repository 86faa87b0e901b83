// The failed assertions of one launch.  As on a GPU each thread that fails one says so and ends, and the others go on
// for a while: people want to see all of them, not the first.
#pragma once
#include "runtime/fault.h"
#include <atomic>
#include <cstdint>
#include <mutex>
#include <vector>

namespace ox::sim {

class FailedAsserts {
public:
  // Any thread.
  void add(Fault fault) {
    std::scoped_lock lock(mutex_);
    if (faults_.size() < kMost)
      faults_.push_back(std::move(fault));
    else
      ++more_;
    any_.store(true, std::memory_order_release);
  }
  bool any() const { return any_.load(std::memory_order_acquire); }

  // When no block of the launch runs any more.
  std::vector<Fault> take() { return std::move(faults_); }
  uint64_t more() const { return more_; } // that were not kept

private:
  static constexpr size_t kMost = 10000; // a person reads no more
  std::mutex mutex_;
  std::vector<Fault> faults_;
  uint64_t more_ = 0;
  std::atomic<bool> any_ = false;
};

} // namespace ox::sim
