// Launches: the checks that CUDA makes at the call, and the operation that runs the kernel.
#pragma once
#include "runtime/core/context.h"
#include "runtime/core/green_context.h"

namespace ox::runtime {

class Event;

struct LaunchRequest {
  Dim3 grid, block;
  std::optional<Dim3> cluster = {}; // else what the kernel is compiled for
  uint64_t dynamic_shared_bytes = 0;
  bool cooperative = false;
  std::optional<int> priority = {};                          // in a graph
  const void* function = nullptr;                            // what the program named the kernel by
  GreenContextRef green = {};                                // that confines it
  std::vector<std::shared_ptr<Event>> events_behind = {};    // recorded when the kernel has ended
  void** arguments = nullptr;                                // one pointer per parameter
  std::optional<std::span<const std::byte>> parameters = {}; // instead: laid out as the kernel has them
};

// The values of the conditions that a graph's kernels set.
class ConditionValues {
public:
  virtual ~ConditionValues() = default;
  virtual bool set(uint64_t condition, unsigned value) = 0; // false if it is no condition of the graph; any thread
};

// A launch that waits, with its own copy of the parameters.
struct PendingLaunch {
  Launch launch;
  std::vector<std::byte> parameters;
  const LoadedModule* module = nullptr;  // whose kernels it may launch in turn
  ConditionValues* conditions = nullptr; // of the executable graph that runs it
  GreenContextRef green = {};            // as in the request
};

// With a copy of the parameters, if CUDA allows such a launch.
Result<PendingLaunch> prepare_launch(Context& context, Kernel& kernel, const LaunchRequest& request);

// Runs it to its end, without what it launches; false after a fault, which has been reported.
bool run_grid(Context& context, PendingLaunch& pending);

struct KernelWork {
  Kernel* kernel;
  const void* function = nullptr;   // what the program named it by
  std::optional<Dim3> cluster = {}; // as given
  std::optional<int> priority = {}; // as given
  PendingLaunch pending;
};

Result<KernelWork> make_launch(Context& context, Kernel& kernel, const LaunchRequest& request);
void run(Context& context, KernelWork& work); // with all that it launches in turn

} // namespace ox::runtime
