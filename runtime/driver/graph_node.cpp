// Nodes of graphs.  Kernels and copies have parameters of the driver API's own; what all other kinds have is laid out
// as in the runtime API, whose functions make them.
#include "runtime/driver/graph_node.h"
#include "runtime/cudart/bodies.h"
#include "runtime/driver/bodies.h"

namespace ox::driver {

using runtime::Context;
using runtime::Error;
using runtime::explain;
using runtime::fail;
using runtime::GraphNode;
using runtime::Result;

Result<Context*> find_context_of_node(CUcontext handle) {
  if (!handle)
    return &cudart::current_context();
  auto found = find_context(handle);
  return found ? runtime::Platform::instance().context_of(**found) : fail(found.error());
}

Result<GraphNode*> add_work(const NewNode& place, Context& context, runtime::Work work) {
  auto graph = cudart::find_graph(place.graph);
  if (!graph)
    return fail(graph.error());
  if (!place.handle)
    return fail(explain(Error::InvalidValue, "there is no place for the node's handle"));
  auto before = cudart::find_dependencies(place.dependencies, reinterpret_cast<const cudaGraphEdgeData*>(place.edges),
                                          place.count);
  if (!before)
    return fail(before.error());
  auto node = (*graph)->add(context, std::move(work), *before);
  if (node)
    *place.handle = cudart::handle_of(*node);
  return node;
}

Error change_work(CUgraphExec handle, const GraphNode& node, runtime::Work work) {
  auto exec = cudart::find_exec(handle);
  return exec ? (*exec)->set_work(node, std::move(work)) : exec.error();
}

namespace body {

namespace runtime_api = cudart::body;

namespace {

// Calls the runtime API in the context that a node is for.
template <typename Call> Error in_context(CUcontext handle, Call&& call) {
  auto context = find_context_of_node(handle);
  if (!context)
    return context.error();
  Context& before = cudart::current_context();
  cudart::set_current_context(**context);
  const Error error = call();
  cudart::set_current_context(before);
  return error;
}

// What is laid out alike in both APIs.
static_assert(sizeof(CUDA_MEMSET_NODE_PARAMS) == sizeof(cudaMemsetParams));
static_assert(sizeof(CUDA_HOST_NODE_PARAMS) == sizeof(cudaHostNodeParams));
static_assert(sizeof(CUDA_MEM_ALLOC_NODE_PARAMS) == sizeof(cudaMemAllocNodeParams));
const cudaMemsetParams* to_runtime(const CUDA_MEMSET_NODE_PARAMS* parameters) {
  return reinterpret_cast<const cudaMemsetParams*>(parameters);
}
const cudaHostNodeParams* to_runtime(const CUDA_HOST_NODE_PARAMS* parameters) {
  return reinterpret_cast<const cudaHostNodeParams*>(parameters);
}

static_assert(sizeof(CUDA_BATCH_MEM_OP_NODE_PARAMS) == sizeof(CUDA_BATCH_MEM_OP_NODE_PARAMS_v2));
const CUDA_BATCH_MEM_OP_NODE_PARAMS* memory_operations_of(const CUgraphNodeParams& given) {
  return reinterpret_cast<const CUDA_BATCH_MEM_OP_NODE_PARAMS*>(&given.memOp);
}

// The context that a node's parameters name, where they do.
CUcontext context_in(const CUgraphNodeParams& given) {
  switch (given.type) {
  case CU_GRAPH_NODE_TYPE_MEMSET:
    return given.memset.ctx;
  case CU_GRAPH_NODE_TYPE_CONDITIONAL:
    return given.conditional.ctx;
  default:
    return nullptr;
  }
}

// Parameters of every kind but kernels and copies begin as the runtime API's do: without the context at their end.
template <typename Call> Error with_runtime_parameters(CUgraphNodeParams& given, Call&& call) {
  static_assert(sizeof(CUgraphNodeParams) == sizeof(cudaGraphNodeParams));
  CUgraphNodeParams copy = given;
  auto& parameters = *reinterpret_cast<cudaGraphNodeParams*>(&copy);
  const Error error = in_context(context_in(given), [&] { return call(parameters); });
  if (error != Error::Success)
    return error;
  if (given.type == CU_GRAPH_NODE_TYPE_MEM_ALLOC)
    given.alloc.dptr = reinterpret_cast<CUdeviceptr>(parameters.alloc.dptr);
  else if (given.type == CU_GRAPH_NODE_TYPE_CONDITIONAL)
    given.conditional.phGraph_out = parameters.conditional.phGraph_out;
  return error;
}

} // namespace

Error cuGraphAddNode_v2(CUgraphNode* node, CUgraph graph, const CUgraphNode* dependencies, const CUgraphEdgeData* data,
                        size_t count, CUgraphNodeParams* given) {
  if (!given)
    return Error::InvalidValue;
  if (given->type == CU_GRAPH_NODE_TYPE_KERNEL)
    return add_kernel({node, graph, dependencies, data, count}, &given->kernel);
  if (given->type == CU_GRAPH_NODE_TYPE_MEMCPY)
    return add_copy({node, graph, dependencies, data, count}, &given->memcpy.copyParams, given->memcpy.copyCtx);
  if (given->type == CU_GRAPH_NODE_TYPE_BATCH_MEM_OP)
    return add_memory_operations({node, graph, dependencies, data, count}, memory_operations_of(*given));
  return with_runtime_parameters(*given, [&](cudaGraphNodeParams& parameters) {
    return runtime_api::cudaGraphAddNode(node, graph, dependencies, reinterpret_cast<const cudaGraphEdgeData*>(data),
                                         count, &parameters);
  });
}

Error cuGraphAddNode(CUgraphNode* node, CUgraph graph, const CUgraphNode* dependencies, size_t count,
                     CUgraphNodeParams* given) {
  return body::cuGraphAddNode_v2(node, graph, dependencies, nullptr, count, given);
}

Error cuGraphNodeSetParams(CUgraphNode node, CUgraphNodeParams* given) {
  if (!given)
    return Error::InvalidValue;
  if (given->type == CU_GRAPH_NODE_TYPE_KERNEL)
    return set_kernel(node, &given->kernel);
  if (given->type == CU_GRAPH_NODE_TYPE_MEMCPY)
    return set_copy(node, &given->memcpy.copyParams);
  if (given->type == CU_GRAPH_NODE_TYPE_BATCH_MEM_OP)
    return set_memory_operations(node, memory_operations_of(*given));
  return with_runtime_parameters(
      *given, [&](cudaGraphNodeParams& parameters) { return runtime_api::cudaGraphNodeSetParams(node, &parameters); });
}

Error cuGraphExecNodeSetParams(CUgraphExec exec, CUgraphNode node, CUgraphNodeParams* given) {
  if (!given)
    return Error::InvalidValue;
  if (given->type == CU_GRAPH_NODE_TYPE_KERNEL)
    return set_kernel(exec, node, &given->kernel);
  if (given->type == CU_GRAPH_NODE_TYPE_MEMCPY)
    return set_copy(exec, node, &given->memcpy.copyParams, given->memcpy.copyCtx);
  if (given->type == CU_GRAPH_NODE_TYPE_BATCH_MEM_OP)
    return set_memory_operations(exec, node, memory_operations_of(*given));
  return with_runtime_parameters(*given, [&](cudaGraphNodeParams& parameters) {
    return runtime_api::cudaGraphExecNodeSetParams(exec, node, &parameters);
  });
}

// Fills.
Error cuGraphAddMemsetNode(CUgraphNode* node, CUgraph graph, const CUgraphNode* dependencies, size_t count,
                           const CUDA_MEMSET_NODE_PARAMS* parameters, CUcontext context) {
  return in_context(context, [&] {
    return runtime_api::cudaGraphAddMemsetNode(node, graph, dependencies, count, to_runtime(parameters));
  });
}
Error cuGraphMemsetNodeGetParams(CUgraphNode node, CUDA_MEMSET_NODE_PARAMS* parameters) {
  return runtime_api::cudaGraphMemsetNodeGetParams(node, reinterpret_cast<cudaMemsetParams*>(parameters));
}
Error cuGraphMemsetNodeSetParams(CUgraphNode node, const CUDA_MEMSET_NODE_PARAMS* parameters) {
  return runtime_api::cudaGraphMemsetNodeSetParams(node, to_runtime(parameters));
}
Error cuGraphExecMemsetNodeSetParams(CUgraphExec exec, CUgraphNode node, const CUDA_MEMSET_NODE_PARAMS* parameters,
                                     CUcontext context) {
  return in_context(context,
                    [&] { return runtime_api::cudaGraphExecMemsetNodeSetParams(exec, node, to_runtime(parameters)); });
}

// The program's functions.
Error cuGraphAddHostNode(CUgraphNode* node, CUgraph graph, const CUgraphNode* dependencies, size_t count,
                         const CUDA_HOST_NODE_PARAMS* parameters) {
  return runtime_api::cudaGraphAddHostNode(node, graph, dependencies, count, to_runtime(parameters));
}
Error cuGraphHostNodeGetParams(CUgraphNode node, CUDA_HOST_NODE_PARAMS* parameters) {
  return runtime_api::cudaGraphHostNodeGetParams(node, reinterpret_cast<cudaHostNodeParams*>(parameters));
}
Error cuGraphHostNodeSetParams(CUgraphNode node, const CUDA_HOST_NODE_PARAMS* parameters) {
  return runtime_api::cudaGraphHostNodeSetParams(node, to_runtime(parameters));
}
Error cuGraphExecHostNodeSetParams(CUgraphExec exec, CUgraphNode node, const CUDA_HOST_NODE_PARAMS* parameters) {
  return runtime_api::cudaGraphExecHostNodeSetParams(exec, node, to_runtime(parameters));
}

// Nothing, child graphs, events.
Error cuGraphAddEmptyNode(CUgraphNode* node, CUgraph graph, const CUgraphNode* dependencies, size_t count) {
  return runtime_api::cudaGraphAddEmptyNode(node, graph, dependencies, count);
}
Error cuGraphAddChildGraphNode(CUgraphNode* node, CUgraph graph, const CUgraphNode* dependencies, size_t count,
                               CUgraph child_graph) {
  return runtime_api::cudaGraphAddChildGraphNode(node, graph, dependencies, count, child_graph);
}
Error cuGraphChildGraphNodeGetGraph(CUgraphNode node, CUgraph* graph) {
  return runtime_api::cudaGraphChildGraphNodeGetGraph(node, graph);
}
Error cuGraphAddEventRecordNode(CUgraphNode* node, CUgraph graph, const CUgraphNode* dependencies, size_t count,
                                CUevent event) {
  return runtime_api::cudaGraphAddEventRecordNode(node, graph, dependencies, count, event);
}
Error cuGraphEventRecordNodeGetEvent(CUgraphNode node, CUevent* event) {
  return runtime_api::cudaGraphEventRecordNodeGetEvent(node, event);
}
Error cuGraphEventRecordNodeSetEvent(CUgraphNode node, CUevent event) {
  return runtime_api::cudaGraphEventRecordNodeSetEvent(node, event);
}
Error cuGraphAddEventWaitNode(CUgraphNode* node, CUgraph graph, const CUgraphNode* dependencies, size_t count,
                              CUevent event) {
  return runtime_api::cudaGraphAddEventWaitNode(node, graph, dependencies, count, event);
}
Error cuGraphEventWaitNodeGetEvent(CUgraphNode node, CUevent* event) {
  return runtime_api::cudaGraphEventWaitNodeGetEvent(node, event);
}
Error cuGraphEventWaitNodeSetEvent(CUgraphNode node, CUevent event) {
  return runtime_api::cudaGraphEventWaitNodeSetEvent(node, event);
}

// Memory.
Error cuGraphAddMemAllocNode(CUgraphNode* node, CUgraph graph, const CUgraphNode* dependencies, size_t count,
                             CUDA_MEM_ALLOC_NODE_PARAMS* parameters) {
  return runtime_api::cudaGraphAddMemAllocNode(node, graph, dependencies, count,
                                               reinterpret_cast<cudaMemAllocNodeParams*>(parameters));
}
Error cuGraphMemAllocNodeGetParams(CUgraphNode node, CUDA_MEM_ALLOC_NODE_PARAMS* parameters) {
  return runtime_api::cudaGraphMemAllocNodeGetParams(node, reinterpret_cast<cudaMemAllocNodeParams*>(parameters));
}
Error cuGraphAddMemFreeNode(CUgraphNode* node, CUgraph graph, const CUgraphNode* dependencies, size_t count,
                            CUdeviceptr address) {
  return runtime_api::cudaGraphAddMemFreeNode(node, graph, dependencies, count, pointer(address));
}
Error cuGraphMemFreeNodeGetParams(CUgraphNode node, CUdeviceptr* address) {
  return runtime_api::cudaGraphMemFreeNodeGetParams(node, address);
}

// Conditions.
Error cuGraphConditionalHandleCreate(CUgraphConditionalHandle* condition, CUgraph graph, CUcontext context,
                                     unsigned default_value, unsigned flags) {
  unsigned long long made = 0;
  if (!condition)
    return Error::InvalidValue;
  const Error error = in_context(
      context, [&] { return runtime_api::cudaGraphConditionalHandleCreate(&made, graph, default_value, flags); });
  if (error == Error::Success)
    *condition = made;
  return error;
}

} // namespace body
} // namespace ox::driver
