#include "driver/compile_queue.h"
#include <algorithm>

namespace ox::driver {

CompileQueue::CompileQueue(std::vector<const CompileJob*> jobs, unsigned threads)
    : jobs_(std::move(jobs)), results_(jobs_.size()) {
  if (threads == 0)
    threads = std::max(1u, std::thread::hardware_concurrency());
  // Text on standard output must come in order, and clang writes it as it goes.
  if (std::ranges::any_of(jobs_, [](const CompileJob* job) { return job->output == "-"; }))
    threads = 1;
  for (size_t i = 0; i < std::min<size_t>(threads, jobs_.size()); ++i)
    workers_.emplace_back([this] { work(); });
}

std::optional<CompileResult> CompileQueue::next() { return results_[taken_++].get_future().get(); }

void CompileQueue::work() {
  for (size_t i; (i = begun_++) < jobs_.size();) {
    if (failed_) {
      results_[i].set_value(std::nullopt);
      continue;
    }
    CompileResult result = run_compile_job(*jobs_[i]);
    failed_ = failed_ || result.exit_code != 0;
    results_[i].set_value(std::move(result));
  }
}

} // namespace ox::driver
