// Graphs and captures: edges had no data, and instantiation and update other results.
#include "runtime/cudart/releases/releases.h"

extern "C" {
cudaError_t cudaStreamGetCaptureInfo_ptsz(cudaStream_t, cudaStreamCaptureStatus*, unsigned long long*, cudaGraph_t*,
                                          const cudaGraphNode_t**, const cudaGraphEdgeData**, size_t*);
cudaError_t cudaStreamUpdateCaptureDependencies_ptsz(cudaStream_t, cudaGraphNode_t*, const cudaGraphEdgeData*, size_t,
                                                     unsigned);
cudaError_t cudaSignalExternalSemaphoresAsync_ptsz(const cudaExternalSemaphore_t*,
                                                   const cudaExternalSemaphoreSignalParams*, unsigned, cudaStream_t);
cudaError_t cudaWaitExternalSemaphoresAsync_ptsz(const cudaExternalSemaphore_t*, const cudaExternalSemaphoreWaitParams*,
                                                 unsigned, cudaStream_t);
}

// Nodes that failed are named on stderr (OX_VERBOSE=1); the log stays empty.
OX_OF_RELEASE(11, cudaGraphInstantiate, ox_graph_instantiate_11, cudaGraphExec_t* executable, cudaGraph_t graph,
              cudaGraphNode_t* failed, char* log, size_t log_bytes) {
  if (log && log_bytes)
    *log = 0;
  cudaGraphInstantiateParams parameters{};
  const cudaError_t error = cudaGraphInstantiateWithParams(executable, graph, &parameters);
  if (failed)
    *failed = error == cudaSuccess ? nullptr : parameters.errNode_out;
  return error;
}

OX_OF_RELEASE(11, cudaGraphExecUpdate, ox_graph_exec_update_11, cudaGraphExec_t executable, cudaGraph_t graph,
              cudaGraphNode_t* failed, cudaGraphExecUpdateResult* result) {
  cudaGraphExecUpdateResultInfo info{};
  const cudaError_t error = cudaGraphExecUpdate(executable, graph, &info);
  if (failed)
    *failed = info.errorNode;
  if (result)
    *result = info.result;
  return error;
}

OX_OF_RELEASES_11_AND_12(cudaGraphAddDependencies, ox_graph_add_dependencies_12, cudaGraph_t graph,
                         const cudaGraphNode_t* from, const cudaGraphNode_t* to, size_t count) {
  return cudaGraphAddDependencies(graph, from, to, nullptr, count);
}
OX_OF_RELEASES_11_AND_12(cudaGraphRemoveDependencies, ox_graph_remove_dependencies_12, cudaGraph_t graph,
                         const cudaGraphNode_t* from, const cudaGraphNode_t* to, size_t count) {
  return cudaGraphRemoveDependencies(graph, from, to, nullptr, count);
}
OX_OF_RELEASES_11_AND_12(cudaGraphGetEdges, ox_graph_get_edges_12, cudaGraph_t graph, cudaGraphNode_t* from,
                         cudaGraphNode_t* to, size_t* count) {
  return cudaGraphGetEdges(graph, from, to, nullptr, count);
}
OX_OF_RELEASES_11_AND_12(cudaGraphNodeGetDependencies, ox_graph_node_get_dependencies_12, cudaGraphNode_t node,
                         cudaGraphNode_t* nodes, size_t* count) {
  return cudaGraphNodeGetDependencies(node, nodes, nullptr, count);
}
OX_OF_RELEASES_11_AND_12(cudaGraphNodeGetDependentNodes, ox_graph_node_get_dependent_nodes_12, cudaGraphNode_t node,
                         cudaGraphNode_t* nodes, size_t* count) {
  return cudaGraphNodeGetDependentNodes(node, nodes, nullptr, count);
}
OX_OF_RELEASE(12, cudaGraphAddNode, ox_graph_add_node_12, cudaGraphNode_t* node, cudaGraph_t graph,
              const cudaGraphNode_t* dependencies, size_t count, cudaGraphNodeParams* parameters) {
  return cudaGraphAddNode(node, graph, dependencies, nullptr, count, parameters);
}

// CUDA 12's header names the longer form _v2.
OX_OF_RELEASES_11_AND_12(cudaStreamGetCaptureInfo, ox_get_capture_info_11, cudaStream_t stream,
                         cudaStreamCaptureStatus* status, unsigned long long* id) {
  return cudaStreamGetCaptureInfo(stream, status, id, nullptr, nullptr, nullptr, nullptr);
}
OX_OF_RELEASES_11_AND_12(cudaStreamGetCaptureInfo_ptsz, ox_get_capture_info_11_ptsz, cudaStream_t stream,
                         cudaStreamCaptureStatus* status, unsigned long long* id) {
  return cudaStreamGetCaptureInfo_ptsz(stream, status, id, nullptr, nullptr, nullptr, nullptr);
}

OX_OF_RELEASES_11_AND_12(cudaStreamUpdateCaptureDependencies, ox_update_capture_12, cudaStream_t stream,
                         cudaGraphNode_t* dependencies, size_t count, unsigned flags) {
  return cudaStreamUpdateCaptureDependencies(stream, dependencies, nullptr, count, flags);
}
OX_OF_RELEASES_11_AND_12(cudaStreamUpdateCaptureDependencies_ptsz, ox_update_capture_12_ptsz, cudaStream_t stream,
                         cudaGraphNode_t* dependencies, size_t count, unsigned flags) {
  return cudaStreamUpdateCaptureDependencies_ptsz(stream, dependencies, nullptr, count, flags);
}

// The headers of 11.2 and later name these _v2.
OX_OF_RELEASES_11_AND_12(cudaSignalExternalSemaphoresAsync_v2, ox_signal_semaphores_12,
                         const cudaExternalSemaphore_t* semaphores, const cudaExternalSemaphoreSignalParams* parameters,
                         unsigned count, cudaStream_t stream) {
  return cudaSignalExternalSemaphoresAsync(semaphores, parameters, count, stream);
}
OX_OF_RELEASES_11_AND_12(cudaSignalExternalSemaphoresAsync_v2_ptsz, ox_signal_semaphores_12_ptsz,
                         const cudaExternalSemaphore_t* semaphores, const cudaExternalSemaphoreSignalParams* parameters,
                         unsigned count, cudaStream_t stream) {
  return cudaSignalExternalSemaphoresAsync_ptsz(semaphores, parameters, count, stream);
}
OX_OF_RELEASES_11_AND_12(cudaWaitExternalSemaphoresAsync_v2, ox_wait_semaphores_12,
                         const cudaExternalSemaphore_t* semaphores, const cudaExternalSemaphoreWaitParams* parameters,
                         unsigned count, cudaStream_t stream) {
  return cudaWaitExternalSemaphoresAsync(semaphores, parameters, count, stream);
}
OX_OF_RELEASES_11_AND_12(cudaWaitExternalSemaphoresAsync_v2_ptsz, ox_wait_semaphores_12_ptsz,
                         const cudaExternalSemaphore_t* semaphores, const cudaExternalSemaphoreWaitParams* parameters,
                         unsigned count, cudaStream_t stream) {
  return cudaWaitExternalSemaphoresAsync_ptsz(semaphores, parameters, count, stream);
}
