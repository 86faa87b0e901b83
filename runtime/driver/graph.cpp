// Graphs, their edges and what lives as long as they do: the runtime API's, by the driver API's names.
#include "runtime/cudart/bodies.h"
#include "runtime/driver/bodies.h"
#include "runtime/driver/symbols.h"

namespace ox::driver::body {

namespace runtime_api = cudart::body;

namespace {

// Edges have the same layout, and ports and types the same numbers, in both APIs.
static_assert(sizeof(CUgraphEdgeData) == sizeof(cudaGraphEdgeData));
cudaGraphEdgeData* to_runtime(CUgraphEdgeData* data) { return reinterpret_cast<cudaGraphEdgeData*>(data); }
const cudaGraphEdgeData* to_runtime(const CUgraphEdgeData* data) {
  return reinterpret_cast<const cudaGraphEdgeData*>(data);
}

} // namespace

Error cuGraphCreate(CUgraph* graph, unsigned flags) { return runtime_api::cudaGraphCreate(graph, flags); }
Error cuGraphDestroy(CUgraph graph) { return runtime_api::cudaGraphDestroy(graph); }
Error cuGraphClone(CUgraph* clone, CUgraph original) { return runtime_api::cudaGraphClone(clone, original); }
Error cuGraphNodeFindInClone(CUgraphNode* node, CUgraphNode original, CUgraph clone) {
  return runtime_api::cudaGraphNodeFindInClone(node, original, clone);
}
Error cuGraphGetNodes(CUgraph graph, CUgraphNode* nodes, size_t* count) {
  return runtime_api::cudaGraphGetNodes(graph, nodes, count);
}
Error cuGraphGetRootNodes(CUgraph graph, CUgraphNode* root_nodes, size_t* count) {
  return runtime_api::cudaGraphGetRootNodes(graph, root_nodes, count);
}
Error cuGraphDestroyNode(CUgraphNode node) { return runtime_api::cudaGraphDestroyNode(node); }

Error cuGraphNodeGetType(CUgraphNode node, CUgraphNodeType* type) {
  if (!type)
    return Error::InvalidValue;
  cudaGraphNodeType of_runtime;
  Error error = runtime_api::cudaGraphNodeGetType(node, &of_runtime);
  if (error == Error::Success)
    *type = static_cast<CUgraphNodeType>(of_runtime); // the numbers are the same
  return error;
}

// The flags have the same numbers; types are the driver API's anyway.
Error cuGraphDebugDotPrint(CUgraph graph, const char* path, unsigned flags) {
  return runtime_api::cudaGraphDebugDotPrint(graph, path, flags & ~unsigned{CU_GRAPH_DEBUG_DOT_FLAGS_RUNTIME_TYPES});
}

// Edges.  The functions without data know plain edges only: they add such, and fail where there are others.
Error cuGraphGetEdges_v2(CUgraph graph, CUgraphNode* from, CUgraphNode* to, CUgraphEdgeData* data, size_t* count) {
  return runtime_api::cudaGraphGetEdges(graph, from, to, to_runtime(data), count);
}
Error cuGraphGetEdges(CUgraph graph, CUgraphNode* from, CUgraphNode* to, size_t* count) {
  return runtime_api::cudaGraphGetEdges(graph, from, to, nullptr, count);
}
Error cuGraphNodeGetDependencies_v2(CUgraphNode node, CUgraphNode* dependencies, CUgraphEdgeData* data, size_t* count) {
  return runtime_api::cudaGraphNodeGetDependencies(node, dependencies, to_runtime(data), count);
}
Error cuGraphNodeGetDependencies(CUgraphNode node, CUgraphNode* dependencies, size_t* count) {
  return runtime_api::cudaGraphNodeGetDependencies(node, dependencies, nullptr, count);
}
Error cuGraphNodeGetDependentNodes_v2(CUgraphNode node, CUgraphNode* dependents, CUgraphEdgeData* data, size_t* count) {
  return runtime_api::cudaGraphNodeGetDependentNodes(node, dependents, to_runtime(data), count);
}
Error cuGraphNodeGetDependentNodes(CUgraphNode node, CUgraphNode* dependents, size_t* count) {
  return runtime_api::cudaGraphNodeGetDependentNodes(node, dependents, nullptr, count);
}
Error cuGraphAddDependencies_v2(CUgraph graph, const CUgraphNode* from, const CUgraphNode* to,
                                const CUgraphEdgeData* data, size_t count) {
  return runtime_api::cudaGraphAddDependencies(graph, from, to, to_runtime(data), count);
}
Error cuGraphAddDependencies(CUgraph graph, const CUgraphNode* from, const CUgraphNode* to, size_t count) {
  return runtime_api::cudaGraphAddDependencies(graph, from, to, nullptr, count);
}
Error cuGraphRemoveDependencies_v2(CUgraph graph, const CUgraphNode* from, const CUgraphNode* to,
                                   const CUgraphEdgeData* data, size_t count) {
  return runtime_api::cudaGraphRemoveDependencies(graph, from, to, to_runtime(data), count);
}
Error cuGraphRemoveDependencies(CUgraph graph, const CUgraphNode* from, const CUgraphNode* to, size_t count) {
  return runtime_api::cudaGraphRemoveDependencies(graph, from, to, nullptr, count);
}

// User objects.
Error cuUserObjectCreate(CUuserObject* object, void* user, CUhostFn destroy, unsigned count, unsigned flags) {
  return runtime_api::cudaUserObjectCreate(object, user, destroy, count, flags);
}
Error cuUserObjectRetain(CUuserObject object, unsigned count) {
  return runtime_api::cudaUserObjectRetain(object, count);
}
Error cuUserObjectRelease(CUuserObject object, unsigned count) {
  return runtime_api::cudaUserObjectRelease(object, count);
}
Error cuGraphRetainUserObject(CUgraph graph, CUuserObject object, unsigned count, unsigned flags) {
  return runtime_api::cudaGraphRetainUserObject(graph, object, count, flags);
}
Error cuGraphReleaseUserObject(CUgraph graph, CUuserObject object, unsigned count) {
  return runtime_api::cudaGraphReleaseUserObject(graph, object, count);
}

// Memory of graphs.
Error cuDeviceGraphMemTrim(CUdevice device) { return runtime_api::cudaDeviceGraphMemTrim(device); }
Error cuDeviceGetGraphMemAttribute(CUdevice device, CUgraphMem_attribute attribute, void* value) {
  return runtime_api::cudaDeviceGetGraphMemAttribute(device, static_cast<cudaGraphMemAttributeType>(attribute), value);
}
Error cuDeviceSetGraphMemAttribute(CUdevice device, CUgraphMem_attribute attribute, void* value) {
  return runtime_api::cudaDeviceSetGraphMemAttribute(device, static_cast<cudaGraphMemAttributeType>(attribute), value);
}

// Capture.
Error cuStreamBeginCapture_v2(CUstream stream, CUstreamCaptureMode mode) {
  return runtime_api::cudaStreamBeginCapture(stream, static_cast<cudaStreamCaptureMode>(mode));
}
Error cuStreamBeginCapture(CUstream stream) {
  return runtime_api::cudaStreamBeginCapture(stream, cudaStreamCaptureModeGlobal);
}
Error cuStreamBeginCaptureToGraph(CUstream stream, CUgraph graph, const CUgraphNode* dependencies,
                                  const CUgraphEdgeData* data, size_t count, CUstreamCaptureMode mode) {
  return runtime_api::cudaStreamBeginCaptureToGraph(stream, graph, dependencies, to_runtime(data), count,
                                                    static_cast<cudaStreamCaptureMode>(mode));
}
Error cuStreamEndCapture(CUstream stream, CUgraph* graph) { return runtime_api::cudaStreamEndCapture(stream, graph); }
Error cuStreamIsCapturing(CUstream stream, CUstreamCaptureStatus* status) {
  return runtime_api::cudaStreamIsCapturing(stream, reinterpret_cast<cudaStreamCaptureStatus*>(status));
}
Error cuStreamGetCaptureInfo_v3(CUstream stream, CUstreamCaptureStatus* status, cuuint64_t* id, CUgraph* graph,
                                const CUgraphNode** dependencies, const CUgraphEdgeData** data, size_t* count) {
  unsigned long long sequence = 0;
  const Error error = runtime_api::cudaStreamGetCaptureInfo(stream, reinterpret_cast<cudaStreamCaptureStatus*>(status),
                                                            &sequence, graph, dependencies,
                                                            reinterpret_cast<const cudaGraphEdgeData**>(data), count);
  if (error == Error::Success && id)
    *id = sequence;
  return error;
}
Error cuStreamGetCaptureInfo_v2(CUstream stream, CUstreamCaptureStatus* status, cuuint64_t* id, CUgraph* graph,
                                const CUgraphNode** dependencies, size_t* count) {
  return body::cuStreamGetCaptureInfo_v3(stream, status, id, graph, dependencies, nullptr, count);
}
Error cuStreamGetCaptureInfo(CUstream stream, CUstreamCaptureStatus* status, cuuint64_t* id) {
  return body::cuStreamGetCaptureInfo_v3(stream, status, id, nullptr, nullptr, nullptr, nullptr);
}
Error cuStreamUpdateCaptureDependencies_v2(CUstream stream, CUgraphNode* dependencies, const CUgraphEdgeData* data,
                                           size_t count, unsigned flags) {
  return runtime_api::cudaStreamUpdateCaptureDependencies(stream, dependencies, to_runtime(data), count, flags);
}
Error cuStreamUpdateCaptureDependencies(CUstream stream, CUgraphNode* dependencies, size_t count, unsigned flags) {
  return runtime_api::cudaStreamUpdateCaptureDependencies(stream, dependencies, nullptr, count, flags);
}

} // namespace ox::driver::body
