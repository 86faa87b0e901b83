// Executable graphs: the runtime API's, by the driver API's names.
#include "runtime/cudart/bodies.h"
#include "runtime/driver/bodies.h"
#include "runtime/driver/symbols.h"

namespace ox::driver::body {

namespace runtime_api = cudart::body;

Error cuGraphInstantiateWithFlags(CUgraphExec* exec, CUgraph graph, unsigned long long flags) {
  return runtime_api::cudaGraphInstantiateWithFlags(exec, graph, flags);
}

// The oldest forms say what is wrong in a text; OX_VERBOSE=1 says it here.
Error cuGraphInstantiate_v2(CUgraphExec* exec, CUgraph graph, CUgraphNode* error_node, char* log, size_t log_bytes) {
  cudaGraphInstantiateParams parameters{};
  const Error error = runtime_api::cudaGraphInstantiateWithParams(exec, graph, &parameters);
  if (error_node)
    *error_node = parameters.errNode_out;
  if (log && log_bytes)
    *log = 0;
  return error;
}
Error cuGraphInstantiate(CUgraphExec* exec, CUgraph graph, CUgraphNode* error_node, char* log, size_t log_bytes) {
  return body::cuGraphInstantiate_v2(exec, graph, error_node, log, log_bytes);
}

// The structures, and the numbers in them, are the same in both APIs.
static_assert(sizeof(CUDA_GRAPH_INSTANTIATE_PARAMS) == sizeof(cudaGraphInstantiateParams));
Error cuGraphInstantiateWithParams(CUgraphExec* exec, CUgraph graph, CUDA_GRAPH_INSTANTIATE_PARAMS* parameters) {
  return runtime_api::cudaGraphInstantiateWithParams(exec, graph,
                                                     reinterpret_cast<cudaGraphInstantiateParams*>(parameters));
}

Error cuGraphExecGetFlags(CUgraphExec exec, cuuint64_t* flags) {
  unsigned long long given = 0;
  if (!flags)
    return Error::InvalidValue;
  Error error = runtime_api::cudaGraphExecGetFlags(exec, &given);
  if (error == Error::Success)
    *flags = given;
  return error;
}

static_assert(sizeof(CUgraphExecUpdateResultInfo) == sizeof(cudaGraphExecUpdateResultInfo));
Error cuGraphExecUpdate_v2(CUgraphExec exec, CUgraph graph, CUgraphExecUpdateResultInfo* info) {
  return runtime_api::cudaGraphExecUpdate(exec, graph, reinterpret_cast<cudaGraphExecUpdateResultInfo*>(info));
}
Error cuGraphExecUpdate(CUgraphExec exec, CUgraph graph, CUgraphNode* error_node, CUgraphExecUpdateResult* result) {
  CUgraphExecUpdateResultInfo info{};
  const Error error = body::cuGraphExecUpdate_v2(exec, graph, &info);
  if (error_node)
    *error_node = info.errorNode;
  if (result)
    *result = info.result;
  return error;
}

Error cuGraphExecChildGraphNodeSetParams(CUgraphExec exec, CUgraphNode node, CUgraph child_graph) {
  return runtime_api::cudaGraphExecChildGraphNodeSetParams(exec, node, child_graph);
}
Error cuGraphExecEventRecordNodeSetEvent(CUgraphExec exec, CUgraphNode node, CUevent event) {
  return runtime_api::cudaGraphExecEventRecordNodeSetEvent(exec, node, event);
}
Error cuGraphExecEventWaitNodeSetEvent(CUgraphExec exec, CUgraphNode node, CUevent event) {
  return runtime_api::cudaGraphExecEventWaitNodeSetEvent(exec, node, event);
}
Error cuGraphNodeSetEnabled(CUgraphExec exec, CUgraphNode node, unsigned is_enabled) {
  return runtime_api::cudaGraphNodeSetEnabled(exec, node, is_enabled);
}
Error cuGraphNodeGetEnabled(CUgraphExec exec, CUgraphNode node, unsigned* is_enabled) {
  return runtime_api::cudaGraphNodeGetEnabled(exec, node, is_enabled);
}
Error cuGraphUpload(CUgraphExec exec, CUstream stream) { return runtime_api::cudaGraphUpload(exec, stream); }
Error cuGraphLaunch(CUgraphExec exec, CUstream stream) { return runtime_api::cudaGraphLaunch(exec, stream); }
Error cuGraphExecDestroy(CUgraphExec exec) { return runtime_api::cudaGraphExecDestroy(exec); }

} // namespace ox::driver::body
