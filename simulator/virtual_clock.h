// Time for runs that have to repeat, instruction for instruction: a count of what the machine has executed, one cycle
// for each warp instruction, instead of the host's clock.  It never goes back, and it goes on while every block waits
// or sleeps (LaunchRun), so a kernel that waits for a time to come gets there.
#pragma once
#include <atomic>
#include <cstdint>

namespace ox::sim {

class VirtualClock {
public:
  void advance(uint64_t cycles) { cycles_.fetch_add(cycles, std::memory_order_relaxed); }
  uint64_t cycles() const { return cycles_.load(std::memory_order_relaxed); }

private:
  std::atomic<uint64_t> cycles_{0};
};

} // namespace ox::sim
