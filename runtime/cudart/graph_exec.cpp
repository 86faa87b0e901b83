// Executable graphs.
#include "runtime/core/capture.h"
#include "runtime/core/diagnostics.h"
#include "runtime/cudart/bodies.h"
#include "runtime/cudart/graph_node.h"
#include "runtime/cudart/handles.h"

namespace ox::cudart::body {

using runtime::explain;
using runtime::GraphExec;
using runtime::Result;

namespace {

constexpr unsigned long long kKnownFlags = cudaGraphInstantiateFlagAutoFreeOnLaunch | cudaGraphInstantiateFlagUpload |
                                           cudaGraphInstantiateFlagDeviceLaunch |
                                           cudaGraphInstantiateFlagUseNodePriority;

std::expected<GraphExec*, GraphExec::Failure> instantiate(cudaGraph_t handle, unsigned long long flags) {
  auto graph = find_graph(handle);
  if (!graph)
    return std::unexpected(GraphExec::Failure{graph.error()});
  if (flags & ~kKnownFlags)
    return std::unexpected(GraphExec::Failure{explain(Error::InvalidValue, "flags 0x%llx are not known", flags)});
  if (flags & cudaGraphInstantiateFlagDeviceLaunch)
    return std::unexpected(GraphExec::Failure{
        explain(Error::NotSupported, "kernels can't launch graphs: launch the graph from the host, or the kernels of "
                                     "the graph from the kernel")});
  auto made = GraphExec::make(**graph, current_context(),
                              {.auto_free = (flags & cudaGraphInstantiateFlagAutoFreeOnLaunch) != 0,
                               .node_priority = (flags & cudaGraphInstantiateFlagUseNodePriority) != 0});
  if (!made)
    return std::unexpected(made.error());
  (*made)->given_flags = flags;
  return runtime::Platform::instance().graph_execs.add(std::move(*made));
}

template <typename T> Error set_exec_work(cudaGraphExec_t handle, cudaGraphNode_t node_handle, Result<T> work) {
  auto exec = find_exec(handle);
  if (!exec)
    return exec.error();
  auto node = find_node(node_handle);
  if (!node)
    return node.error();
  if (!work)
    return work.error();
  if constexpr (std::is_same_v<T, runtime::KernelWork>) {
    if (auto* now = (*exec)->find_work(**node); now && std::holds_alternative<T>(*now))
      return (*exec)->set_work(**node, with_attributes_of(std::get<T>(*now), std::move(*work)));
  }
  return (*exec)->set_work(**node, std::move(*work));
}

} // namespace

Error cudaGraphInstantiate(cudaGraphExec_t* exec, cudaGraph_t graph, unsigned long long flags) {
  if (!exec)
    return Error::InvalidValue;
  auto made = instantiate(graph, flags);
  if (!made)
    return made.error().error;
  *exec = handle_of(*made);
  return Error::Success;
}

Error cudaGraphInstantiateWithFlags(cudaGraphExec_t* exec, cudaGraph_t graph, unsigned long long flags) {
  return body::cudaGraphInstantiate(exec, graph, flags);
}

Error cudaGraphInstantiateWithParams(cudaGraphExec_t* exec, cudaGraph_t graph, cudaGraphInstantiateParams* parameters) {
  if (!exec || !parameters)
    return Error::InvalidValue;
  parameters->errNode_out = nullptr;
  parameters->result_out = cudaGraphInstantiateSuccess;
  auto made = instantiate(graph, parameters->flags);
  if (made) {
    *exec = handle_of(*made);
    return parameters->flags & cudaGraphInstantiateFlagUpload ? body::cudaGraphUpload(*exec, parameters->uploadStream)
                                                              : Error::Success;
  }
  const GraphExec::Failure& failure = made.error();
  parameters->errNode_out = handle_of(failure.node);
  parameters->result_out = failure.condition_unused               ? cudaGraphInstantiateConditionalHandleUnused
                           : failure.error == Error::InvalidValue ? cudaGraphInstantiateInvalidStructure
                           : failure.node                         ? cudaGraphInstantiateNodeOperationNotSupported
                                                                  : cudaGraphInstantiateError;
  return failure.error;
}

Error cudaGraphExecGetFlags(cudaGraphExec_t handle, unsigned long long* flags) {
  auto exec = find_exec(handle);
  if (!exec)
    return exec.error();
  if (!flags)
    return Error::InvalidValue;
  // Those that say how it runs; an upload is over.
  *flags = (*exec)->given_flags & ~static_cast<unsigned long long>(cudaGraphInstantiateFlagUpload);
  return Error::Success;
}

Error cudaGraphExecDestroy(cudaGraphExec_t handle) { // what is queued keeps it
  return runtime::Platform::instance().graph_execs.remove(handle) ? Error::Success : Error::InvalidValue;
}

// Nothing has to be brought to the device.
Error cudaGraphUpload(cudaGraphExec_t handle, cudaStream_t stream_handle) {
  auto exec = find_exec(handle);
  if (!exec)
    return exec.error();
  auto stream = find_stream(stream_handle);
  return stream ? Error::Success : stream.error();
}

// In a stream that is capturing, a launch becomes a child graph.
Error cudaGraphLaunch(cudaGraphExec_t handle, cudaStream_t stream_handle) {
  auto exec = find_exec(handle);
  if (!exec)
    return exec.error();
  auto stream = find_stream(stream_handle);
  if (!stream)
    return stream.error();
  return runtime::submit(**stream, runtime::GraphLaunchWork{*exec});
}

Error cudaGraphExecUpdate(cudaGraphExec_t handle, cudaGraph_t graph_handle, cudaGraphExecUpdateResultInfo* info) {
  if (info)
    *info = {cudaGraphExecUpdateError, nullptr, nullptr};
  auto exec = find_exec(handle);
  if (!exec)
    return exec.error();
  auto graph = find_graph(graph_handle);
  if (!graph)
    return graph.error();
  const GraphExec::Update update = (*exec)->update(**graph);
  if (info)
    *info = {static_cast<cudaGraphExecUpdateResult>(update.result), handle_of(update.node), handle_of(update.from)};
  return update.result == GraphExec::UpdateResult::kSuccess
             ? Error::Success
             : explain(Error::GraphExecUpdateFailure, "the graphs differ in more than parameters that can change");
}

Error cudaGraphExecNodeSetParams(cudaGraphExec_t exec, cudaGraphNode_t node, cudaGraphNodeParams* parameters) {
  if (!parameters)
    return Error::InvalidValue;
  auto work = make_work(*parameters);
  if (work)
    if (auto* kernel = std::get_if<runtime::KernelWork>(&*work))
      return set_exec_work(exec, node, Result<runtime::KernelWork>(std::move(*kernel)));
  return set_exec_work(exec, node, std::move(work));
}

Error cudaGraphExecKernelNodeSetParams(cudaGraphExec_t exec, cudaGraphNode_t node,
                                       const cudaKernelNodeParams* parameters) {
  return set_exec_work(exec, node, make_kernel_work(parameters));
}
Error cudaGraphExecMemcpyNodeSetParams(cudaGraphExec_t exec, cudaGraphNode_t node,
                                       const cudaMemcpy3DParms* parameters) {
  return set_exec_work(exec, node, make_copy_work(parameters));
}
Error cudaGraphExecMemcpyNodeSetParams1D(cudaGraphExec_t exec, cudaGraphNode_t node, void* to, const void* from,
                                         size_t bytes, cudaMemcpyKind kind) {
  return set_exec_work(exec, node, make_copy_work(to, from, bytes, kind));
}
Error cudaGraphExecMemcpyNodeSetParamsToSymbol(cudaGraphExec_t exec, cudaGraphNode_t node, const void* symbol,
                                               const void* from, size_t bytes, size_t offset, cudaMemcpyKind kind) {
  return set_exec_work(exec, node, make_symbol_work(symbol, const_cast<void*>(from), bytes, offset, kind, true));
}
Error cudaGraphExecMemcpyNodeSetParamsFromSymbol(cudaGraphExec_t exec, cudaGraphNode_t node, void* to,
                                                 const void* symbol, size_t bytes, size_t offset, cudaMemcpyKind kind) {
  return set_exec_work(exec, node, make_symbol_work(symbol, to, bytes, offset, kind, false));
}
Error cudaGraphExecMemsetNodeSetParams(cudaGraphExec_t exec, cudaGraphNode_t node, const cudaMemsetParams* parameters) {
  return set_exec_work(exec, node, make_fill_work(parameters));
}
Error cudaGraphExecHostNodeSetParams(cudaGraphExec_t exec, cudaGraphNode_t node, const cudaHostNodeParams* parameters) {
  return set_exec_work(exec, node, make_host_work(parameters));
}
Error cudaGraphExecChildGraphNodeSetParams(cudaGraphExec_t exec, cudaGraphNode_t node, cudaGraph_t child) {
  auto graph = find_graph(child);
  return graph ? set_exec_work(exec, node, Result<runtime::ChildGraphWork>(runtime::ChildGraphWork{*graph}))
               : graph.error();
}
Error cudaGraphExecEventRecordNodeSetEvent(cudaGraphExec_t exec, cudaGraphNode_t node, cudaEvent_t event) {
  return set_exec_work(exec, node, make_record_work(event));
}
Error cudaGraphExecEventWaitNodeSetEvent(cudaGraphExec_t exec, cudaGraphNode_t node, cudaEvent_t event) {
  return set_exec_work(exec, node, make_wait_work(event));
}

Error cudaGraphNodeSetEnabled(cudaGraphExec_t handle, cudaGraphNode_t node_handle, unsigned enabled) {
  auto exec = find_exec(handle);
  if (!exec)
    return exec.error();
  auto node = find_node(node_handle);
  return node ? (*exec)->set_enabled(**node, enabled != 0) : node.error();
}

Error cudaGraphNodeGetEnabled(cudaGraphExec_t handle, cudaGraphNode_t node_handle, unsigned* enabled) {
  auto exec = find_exec(handle);
  if (!exec)
    return exec.error();
  auto node = find_node(node_handle);
  if (!node)
    return node.error();
  auto is_enabled = (*exec)->is_enabled(**node);
  if (!is_enabled || !enabled)
    return Error::InvalidValue;
  *enabled = *is_enabled;
  return Error::Success;
}

} // namespace ox::cudart::body
