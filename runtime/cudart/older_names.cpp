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

} // namespace ox::cudart::body
