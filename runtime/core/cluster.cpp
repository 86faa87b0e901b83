#include "runtime/core/cluster.h"
#include "runtime/core/diagnostics.h"
#include "runtime/core/occupancy.h"
#include <algorithm>

namespace ox::runtime {

namespace {
bool is_required(const KernelInfo& kernel) { return kernel.required_cluster[0] != 0; }

Dim3 required_cluster(const KernelInfo& kernel) {
  const uint32_t (&required)[3] = kernel.required_cluster;
  return {required[0], std::max(required[1], 1u), std::max(required[2], 1u)};
}
} // namespace

Dim3 cluster_of(const KernelInfo& kernel, const std::optional<Dim3>& given) {
  if (given)
    return *given;
  return is_required(kernel) ? required_cluster(kernel) : Dim3{1, 1, 1};
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
  if (is_required(info) && cluster != required_cluster(info))
    return explain(Error::InvalidClusterSize, "kernel %s is compiled for clusters of %ux%ux%u blocks, not of %ux%ux%u",
                   info.name.c_str(), required_cluster(info).x, required_cluster(info).y, required_cluster(info).z,
                   cluster.x, cluster.y, cluster.z);
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
