// Functions by the names that CUDA 11 and 12 had for them.
#include "runtime/cudart/bodies.h"

namespace ox::cudart::body {

Error cudaMemPrefetchAsync_v2(const void* memory, size_t bytes, cudaMemLocation location, unsigned flags,
                              cudaStream_t stream) {
  return body::cudaMemPrefetchAsync(memory, bytes, location, flags, stream);
}

Error cudaMemAdvise_v2(const void* memory, size_t bytes, cudaMemoryAdvise advice, cudaMemLocation location) {
  return body::cudaMemAdvise(memory, bytes, advice, location);
}

Error cudaStreamGetCaptureInfo_v2(cudaStream_t stream, cudaStreamCaptureStatus* status, unsigned long long* id,
                                  cudaGraph_t* graph, const cudaGraphNode_t** dependencies, size_t* count) {
  return body::cudaStreamGetCaptureInfo(stream, status, id, graph, dependencies, nullptr, count);
}

Error cudaStreamGetCaptureInfo_v3(cudaStream_t stream, cudaStreamCaptureStatus* status, unsigned long long* id,
                                  cudaGraph_t* graph, const cudaGraphNode_t** dependencies,
                                  const cudaGraphEdgeData** edges, size_t* count) {
  return body::cudaStreamGetCaptureInfo(stream, status, id, graph, dependencies, edges, count);
}

Error cudaEventElapsedTime_v2(float* milliseconds, cudaEvent_t start, cudaEvent_t end) {
  return body::cudaEventElapsedTime(milliseconds, start, end);
}

Error cudaStreamUpdateCaptureDependencies_v2(cudaStream_t stream, cudaGraphNode_t* dependencies,
                                             const cudaGraphEdgeData* edges, size_t count, unsigned flags) {
  return body::cudaStreamUpdateCaptureDependencies(stream, dependencies, edges, count, flags);
}

Error cudaGraphGetEdges_v2(cudaGraph_t graph, cudaGraphNode_t* from, cudaGraphNode_t* to, cudaGraphEdgeData* edges,
                           size_t* count) {
  return body::cudaGraphGetEdges(graph, from, to, edges, count);
}

Error cudaGraphNodeGetDependencies_v2(cudaGraphNode_t node, cudaGraphNode_t* nodes, cudaGraphEdgeData* edges,
                                      size_t* count) {
  return body::cudaGraphNodeGetDependencies(node, nodes, edges, count);
}

Error cudaGraphNodeGetDependentNodes_v2(cudaGraphNode_t node, cudaGraphNode_t* nodes, cudaGraphEdgeData* edges,
                                        size_t* count) {
  return body::cudaGraphNodeGetDependentNodes(node, nodes, edges, count);
}

Error cudaGraphAddDependencies_v2(cudaGraph_t graph, const cudaGraphNode_t* from, const cudaGraphNode_t* to,
                                  const cudaGraphEdgeData* edges, size_t count) {
  return body::cudaGraphAddDependencies(graph, from, to, edges, count);
}

Error cudaGraphRemoveDependencies_v2(cudaGraph_t graph, const cudaGraphNode_t* from, const cudaGraphNode_t* to,
                                     const cudaGraphEdgeData* edges, size_t count) {
  return body::cudaGraphRemoveDependencies(graph, from, to, edges, count);
}

Error cudaGraphAddNode_v2(cudaGraphNode_t* node, cudaGraph_t graph, const cudaGraphNode_t* dependencies,
                          const cudaGraphEdgeData* edges, size_t count, cudaGraphNodeParams* parameters) {
  return body::cudaGraphAddNode(node, graph, dependencies, edges, count, parameters);
}

} // namespace ox::cudart::body
