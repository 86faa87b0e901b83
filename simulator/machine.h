// The machine: runs launches.  The blocks of a launch spread over host threads, the caller's and a pool's; each thread
// holds several resident blocks when they wait for each other or run long, and goes round among them, so that blocks
// that wait for other resident blocks get what they wait for.  Launches from several threads run side by side.
#pragma once
#include "runtime/device.h"
#include "simulator/block.h"
#include "simulator/parameter_blocks.h"
#include "simulator/system_calls.h"
#include "simulator/virtual_clock.h"
#include "simulator/worker_pool.h"
#include <atomic>
#include <cstdint>
#include <optional>
#include <string>

namespace ox::sim {

struct MachineOptions {
  uint32_t threads = 0; // host threads, 0 = as many as the process may use
  // Makes runs repeatable, instruction for instruction: one host thread unless threads says otherwise, and clocks that
  // count instructions.  0 is the plain schedule, every other seed explores one of its own.
  std::optional<uint64_t> seed{};
  uint64_t heap_bytes = 0; // for malloc in kernels
  bool ignore_hints = false;
  // Sees every warp instruction of every launch just before it is executed, in the thread that executes it.  Empty: no
  // trace, and no cost.
  std::function<void(const TraceEvent&)> trace{};

  // From OX_THREADS, OX_SCHED_SEED and OX_SIMD; the error names the variable that makes no sense.
  static std::expected<MachineOptions, std::string> from_environment();
};

class Machine {
public:
  Machine(const DeviceProperties& properties, Memory& memory, const MachineOptions& options);

  // Why the launch can't run on this machine, as a sentence; nullopt if it can.
  std::optional<std::string> refuse(const Program& program, const Launch& launch) const;

  // launch.module is not looked at.  A launch that would be refused ends in a fault of kind kHost.
  LaunchResult run(const Program& program, const Launch& launch);

  // The heap of kernels' malloc; its size can be changed until the first kernel has asked for memory.
  uint64_t heap_bytes() const { return system_calls_.heap().limit_bytes(); }
  std::expected<void, std::string> set_heap_bytes(uint64_t bytes) { return system_calls_.heap().set_limit(bytes); }

private:
  const DeviceProperties properties_;
  Memory& memory_;
  const MachineOptions options_;
  SystemCalls system_calls_;
  ParameterBlocks parameters_, workspaces_;
  std::atomic<uint64_t> launches_{0};
  VirtualClock clock_;
  WorkerPool workers_;
};

} // namespace ox::sim
