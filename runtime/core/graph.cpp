#include "runtime/core/graph.h"
#include "runtime/core/diagnostics.h"
#include "runtime/core/platform.h"
#include "runtime/core/user_object.h"
#include <algorithm>
#include <queue>

namespace ox::runtime {

namespace {
std::atomic<uint64_t> next_id{1}, next_condition{1};

bool refers_to(const GraphNode::Edge& edge, const GraphNode& node, const EdgeData& data) {
  return edge.node == &node && edge.data == data;
}

// Child graphs that a node owns.
template <typename Action> void for_each_inner(const Work& work, Action&& action) {
  if (auto* child = std::get_if<ChildGraphWork>(&work))
    action(child->graph);
  else if (auto* conditional = std::get_if<ConditionalWork>(&work))
    for (const GraphRef& body : conditional->bodies)
      action(body);
}
} // namespace

uint64_t new_condition_id() { return next_condition.fetch_add(1); }

GraphNode::GraphNode(Graph& graph, Context& context, Work work)
    : graph(graph), context(context), id(next_id.fetch_add(1)), work(std::move(work)) {}

NodeType type_of(const Work& work) {
  struct Type {
    NodeType operator()(const EmptyWork&) const { return NodeType::kEmpty; }
    NodeType operator()(const KernelWork&) const { return NodeType::kKernel; }
    NodeType operator()(const CopyWork&) const { return NodeType::kCopy; }
    NodeType operator()(const FillWork&) const { return NodeType::kFill; }
    NodeType operator()(const HostWork&) const { return NodeType::kHost; }
    NodeType operator()(const CallbackWork&) const { return NodeType::kHost; }
    NodeType operator()(const EventRecordWork&) const { return NodeType::kEventRecord; }
    NodeType operator()(const EventWaitWork&) const { return NodeType::kEventWait; }
    NodeType operator()(const FreeWork&) const { return NodeType::kFree; }
    NodeType operator()(const GraphLaunchWork&) const { return NodeType::kChild; }
    NodeType operator()(const ChildGraphWork&) const { return NodeType::kChild; }
    NodeType operator()(const ConditionalWork&) const { return NodeType::kConditional; }
    NodeType operator()(const AllocateWork&) const { return NodeType::kAllocate; }
    NodeType operator()(const GraphFreeWork&) const { return NodeType::kFree; }
    NodeType operator()(const MemoryOperationsWork&) const { return NodeType::kMemoryOperations; }
  };
  return std::visit(Type{}, work);
}

Graph::Graph() : id(next_id.fetch_add(1)) {}

GraphRef Graph::make() {
  GraphRef graph(new Graph);
  Platform::instance().graphs.add(graph);
  return graph;
}

Graph::~Graph() {
  for (const GraphNodeRef& node : nodes_) {
    Platform::instance().graph_nodes.remove(node.get());
    for_each_inner(node->work, [](const GraphRef& inner) { Platform::instance().graphs.remove(inner.get()); });
  }
  for (auto& [object, count] : user_objects_)
    object->release(count);
}

Result<GraphNode*> Graph::add(Context& context, Work work, std::span<const Dependency> before) {
  for (size_t i = 0; i < before.size(); ++i) {
    if (&before[i].node->graph != this)
      return fail(explain(Error::InvalidValue, "dependency %zu is a node of another graph", i));
    for (size_t j = 0; j < i; ++j)
      if (before[i].node == before[j].node && before[i].data == before[j].data)
        return fail(explain(Error::InvalidValue, "dependencies %zu and %zu are the same node", j, i));
  }
  auto node = std::make_shared<GraphNode>(*this, context, std::move(work));
  for_each_inner(node->work, [&](const GraphRef& inner) { inner->owner = node.get(); });
  for (const Dependency& dependency : before) {
    node->before.push_back({dependency.node, dependency.data});
    dependency.node->after.push_back({node.get(), dependency.data});
  }
  nodes_.push_back(node);
  return Platform::instance().graph_nodes.add(std::move(node));
}

Error Graph::connect(GraphNode& from, GraphNode& to, EdgeData data) {
  if (&from.graph != this || &to.graph != this || &from == &to)
    return explain(Error::InvalidValue, "an edge joins two nodes of its graph");
  if (std::ranges::any_of(to.before, [&](const GraphNode::Edge& edge) { return refers_to(edge, from, data); }))
    return explain(Error::InvalidValue, "the edge exists");
  to.before.push_back({&from, data});
  from.after.push_back({&to, data});
  return Error::Success;
}

Error Graph::disconnect(GraphNode& from, GraphNode& to, EdgeData data) {
  if (&from.graph != this || &to.graph != this ||
      std::erase_if(to.before, [&](const GraphNode::Edge& edge) { return refers_to(edge, from, data); }) == 0)
    return explain(Error::InvalidValue, "there is no such edge");
  std::erase_if(from.after, [&](const GraphNode::Edge& edge) { return refers_to(edge, to, data); });
  return Error::Success;
}

Error Graph::remove(GraphNode& node) {
  for (const GraphNode::Edge& edge : node.before)
    std::erase_if(edge.node->after, [&](const GraphNode::Edge& other) { return other.node == &node; });
  for (const GraphNode::Edge& edge : node.after)
    std::erase_if(edge.node->before, [&](const GraphNode::Edge& other) { return other.node == &node; });
  for_each_inner(node.work, [](const GraphRef& inner) { Platform::instance().graphs.remove(inner.get()); });
  Platform::instance().graph_nodes.remove(&node);
  std::erase_if(nodes_, [&](const GraphNodeRef& other) { return other.get() == &node; });
  return Error::Success;
}

GraphNode* Graph::find_copy_of(const GraphNode& original) const {
  GraphNode* found = nullptr;
  for (const GraphNodeRef& node : nodes_) {
    if (node->copied_from == original.id)
      return node.get();
    for_each_inner(node->work, [&](const GraphRef& inner) {
      if (!found)
        found = inner->find_copy_of(original);
    });
    if (found)
      return found;
  }
  return nullptr;
}

Result<std::vector<GraphNode*>> Graph::sorted() const {
  std::unordered_map<const GraphNode*, size_t> place, left;
  std::priority_queue<size_t, std::vector<size_t>, std::greater<>> ready;
  for (size_t i = 0; i < nodes_.size(); ++i) {
    place[nodes_[i].get()] = i;
    left[nodes_[i].get()] = nodes_[i]->before.size();
    if (nodes_[i]->before.empty())
      ready.push(i);
  }
  std::vector<GraphNode*> order;
  while (!ready.empty()) {
    GraphNode* node = nodes_[ready.top()].get();
    ready.pop();
    order.push_back(node);
    for (const GraphNode::Edge& edge : node->after)
      if (--left[edge.node] == 0)
        ready.push(place[edge.node]);
  }
  if (order.size() != nodes_.size())
    return fail(explain(Error::InvalidValue, "the graph has a cycle"));
  return order;
}

bool Graph::uses(const Context& context) const {
  return std::ranges::any_of(nodes_, [&](const GraphNodeRef& node) { return &node->context == &context; });
}

bool Graph::allocates() const {
  return std::ranges::any_of(nodes_, [](const GraphNodeRef& node) {
    bool inner_allocates = false;
    for_each_inner(node->work, [&](const GraphRef& inner) { inner_allocates |= inner->allocates(); });
    return inner_allocates || std::holds_alternative<AllocateWork>(node->work) ||
           std::holds_alternative<GraphFreeWork>(node->work);
  });
}

Result<GraphRef> Graph::clone() const {
  if (allocates())
    return fail(explain(Error::NotSupported, "a graph that allocates or frees memory can't be cloned"));
  GraphRef copy = make();
  std::unordered_map<const GraphNode*, GraphNode*> copies;
  copy_to(*copy, copies);
  return copy;
}

void Graph::copy_to(Graph& target, std::unordered_map<const GraphNode*, GraphNode*>& copies) const {
  target.copied_from = id;
  target.conditions = conditions;
  for (const GraphNodeRef& node : nodes_) {
    Work work = node->work;
    auto copy_inner = [&](GraphRef& inner) {
      GraphRef copy = make();
      inner->copy_to(*copy, copies);
      inner = std::move(copy);
    };
    if (auto* child = std::get_if<ChildGraphWork>(&work))
      copy_inner(child->graph);
    else if (auto* conditional = std::get_if<ConditionalWork>(&work))
      std::ranges::for_each(conditional->bodies, copy_inner);
    GraphNode* copy = *target.add(node->context, std::move(work), {});
    copy->copied_from = node->id;
    copy->given = node->given;
    copies[node.get()] = copy;
  }
  for (const GraphNodeRef& node : nodes_)
    for (const GraphNode::Edge& edge : node->before)
      target.connect(*copies[edge.node], *copies[node.get()], edge.data);
  for (const auto& [object, count] : user_objects_) {
    object->retain(count);
    target.retain(object, count);
  }
}

void Graph::retain(const std::shared_ptr<UserObject>& object, unsigned count) { user_objects_[object] += count; }

Error Graph::release(const std::shared_ptr<UserObject>& object, unsigned count) {
  auto held = user_objects_.find(object);
  if (held == user_objects_.end() || held->second < count)
    return explain(Error::InvalidValue, "the graph holds fewer references");
  if ((held->second -= count) == 0)
    user_objects_.erase(held);
  object->release(count);
  return Error::Success;
}

} // namespace ox::runtime
