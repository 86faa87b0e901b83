// Graphs: made, looked at, changed; and the objects of the program that live as long as they do.
#include "runtime/cudart/graph.h"
#include "runtime/core/diagnostics.h"
#include "runtime/core/user_object.h"
#include "runtime/cudart/bodies.h"
#include "runtime/cudart/wrapper.h"

namespace ox::cudart {

using runtime::EdgeData;
using runtime::explain;
using runtime::fail;
using runtime::Graph;
using runtime::GraphNode;
using runtime::GraphNodeRef;
using runtime::Platform;
using runtime::Result;

Result<runtime::GraphRef> find_graph(cudaGraph_t handle) {
  if (auto graph = Platform::instance().graphs.find(handle))
    return graph;
  return fail(explain(Error::InvalidValue, "%p is not a graph, or it was destroyed", static_cast<void*>(handle)));
}

Result<GraphNodeRef> find_node(cudaGraphNode_t handle) {
  if (auto node = Platform::instance().graph_nodes.find(handle))
    return node;
  return fail(
      explain(Error::InvalidValue, "%p is not a node of a graph, or it was destroyed", static_cast<void*>(handle)));
}

Result<std::shared_ptr<runtime::GraphExec>> find_exec(cudaGraphExec_t handle) {
  if (auto exec = Platform::instance().graph_execs.find(handle))
    return exec;
  return fail(
      explain(Error::InvalidValue, "%p is not an executable graph, or it was destroyed", static_cast<void*>(handle)));
}

// A programmatic edge lets a kernel start before the one before it has ended, if that one allows it; it may as well
// start when it has ended.  So ports are kept, and every edge is a full one.
Result<EdgeData> from_edge_data(const cudaGraphEdgeData* data) {
  if (!data)
    return EdgeData{};
  if (data->from_port > cudaGraphKernelNodePortLaunchCompletion || data->to_port != 0 ||
      data->type > cudaGraphDependencyTypeProgrammatic)
    return fail(explain(Error::InvalidValue, "an edge from port %d to port %d of type %d is not known", data->from_port,
                        data->to_port, data->type));
  return EdgeData{data->from_port, data->to_port, data->type};
}

cudaGraphEdgeData to_edge_data(const EdgeData& data) { return {data.from_port, data.to_port, data.type, {}}; }

Result<std::vector<Graph::Dependency>> find_dependencies(const cudaGraphNode_t* nodes, const cudaGraphEdgeData* edges,
                                                         size_t count) {
  std::vector<Graph::Dependency> result;
  if (count && !nodes)
    return fail(Error::InvalidValue);
  for (size_t i = 0; i < count; ++i) {
    auto node = find_node(nodes[i]);
    if (!node)
      return fail(node.error());
    auto data = from_edge_data(edges ? &edges[i] : nullptr);
    if (!data)
      return fail(data.error());
    result.push_back({node->get(), *data});
  }
  return result;
}

namespace body {

namespace {

// CUDA's way to give lists: without one, how many there are; with one, as many as fit, the rest null.
template <typename Put> Error give_list(size_t there, size_t* count, bool wanted, Put&& put) {
  if (!count)
    return Error::InvalidValue;
  if (wanted)
    for (size_t i = 0; i < *count; ++i)
      put(i, i < there);
  *count = wanted ? std::min(*count, there) : there;
  return Error::Success;
}

Error give_nodes(const std::vector<const GraphNode*>& nodes, cudaGraphNode_t* list, size_t* count) {
  return give_list(nodes.size(), count, list != nullptr,
                   [&](size_t i, bool there) { list[i] = there ? handle_of(nodes[i]) : nullptr; });
}

Error give_edges(const std::vector<GraphNode::Edge>& edges, cudaGraphNode_t* list, cudaGraphEdgeData* data,
                 size_t* count) {
  if (list && !data)
    for (const GraphNode::Edge& edge : edges)
      if (edge.data != EdgeData{})
        return explain(Error::LossyQuery, "an edge has data, and no place for it is given");
  return give_list(edges.size(), count, list != nullptr, [&](size_t i, bool there) {
    list[i] = there ? handle_of(edges[i].node) : nullptr;
    if (data)
      data[i] = there ? to_edge_data(edges[i].data) : cudaGraphEdgeData{};
  });
}

} // namespace

Error cudaGraphCreate(cudaGraph_t* graph, unsigned flags) {
  if (!graph || flags != 0)
    return Error::InvalidValue;
  *graph = handle_of(Graph::make().get());
  return Error::Success;
}

Error cudaGraphDestroy(cudaGraph_t handle) {
  auto graph = find_graph(handle);
  if (!graph)
    return graph.error();
  if ((*graph)->owner)
    return explain(Error::InvalidValue, "a node's own graph is destroyed with the node");
  Platform::instance().graphs.remove(handle);
  return Error::Success;
}

Error cudaGraphClone(cudaGraph_t* clone, cudaGraph_t handle) {
  auto graph = find_graph(handle);
  if (!graph)
    return graph.error();
  if (!clone)
    return Error::InvalidValue;
  auto copy = (*graph)->clone();
  if (!copy)
    return copy.error();
  *clone = handle_of(copy->get());
  return Error::Success;
}

Error cudaGraphDebugDotPrint(cudaGraph_t handle, const char* path, unsigned flags) {
  auto graph = find_graph(handle);
  if (!graph)
    return graph.error();
  if (!path)
    return Error::InvalidValue;
  if (!runtime::print_graph(**graph, path, flags != 0))
    return explain(Error::OperatingSystem, "%s can't be written", path);
  return Error::Success;
}

Error cudaGraphNodeFindInClone(cudaGraphNode_t* node, cudaGraphNode_t original_handle, cudaGraph_t clone_handle) {
  auto original = find_node(original_handle);
  if (!original)
    return original.error();
  auto clone = find_graph(clone_handle);
  if (!clone)
    return clone.error();
  if (!node)
    return Error::InvalidValue;
  GraphNode* found = (*clone)->find_copy_of(**original);
  if (!found)
    return explain(Error::InvalidValue, "the graph has no copy of the node");
  *node = handle_of(found);
  return Error::Success;
}

Error cudaGraphNodeGetType(cudaGraphNode_t handle, cudaGraphNodeType* type) {
  auto node = find_node(handle);
  if (!node)
    return node.error();
  if (!type)
    return Error::InvalidValue;
  *type = static_cast<cudaGraphNodeType>(runtime::type_of((*node)->work));
  return Error::Success;
}

Error cudaGraphGetNodes(cudaGraph_t handle, cudaGraphNode_t* list, size_t* count) {
  auto graph = find_graph(handle);
  if (!graph)
    return graph.error();
  std::vector<const GraphNode*> nodes;
  for (const GraphNodeRef& node : (*graph)->nodes())
    nodes.push_back(node.get());
  return give_nodes(nodes, list, count);
}

Error cudaGraphGetRootNodes(cudaGraph_t handle, cudaGraphNode_t* list, size_t* count) {
  auto graph = find_graph(handle);
  if (!graph)
    return graph.error();
  std::vector<const GraphNode*> nodes;
  for (const GraphNodeRef& node : (*graph)->nodes())
    if (node->before.empty())
      nodes.push_back(node.get());
  return give_nodes(nodes, list, count);
}

Error cudaGraphGetEdges(cudaGraph_t handle, cudaGraphNode_t* from, cudaGraphNode_t* to, cudaGraphEdgeData* data,
                        size_t* count) {
  auto graph = find_graph(handle);
  if (!graph)
    return graph.error();
  if ((from == nullptr) != (to == nullptr))
    return Error::InvalidValue;
  std::vector<GraphNode::Edge> ends;
  std::vector<const GraphNode*> starts;
  for (const GraphNodeRef& node : (*graph)->nodes())
    for (const GraphNode::Edge& edge : node->after) {
      starts.push_back(node.get());
      ends.push_back(edge);
    }
  size_t room = count ? *count : 0;
  if (Error error = give_edges(ends, to, data, count); error != Error::Success)
    return error;
  for (size_t i = 0; from && i < room; ++i)
    from[i] = i < starts.size() ? handle_of(starts[i]) : nullptr;
  return Error::Success;
}

Error cudaGraphNodeGetDependencies(cudaGraphNode_t handle, cudaGraphNode_t* list, cudaGraphEdgeData* data,
                                   size_t* count) {
  auto node = find_node(handle);
  return node ? give_edges((*node)->before, list, data, count) : node.error();
}

Error cudaGraphNodeGetDependentNodes(cudaGraphNode_t handle, cudaGraphNode_t* list, cudaGraphEdgeData* data,
                                     size_t* count) {
  auto node = find_node(handle);
  return node ? give_edges((*node)->after, list, data, count) : node.error();
}

namespace {
template <typename Change>
Error change_edges(cudaGraph_t handle, const cudaGraphNode_t* from, const cudaGraphNode_t* to,
                   const cudaGraphEdgeData* data, size_t count, Change&& change) {
  auto graph = find_graph(handle);
  if (!graph)
    return graph.error();
  auto starts = find_dependencies(from, data, count), ends = find_dependencies(to, nullptr, count);
  if (!starts || !ends)
    return Error::InvalidValue;
  if ((*graph)->allocates())
    return explain(Error::NotSupported, "edges of a graph that allocates memory can't be changed");
  for (size_t i = 0; i < count; ++i)
    if (Error error = change(**graph, (*starts)[i], *(*ends)[i].node); error != Error::Success)
      return error;
  return Error::Success;
}
} // namespace

Error cudaGraphAddDependencies(cudaGraph_t graph, const cudaGraphNode_t* from, const cudaGraphNode_t* to,
                               const cudaGraphEdgeData* data, size_t count) {
  return change_edges(graph, from, to, data, count, [](Graph& it, const Graph::Dependency& start, GraphNode& end) {
    return it.connect(*start.node, end, start.data);
  });
}

Error cudaGraphRemoveDependencies(cudaGraph_t graph, const cudaGraphNode_t* from, const cudaGraphNode_t* to,
                                  const cudaGraphEdgeData* data, size_t count) {
  return change_edges(graph, from, to, data, count, [](Graph& it, const Graph::Dependency& start, GraphNode& end) {
    return it.disconnect(*start.node, end, start.data);
  });
}

Error cudaGraphDestroyNode(cudaGraphNode_t handle) {
  auto node = find_node(handle);
  if (!node)
    return node.error();
  const auto type = runtime::type_of((*node)->work);
  if (type == runtime::NodeType::kAllocate || type == runtime::NodeType::kFree)
    return explain(Error::NotSupported, "nodes that allocate or free memory can't be destroyed");
  return (*node)->graph.remove(**node);
}

// Objects of the program.
namespace {
Result<std::shared_ptr<runtime::UserObject>> find_object(cudaUserObject_t handle) {
  if (auto object = Platform::instance().user_objects.find(handle))
    return object;
  return fail(explain(Error::InvalidValue, "%p is not a user object", static_cast<void*>(handle)));
}
constexpr unsigned kMostReferences = 0x7fffffff;
} // namespace

Error cudaUserObjectCreate(cudaUserObject_t* object, void* data, cudaHostFn_t destroy, unsigned references,
                           unsigned flags) {
  if (!object || !destroy || references == 0 || references > kMostReferences || flags != cudaUserObjectNoDestructorSync)
    return explain(Error::InvalidValue, "a user object needs a destructor, a reference and "
                                        "cudaUserObjectNoDestructorSync");
  *object = reinterpret_cast<cudaUserObject_t>(
      Platform::instance().user_objects.add(std::make_shared<runtime::UserObject>(data, destroy, references)));
  return Error::Success;
}

Error cudaUserObjectRetain(cudaUserObject_t handle, unsigned count) {
  auto object = find_object(handle);
  if (!object)
    return object.error();
  if (count == 0 || count > kMostReferences)
    return Error::InvalidValue;
  (*object)->retain(count);
  return Error::Success;
}

Error cudaUserObjectRelease(cudaUserObject_t handle, unsigned count) {
  auto object = find_object(handle);
  if (!object)
    return object.error();
  return count != 0 && (*object)->release(count) ? Error::Success : Error::InvalidValue;
}

Error cudaGraphRetainUserObject(cudaGraph_t graph_handle, cudaUserObject_t handle, unsigned count, unsigned flags) {
  auto graph = find_graph(graph_handle);
  if (!graph)
    return graph.error();
  auto object = find_object(handle);
  if (!object)
    return object.error();
  if (count == 0 || count > kMostReferences || (flags & ~unsigned{cudaGraphUserObjectMove}))
    return Error::InvalidValue;
  if (!(flags & cudaGraphUserObjectMove)) // else the caller's become the graph's
    (*object)->retain(count);
  (*graph)->retain(*object, count);
  return Error::Success;
}

Error cudaGraphReleaseUserObject(cudaGraph_t graph_handle, cudaUserObject_t handle, unsigned count) {
  auto graph = find_graph(graph_handle);
  if (!graph)
    return graph.error();
  auto object = find_object(handle);
  if (!object)
    return object.error();
  return count ? (*graph)->release(*object, count) : Error::InvalidValue;
}

} // namespace body
} // namespace ox::cudart
