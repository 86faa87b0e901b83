// One launch while it runs: which clusters have not started, and what the threads that work on it have found.  A launch
// without clusters has clusters of one block.
#pragma once
#include "simulator/block.h"
#include "simulator/cluster.h"
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
  // resident_limit: clusters of this launch that all threads together may hold at once.
  LaunchRun(LaunchContext& context, WorkerPool& pool, uint64_t resident_limit);

  // The calling thread's part, and the pool's; returns when every cluster has ended or the launch has stopped.
  LaunchResult run();

  bool wants_help() const override;
  void help() override { work(false); }

private:
  struct Resident {
    std::unique_ptr<Cluster> cluster;
    BlockStorage storage;
  };
  class Residents;

  void work(bool is_caller);
  uint64_t startable() const;
  std::optional<uint64_t> take_cluster(bool whatever_is_resident);
  void consider_help(std::chrono::steady_clock::time_point started);
  void stop_with(Fault fault);

  LaunchContext& context_;
  WorkerPool& pool_;
  const ClusterLayout layout_;
  const uint64_t clusters_, resident_limit_;
  std::atomic<uint64_t> next_{0}, resident_{0};
  bool help_called_ = false;

  std::mutex parked_mutex_;
  std::vector<Resident> parked_; // begun by one thread, to go on in another
  std::atomic<size_t> parked_count_{0};

  std::mutex result_mutex_;
  LaunchResult result_;
};

} // namespace ox::sim
