// Launches.
#include "runtime/core/launch.h"
#include "runtime/core/diagnostics.h"
#include "runtime/cudart/bodies.h"
#include "runtime/cudart/cluster.h"
#include "runtime/cudart/handles.h"

namespace ox::cudart::body {

using runtime::explain;

namespace {

ox::Dim3 to_core(const dim3& dim) { return {dim.x, dim.y, dim.z}; }

Error launch(const void* function, const dim3& grid, const dim3& block, void** arguments, size_t shared_bytes,
             cudaStream_t handle, bool cooperative, const std::optional<ox::Dim3>& cluster = {}) {
  auto stream = find_stream(handle);
  if (!stream)
    return stream.error();
  runtime::Context& context = (*stream)->context;
  if (&context != &current_context())
    return explain(Error::InvalidResourceHandle, "the stream is of device %d, the current device is %d",
                   context.ordinal, current_context().ordinal);
  auto kernel = context.modules().find_kernel(function);
  if (!kernel)
    return kernel.error();
  context.print_sink().flush(); // as CUDA does at every launch
  return runtime::launch(**stream, **kernel,
                         {.grid = to_core(grid),
                          .block = to_core(block),
                          .cluster = cluster,
                          .dynamic_shared_bytes = shared_bytes,
                          .cooperative = cooperative,
                          .arguments = arguments});
}

} // namespace

Error cudaLaunchKernel(const void* function, dim3 grid, dim3 block, void** arguments, size_t shared_bytes,
                       cudaStream_t stream) {
  return launch(function, grid, block, arguments, shared_bytes, stream, false);
}

Error cudaLaunchCooperativeKernel(const void* function, dim3 grid, dim3 block, void** arguments, size_t shared_bytes,
                                  cudaStream_t stream) {
  return launch(function, grid, block, arguments, shared_bytes, stream, true);
}

Error cudaLaunchKernelExC(const cudaLaunchConfig_t* config, const void* function, void** arguments) {
  if (!config || (config->numAttrs && !config->attrs))
    return Error::InvalidValue;
  bool cooperative = false;
  for (unsigned i = 0; i < config->numAttrs; ++i) {
    const cudaLaunchAttributeValue& value = config->attrs[i].val;
    switch (config->attrs[i].id) {
    case cudaLaunchAttributeCooperative:
      cooperative = value.cooperative != 0;
      break;
    case cudaLaunchAttributeProgrammaticEvent:
    case cudaLaunchAttributeLaunchCompletionEvent:
    case cudaLaunchAttributeDeviceUpdatableKernelNode:
      return explain(Error::NotSupported, "launch attribute %d is not implemented",
                     static_cast<int>(config->attrs[i].id));
    default: // advice: a launch without it does the same, perhaps slower
      break;
    }
  }
  return launch(function, config->gridDim, config->blockDim, arguments, config->dynamicSmemBytes, config->stream,
                cooperative, requested_cluster(*config));
}

} // namespace ox::cudart::body
