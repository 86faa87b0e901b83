#include "runtime/core/launch.h"
#include "runtime/core/child_grids.h"
#include "runtime/core/cluster.h"
#include "runtime/core/diagnostics.h"
#include "runtime/core/fault_report.h"
#include "runtime/core/host_lines.h"
#include "runtime/core/occupancy.h"
#include "runtime/core/settings.h"
#include "runtime/core/statistics.h"
#include <algorithm>
#include <cstring>

namespace ox::runtime {

namespace {

bool exceeds(const Dim3& dim, const Dim3& limit) { return dim.x > limit.x || dim.y > limit.y || dim.z > limit.z; }

using ull = unsigned long long;

Error check_shape(const DeviceProperties& device, const KernelInfo& kernel, const LaunchRequest& request) {
  const Dim3 &grid = request.grid, &block = request.block;
  if (grid.count() == 0 || block.count() == 0)
    return explain(Error::InvalidConfiguration, "kernel %s: grid %ux%ux%u of blocks %ux%ux%u has a zero dimension",
                   kernel.name.c_str(), grid.x, grid.y, grid.z, block.x, block.y, block.z);
  if (exceeds(grid, device.max_grid))
    return explain(Error::InvalidConfiguration, "kernel %s: grid %ux%ux%u is beyond the device's %ux%ux%u",
                   kernel.name.c_str(), grid.x, grid.y, grid.z, device.max_grid.x, device.max_grid.y,
                   device.max_grid.z);
  if (exceeds(block, device.max_block) || block.count() > device.max_threads_per_block)
    return explain(Error::InvalidConfiguration,
                   "kernel %s: a block of %ux%ux%u = %llu threads, the device has room for %u", kernel.name.c_str(),
                   block.x, block.y, block.z, static_cast<ull>(block.count()), device.max_threads_per_block);
  return Error::Success;
}

uint64_t cores_of(const DeviceProperties& device, const LaunchRequest& request) {
  return request.green ? request.green->cores.size() : device.cores;
}

Error check_resources(const DeviceProperties& device, const Kernel& kernel, const LaunchRequest& request) {
  const KernelInfo& info = *kernel.info;
  uint64_t threads = request.block.count();
  if (!info.unusable.empty()) {
    if (!kernel.refusal_said.exchange(true))
      say("kernel %s cannot run: %s", demangled(info.name.c_str()).c_str(), info.unusable.c_str());
    return Error::InvalidKernelImage;
  }
  if (request.dynamic_shared_bytes > kernel.max_dynamic_shared_bytes)
    return explain(Error::InvalidValue,
                   "kernel %s: %llu bytes of dynamic shared memory, at most %llu without raising "
                   "cudaFuncAttributeMaxDynamicSharedMemorySize",
                   info.name.c_str(), static_cast<ull>(request.dynamic_shared_bytes),
                   static_cast<ull>(kernel.max_dynamic_shared_bytes));
  if (info.static_shared_bytes + request.dynamic_shared_bytes > device.shared_per_block_optin)
    return explain(Error::InvalidValue, "kernel %s: %llu bytes of shared memory, the device has %llu a block",
                   info.name.c_str(), static_cast<ull>(info.static_shared_bytes + request.dynamic_shared_bytes),
                   static_cast<ull>(device.shared_per_block_optin));
  if (info.max_threads_per_block && threads > info.max_threads_per_block)
    return explain(Error::LaunchOutOfResources, "kernel %s: %llu threads a block, its launch bounds allow %u",
                   info.name.c_str(), static_cast<ull>(threads), info.max_threads_per_block);
  const uint32_t (&required)[3] = info.required_block;
  if (required[0] && request.block != Dim3{required[0], required[1] ? required[1] : 1, required[2] ? required[2] : 1})
    return explain(Error::InvalidValue, "kernel %s is compiled for blocks of %ux%ux%u threads", info.name.c_str(),
                   required[0], required[1], required[2]);
  if (device.registers_per_core && registers_of_block(info, threads) > device.registers_per_core)
    return explain(Error::LaunchOutOfResources, "kernel %s: %llu threads of %u registers, a core has %u registers",
                   info.name.c_str(), static_cast<ull>(threads), info.registers, device.registers_per_core);
  if (request.cooperative) {
    uint64_t resident =
        cores_of(device, request) * max_blocks_per_core(device, info, threads, request.dynamic_shared_bytes);
    if (request.grid.count() > resident)
      return explain(Error::CooperativeLaunchTooLarge,
                     "kernel %s: %llu blocks have to be resident at once, %llu cores hold %llu", info.name.c_str(),
                     static_cast<ull>(request.grid.count()), static_cast<ull>(cores_of(device, request)),
                     static_cast<ull>(resident));
  }
  return Error::Success;
}

Error check_clusters(const DeviceProperties& device, const Kernel& kernel, const LaunchRequest& request,
                     const Dim3& cluster) {
  if (Error error = check_cluster(device, kernel, cluster); error != Error::Success)
    return error;
  if (Error error = check_cluster_divides(kernel, cluster, request.grid); error != Error::Success)
    return error;
  if (cluster.count() > 1 &&
      cores_of(device, request) *
              max_blocks_per_core(device, *kernel.info, request.block.count(), request.dynamic_shared_bytes) <
          cluster.count())
    return explain(Error::LaunchOutOfResources,
                   "kernel %s: the device's cores, or those of its green context, can't hold the %llu blocks of a "
                   "cluster at once; "
                   "cudaOccupancyMaxPotentialClusterSize says how many",
                   kernel.info->name.c_str(), static_cast<ull>(cluster.count()));
  return Error::Success;
}

Error pack_parameters(const KernelInfo& info, const LaunchRequest& request, std::vector<std::byte>& block) {
  block.resize(info.parameter_bytes);
  if (request.parameters) {
    // A program may leave out what the last parameter is padded with.
    if (request.parameters->size() > block.size())
      return explain(Error::InvalidValue, "kernel %s takes %zu bytes of parameters, not %zu", info.name.c_str(),
                     block.size(), request.parameters->size());
    std::ranges::copy(*request.parameters, block.begin());
    return Error::Success;
  }
  void** arguments = request.arguments;
  if (!info.parameters.empty() && !arguments)
    return explain(Error::InvalidValue, "kernel %s has %zu parameters, and no arguments are given", info.name.c_str(),
                   info.parameters.size());
  for (size_t i = 0; i < info.parameters.size(); ++i) {
    const isa::KernelParameter& parameter = info.parameters[i];
    if (parameter.bytes == 0)
      continue;
    if (!arguments[i])
      return explain(Error::InvalidValue, "kernel %s: argument %zu is a null pointer", info.name.c_str(), i);
    if (uint64_t{parameter.offset} + parameter.bytes > block.size())
      return explain(Error::InvalidKernelImage, "kernel %s: its parameter %zu lies outside its parameter block",
                     info.name.c_str(), i);
    std::memcpy(block.data() + parameter.offset, arguments[i], parameter.bytes);
  }
  return Error::Success;
}

} // namespace

bool run_grid(Context& context, PendingLaunch& pending) {
  pending.launch.parameters = pending.parameters;
  if (pending.green)
    pending.launch.cores = pending.green->cores;
  pending.launch.print = [&context](std::string_view text) { context.print_sink().append(text); };
  LaunchResult result = context.device().run(pending.launch);
  if (result.counters)
    add_statistics(pending.launch.module->kernels()[pending.launch.kernel].name, *result.counters);
  if (!result.fault)
    return true;
  context.print_sink().flush(); // from here on every call of the program fails before it would
  if (result.fault->kind != FaultKind::kAssert)
    say("%s", text_of(*result.fault).c_str());
  else if (result.failed_asserts.empty())
    say_plain(text_of(*result.fault));
  for (const Fault& failed : result.failed_asserts)
    say_plain(text_of(failed));
  if (result.more_failed_asserts != 0)
    say("%llu more threads failed an assertion", static_cast<ull>(result.more_failed_asserts));
  context.raise(error_of(*result.fault));
  return false;
}

Result<PendingLaunch> prepare_launch(Context& context, Kernel& kernel, const LaunchRequest& request) {
  const DeviceProperties& device = context.properties();
  if (Error error = check_shape(device, *kernel.info, request); error != Error::Success)
    return fail(error);
  if (Error error = check_resources(device, kernel, request); error != Error::Success)
    return fail(error);
  const Dim3 cluster = cluster_of(kernel, request.cluster);
  if (Error error = check_clusters(device, kernel, request, cluster); error != Error::Success)
    return fail(error);
  PendingLaunch pending;
  if (Error error = pack_parameters(*kernel.info, request, pending.parameters); error != Error::Success)
    return fail(error);
  pending.module = kernel.owner;
  pending.green = request.green;
  pending.launch.module = kernel.module;
  pending.launch.kernel = kernel.index;
  pending.launch.grid = request.grid;
  pending.launch.block = request.block;
  pending.launch.cluster = cluster;
  pending.launch.dynamic_shared_bytes = request.dynamic_shared_bytes;
  pending.launch.stack_bytes = context.stack_bytes;
  pending.launch.cooperative = request.cooperative;
  pending.launch.instruction_limit = settings().instruction_limit;
  pending.launch.collect_counters = statistics_wanted();
  if (pending.launch.collect_counters)
    expect_statistics();
  return pending;
}

Result<KernelWork> make_launch(Context& context, Kernel& kernel, const LaunchRequest& request) {
  auto pending = prepare_launch(context, kernel, request);
  if (!pending)
    return fail(pending.error());
  return KernelWork{&kernel, request.function, request.cluster, request.priority, std::move(*pending)};
}

void run(Context& context, KernelWork& work) { run_with_children(context, work.pending); }

} // namespace ox::runtime
