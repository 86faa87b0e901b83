// Clusters of a launch: which it has, and whether the kernel and the device take them.
#pragma once
#include "runtime/core/context.h"

namespace ox::runtime {

// What a launch is given, else what the kernel requires, else {1, 1, 1}: none.
Dim3 cluster_of(const Kernel& kernel, const std::optional<Dim3>& given);

// What the kernel is compiled for, or the program has set for it.
std::optional<Dim3> required_cluster(const Kernel& kernel);

// Blocks of the largest cluster that the kernel may be launched with, as far as its own limits and the device's go.
uint32_t largest_cluster(const DeviceProperties& device, const Kernel& kernel);

// Clusters of that many blocks that are resident at once.
uint64_t resident_clusters(const DeviceProperties& device, const KernelInfo& kernel, uint64_t threads,
                           uint64_t dynamic_shared_bytes, uint64_t blocks);

// Errors: InvalidClusterSize, with a sentence.
Error check_cluster(const DeviceProperties& device, const Kernel& kernel, const Dim3& cluster);
Error check_cluster_divides(const Kernel& kernel, const Dim3& cluster, const Dim3& grid);

} // namespace ox::runtime
