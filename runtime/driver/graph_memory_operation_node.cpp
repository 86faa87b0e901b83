// Nodes of graphs that wait for words of memory, or write them.
#include "runtime/driver/bodies.h"
#include "runtime/driver/graph_node.h"
#include "runtime/driver/stream_memory.h"

namespace ox::driver {

using runtime::Context;
using runtime::Error;
using runtime::fail;
using runtime::MemoryOperationsWork;
using runtime::Result;
using Parameters = CUDA_BATCH_MEM_OP_NODE_PARAMS;

namespace {

// What a node was given, for the function that gives it back.
struct Given {
  Parameters parameters;
  std::vector<CUstreamBatchMemOpParams> operations;
};

Given keep(const Parameters& parameters) {
  return {parameters, {parameters.paramArray, parameters.paramArray + parameters.count}};
}

Result<std::pair<Context*, MemoryOperationsWork>> make_work(const Parameters* given) {
  if (!given)
    return fail(Error::InvalidValue);
  auto context = find_context_of_node(given->ctx);
  if (!context)
    return fail(context.error());
  auto operations = read_memory_operations(given->paramArray, given->count, given->flags);
  if (!operations)
    return fail(operations.error());
  auto work = runtime::make_memory_operations(**context, std::move(*operations));
  if (!work)
    return fail(work.error());
  return std::pair(*context, std::move(*work));
}

} // namespace

Error add_memory_operations(const NewNode& place, const Parameters* parameters) {
  auto work = make_work(parameters);
  if (!work)
    return work.error();
  auto added = add_work(place, *work->first, std::move(work->second));
  if (!added)
    return added.error();
  (*added)->given = keep(*parameters);
  return Error::Success;
}

Error set_memory_operations(CUgraphNode handle, const Parameters* parameters) {
  auto node = find_node_of<MemoryOperationsWork>(handle, "batch memory operation");
  if (!node)
    return node.error();
  auto work = make_work(parameters);
  if (!work)
    return work.error();
  (*node)->work = std::move(work->second);
  (*node)->given = keep(*parameters);
  return Error::Success;
}

Error set_memory_operations(CUgraphExec exec, CUgraphNode handle, const Parameters* parameters) {
  auto node = find_node_of<MemoryOperationsWork>(handle, "batch memory operation");
  if (!node)
    return node.error();
  auto work = make_work(parameters);
  return work ? change_work(exec, **node, std::move(work->second)) : work.error();
}

namespace body {

Error cuGraphAddBatchMemOpNode(CUgraphNode* node, CUgraph graph, const CUgraphNode* dependencies, size_t count,
                               const Parameters* parameters) {
  return add_memory_operations({node, graph, dependencies, nullptr, count}, parameters);
}
// The operations lie in the node, until they are set again.  A captured batch was not given as parameters of a node.
Error cuGraphBatchMemOpNodeGetParams(CUgraphNode handle, Parameters* parameters) {
  auto node = find_node_of<MemoryOperationsWork>(handle, "batch memory operation");
  auto* given = node ? std::any_cast<Given>(&(*node)->given) : nullptr;
  if (!given || !parameters)
    return Error::InvalidValue;
  *parameters = given->parameters;
  parameters->paramArray = given->operations.data();
  return Error::Success;
}
Error cuGraphBatchMemOpNodeSetParams(CUgraphNode node, const Parameters* parameters) {
  return set_memory_operations(node, parameters);
}
Error cuGraphExecBatchMemOpNodeSetParams(CUgraphExec exec, CUgraphNode node, const Parameters* parameters) {
  return set_memory_operations(exec, node, parameters);
}

} // namespace body
} // namespace ox::driver
