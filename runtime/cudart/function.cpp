// Kernels: their handles, attributes and occupancy.
#include "runtime/core/diagnostics.h"
#include "runtime/core/library.h"
#include "runtime/core/occupancy.h"
#include "runtime/core/platform.h"
#include "runtime/cudart/bodies.h"
#include "runtime/cudart/function_attributes.h"
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
  auto kernel = find_kernel(function);
  if (!kernel)
    return kernel.error();
  *attributes = attributes_of(**kernel);
  return Error::Success;
}

Error cudaFuncSetAttribute(const void* function, cudaFuncAttribute attribute, int value) {
  auto kernel = find_kernel(function);
  return kernel ? set_attribute(**kernel, attribute, value) : kernel.error();
}

Error cudaFuncSetCacheConfig(const void* function, cudaFuncCache preference) {
  auto kernel = find_kernel(function);
  return kernel ? set_cache_preference(**kernel, preference) : kernel.error();
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

// The kernel as it is in no context: where it is used says in which.
Error cudaGetKernel(cudaKernel_t* kernel, const void* symbol) {
  if (!kernel)
    return Error::InvalidValue;
  auto function = runtime::Platform::instance().binaries.find_function(symbol);
  if (!function)
    return explain(Error::InvalidDeviceFunction, "%p is not a kernel of this program", symbol);
  auto library = runtime::library_of(function->binary);
  runtime::LibraryKernel* found = library->kernel(function->name);
  if (auto loaded = runtime::find_in(current_context(), *found); !loaded)
    return loaded.error() == Error::SymbolNotFound ? Error::InvalidDeviceFunction : loaded.error();
  *kernel = reinterpret_cast<cudaKernel_t>(found);
  return Error::Success;
}

Error cudaFuncGetParamInfo(const void* function, size_t index, size_t* offset, size_t* bytes) {
  auto kernel = find_kernel(function);
  return kernel ? get_parameter(**kernel, index, offset, bytes) : kernel.error();
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
