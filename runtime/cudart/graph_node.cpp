// Nodes of graphs: added, looked at, changed.
#include "runtime/cudart/graph_node.h"
#include "runtime/core/cluster.h"
#include "runtime/core/diagnostics.h"
#include "runtime/core/graph_memory.h"
#include "runtime/cudart/bodies.h"
#include "runtime/cudart/copy.h"
#include "runtime/cudart/handles.h"
#include <cstring>

namespace ox::cudart::body {

using runtime::explain;
using runtime::fail;
using runtime::Graph;
using runtime::GraphNode;
using runtime::Result;
using runtime::Work;

namespace {

Error add(cudaGraphNode_t* out, cudaGraph_t handle, const cudaGraphNode_t* before, const cudaGraphEdgeData* edges,
          size_t count, auto&& make) {
  auto graph = find_graph(handle);
  if (!graph)
    return graph.error();
  if (!out)
    return Error::InvalidValue;
  auto dependencies = find_dependencies(before, edges, count);
  if (!dependencies)
    return dependencies.error();
  auto work = make(**graph, *dependencies);
  if (!work)
    return work.error();
  auto node = (*graph)->add(current_context(), std::move(*work), *dependencies);
  if (!node)
    return node.error();
  *out = handle_of(*node);
  return Error::Success;
}

template <typename T>
Error add_work(cudaGraphNode_t* out, cudaGraph_t graph, const cudaGraphNode_t* before, size_t count, Result<T> work) {
  if (!work)
    return work.error();
  return add(out, graph, before, nullptr, count, [&](Graph&, auto&) { return std::move(work); });
}

// The same type stays.
template <typename T> Error set_work(cudaGraphNode_t handle, Result<T> made) {
  auto work = find_work<T>(handle);
  if (!work)
    return work.error();
  if (!made)
    return made.error();
  **work = std::move(*made);
  return Error::Success;
}

Result<runtime::AllocateWork> make_allocation(Graph& graph, std::span<const Graph::Dependency> before,
                                              const cudaMemPoolProps& pool, size_t bytes) {
  if (pool.allocType != cudaMemAllocationTypePinned || pool.location.type != cudaMemLocationTypeDevice ||
      pool.handleTypes != cudaMemHandleTypeNone)
    return fail(explain(Error::NotSupported, "graphs allocate device memory that is not shared"));
  auto context = runtime::Platform::instance().context(pool.location.id);
  if (!context)
    return fail(context.error());
  return runtime::make_graph_allocation(**context, graph, bytes, before);
}

Result<runtime::GraphFreeWork> make_free(void* memory) {
  auto work = runtime::make_graph_free(reinterpret_cast<ox::DeviceAddress>(memory));
  if (work)
    work->allocation->has_free_node = true;
  return work;
}

runtime::Condition* find_condition(Graph& graph, uint64_t id) {
  for (Graph* in = &graph; in; in = in->owner ? &in->owner->graph : nullptr)
    for (runtime::Condition& condition : in->conditions)
      if (condition.id == id)
        return &condition;
  return nullptr;
}

Result<runtime::ConditionalWork> make_condition(Graph& graph, const cudaConditionalNodeParams& parameters) {
  runtime::Condition* condition = find_condition(graph, parameters.handle);
  if (!condition || condition->has_node)
    return fail(explain(Error::InvalidValue, "%llu is %s", parameters.handle,
                        condition ? "another node's condition" : "no condition of the graph"));
  const bool is_if = parameters.type == cudaGraphCondTypeIf, is_switch = parameters.type == cudaGraphCondTypeSwitch;
  const unsigned most = is_if ? 2 : is_switch ? ~0U : 1;
  if (parameters.type < cudaGraphCondTypeIf || parameters.type > cudaGraphCondTypeSwitch || parameters.size == 0 ||
      parameters.size > most)
    return fail(explain(Error::InvalidValue, "a conditional node of type %d with %u bodies",
                        static_cast<int>(parameters.type), parameters.size));
  runtime::ConditionalWork work{parameters.handle, static_cast<runtime::ConditionalWork::Kind>(parameters.type), {}};
  for (unsigned i = 0; i < parameters.size; ++i)
    work.bodies.push_back(Graph::make());
  condition->has_node = true;
  return work;
}

} // namespace

Error cudaGraphAddNode(cudaGraphNode_t* out, cudaGraph_t graph, const cudaGraphNode_t* before,
                       const cudaGraphEdgeData* edges, size_t count, cudaGraphNodeParams* parameters) {
  if (!parameters)
    return Error::InvalidValue;
  auto make = [&](Graph& it, std::span<const Graph::Dependency> dependencies) -> Result<Work> {
    switch (parameters->type) {
    case cudaGraphNodeTypeMemAlloc: {
      auto work = make_allocation(it, dependencies, parameters->alloc.poolProps, parameters->alloc.bytesize);
      if (!work)
        return fail(work.error());
      parameters->alloc.dptr = reinterpret_cast<void*>(work->allocation->address());
      return std::move(*work);
    }
    case cudaGraphNodeTypeMemFree: {
      auto work = make_free(parameters->free.dptr);
      return work ? Result<Work>(std::move(*work)) : fail(work.error());
    }
    case cudaGraphNodeTypeConditional: {
      auto work = make_condition(it, parameters->conditional);
      return work ? Result<Work>(std::move(*work)) : fail(work.error());
    }
    default:
      return make_work(*parameters);
    }
  };
  if (Error error = add(out, graph, before, edges, count, make); error != Error::Success)
    return error;
  if (parameters->type == cudaGraphNodeTypeConditional) { // the list of bodies is the node's
    GraphNode& node = **find_node(*out);
    std::vector<cudaGraph_t> bodies;
    for (const runtime::GraphRef& body : std::get<runtime::ConditionalWork>(node.work).bodies)
      bodies.push_back(handle_of(body.get()));
    node.given = std::move(bodies);
    parameters->conditional.phGraph_out = std::any_cast<std::vector<cudaGraph_t>>(&node.given)->data();
  }
  return Error::Success;
}

Error cudaGraphNodeSetParams(cudaGraphNode_t handle, cudaGraphNodeParams* parameters) {
  auto node = find_node(handle);
  if (!node)
    return node.error();
  if (!parameters || static_cast<int>(runtime::type_of((*node)->work)) != static_cast<int>(parameters->type))
    return explain(Error::InvalidValue, "a node's type doesn't change");
  auto work = make_work(*parameters);
  if (!work)
    return work.error();
  if (auto* kernel = std::get_if<runtime::KernelWork>(&(*node)->work))
    (*node)->work = with_attributes_of(*kernel, std::get<runtime::KernelWork>(std::move(*work)));
  else
    (*node)->work = std::move(*work);
  return Error::Success;
}

// Kernels.
Error cudaGraphAddKernelNode(cudaGraphNode_t* out, cudaGraph_t graph, const cudaGraphNode_t* before, size_t count,
                             const cudaKernelNodeParams* parameters) {
  return add_work(out, graph, before, count, make_kernel_work(parameters));
}

Error cudaGraphKernelNodeGetParams(cudaGraphNode_t handle, cudaKernelNodeParams* parameters) {
  auto node = find_node(handle);
  auto work = find_work<runtime::KernelWork>(handle);
  if (!node || !work || !parameters)
    return Error::InvalidValue;
  const ox::Launch& launch = (*work)->pending.launch;
  std::vector<void*>& arguments = (*node)->arguments;
  arguments.clear();
  for (const auto& parameter : (*work)->kernel->info->parameters)
    arguments.push_back((*work)->pending.parameters.data() + parameter.offset);
  *parameters = {const_cast<void*>((*work)->function),
                 dim3(launch.grid.x, launch.grid.y, launch.grid.z),
                 dim3(launch.block.x, launch.block.y, launch.block.z),
                 static_cast<unsigned>(launch.dynamic_shared_bytes),
                 arguments.empty() ? nullptr : arguments.data(),
                 nullptr};
  return Error::Success;
}

Error cudaGraphKernelNodeSetParams(cudaGraphNode_t handle, const cudaKernelNodeParams* parameters) {
  auto old = find_work<runtime::KernelWork>(handle);
  if (!old)
    return old.error();
  auto work = make_kernel_work(parameters);
  return set_work(handle, work ? Result<runtime::KernelWork>(with_attributes_of(**old, std::move(*work))) : work);
}

// Attributes: what a launch's mean, and advice, which is kept for the program to read.
namespace {
using Advice = std::unordered_map<int, cudaLaunchAttributeValue>;

bool is_advice(cudaLaunchAttributeID attribute) {
  switch (attribute) {
  case cudaLaunchAttributeAccessPolicyWindow:
  case cudaLaunchAttributeClusterSchedulingPolicyPreference:
  case cudaLaunchAttributeMemSyncDomain:
  case cudaLaunchAttributeMemSyncDomainMap:
  case cudaLaunchAttributePreferredSharedMemoryCarveout:
  case cudaLaunchAttributeNvlinkUtilCentricScheduling:
    return true;
  default:
    return false;
  }
}
} // namespace

Error cudaGraphKernelNodeCopyAttributes(cudaGraphNode_t to, cudaGraphNode_t from) {
  auto target = find_work<runtime::KernelWork>(to), source = find_work<runtime::KernelWork>(from);
  if (!target || !source)
    return Error::InvalidValue;
  **target = with_attributes_of(**source, **target);
  (*find_node(to))->given = (*find_node(from))->given;
  return Error::Success;
}

Error cudaGraphKernelNodeGetAttribute(cudaGraphNode_t handle, cudaLaunchAttributeID attribute,
                                      cudaLaunchAttributeValue* value) {
  auto work = find_work<runtime::KernelWork>(handle);
  if (!work || !value)
    return Error::InvalidValue;
  *value = {};
  if (is_advice(attribute)) {
    if (auto* advice = std::any_cast<Advice>(&(*find_node(handle))->given))
      if (auto it = advice->find(attribute); it != advice->end())
        *value = it->second;
    return Error::Success;
  }
  const ox::Dim3& cluster = (*work)->pending.launch.cluster;
  switch (attribute) {
  case cudaLaunchAttributeCooperative:
    value->cooperative = (*work)->pending.launch.cooperative;
    return Error::Success;
  case cudaLaunchAttributePriority:
    value->priority = (*work)->priority.value_or(0);
    return Error::Success;
  case cudaLaunchAttributeClusterDimension:
    value->clusterDim = {cluster.x, cluster.y, cluster.z};
    return Error::Success;
  default:
    return explain(Error::InvalidValue, "%d is no attribute of a kernel node", static_cast<int>(attribute));
  }
}

Error cudaGraphKernelNodeSetAttribute(cudaGraphNode_t handle, cudaLaunchAttributeID attribute,
                                      const cudaLaunchAttributeValue* value) {
  auto work = find_work<runtime::KernelWork>(handle);
  if (!work || !value)
    return Error::InvalidValue;
  ox::Launch& launch = (*work)->pending.launch;
  if (is_advice(attribute)) {
    std::any& given = (*find_node(handle))->given;
    if (!std::any_cast<Advice>(&given))
      given = Advice();
    (*std::any_cast<Advice>(&given))[attribute] = *value;
    return Error::Success;
  }
  switch (attribute) {
  case cudaLaunchAttributeCooperative:
    launch.cooperative = value->cooperative != 0;
    return Error::Success;
  case cudaLaunchAttributePriority:
    (*work)->priority = value->priority;
    return Error::Success;
  case cudaLaunchAttributeClusterDimension: {
    const runtime::Kernel& kernel = *(*work)->kernel;
    const ox::Dim3 cluster{value->clusterDim.x, value->clusterDim.y, value->clusterDim.z};
    if (Error error = runtime::check_cluster(current_context().properties(), kernel, cluster); error != Error::Success)
      return error;
    if (Error error = runtime::check_cluster_divides(kernel, cluster, launch.grid); error != Error::Success)
      return error;
    (*work)->cluster = launch.cluster = cluster;
    return Error::Success;
  }
  case cudaLaunchAttributeDeviceUpdatableKernelNode:
    return explain(Error::NotSupported, "kernels can't update nodes of graphs");
  default:
    return explain(Error::InvalidValue, "%d is no attribute of a kernel node", static_cast<int>(attribute));
  }
}

// Copies.
Error cudaGraphAddMemcpyNode(cudaGraphNode_t* out, cudaGraph_t graph, const cudaGraphNode_t* before, size_t count,
                             const cudaMemcpy3DParms* parameters) {
  return add_work(out, graph, before, count, make_copy_work(parameters));
}
Error cudaGraphAddMemcpyNode1D(cudaGraphNode_t* out, cudaGraph_t graph, const cudaGraphNode_t* before, size_t count,
                               void* to, const void* from, size_t bytes, cudaMemcpyKind kind) {
  return add_work(out, graph, before, count, make_copy_work(to, from, bytes, kind));
}
Error cudaGraphAddMemcpyNodeToSymbol(cudaGraphNode_t* out, cudaGraph_t graph, const cudaGraphNode_t* before,
                                     size_t count, const void* symbol, const void* from, size_t bytes, size_t offset,
                                     cudaMemcpyKind kind) {
  return add_work(out, graph, before, count,
                  make_symbol_work(symbol, const_cast<void*>(from), bytes, offset, kind, true));
}
Error cudaGraphAddMemcpyNodeFromSymbol(cudaGraphNode_t* out, cudaGraph_t graph, const cudaGraphNode_t* before,
                                       size_t count, void* to, const void* symbol, size_t bytes, size_t offset,
                                       cudaMemcpyKind kind) {
  return add_work(out, graph, before, count, make_symbol_work(symbol, to, bytes, offset, kind, false));
}

Error cudaGraphMemcpyNodeGetParams(cudaGraphNode_t handle, cudaMemcpy3DParms* parameters) {
  auto work = find_work<runtime::CopyWork>(handle);
  if (!work || !parameters)
    return Error::InvalidValue;
  *parameters = describe_copy(**work);
  return Error::Success;
}

Error cudaGraphMemcpyNodeSetParams(cudaGraphNode_t node, const cudaMemcpy3DParms* parameters) {
  return set_work(node, make_copy_work(parameters));
}
Error cudaGraphMemcpyNodeSetParams1D(cudaGraphNode_t node, void* to, const void* from, size_t bytes,
                                     cudaMemcpyKind kind) {
  return set_work(node, make_copy_work(to, from, bytes, kind));
}
Error cudaGraphMemcpyNodeSetParamsToSymbol(cudaGraphNode_t node, const void* symbol, const void* from, size_t bytes,
                                           size_t offset, cudaMemcpyKind kind) {
  return set_work(node, make_symbol_work(symbol, const_cast<void*>(from), bytes, offset, kind, true));
}
Error cudaGraphMemcpyNodeSetParamsFromSymbol(cudaGraphNode_t node, void* to, const void* symbol, size_t bytes,
                                             size_t offset, cudaMemcpyKind kind) {
  return set_work(node, make_symbol_work(symbol, to, bytes, offset, kind, false));
}

// Fills.
Error cudaGraphAddMemsetNode(cudaGraphNode_t* out, cudaGraph_t graph, const cudaGraphNode_t* before, size_t count,
                             const cudaMemsetParams* parameters) {
  return add_work(out, graph, before, count, make_fill_work(parameters));
}
Error cudaGraphMemsetNodeGetParams(cudaGraphNode_t handle, cudaMemsetParams* parameters) {
  auto work = find_work<runtime::FillWork>(handle);
  if (!work || !parameters)
    return Error::InvalidValue;
  const runtime::FillWork& fill = **work;
  *parameters = {
      fill.to.host(), fill.shape.pitch, fill.value, fill.element_bytes, fill.shape.width / fill.element_bytes,
      fill.shape.rows};
  return Error::Success;
}
Error cudaGraphMemsetNodeSetParams(cudaGraphNode_t node, const cudaMemsetParams* parameters) {
  return set_work(node, make_fill_work(parameters));
}

// The program's functions.
Error cudaGraphAddHostNode(cudaGraphNode_t* out, cudaGraph_t graph, const cudaGraphNode_t* before, size_t count,
                           const cudaHostNodeParams* parameters) {
  return add_work(out, graph, before, count, make_host_work(parameters));
}
Error cudaGraphHostNodeGetParams(cudaGraphNode_t handle, cudaHostNodeParams* parameters) {
  auto work = find_work<runtime::HostWork>(handle);
  if (!work || !parameters)
    return Error::InvalidValue;
  *parameters = {(*work)->function, (*work)->data};
  return Error::Success;
}
Error cudaGraphHostNodeSetParams(cudaGraphNode_t node, const cudaHostNodeParams* parameters) {
  return set_work(node, make_host_work(parameters));
}

// Graphs in graphs, and nodes that do nothing.
Error cudaGraphAddChildGraphNode(cudaGraphNode_t* out, cudaGraph_t graph, const cudaGraphNode_t* before, size_t count,
                                 cudaGraph_t child) {
  return add_work(out, graph, before, count, make_child_work(child, cudaGraphChildGraphOwnershipClone));
}
Error cudaGraphChildGraphNodeGetGraph(cudaGraphNode_t handle, cudaGraph_t* graph) {
  auto work = find_work<runtime::ChildGraphWork>(handle);
  if (!work || !graph)
    return Error::InvalidValue;
  *graph = handle_of((*work)->graph.get());
  return Error::Success;
}
Error cudaGraphAddEmptyNode(cudaGraphNode_t* out, cudaGraph_t graph, const cudaGraphNode_t* before, size_t count) {
  return add_work(out, graph, before, count, Result<runtime::EmptyWork>(runtime::EmptyWork{}));
}

// Events.
Error cudaGraphAddEventRecordNode(cudaGraphNode_t* out, cudaGraph_t graph, const cudaGraphNode_t* before, size_t count,
                                  cudaEvent_t event) {
  return add_work(out, graph, before, count, make_record_work(event));
}
Error cudaGraphEventRecordNodeGetEvent(cudaGraphNode_t handle, cudaEvent_t* event) {
  auto work = find_work<runtime::EventRecordWork>(handle);
  if (!work || !event)
    return Error::InvalidValue;
  *event = handle_of((*work)->event.get());
  return Error::Success;
}
Error cudaGraphEventRecordNodeSetEvent(cudaGraphNode_t node, cudaEvent_t event) {
  return set_work(node, make_record_work(event));
}
Error cudaGraphAddEventWaitNode(cudaGraphNode_t* out, cudaGraph_t graph, const cudaGraphNode_t* before, size_t count,
                                cudaEvent_t event) {
  return add_work(out, graph, before, count, make_wait_work(event));
}
Error cudaGraphEventWaitNodeGetEvent(cudaGraphNode_t handle, cudaEvent_t* event) {
  auto work = find_work<runtime::EventWaitWork>(handle);
  if (!work || !event)
    return Error::InvalidValue;
  *event = handle_of((*work)->event.get());
  return Error::Success;
}
Error cudaGraphEventWaitNodeSetEvent(cudaGraphNode_t node, cudaEvent_t event) {
  return set_work(node, make_wait_work(event));
}

// Memory.
Error cudaGraphAddMemAllocNode(cudaGraphNode_t* out, cudaGraph_t graph, const cudaGraphNode_t* before, size_t count,
                               cudaMemAllocNodeParams* parameters) {
  if (!parameters)
    return Error::InvalidValue;
  return add(out, graph, before, nullptr, count, [&](Graph& it, std::span<const Graph::Dependency> dependencies) {
    auto work = make_allocation(it, dependencies, parameters->poolProps, parameters->bytesize);
    if (work)
      parameters->dptr = reinterpret_cast<void*>(work->allocation->address());
    return work;
  });
}

Error cudaGraphMemAllocNodeGetParams(cudaGraphNode_t handle, cudaMemAllocNodeParams* parameters) {
  auto work = find_work<runtime::AllocateWork>(handle);
  if (!work || !parameters)
    return Error::InvalidValue;
  const runtime::GraphAllocation& allocation = *(*work)->allocation;
  *parameters = {};
  parameters->poolProps.allocType = cudaMemAllocationTypePinned;
  parameters->poolProps.location = {cudaMemLocationTypeDevice, allocation.context().ordinal};
  parameters->bytesize = allocation.bytes;
  parameters->dptr = reinterpret_cast<void*>(allocation.address());
  return Error::Success;
}

Error cudaGraphAddMemFreeNode(cudaGraphNode_t* out, cudaGraph_t graph, const cudaGraphNode_t* before, size_t count,
                              void* memory) {
  return add(out, graph, before, nullptr, count, [&](Graph&, auto&) { return make_free(memory); });
}

Error cudaGraphMemFreeNodeGetParams(cudaGraphNode_t handle, void* memory) {
  auto work = find_work<runtime::GraphFreeWork>(handle);
  if (!work || !memory)
    return Error::InvalidValue;
  const ox::DeviceAddress address = (*work)->allocation->address();
  std::memcpy(memory, &address, sizeof address);
  return Error::Success;
}

// Of a device: what graphs hold beyond what nodes need now is nothing, so there is nothing to trim.
Error cudaDeviceGraphMemTrim(int device) {
  const bool known = device >= 0 && device < runtime::Platform::instance().device_count();
  return known ? Error::Success : Error::InvalidDevice;
}

Error cudaDeviceGetGraphMemAttribute(int device, cudaGraphMemAttributeType attribute, void* value) {
  if (device < 0 || device >= runtime::Platform::instance().device_count())
    return Error::InvalidDevice;
  if (!value)
    return Error::InvalidValue;
  const runtime::GraphMemoryUse& use = runtime::graph_memory_use(device);
  auto give = [&](uint64_t bytes) {
    std::memcpy(value, &bytes, sizeof bytes);
    return Error::Success;
  };
  switch (attribute) {
  case cudaGraphMemAttrUsedMemCurrent:
    return give(use.used);
  case cudaGraphMemAttrUsedMemHigh:
    return give(use.used_high);
  case cudaGraphMemAttrReservedMemCurrent:
    return give(use.reserved);
  case cudaGraphMemAttrReservedMemHigh:
    return give(use.reserved_high);
  }
  return Error::InvalidValue;
}

Error cudaDeviceSetGraphMemAttribute(int device, cudaGraphMemAttributeType attribute, void* value) {
  if (device < 0 || device >= runtime::Platform::instance().device_count())
    return Error::InvalidDevice;
  uint64_t bytes = 0;
  if (value)
    std::memcpy(&bytes, value, sizeof bytes);
  runtime::GraphMemoryUse& use = runtime::graph_memory_use(device);
  if (!value || bytes != 0)
    return explain(Error::InvalidValue, "a high mark of graphs' memory can only be set to 0");
  if (attribute == cudaGraphMemAttrUsedMemHigh)
    use.used_high = use.used.load();
  else if (attribute == cudaGraphMemAttrReservedMemHigh)
    use.reserved_high = use.reserved.load();
  else
    return explain(Error::InvalidValue, "attribute %d of graphs' memory can't be set", static_cast<int>(attribute));
  return Error::Success;
}

// Conditions.
Error cudaGraphConditionalHandleCreate(cudaGraphConditionalHandle* condition, cudaGraph_t handle,
                                       unsigned default_value, unsigned flags) {
  auto graph = find_graph(handle);
  if (!graph)
    return graph.error();
  if (!condition || (flags & ~unsigned{cudaGraphCondAssignDefault}))
    return Error::InvalidValue;
  const uint64_t id = runtime::new_condition_id();
  (*graph)->conditions.push_back({id, &current_context(), default_value, (flags & cudaGraphCondAssignDefault) != 0});
  *condition = id;
  return Error::Success;
}

} // namespace ox::cudart::body
