// Kernels: attributes, occupancy, launches.
#include "runtime/core/diagnostics.h"
#include "runtime/core/occupancy.h"
#include "runtime/cudart/bodies.h"
#include "runtime/cudart/launch.h"
#include "runtime/driver/bodies.h"
#include "runtime/driver/function_attributes.h"
#include "runtime/driver/handles.h"
#include "runtime/driver/launch_parameters.h"
#include <algorithm>

namespace ox::driver::body {

namespace runtime_api = cudart::body;
using cudart::current_context;
using runtime::explain;
using runtime::LaunchRequest;

namespace {

// Runs a function of the runtime API on a kernel; it takes the handle in place of a host symbol.  A library's kernel is
// that of the current context from here on.
template <typename Action> Error with_function(CUfunction& function, Action&& action) {
  auto kernel = find_function(function);
  if (!kernel)
    return kernel.error();
  function = handle_of(kernel->get());
  return action(**kernel);
}

} // namespace

Error cuFuncGetAttribute(int* value, CUfunction_attribute attribute, CUfunction function) {
  if (!value)
    return Error::InvalidValue;
  return with_function(function, [&](runtime::Kernel& kernel) { return get_attribute(value, attribute, kernel); });
}

Error cuFuncSetAttribute(CUfunction function, CUfunction_attribute attribute, int value) {
  return with_function(function, [&](runtime::Kernel&) { // the numbers of both APIs are the same
    return runtime_api::cudaFuncSetAttribute(function, static_cast<cudaFuncAttribute>(attribute), value);
  });
}

Error cuFuncSetCacheConfig(CUfunction function, CUfunc_cache preference) {
  return with_function(function, [&](runtime::Kernel&) {
    return runtime_api::cudaFuncSetCacheConfig(function, static_cast<cudaFuncCache>(preference));
  });
}

Error cuFuncSetSharedMemConfig(CUfunction function, CUsharedconfig config) {
  return with_function(function, [&](runtime::Kernel&) {
    return runtime_api::cudaFuncSetSharedMemConfig(function, static_cast<cudaSharedMemConfig>(config));
  });
}

Error cuFuncGetModule(CUmodule* module, CUfunction function) {
  if (!module)
    return Error::InvalidValue;
  return with_function(function, [&](runtime::Kernel& kernel) {
    *module = handle_of(kernel.owner);
    return Error::Success;
  });
}

Error cuFuncGetName(const char** name, CUfunction function) {
  return with_function(function, [&](runtime::Kernel&) { return runtime_api::cudaFuncGetName(name, function); });
}

Error cuFuncGetParamInfo(CUfunction function, size_t index, size_t* offset, size_t* bytes) {
  return with_function(
      function, [&](runtime::Kernel&) { return runtime_api::cudaFuncGetParamInfo(function, index, offset, bytes); });
}

// Kernels are loaded with their modules.
Error cuFuncIsLoaded(CUfunctionLoadingState* state, CUfunction function) {
  if (!state)
    return Error::InvalidValue;
  return with_function(function, [&](runtime::Kernel&) {
    *state = CU_FUNCTION_LOADING_STATE_LOADED;
    return Error::Success;
  });
}
Error cuFuncLoad(CUfunction function) {
  return with_function(function, [](runtime::Kernel&) { return Error::Success; });
}

// Occupancy.
Error cuOccupancyMaxActiveBlocksPerMultiprocessor(int* blocks, CUfunction function, int threads, size_t shared_bytes) {
  return body::cuOccupancyMaxActiveBlocksPerMultiprocessorWithFlags(blocks, function, threads, shared_bytes,
                                                                    CU_OCCUPANCY_DEFAULT);
}

Error cuOccupancyMaxActiveBlocksPerMultiprocessorWithFlags(int* blocks, CUfunction function, int threads,
                                                           size_t shared_bytes, unsigned flags) {
  return with_function(function, [&](runtime::Kernel&) {
    return runtime_api::cudaOccupancyMaxActiveBlocksPerMultiprocessorWithFlags(blocks, function, threads, shared_bytes,
                                                                               flags);
  });
}

Error cuOccupancyMaxPotentialBlockSize(int* least_grid, int* threads, CUfunction function,
                                       CUoccupancyB2DSize shared_bytes_of, size_t shared_bytes, int limit) {
  return body::cuOccupancyMaxPotentialBlockSizeWithFlags(least_grid, threads, function, shared_bytes_of, shared_bytes,
                                                         limit, CU_OCCUPANCY_DEFAULT);
}

// The block size, in whole warps, that keeps most threads resident on a core; of equals the largest.
Error cuOccupancyMaxPotentialBlockSizeWithFlags(int* least_grid, int* threads, CUfunction function,
                                                CUoccupancyB2DSize shared_bytes_of, size_t shared_bytes, int limit,
                                                unsigned flags) {
  if (!least_grid || !threads || limit < 0 || (flags & ~unsigned{CU_OCCUPANCY_DISABLE_CACHING_OVERRIDE}))
    return Error::InvalidValue;
  return with_function(function, [&](runtime::Kernel& kernel) {
    const ox::DeviceProperties& device = current_context().properties();
    constexpr uint32_t kWarp = 32;
    uint32_t most =
        kernel.info->max_threads_per_block ? kernel.info->max_threads_per_block : device.max_threads_per_block;
    if (limit)
      most = std::min(most, static_cast<uint32_t>(limit));
    uint64_t best = 0;
    for (uint32_t size = (most + kWarp - 1) / kWarp * kWarp; size > 0; size -= kWarp) {
      const uint32_t count = std::min(size, most);
      const size_t dynamic = shared_bytes_of ? shared_bytes_of(static_cast<int>(count)) : shared_bytes;
      const uint32_t blocks = runtime::max_blocks_per_core(device, *kernel.info, count, dynamic);
      if (uint64_t{blocks} * count > best) {
        best = uint64_t{blocks} * count;
        *threads = static_cast<int>(count);
        *least_grid = static_cast<int>(blocks * device.cores);
      }
    }
    if (best == 0)
      *threads = *least_grid = 0;
    return Error::Success;
  });
}

Error cuOccupancyAvailableDynamicSMemPerBlock(size_t* bytes, CUfunction function, int blocks, int threads) {
  return with_function(function, [&](runtime::Kernel&) {
    return runtime_api::cudaOccupancyAvailableDynamicSMemPerBlock(bytes, function, blocks, threads);
  });
}

// Launches.
namespace {

// Attributes have the same numbers, and values the same layout, in both APIs.
static_assert(sizeof(CUlaunchAttribute) == sizeof(cudaLaunchAttribute));
cudaLaunchConfig_t to_runtime(const CUlaunchConfig& config) {
  cudaLaunchConfig_t result{};
  result.gridDim = dim3(config.gridDimX, config.gridDimY, config.gridDimZ);
  result.blockDim = dim3(config.blockDimX, config.blockDimY, config.blockDimZ);
  result.dynamicSmemBytes = config.sharedMemBytes;
  result.stream = config.hStream;
  result.attrs = reinterpret_cast<cudaLaunchAttribute*>(config.attrs);
  result.numAttrs = config.numAttrs;
  return result;
}

Error launch(CUfunction function, CUstream stream, void** parameters, void** extra, LaunchRequest request) {
  return with_function(function, [&](runtime::Kernel&) {
    const Error error = read_parameters(parameters, extra, request);
    return error == Error::Success ? cudart::launch(function, stream, request) : error;
  });
}

} // namespace

Error cuLaunchKernel(CUfunction function, unsigned grid_x, unsigned grid_y, unsigned grid_z, unsigned block_x,
                     unsigned block_y, unsigned block_z, unsigned shared_bytes, CUstream stream, void** parameters,
                     void** extra) {
  return launch(
      function, stream, parameters, extra,
      {.grid = {grid_x, grid_y, grid_z}, .block = {block_x, block_y, block_z}, .dynamic_shared_bytes = shared_bytes});
}

Error cuLaunchCooperativeKernel(CUfunction function, unsigned grid_x, unsigned grid_y, unsigned grid_z,
                                unsigned block_x, unsigned block_y, unsigned block_z, unsigned shared_bytes,
                                CUstream stream, void** parameters) {
  return launch(function, stream, parameters, nullptr,
                {.grid = {grid_x, grid_y, grid_z},
                 .block = {block_x, block_y, block_z},
                 .dynamic_shared_bytes = shared_bytes,
                 .cooperative = true});
}

Error cuLaunchKernelEx(const CUlaunchConfig* config, CUfunction function, void** parameters, void** extra) {
  if (!config)
    return Error::InvalidValue;
  LaunchRequest request{.grid = {config->gridDimX, config->gridDimY, config->gridDimZ},
                        .block = {config->blockDimX, config->blockDimY, config->blockDimZ},
                        .dynamic_shared_bytes = config->sharedMemBytes};
  if (Error error = cudart::read_attributes(to_runtime(*config), request); error != Error::Success)
    return error;
  return launch(function, config->hStream, parameters, extra, request);
}

Error cuOccupancyMaxPotentialClusterSize(int* blocks, CUfunction function, const CUlaunchConfig* config) {
  if (!config)
    return Error::InvalidValue;
  const cudaLaunchConfig_t launch = to_runtime(*config);
  return with_function(function, [&](runtime::Kernel&) {
    return runtime_api::cudaOccupancyMaxPotentialClusterSize(blocks, function, &launch);
  });
}

Error cuOccupancyMaxActiveClusters(int* clusters, CUfunction function, const CUlaunchConfig* config) {
  if (!config)
    return Error::InvalidValue;
  const cudaLaunchConfig_t launch = to_runtime(*config);
  return with_function(function, [&](runtime::Kernel&) {
    return runtime_api::cudaOccupancyMaxActiveClusters(clusters, function, &launch);
  });
}

} // namespace ox::driver::body
