// Stream capture.
#include "runtime/core/capture.h"
#include "runtime/core/diagnostics.h"
#include "runtime/cudart/bodies.h"
#include "runtime/cudart/graph.h"
#include "runtime/cudart/handles.h"
#include "runtime/per_thread.h"

namespace ox::cudart::body {

using runtime::CaptureMode;
using runtime::explain;
using runtime::Graph;

namespace {
bool is_mode(cudaStreamCaptureMode mode) {
  return mode >= cudaStreamCaptureModeGlobal && mode <= cudaStreamCaptureModeRelaxed;
}
} // namespace

Error cudaStreamBeginCapture(cudaStream_t handle, cudaStreamCaptureMode mode) {
  auto stream = find_stream(handle);
  if (!stream)
    return stream.error();
  if (!is_mode(mode))
    return explain(Error::InvalidValue, "%d is no mode of capture", static_cast<int>(mode));
  return runtime::begin_capture(**stream, static_cast<CaptureMode>(mode));
}

Error cudaStreamBeginCaptureToGraph(cudaStream_t handle, cudaGraph_t graph_handle, const cudaGraphNode_t* nodes,
                                    const cudaGraphEdgeData* edges, size_t count, cudaStreamCaptureMode mode) {
  auto stream = find_stream(handle);
  if (!stream)
    return stream.error();
  auto graph = find_graph(graph_handle);
  if (!graph)
    return graph.error();
  if (!is_mode(mode))
    return explain(Error::InvalidValue, "%d is no mode of capture", static_cast<int>(mode));
  auto dependencies = find_dependencies(nodes, edges, count);
  if (!dependencies)
    return dependencies.error();
  return runtime::begin_capture(**stream, static_cast<CaptureMode>(mode), *graph, *dependencies);
}

Error cudaStreamEndCapture(cudaStream_t handle, cudaGraph_t* graph) {
  auto stream = find_stream(handle);
  if (!stream)
    return stream.error();
  if (graph)
    *graph = nullptr;
  else if (auto info = runtime::capture_info(**stream); info && info->graph && !info->into_given)
    return explain(Error::InvalidValue, "the capture makes a new graph, and there is no place for it");
  auto captured = runtime::end_capture(**stream);
  if (!captured)
    return captured.error();
  if (graph)
    *graph = handle_of(captured->get());
  return Error::Success;
}

Error cudaStreamIsCapturing(cudaStream_t handle, cudaStreamCaptureStatus* status) {
  auto stream = find_stream(handle);
  if (!stream)
    return stream.error();
  if (!status)
    return Error::InvalidValue;
  auto info = runtime::capture_info(**stream);
  if (!info)
    return info.error();
  *status = static_cast<cudaStreamCaptureStatus>(info->status);
  return Error::Success;
}

// The lists are the thread's until its next call of this.
Error cudaStreamGetCaptureInfo(cudaStream_t handle, cudaStreamCaptureStatus* status, unsigned long long* id,
                               cudaGraph_t* graph, const cudaGraphNode_t** nodes, const cudaGraphEdgeData** edges,
                               size_t* count) {
  auto stream = find_stream(handle);
  if (!stream)
    return stream.error();
  if (!status)
    return Error::InvalidValue;
  auto info = runtime::capture_info(**stream);
  if (!info)
    return info.error();
  *status = static_cast<cudaStreamCaptureStatus>(info->status);
  if (*status != cudaStreamCaptureStatusActive)
    return Error::Success;
  struct Lists {
    std::vector<cudaGraphNode_t> nodes;
    std::vector<cudaGraphEdgeData> edges;
  };
  Lists& lists = PerThread<Lists>::get();
  lists = {};
  bool plain = true;
  for (const Graph::Dependency& dependency : info->dependencies) {
    lists.nodes.push_back(handle_of(dependency.node));
    lists.edges.push_back(to_edge_data(dependency.data));
    plain &= dependency.data == runtime::EdgeData{};
  }
  if (!edges && nodes && !plain)
    return explain(Error::LossyQuery, "the capture's dependencies have edge data");
  if (id)
    *id = info->id;
  if (graph)
    *graph = handle_of(info->graph.get());
  if (nodes)
    *nodes = lists.nodes.data();
  if (edges)
    *edges = lists.edges.data();
  if (count)
    *count = lists.nodes.size();
  return Error::Success;
}

Error cudaStreamUpdateCaptureDependencies(cudaStream_t handle, cudaGraphNode_t* nodes, const cudaGraphEdgeData* edges,
                                          size_t count, unsigned flags) {
  auto stream = find_stream(handle);
  if (!stream)
    return stream.error();
  if (flags != cudaStreamAddCaptureDependencies && flags != cudaStreamSetCaptureDependencies)
    return explain(Error::InvalidValue, "flags 0x%x are not known", flags);
  auto dependencies = find_dependencies(nodes, edges, count);
  if (!dependencies)
    return dependencies.error();
  return runtime::update_capture(**stream, *dependencies, flags == cudaStreamSetCaptureDependencies);
}

Error cudaThreadExchangeStreamCaptureMode(cudaStreamCaptureMode* mode) {
  if (!mode || !is_mode(*mode))
    return Error::InvalidValue;
  *mode = static_cast<cudaStreamCaptureMode>(runtime::exchange_capture_mode(static_cast<CaptureMode>(*mode)));
  return Error::Success;
}

} // namespace ox::cudart::body
