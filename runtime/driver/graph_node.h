// What the functions on nodes of graphs share: contexts, handles, and the kinds that have parameters of the driver
// API's own.
#pragma once
#include "runtime/core/diagnostics.h"
#include "runtime/cudart/graph.h"
#include "runtime/driver/handles.h"

namespace ox::driver {

// The one that is named; null stands for the current one.
runtime::Result<runtime::Context*> find_context_of_node(CUcontext handle);

// InvalidValue for what is no node, or one of another kind.
template <typename T> runtime::Result<runtime::GraphNodeRef> find_node_of(CUgraphNode handle, const char* kind) {
  auto node = cudart::find_node(handle);
  if (node && !std::holds_alternative<T>((*node)->work))
    return runtime::fail(runtime::explain(runtime::Error::InvalidValue, "the node is no %s node", kind));
  return node;
}

// Where a new node goes.
struct NewNode {
  CUgraphNode* handle;
  CUgraph graph;
  const CUgraphNode* dependencies;
  const CUgraphEdgeData* edges; // null: plain ones
  size_t count;
};
runtime::Result<runtime::GraphNode*> add_work(const NewNode& place, runtime::Context& context, runtime::Work work);
runtime::Error change_work(CUgraphExec exec, const runtime::GraphNode& node, runtime::Work work);

// Kernels; of version 3, which has the fields of all.
runtime::Error add_kernel(const NewNode& place, const CUDA_KERNEL_NODE_PARAMS_v3* parameters);
runtime::Error set_kernel(CUgraphNode node, const CUDA_KERNEL_NODE_PARAMS_v3* parameters);
runtime::Error set_kernel(CUgraphExec exec, CUgraphNode node, const CUDA_KERNEL_NODE_PARAMS_v3* parameters);

// Batches of operations on memory, which the runtime API doesn't have; both versions have the same fields.
runtime::Error add_memory_operations(const NewNode& place, const CUDA_BATCH_MEM_OP_NODE_PARAMS* parameters);
runtime::Error set_memory_operations(CUgraphNode node, const CUDA_BATCH_MEM_OP_NODE_PARAMS* parameters);
runtime::Error set_memory_operations(CUgraphExec exec, CUgraphNode node,
                                     const CUDA_BATCH_MEM_OP_NODE_PARAMS* parameters);

// Copies.
runtime::Error add_copy(const NewNode& place, const CUDA_MEMCPY3D* box, CUcontext context);
runtime::Error set_copy(CUgraphNode node, const CUDA_MEMCPY3D* box);
runtime::Error set_copy(CUgraphExec exec, CUgraphNode node, const CUDA_MEMCPY3D* box, CUcontext context);

} // namespace ox::driver
