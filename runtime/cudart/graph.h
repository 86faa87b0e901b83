// From the program's handles of graphs to objects, and back; for the functions of both APIs.
#pragma once
#include "cuda_runtime_api.h"
#include "runtime/core/graph_exec.h"
#include "runtime/core/platform.h"

namespace ox::cudart {

inline cudaGraph_t handle_of(runtime::Graph* graph) { return reinterpret_cast<cudaGraph_t>(graph); }
inline cudaGraphNode_t handle_of(const runtime::GraphNode* node) {
  return reinterpret_cast<cudaGraphNode_t>(const_cast<runtime::GraphNode*>(node));
}
inline cudaGraphExec_t handle_of(runtime::GraphExec* exec) { return reinterpret_cast<cudaGraphExec_t>(exec); }

// InvalidValue for what is no live one, as CUDA has it for graphs.
runtime::Result<runtime::GraphRef> find_graph(cudaGraph_t handle);
runtime::Result<runtime::GraphNodeRef> find_node(cudaGraphNode_t handle);
runtime::Result<std::shared_ptr<runtime::GraphExec>> find_exec(cudaGraphExec_t handle);

// Edge data may be null: plain edges.  InvalidValue for ports and types that there are not.
runtime::Result<std::vector<runtime::Graph::Dependency>>
find_dependencies(const cudaGraphNode_t* nodes, const cudaGraphEdgeData* edges, size_t count);
runtime::Result<runtime::EdgeData> from_edge_data(const cudaGraphEdgeData* data);
cudaGraphEdgeData to_edge_data(const runtime::EdgeData& data);

} // namespace ox::cudart
