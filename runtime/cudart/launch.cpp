// Launches.
#include "runtime/cudart/launch.h"
#include "runtime/core/diagnostics.h"
#include "runtime/core/settings.h"
#include "runtime/cudart/bodies.h"
#include "runtime/cudart/cluster.h"
#include "runtime/cudart/handles.h"

namespace ox::cudart {

using runtime::explain;

Error launch(const void* function, cudaStream_t handle, runtime::LaunchRequest request) {
  auto stream = find_stream(handle);
  if (!stream)
    return stream.error();
  runtime::Context& context = (*stream)->context;
  if (&context != &current_context())
    return explain(Error::InvalidResourceHandle,
                   "the stream is of another context (device %d) than the current one "
                   "(device %d)",
                   context.ordinal, current_context().ordinal);
  auto kernel = context.modules().find_kernel(function);
  if (!kernel)
    return kernel.error();
  if (&(*kernel)->owner->context != &context)
    return explain(Error::InvalidResourceHandle, "kernel %s is loaded in another context",
                   (*kernel)->info->name.c_str());
  context.print_sink().flush(); // as CUDA does at every launch
  request.green = runtime::green_context_of(**stream);
  auto work = runtime::make_launch(context, **kernel, request);
  if (!work)
    return work.error();
  work->function = function;
  Error error = runtime::submit(**stream, std::move(*work));
  for (size_t i = 0; error == Error::Success && i < request.events_behind.size(); ++i) {
    auto record = runtime::make_event_record(context, request.events_behind[i]);
    error = record ? runtime::submit(**stream, *record) : record.error();
  }
  return error == Error::Success && runtime::settings().launch_blocking ? context.synchronize(**stream) : error;
}

namespace body {

namespace {

ox::Dim3 to_core(const dim3& dim) { return {dim.x, dim.y, dim.z}; }

} // namespace

Error cudaLaunchKernel(const void* function, dim3 grid, dim3 block, void** arguments, size_t shared_bytes,
                       cudaStream_t stream) {
  return launch(
      function, stream,
      {.grid = to_core(grid), .block = to_core(block), .dynamic_shared_bytes = shared_bytes, .arguments = arguments});
}

Error cudaLaunchCooperativeKernel(const void* function, dim3 grid, dim3 block, void** arguments, size_t shared_bytes,
                                  cudaStream_t stream) {
  return launch(function, stream,
                {.grid = to_core(grid),
                 .block = to_core(block),
                 .dynamic_shared_bytes = shared_bytes,
                 .cooperative = true,
                 .arguments = arguments});
}

Error cudaLaunchKernelExC(const cudaLaunchConfig_t* config, const void* function, void** arguments) {
  if (!config)
    return Error::InvalidValue;
  runtime::LaunchRequest request{.grid = to_core(config->gridDim),
                                 .block = to_core(config->blockDim),
                                 .dynamic_shared_bytes = config->dynamicSmemBytes,
                                 .arguments = arguments};
  if (Error error = read_attributes(*config, request); error != Error::Success)
    return error;
  return launch(function, config->stream, request);
}

} // namespace body
} // namespace ox::cudart
