// Compile jobs, several at a time; what comes of them is taken in the order of the jobs.
#pragma once
#include "driver/run.h"
#include <atomic>
#include <future>
#include <thread>

namespace ox::driver {

class CompileQueue {
public:
  // `jobs` must outlive the queue.  0 threads: one per processor.
  CompileQueue(std::vector<const CompileJob*> jobs, unsigned threads);

  // Waits for the next job.  Once one has failed, those that have not begun are not begun: nothing comes of them.
  std::optional<CompileResult> next();

private:
  void work();

  std::vector<const CompileJob*> jobs_;
  std::vector<std::promise<std::optional<CompileResult>>> results_;
  size_t taken_ = 0;
  std::atomic<size_t> begun_ = 0;
  std::atomic<bool> failed_ = false;
  std::vector<std::jthread> workers_;
};

} // namespace ox::driver
