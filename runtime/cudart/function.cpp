// What is known and can be set about kernels, and their occupancy.
#include "runtime/core/diagnostics.h"
#include "runtime/core/occupancy.h"
#include "runtime/core/platform.h"
#include "runtime/cudart/bodies.h"
#include "runtime/cudart/wrapper.h"
#include <algorithm>

namespace ox::cudart::body {

using runtime::explain;
using runtime::Kernel;

namespace {
runtime::Result<Kernel*> find_kernel(const void* function) { return current_context().modules().find_kernel(function); }
} // namespace

Error cudaFuncGetAttributes(cudaFuncAttributes* attributes, const void* function) {
  if (!attributes)
    return Error::InvalidValue;
  auto found = find_kernel(function);
  if (!found)
    return found.error();
  const Kernel& kernel = **found;
  const ox::KernelInfo& info = *kernel.info;
  const ox::DeviceProperties& device = current_context().properties();
  *attributes = {};
  attributes->sharedSizeBytes = info.static_shared_bytes;
  attributes->localSizeBytes = info.local_bytes;
  attributes->numRegs = static_cast<int>(info.registers);
  attributes->maxThreadsPerBlock =
      static_cast<int>(info.max_threads_per_block ? info.max_threads_per_block : device.max_threads_per_block);
  // What `__CUDA_ARCH__` said when the kernel was compiled: libraries pick the kernel's launch configuration by it.
  attributes->ptxVersion = attributes->binaryVersion = static_cast<int>(kernel.compute_capability);
  attributes->maxDynamicSharedSizeBytes = static_cast<int>(kernel.max_dynamic_shared_bytes);
  attributes->preferredShmemCarveout = kernel.preferred_carveout;
  attributes->clusterDimMustBeSet = info.required_cluster[0] != 0;
  attributes->requiredClusterWidth = static_cast<int>(info.required_cluster[0]);
  attributes->requiredClusterHeight = static_cast<int>(info.required_cluster[1]);
  attributes->requiredClusterDepth = static_cast<int>(info.required_cluster[2]);
  attributes->nonPortableClusterSizeAllowed = kernel.allows_large_clusters;
  return Error::Success;
}

Error cudaFuncSetAttribute(const void* function, cudaFuncAttribute attribute, int value) {
  auto found = find_kernel(function);
  if (!found)
    return found.error();
  Kernel& kernel = **found;
  uint64_t most = current_context().properties().shared_per_block_optin;
  switch (attribute) {
  case cudaFuncAttributeMaxDynamicSharedMemorySize:
    if (value < 0 || static_cast<uint64_t>(value) + kernel.info->static_shared_bytes > most)
      return explain(
          Error::InvalidValue, "kernel %s: %d bytes of dynamic and %llu of static shared memory, the device has %llu",
          kernel.info->name.c_str(), value, static_cast<unsigned long long>(kernel.info->static_shared_bytes),
          static_cast<unsigned long long>(most));
    kernel.max_dynamic_shared_bytes = static_cast<uint64_t>(value);
    return Error::Success;
  case cudaFuncAttributePreferredSharedMemoryCarveout:
    if (value < -1 || value > 100)
      return Error::InvalidValue;
    kernel.preferred_carveout = value;
    return Error::Success;
  case cudaFuncAttributeNonPortableClusterSizeAllowed:
    kernel.allows_large_clusters = value != 0;
    return Error::Success;
  case cudaFuncAttributeClusterSchedulingPolicyPreference:
    return Error::Success; // advice
  default:
    return explain(Error::InvalidValue, "function attribute %d can't be set", static_cast<int>(attribute));
  }
}

Error cudaFuncSetCacheConfig(const void* function, cudaFuncCache preference) {
  if (preference < cudaFuncCachePreferNone || preference > cudaFuncCachePreferEqual)
    return Error::InvalidValue;
  auto kernel = find_kernel(function);
  if (!kernel)
    return kernel.error();
  (*kernel)->cache_preference = preference;
  return Error::Success;
}

Error cudaFuncSetSharedMemConfig(const void* function, cudaSharedMemConfig config) {
  if (config < cudaSharedMemBankSizeDefault || config > cudaSharedMemBankSizeEightByte)
    return Error::InvalidValue;
  auto kernel = find_kernel(function);
  return kernel ? Error::Success : kernel.error();
}

Error cudaFuncGetName(const char** name, const void* function) {
  if (!name)
    return Error::InvalidValue;
  auto kernel = find_kernel(function);
  if (!kernel)
    return kernel.error();
  *name = (*kernel)->info->name.c_str();
  return Error::Success;
}

// The handle of a kernel, which stands for its host symbol everywhere and is the driver API's too.
Error cudaGetFuncBySymbol(cudaFunction_t* function, const void* symbol) {
  if (!function)
    return Error::InvalidValue;
  auto kernel = find_kernel(symbol);
  if (!kernel)
    return kernel.error();
  runtime::Platform::instance().kernels.add((*kernel)->shared_from_this());
  *function = reinterpret_cast<cudaFunction_t>(*kernel);
  return Error::Success;
}

Error cudaGetKernel(cudaKernel_t* kernel, const void* symbol) {
  return body::cudaGetFuncBySymbol(reinterpret_cast<cudaFunction_t*>(kernel), symbol);
}

Error cudaFuncGetParamInfo(const void* function, size_t index, size_t* offset, size_t* bytes) {
  if (!offset)
    return Error::InvalidValue;
  auto kernel = find_kernel(function);
  if (!kernel)
    return kernel.error();
  const auto& parameters = (*kernel)->info->parameters;
  if (index >= parameters.size())
    return Error::InvalidValue;
  *offset = parameters[index].offset;
  if (bytes)
    *bytes = parameters[index].bytes;
  return Error::Success;
}

Error cudaOccupancyMaxActiveBlocksPerMultiprocessor(int* blocks, const void* function, int threads,
                                                    size_t dynamic_shared_bytes) {
  return cudaOccupancyMaxActiveBlocksPerMultiprocessorWithFlags(blocks, function, threads, dynamic_shared_bytes,
                                                                cudaOccupancyDefault);
}

Error cudaOccupancyMaxActiveBlocksPerMultiprocessorWithFlags(int* blocks, const void* function, int threads,
                                                             size_t dynamic_shared_bytes, unsigned flags) {
  if (!blocks || threads <= 0 || (flags & ~unsigned{cudaOccupancyDisableCachingOverride}))
    return Error::InvalidValue;
  auto kernel = find_kernel(function);
  if (!kernel)
    return kernel.error();
  *blocks = static_cast<int>(runtime::max_blocks_per_core(current_context().properties(), *(*kernel)->info,
                                                          static_cast<uint64_t>(threads), dynamic_shared_bytes));
  return Error::Success;
}

Error cudaOccupancyAvailableDynamicSMemPerBlock(size_t* bytes, const void* function, int blocks, int threads) {
  if (!bytes || blocks <= 0 || threads <= 0)
    return Error::InvalidValue;
  auto kernel = find_kernel(function);
  if (!kernel)
    return kernel.error();
  const ox::DeviceProperties& device = current_context().properties();
  const ox::KernelInfo& info = *(*kernel)->info;
  uint32_t most = runtime::max_blocks_per_core(device, info, static_cast<uint64_t>(threads), 0);
  if (static_cast<uint32_t>(blocks) > most)
    return explain(Error::InvalidValue, "kernel %s: %d blocks of %d threads don't fit a core, %u do", info.name.c_str(),
                   blocks, threads, most);
  *bytes = runtime::dynamic_shared_available(device, info, static_cast<uint32_t>(blocks));
  return Error::Success;
}

} // namespace ox::cudart::body
