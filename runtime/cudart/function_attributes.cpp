#include "runtime/cudart/function_attributes.h"
#include "runtime/core/cluster.h"
#include "runtime/core/context.h"
#include "runtime/core/diagnostics.h"

namespace ox::cudart {

using runtime::explain;
using runtime::Kernel;

namespace {
const ox::DeviceProperties& device_of(const Kernel& kernel) { return kernel.owner->context.properties(); }
} // namespace

cudaFuncAttributes attributes_of(const Kernel& kernel) {
  const ox::KernelInfo& info = *kernel.info;
  const ox::Dim3 cluster = runtime::required_cluster(kernel).value_or(ox::Dim3{0, 0, 0});
  cudaFuncAttributes attributes{};
  attributes.sharedSizeBytes = info.static_shared_bytes;
  attributes.localSizeBytes = info.local_bytes;
  attributes.numRegs = static_cast<int>(info.registers);
  attributes.maxThreadsPerBlock = static_cast<int>(
      info.max_threads_per_block ? info.max_threads_per_block : device_of(kernel).max_threads_per_block);
  // What `__CUDA_ARCH__` said when the kernel was compiled: libraries pick the kernel's launch configuration by it.
  attributes.ptxVersion = attributes.binaryVersion = static_cast<int>(kernel.compute_capability);
  attributes.maxDynamicSharedSizeBytes = static_cast<int>(kernel.max_dynamic_shared_bytes);
  attributes.preferredShmemCarveout = kernel.preferred_carveout;
  attributes.clusterDimMustBeSet = cluster.x != 0;
  attributes.requiredClusterWidth = static_cast<int>(cluster.x);
  attributes.requiredClusterHeight = static_cast<int>(cluster.y);
  attributes.requiredClusterDepth = static_cast<int>(cluster.z);
  attributes.nonPortableClusterSizeAllowed = kernel.allows_large_clusters;
  attributes.clusterSchedulingPolicyPreference = kernel.cluster_policy;
  return attributes;
}

namespace {

Error set_dynamic_shared_bytes(Kernel& kernel, int value) {
  const uint64_t most = device_of(kernel).shared_per_block_optin;
  if (value < 0 || static_cast<uint64_t>(value) + kernel.info->static_shared_bytes > most)
    return explain(Error::InvalidValue,
                   "kernel %s: %d bytes of dynamic and %llu of static shared memory, the device has %llu",
                   kernel.info->name.c_str(), value, static_cast<unsigned long long>(kernel.info->static_shared_bytes),
                   static_cast<unsigned long long>(most));
  kernel.max_dynamic_shared_bytes = static_cast<uint64_t>(value);
  return Error::Success;
}

// What the cluster's size must divide is known at the launch.
Error set_cluster(Kernel& kernel, unsigned dimension, int value) {
  if (kernel.info->required_cluster[0] != 0)
    return explain(Error::NotPermitted, "kernel %s is compiled for a size of cluster", kernel.info->name.c_str());
  if (value < 0)
    return Error::InvalidValue;
  kernel.set_cluster[dimension] = static_cast<uint32_t>(value);
  return Error::Success;
}

} // namespace

Error set_attribute(Kernel& kernel, cudaFuncAttribute attribute, int value) {
  switch (attribute) {
  case cudaFuncAttributeMaxDynamicSharedMemorySize:
    return set_dynamic_shared_bytes(kernel, value);
  case cudaFuncAttributePreferredSharedMemoryCarveout:
    if (value < -1 || value > 100)
      return Error::InvalidValue;
    kernel.preferred_carveout = value;
    return Error::Success;
  case cudaFuncAttributeRequiredClusterWidth:
    return set_cluster(kernel, 0, value);
  case cudaFuncAttributeRequiredClusterHeight:
    return set_cluster(kernel, 1, value);
  case cudaFuncAttributeRequiredClusterDepth:
    return set_cluster(kernel, 2, value);
  case cudaFuncAttributeNonPortableClusterSizeAllowed:
    kernel.allows_large_clusters = value != 0;
    return Error::Success;
  case cudaFuncAttributeClusterSchedulingPolicyPreference: // advice
    if (value < cudaClusterSchedulingPolicyDefault || value > cudaClusterSchedulingPolicyLoadBalancing)
      return Error::InvalidValue;
    kernel.cluster_policy = value;
    return Error::Success;
  default:
    return explain(Error::InvalidValue, "function attribute %d can't be set", static_cast<int>(attribute));
  }
}

Error set_cache_preference(Kernel& kernel, cudaFuncCache preference) {
  if (preference < cudaFuncCachePreferNone || preference > cudaFuncCachePreferEqual)
    return Error::InvalidValue;
  kernel.cache_preference = preference;
  return Error::Success;
}

Error get_parameter(const Kernel& kernel, size_t index, size_t* offset, size_t* bytes) {
  if (!offset)
    return Error::InvalidValue;
  const auto& parameters = kernel.info->parameters;
  if (index >= parameters.size())
    return Error::InvalidValue;
  *offset = parameters[index].offset;
  if (bytes)
    *bytes = parameters[index].bytes;
  return Error::Success;
}

} // namespace ox::cudart
