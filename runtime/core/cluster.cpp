#include "runtime/core/cluster.h"
#include "runtime/core/diagnostics.h"
#include "runtime/core/occupancy.h"
#include <algorithm>

namespace ox::runtime {

std::optional<Dim3> required_cluster(const Kernel& kernel) {
  const uint32_t (&compiled)[3] = kernel.info->required_cluster;
  const auto& set = kernel.set_cluster;
  if (compiled[0] != 0)
    return Dim3{compiled[0], std::max(compiled[1], 1u), std::max(compiled[2], 1u)};
  if (set[0] || set[1] || set[2])
    return Dim3{std::max(set[0].load(), 1u), std::max(set[1].load(), 1u), std::max(set[2].load(), 1u)};
  return std::nullopt;
}

Dim3 cluster_of(const Kernel& kernel, const std::optional<Dim3>& given) {
  return given ? *given : required_cluster(kernel).value_or(Dim3{1, 1, 1});
}

uint32_t largest_cluster(const DeviceProperties& device, const Kernel& kernel) {
  uint32_t most = kernel.allows_large_clusters ? device.max_cluster_blocks : device.portable_cluster_blocks;
  return kernel.info->max_cluster_blocks ? std::min(most, kernel.info->max_cluster_blocks) : most;
}

uint64_t resident_clusters(const DeviceProperties& device, const KernelInfo& kernel, uint64_t threads,
                           uint64_t dynamic_shared_bytes, uint64_t blocks) {
  return uint64_t{device.cores} * max_blocks_per_core(device, kernel, threads, dynamic_shared_bytes) / blocks;
}

Error check_cluster(const DeviceProperties& device, const Kernel& kernel, const Dim3& cluster) {
  const KernelInfo& info = *kernel.info;
  if (cluster.count() == 0)
    return explain(Error::InvalidClusterSize, "kernel %s: a cluster of %ux%ux%u blocks has a zero dimension",
                   info.name.c_str(), cluster.x, cluster.y, cluster.z);
  if (auto required = required_cluster(kernel); required && cluster != *required)
    return explain(Error::InvalidClusterSize, "kernel %s requires clusters of %ux%ux%u blocks, not of %ux%ux%u",
                   info.name.c_str(), required->x, required->y, required->z, cluster.x, cluster.y, cluster.z);
  if (uint32_t most = largest_cluster(device, kernel); cluster.count() > most)
    return explain(Error::InvalidClusterSize,
                   "kernel %s: a cluster of %ux%ux%u blocks, at most %u are possible; "
                   "cudaFuncAttributeNonPortableClusterSizeAllowed raises 8 to what the device has (%u)",
                   info.name.c_str(), cluster.x, cluster.y, cluster.z, most, device.max_cluster_blocks);
  return Error::Success;
}

Error check_cluster_divides(const Kernel& kernel, const Dim3& cluster, const Dim3& grid) {
  if (grid.x % cluster.x == 0 && grid.y % cluster.y == 0 && grid.z % cluster.z == 0)
    return Error::Success;
  return explain(Error::InvalidClusterSize,
                 "kernel %s: a grid of %ux%ux%u blocks can't be cut into clusters of %ux%ux%u",
                 kernel.info->name.c_str(), grid.x, grid.y, grid.z, cluster.x, cluster.y, cluster.z);
}

} // namespace ox::runtime
