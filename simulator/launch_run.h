// One launch while it runs: which blocks have not started, and what the threads that work on it have found.
#pragma once
#include "simulator/block.h"
#include "simulator/worker_pool.h"
#include <atomic>
#include <chrono>
#include <memory>
#include <mutex>
#include <optional>
#include <vector>

namespace ox::sim {

class LaunchRun final : public SharedWork {
public:
  // resident_limit: blocks of this launch that all threads together may hold at once.
  LaunchRun(LaunchContext& context, WorkerPool& pool, uint64_t resident_limit);

  // The calling thread's part, and the pool's; returns when every block has ended or the launch has stopped.
  LaunchResult run();

  bool wants_help() const override;
  void help() override { work(false); }

private:
  struct Resident {
    std::unique_ptr<Block> block;
    BlockStorage storage;
  };
  class Residents;

  void work(bool is_caller);
  std::optional<uint64_t> take_block(bool whatever_is_resident);
  void consider_help(std::chrono::steady_clock::time_point started);
  void stop_with(Fault fault);

  LaunchContext& context_;
  WorkerPool& pool_;
  const uint64_t blocks_, resident_limit_;
  std::atomic<uint64_t> next_{0}, resident_{0};
  bool help_called_ = false;

  std::mutex parked_mutex_;
  std::vector<Resident> parked_; // begun by one thread, to go on in another
  std::atomic<size_t> parked_count_{0};

  std::mutex result_mutex_;
  LaunchResult result_;
};

} // namespace ox::sim
