// What the kernels of one grid ask of the runtime: launches, copies and fills, which wait until the grid has ended, and
// questions, which are answered at once.  The calls are those of frontend/include/ox/device_runtime_calls.h; the body
// is in runtime/cudart, because their arguments are CUDA's enumerations.
#pragma once
#include "runtime/core/launch.h"
#include <unordered_set>
#include <variant>
#include <vector>

namespace ox::runtime {

struct ChildCopy {
  DeviceAddress to;
  uint64_t to_pitch;
  DeviceAddress from;
  uint64_t from_pitch, width, height;
};

struct ChildFill {
  DeviceAddress to;
  uint64_t pitch, width, height;
  uint32_t value;
};

using ChildWork = std::variant<PendingLaunch, ChildCopy, ChildFill>;

// In the order in which they were asked for.
struct ChildQueues {
  std::vector<ChildWork> children, tails;
};

class DeviceRuntime {
public:
  static constexpr unsigned kMaxDepth = 24; // of grids that launch grids

  // pending: what all grids of the tree have asked for and is still to be run.
  DeviceRuntime(Context& context, const PendingLaunch& grid, unsigned depth, std::atomic<uint64_t>& pending)
      : context_(context), grid_(grid), depth_(depth), pending_(pending) {}
  ~DeviceRuntime();

  uint64_t answer(const DeviceRuntimeCall& call); // any thread

  ChildQueues take_queues() { return std::move(queues_); }

private:
  struct Caller;
  // All with the lock held.
  uint64_t parameter_buffer(const Caller& caller);
  Error launch(const Caller& caller);
  Error copy(const Caller& caller);
  Error fill(const Caller& caller);
  Error add(uint64_t stream, ChildWork work);
  Error check_room(uint64_t stream) const;
  bool is_stream(uint64_t handle) const;
  uint64_t make_handle(std::unordered_set<uint64_t>& handles, const Caller& caller, uint64_t wanted_flags);
  Result<uint32_t> question(const Caller& caller);
  Result<uint32_t> function_attribute(const Kernel& kernel, uint64_t which) const;
  Result<Kernel*> find_kernel(DeviceAddress entry) const;

  Context& context_;
  const PendingLaunch& grid_;
  const unsigned depth_;
  std::atomic<uint64_t>& pending_;

  std::mutex mutex_;
  ChildQueues queues_;
  std::unordered_map<uint64_t, Error> last_errors_; // of the threads that have one
  std::unordered_set<uint64_t> streams_, events_;
  uint64_t next_handle_ = 0x1000;

  // Parameter buffers: pieces of larger allocations, used again once a launch has taken its copy.
  struct Room {
    DeviceAddress next = 0;
    uint64_t left = 0;
  } room_;
  std::vector<DeviceAddress> allocations_;
  std::unordered_map<uint64_t, std::vector<DeviceAddress>> free_buffers_; // by bytes
  std::unordered_map<DeviceAddress, uint64_t> buffer_bytes_;
};

} // namespace ox::runtime
