// What fits of clusters.
#include "runtime/cudart/cluster.h"
#include "runtime/core/cluster.h"
#include "runtime/cudart/bodies.h"
#include "runtime/cudart/wrapper.h"
#include <algorithm>

namespace ox::cudart {

std::optional<ox::Dim3> requested_cluster(const cudaLaunchConfig_t& config) {
  for (unsigned i = 0; i < config.numAttrs; ++i)
    if (config.attrs[i].id == cudaLaunchAttributeClusterDimension) {
      const auto& dim = config.attrs[i].val.clusterDim;
      return ox::Dim3{dim.x, dim.y, dim.z};
    }
  return std::nullopt;
}

namespace body {

namespace {
bool is_sound(const cudaLaunchConfig_t* config) { return config && (!config->numAttrs || config->attrs); }

uint64_t threads_of(const cudaLaunchConfig_t& config) {
  return uint64_t{config.blockDim.x} * config.blockDim.y * config.blockDim.z;
}
} // namespace

Error cudaOccupancyMaxActiveClusters(int* clusters, const void* function, const cudaLaunchConfig_t* config) {
  if (!clusters || !is_sound(config))
    return Error::InvalidValue;
  auto kernel = current_context().modules().find_kernel(function);
  if (!kernel)
    return kernel.error();
  const ox::DeviceProperties& device = current_context().properties();
  const ox::Dim3 cluster = runtime::cluster_of(**kernel, requested_cluster(*config));
  if (Error error = runtime::check_cluster(device, **kernel, cluster); error != Error::Success)
    return error;
  *clusters = static_cast<int>(runtime::resident_clusters(device, *(*kernel)->info, threads_of(*config),
                                                          config->dynamicSmemBytes, cluster.count()));
  return Error::Success;
}

// The cluster that the launch's own attributes name is not looked at.
Error cudaOccupancyMaxPotentialClusterSize(int* blocks, const void* function, const cudaLaunchConfig_t* config) {
  if (!blocks || !is_sound(config))
    return Error::InvalidValue;
  auto kernel = current_context().modules().find_kernel(function);
  if (!kernel)
    return kernel.error();
  const ox::DeviceProperties& device = current_context().properties();
  const ox::KernelInfo& info = *(*kernel)->info;
  if (auto required = runtime::required_cluster(**kernel)) {
    *blocks = static_cast<int>(required->count());
    return Error::Success;
  }
  const uint64_t resident = runtime::resident_clusters(device, info, threads_of(*config), config->dynamicSmemBytes, 1);
  *blocks = static_cast<int>(std::min<uint64_t>(runtime::largest_cluster(device, **kernel), resident));
  return Error::Success;
}

} // namespace body
} // namespace ox::cudart
