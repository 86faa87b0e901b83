// See machine.h.
#include "simulator/machine.h"
#include "isa/kernel_abi.h"
#include "simulator/counters.h"
#include "simulator/demangle.h"
#include "simulator/interpreter.h"
#include "simulator/launch_run.h"
#include "simulator/occupancy.h"
#include "simulator/text.h"
#include <charconv>
#include <cstdlib>
#include <cstring>

namespace ox::sim {

static constexpr uint64_t kWorkspaceBytes = 16; // of a cooperative launch, csrs.def

namespace {
std::string triple(const Dim3& value) {
  return std::to_string(value.x) + " x " + std::to_string(value.y) + " x " + std::to_string(value.z);
}

bool fits(const Dim3& value, const Dim3& limit) {
  return value.x <= limit.x && value.y <= limit.y && value.z <= limit.z;
}

// Whether the variable is set.
template <typename T> std::expected<bool, std::string> read_variable(const char* name, T& to, T most) {
  const char* text = std::getenv(name);
  if (!text || !*text)
    return false;
  const char* end = text + std::strlen(text);
  auto [stop, error] = std::from_chars(text, end, to);
  if (error != std::errc() || stop != end || to > most)
    return std::unexpected(std::string("the environment variable ") + name + " is \"" + text +
                           "\"; it must be a whole number up to " + std::to_string(most));
  return true;
}

uint32_t host_threads(const MachineOptions& options) {
  if (options.threads != 0)
    return options.threads;
  return options.seed ? 1 : std::max(1u, std::thread::hardware_concurrency());
}

uint64_t local_bytes_of(const KernelInfo& kernel, const Launch& launch) {
  uint64_t bytes = kernel.local_bytes + (kernel.unbounded_stack ? launch.stack_bytes : 0);
  return (bytes + 15) / 16 * 16;
}

// Why the grid can't be cut into the launch's clusters.
std::optional<std::string> refuse_cluster(const KernelInfo& kernel, const Launch& launch,
                                          const DeviceProperties& properties) {
  const Dim3& cluster = launch.cluster;
  const uint64_t blocks = cluster.count();
  if (blocks == 0 || launch.grid.x % cluster.x || launch.grid.y % cluster.y || launch.grid.z % cluster.z)
    return "a grid of " + triple(launch.grid) + " blocks can't be cut into clusters of " + triple(cluster);
  if (blocks > properties.max_cluster_blocks)
    return "a cluster of " + triple(cluster) + " blocks is too large; the machine allows " +
           std::to_string(properties.max_cluster_blocks);
  const auto& required = kernel.required_cluster;
  if (required[0] != 0 && cluster != Dim3{required[0], std::max(required[1], 1u), std::max(required[2], 1u)})
    return "it must run with clusters of " +
           triple({required[0], std::max(required[1], 1u), std::max(required[2], 1u)}) + " blocks";
  if (kernel.max_cluster_blocks != 0 && blocks > kernel.max_cluster_blocks)
    return "a cluster of " + triple(cluster) + " blocks is over the kernel's bound, " +
           std::to_string(kernel.max_cluster_blocks);
  return std::nullopt;
}
} // namespace

std::expected<MachineOptions, std::string> MachineOptions::from_environment() {
  MachineOptions options;
  if (auto done = read_variable<uint32_t>("OX_THREADS", options.threads, 1024); !done)
    return std::unexpected(done.error());
  uint64_t seed = 0;
  if (auto done = read_variable<uint64_t>("OX_SCHED_SEED", seed, ~uint64_t{0}); !done)
    return std::unexpected(done.error());
  else if (*done)
    options.seed = seed;
  if (auto done = choose_simd_level_from_environment(); !done)
    return std::unexpected(done.error());
  return options;
}

Machine::Machine(const DeviceProperties& properties, Memory& memory, const MachineOptions& options)
    : properties_(properties), memory_(memory), options_(options), system_calls_(memory, options.heap_bytes),
      parameters_(memory), workspaces_(memory, RangeKind::kDevice), workers_(host_threads(options) - 1) {}

std::optional<std::string> Machine::refuse(const Program& program, const Launch& launch) const {
  if (launch.kernel >= program.kernels().size())
    return "the image has no kernel number " + std::to_string(launch.kernel);
  const KernelInfo& kernel = program.kernels()[launch.kernel];
  std::string name = "kernel " + demangle(kernel.name);
  if (!kernel.unusable.empty())
    return name + " could not be compiled for OxCore: " + kernel.unusable;
  uint64_t threads = launch.block.count();
  if (threads == 0 || launch.grid.count() == 0)
    return name + ": a grid of " + triple(launch.grid) + " blocks of " + triple(launch.block) + " threads is empty";
  if (!fits(launch.block, properties_.max_block) || threads > properties_.max_threads_per_block)
    return name + ": a block of " + triple(launch.block) + " = " + std::to_string(threads) +
           " threads is too large; the machine allows " + std::to_string(properties_.max_threads_per_block) + " and " +
           triple(properties_.max_block);
  if (!fits(launch.grid, properties_.max_grid))
    return name + ": a grid of " + triple(launch.grid) + " blocks is too large; the machine allows " +
           triple(properties_.max_grid);
  if (auto why = refuse_cluster(kernel, launch, properties_))
    return name + ": " + *why;
  if (kernel.max_threads_per_block != 0 && threads > kernel.max_threads_per_block)
    return name + ": a block of " + std::to_string(threads) + " threads is over the kernel's launch bounds, " +
           std::to_string(kernel.max_threads_per_block);
  const auto& required = kernel.required_block;
  if (required[0] != 0 && launch.block != Dim3{required[0], std::max(required[1], 1u), std::max(required[2], 1u)})
    return name + ": it must run with blocks of " + triple({required[0], required[1], required[2]}) + " threads";
  uint64_t shared = kernel.static_shared_bytes + launch.dynamic_shared_bytes;
  if (launch.dynamic_shared_bytes > properties_.shared_per_block_optin || shared > properties_.shared_per_block_optin)
    return name + ": " + byte_count(shared) + " of shared memory are too much; a block can have " +
           byte_count(properties_.shared_per_block_optin);
  if (std::ranges::any_of(launch.cores, [&](uint32_t core) { return core >= properties_.cores; }))
    return name + ": it is to run on cores that the machine does not have; there are " +
           std::to_string(properties_.cores);
  const uint64_t cores = launch.cores.empty() ? properties_.cores : launch.cores.size();
  uint64_t resident = resident_blocks_per_core(properties_, kernel, threads, shared);
  if (launch.cluster.count() > std::max<uint64_t>(resident, 1) * cores)
    return name + ": a cluster of " + triple(launch.cluster) + " blocks, but only " + std::to_string(resident * cores) +
           " blocks can be resident at once";
  if (launch.cooperative && launch.grid.count() > resident * cores)
    return name + ": a cooperative launch of " + std::to_string(launch.grid.count()) + " blocks, but only " +
           std::to_string(resident * cores) + " can be resident at once";
  if (launch.parameters.size() < kernel.parameter_bytes)
    return name + ": " + byte_count(launch.parameters.size()) + " of parameters were given, it takes " +
           byte_count(kernel.parameter_bytes);
  return std::nullopt;
}

namespace {
LaunchContext::SystemCallResult ask_runtime(const Launch& launch, const uint64_t (&arguments)[6],
                                            const LaunchContext::LaneMemory& lane) {
  LaunchContext::SystemCallResult result;
  result.value = launch.device_runtime(
      {arguments, [&lane](DeviceAddress from, void* to, uint64_t bytes) { return lane.read(from, to, bytes); }});
  return result;
}
} // namespace

LaunchResult Machine::run(const Program& program, const Launch& launch) {
  auto host_fault = [&](std::string detail) {
    LaunchResult result;
    result.fault.emplace();
    result.fault->kind = FaultKind::kHost;
    result.fault->detail = std::move(detail);
    return result;
  };
  if (auto why = refuse(program, launch))
    return host_fault(*why);
  const KernelInfo& kernel = program.kernels()[launch.kernel];

  auto parameters = parameters_.put(launch.parameters, kernel.parameter_bytes);
  if (!parameters)
    return host_fault(parameters.error());
  uint64_t workspace = 0;
  if (launch.cooperative) {
    auto made = workspaces_.put({}, kWorkspaceBytes);
    if (!made)
      return host_fault(made.error());
    workspace = *made;
  }
  LaunchContext context;
  context.memory = &memory_;
  context.program = &program;
  context.properties = &properties_;
  context.kernel = launch.kernel;
  context.grid = launch.grid;
  context.block = launch.block;
  context.cluster = launch.cluster;
  context.cores = launch.cores;
  context.parameters = *parameters;
  context.parameter_bytes = std::max<uint64_t>(launch.parameters.size(), kernel.parameter_bytes);
  context.workspace = workspace;
  context.static_shared_bytes = kernel.static_shared_bytes;
  context.dynamic_shared_bytes = launch.dynamic_shared_bytes;
  context.local_bytes = local_bytes_of(kernel, launch);
  context.grid_id = launches_.fetch_add(1, std::memory_order_relaxed) + 1;
  context.instruction_limit = launch.instruction_limit;
  context.cooperative = launch.cooperative;
  context.seed = options_.seed.value_or(0);
  context.clock = options_.seed ? &clock_ : nullptr;
  context.ignore_hints = options_.ignore_hints;
  context.trace = options_.trace;
  std::optional<CountedLaunch> counted;
  if (launch.collect_counters)
    context.counters = &counted.emplace(program);
  context.system_call = [this, &launch](uint64_t number, const uint64_t (&arguments)[6],
                                        const LaunchContext::LaneMemory& lane) {
    if (isa::SystemCall(number) == isa::SystemCall::kDeviceRuntime && launch.device_runtime)
      return ask_runtime(launch, arguments, lane);
    return system_calls_.call(number, arguments, lane, launch.print);
  };

  uint64_t shared = kernel.static_shared_bytes + launch.dynamic_shared_bytes;
  const uint64_t per_core = resident_blocks_per_core(properties_, kernel, launch.block.count(), shared);
  // All of the machine holds as many as there are threads to run them in any case; some of its cores only their own.
  const uint64_t clusters =
      launch.cores.empty()
          ? std::max<uint64_t>(per_core * properties_.cores / launch.cluster.count(), workers_.limit() + 1)
          : std::max<uint64_t>(per_core * launch.cores.size() / launch.cluster.count(), 1);
  LaunchResult result = LaunchRun(context, workers_, clusters).run();
  parameters_.take_back(*parameters, context.parameter_bytes);
  if (workspace)
    workspaces_.take_back(workspace, kWorkspaceBytes);

  if (counted) {
    result.counters = counted->sum();
    result.counters->kernel = demangle(kernel.name);
  }

  if (result.fault) {
    Fault& fault = *result.fault;
    if (fault.kernel.empty())
      fault.kernel = kernel.name;
    if (fault.line == 0 && fault.kind != FaultKind::kHost)
      if (auto line = program.find_line(program.image_base() + fault.pc)) {
        fault.file = line->file;
        fault.line = line->line;
      }
  }
  return result;
}

} // namespace ox::sim
