// Work of nodes from the parameters of the runtime API.
#include "runtime/core/array.h"
#include "runtime/core/diagnostics.h"
#include "runtime/cudart/copy.h"
#include "runtime/cudart/graph_node.h"
#include "runtime/cudart/handles.h"

namespace ox::cudart {

using runtime::explain;
using runtime::fail;
using runtime::Result;

namespace {

template <typename T> Result<runtime::Work> as_work(Result<T> made) {
  return made ? Result<runtime::Work>(std::move(*made)) : fail(made.error());
}

// A kernel's parameters as one buffer: a list of keys and values, as the driver API has it.
Result<std::span<const std::byte>> read_extra(void** extra) {
  constexpr uintptr_t kEnd = 0, kBuffer = 1, kSize = 2;
  const std::byte* buffer = nullptr;
  const size_t* bytes = nullptr;
  for (; reinterpret_cast<uintptr_t>(*extra) != kEnd; extra += 2)
    if (reinterpret_cast<uintptr_t>(*extra) == kBuffer)
      buffer = static_cast<const std::byte*>(extra[1]);
    else if (reinterpret_cast<uintptr_t>(*extra) == kSize)
      bytes = static_cast<const size_t*>(extra[1]);
    else
      return fail(explain(Error::InvalidValue, "%p is no key of a launch's extra parameters", *extra));
  if (!buffer || !bytes)
    return fail(explain(Error::InvalidValue, "a launch's extra parameters need a buffer and its size"));
  return std::span(buffer, *bytes);
}

} // namespace

Result<runtime::KernelWork> make_kernel_work(const cudaKernelNodeParams* parameters) {
  if (!parameters)
    return fail(Error::InvalidValue);
  auto kernel = current_context().modules().find_kernel(parameters->func);
  if (!kernel)
    return fail(kernel.error());
  const dim3 &grid = parameters->gridDim, &block = parameters->blockDim;
  runtime::LaunchRequest request{.grid = {grid.x, grid.y, grid.z},
                                 .block = {block.x, block.y, block.z},
                                 .dynamic_shared_bytes = parameters->sharedMemBytes,
                                 .function = parameters->func,
                                 .arguments = parameters->kernelParams};
  if (parameters->extra) {
    if (parameters->kernelParams)
      return fail(explain(Error::InvalidValue, "a kernel node takes kernelParams or extra, not both"));
    auto extra = read_extra(parameters->extra);
    if (!extra)
      return fail(extra.error());
    request.parameters = *extra;
  }
  return runtime::make_launch(current_context(), **kernel, request);
}

runtime::KernelWork with_attributes_of(const runtime::KernelWork& old, runtime::KernelWork work) {
  work.priority = old.priority;
  work.pending.launch.cooperative = old.pending.launch.cooperative;
  if (old.cluster) {
    work.cluster = old.cluster;
    work.pending.launch.cluster = *old.cluster;
  }
  return work;
}

Result<runtime::CopyWork> make_copy_work(const cudaMemcpy3DParms* parameters) {
  if (!parameters || !parameters->extent.width || !parameters->extent.height || !parameters->extent.depth)
    return fail(explain(Error::InvalidValue, "a copy node copies something"));
  return make_box_copy(current_context(), *parameters);
}

Result<runtime::CopyWork> make_copy_work(void* to, const void* from, size_t bytes, cudaMemcpyKind kind) {
  auto direction = direction_of(kind);
  if (!direction)
    return fail(direction.error());
  if (bytes == 0)
    return fail(explain(Error::InvalidValue, "a copy node copies something"));
  return runtime::make_copy(current_context(), to, from, {.width = bytes}, *direction);
}

Result<runtime::CopyWork> make_symbol_work(const void* symbol, void* other, size_t bytes, size_t offset,
                                           cudaMemcpyKind kind, bool to_symbol) {
  auto inside = find_in_symbol(symbol, bytes, offset, kind, to_symbol);
  if (!inside)
    return fail(inside.error());
  return to_symbol ? make_copy_work(*inside, other, bytes, kind) : make_copy_work(other, *inside, bytes, kind);
}

Result<runtime::FillWork> make_fill_work(const cudaMemsetParams* parameters) {
  if (!parameters)
    return fail(Error::InvalidValue);
  const unsigned element = parameters->elementSize;
  if (element != 1 && element != 2 && element != 4)
    return fail(explain(Error::InvalidValue, "elements of a fill have 1, 2 or 4 bytes, not %u", element));
  const size_t width = parameters->width * element;
  if (!width || !parameters->height || (parameters->height > 1 && parameters->pitch < width))
    return fail(explain(Error::InvalidValue, "a fill of %zu rows of %zu bytes, %zu bytes apart", parameters->height,
                        width, parameters->pitch));
  return runtime::make_fill(current_context(), parameters->dst,
                            {.width = width, .rows = parameters->height, .pitch = parameters->pitch}, parameters->value,
                            element);
}

Result<runtime::HostWork> make_host_work(const cudaHostNodeParams* parameters) {
  if (!parameters || !parameters->fn)
    return fail(Error::InvalidValue);
  return runtime::HostWork{parameters->fn, parameters->userData};
}

Result<runtime::EventRecordWork> make_record_work(cudaEvent_t handle) {
  auto event = find_event(handle);
  if (!event)
    return fail(event.error());
  if ((*event)->shared)
    return fail(explain(Error::NotSupported, "events that processes share can't be recorded by graphs"));
  return runtime::make_event_record(current_context(), *event);
}

Result<runtime::EventWaitWork> make_wait_work(cudaEvent_t handle) {
  auto event = find_event(handle);
  if (!event)
    return fail(event.error());
  if ((*event)->shared)
    return fail(explain(Error::NotSupported, "events that processes share can't be waited for by graphs"));
  return runtime::EventWaitWork{*event};
}

Result<runtime::ChildGraphWork> make_child_work(cudaGraph_t handle, cudaGraphChildGraphNodeOwnership ownership) {
  auto graph = find_graph(handle);
  if (!graph)
    return fail(graph.error());
  if (ownership == cudaGraphChildGraphOwnershipMove) {
    if ((*graph)->owner)
      return fail(explain(Error::InvalidValue, "the graph is a node's already"));
    return runtime::ChildGraphWork{*graph};
  }
  auto copy = (*graph)->clone();
  if (!copy)
    return fail(copy.error());
  return runtime::ChildGraphWork{std::move(*copy)};
}

Result<runtime::Work> make_work(const cudaGraphNodeParams& parameters) {
  switch (parameters.type) {
  case cudaGraphNodeTypeKernel: {
    const auto& kernel = parameters.kernel;
    cudaKernelNodeParams same{kernel.func,           kernel.gridDim,      kernel.blockDim,
                              kernel.sharedMemBytes, kernel.kernelParams, kernel.extra};
    return as_work(make_kernel_work(&same));
  }
  case cudaGraphNodeTypeMemcpy:
    return as_work(make_copy_work(&parameters.memcpy.copyParams));
  case cudaGraphNodeTypeMemset: {
    const auto& fill = parameters.memset;
    cudaMemsetParams same{fill.dst, fill.pitch, fill.value, fill.elementSize, fill.width, fill.height};
    return as_work(make_fill_work(&same));
  }
  case cudaGraphNodeTypeHost: {
    cudaHostNodeParams same{parameters.host.fn, parameters.host.userData};
    return as_work(make_host_work(&same));
  }
  case cudaGraphNodeTypeGraph:
    return as_work(make_child_work(parameters.graph.graph, parameters.graph.ownership));
  case cudaGraphNodeTypeEmpty:
    return runtime::EmptyWork{};
  case cudaGraphNodeTypeWaitEvent:
    return as_work(make_wait_work(parameters.eventWait.event));
  case cudaGraphNodeTypeEventRecord:
    return as_work(make_record_work(parameters.eventRecord.event));
  case cudaGraphNodeTypeExtSemaphoreSignal:
  case cudaGraphNodeTypeExtSemaphoreWait:
    return fail(explain(Error::NotSupported, "there are no external semaphores"));
  default:
    return fail(
        explain(Error::InvalidValue, "%d is no type of node that can be made so", static_cast<int>(parameters.type)));
  }
}

} // namespace ox::cudart
