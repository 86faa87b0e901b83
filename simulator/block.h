// One thread block in execution: its warps, their lanes' pcs and registers, its barriers.  A host thread steps it; a
// block that only waits or has used its budget gives the host thread back, so that resident blocks share host threads
// fairly.  The engine behind step() is the interpreter; a translator can stand in its place.
#pragma once
#include "runtime/device.h"
#include "simulator/failed_asserts.h"
#include "simulator/memory.h"
#include "simulator/program.h"
#include "simulator/trace.h"
#include "simulator/virtual_clock.h"
#include <atomic>
#include <cstdint>
#include <memory>

namespace ox::sim {

class CountedLaunch;

// What the blocks of one launch have in common.  Lives as long as the launch.
struct LaunchContext {
  Memory* memory = nullptr;
  const Program* program = nullptr;
  const DeviceProperties* properties = nullptr;
  uint32_t kernel = 0;
  Dim3 grid, block;
  Dim3 cluster;                    // blocks; 1,1,1 = none
  std::span<const uint32_t> cores; // that the blocks are on; empty: all
  uint64_t parameters = 0;         // device address
  uint64_t parameter_bytes = 0;
  uint64_t workspace = 0; // device address, of a cooperative launch
  uint64_t static_shared_bytes = 0, dynamic_shared_bytes = 0;
  uint64_t local_bytes = 0; // per lane, a multiple of 16
  uint64_t grid_id = 0;
  uint64_t instruction_limit = 0;               // per warp, 0 = none
  uint64_t seed = 0;                            // what the scheduler's choices come from; 0: the plain schedule
  bool cooperative = false;                     // all blocks are resident at once
  VirtualClock* clock = nullptr;                // null: the clocks are the host's
  bool ignore_hints = false;                    // ox.split and ox.join do nothing: for tests that hints are only advice
  CountedLaunch* counters = nullptr;            // null: nothing is counted
  std::function<void(const TraceEvent&)> trace; // empty: no trace; else called by any thread
  std::atomic<bool> stop = false;               // set at the first fault: blocks give up at their next step

  FailedAsserts failed_asserts;

  // ecall.  Runs in the host thread of the calling lane; reads guest memory through the accessor.
  class LaneMemory {
  public:
    virtual ~LaneMemory() = default;
    // Copies guest bytes as this lane sees them (local window included); false if any byte is not mapped.
    virtual bool read(uint64_t address, void* to, uint64_t bytes) const = 0;
  };
  struct SystemCallResult {
    uint64_t value = 0;
    std::optional<Fault> fault; // kind and detail filled in; the engine adds the place
  };
  std::function<SystemCallResult(uint64_t number, const uint64_t (&arguments)[6], const LaneMemory& lane)> system_call;
};

struct ClusterState;

// What one block needs, given by the machine and recycled: memory for shared data and the local windows.
struct BlockStorage {
  uint64_t shared = 0; // arena address of static + dynamic shared bytes
  uint64_t local = 0;  // arena address of warps * 32 * local_bytes, warp-major, words of the lanes interleaved
};

struct BlockCounters {
  uint64_t warp_instructions = 0, lane_instructions = 0;
};

class Block {
public:
  enum class Status {
    kFinished, // every lane has exited
    kRunnable, // used its budget, would go on
    kWaiting,  // every warp waits for memory of other blocks or sleeps: nothing to do now; step again later
    kBlocked,  // every warp waits for other threads, some of them at the barrier of the cluster: only another block of
               // the cluster can help
    kFaulted,  // fault() says why
  };

  // core: what csr smid reads.  The storage's shared memory is zero-filled by the caller.  cluster: what it shares with
  // the other blocks of its cluster, which outlives it; null when it is alone.
  Block(LaunchContext& launch, Dim3 index, uint32_t core, const BlockStorage& storage, ClusterState* cluster = nullptr);
  ~Block();
  Block(const Block&) = delete;
  Block& operator=(const Block&) = delete;

  // Executes up to about budget warp instructions.
  Status step(uint64_t budget);

  const Fault& fault() const;
  const BlockCounters& counters() const;

private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

} // namespace ox::sim
