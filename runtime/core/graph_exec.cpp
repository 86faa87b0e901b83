#include "runtime/core/graph_exec.h"
#include "runtime/core/diagnostics.h"
#include "runtime/core/graph_memory.h"
#include "runtime/core/platform.h"
#include "runtime/core/user_object.h"
#include <algorithm>

namespace ox::runtime {

struct GraphExec::Node {
  uint64_t id = 0; // of the graph's node
  Context* context = nullptr;
  // Queued operations have it, too: a change of parameters is another one, for later launches.
  std::shared_ptr<Work> work;
  bool enabled = true;
  std::vector<uint32_t> before;
  std::vector<Plan> inner; // of a child graph, or the bodies of a condition
};

struct GraphExec::Plan {
  std::vector<Node> nodes; // in an order that their dependencies allow
};

struct GraphExec::Launch {
  std::vector<Context::GroupOperation> group;
  std::vector<std::pair<EventRef, uint32_t>> records; // events, and the operations that record them
  Traced traced = {};
};

namespace {
bool runs_in_condition(const Work& work) {
  switch (type_of(work)) {
  case NodeType::kKernel:
  case NodeType::kCopy:
  case NodeType::kFill:
  case NodeType::kEmpty:
  case NodeType::kChild:
  case NodeType::kConditional:
    return true;
  default:
    return false;
  }
}
} // namespace

std::expected<GraphExec::Plan, GraphExec::Failure> GraphExec::plan(const Graph& graph, bool in_condition) {
  auto order = graph.sorted();
  if (!order)
    return std::unexpected(Failure{order.error()});
  std::unordered_map<const GraphNode*, uint32_t> place;
  Plan result;
  for (const GraphNode* node : *order) {
    if (in_condition && !runs_in_condition(node->work)) {
      explain(Error::NotSupported, "the body of a conditional node has a node of another type than kernel, copy, fill, "
                                   "empty, child graph or conditional");
      return std::unexpected(Failure{Error::NotSupported, node});
    }
    place[node] = static_cast<uint32_t>(result.nodes.size());
    Node& copy = result.nodes.emplace_back();
    copy.id = node->id;
    copy.context = &node->context;
    copy.work = std::make_shared<Work>(node->work);
    for (const GraphNode::Edge& edge : node->before)
      copy.before.push_back(place[edge.node]);
    std::ranges::sort(copy.before);
    auto add_inner = [&](const Graph& inner, bool is_body) {
      auto planned = plan(inner, is_body);
      if (planned)
        copy.inner.push_back(std::move(*planned));
      return planned ? std::optional<Failure>() : planned.error();
    };
    if (auto* child = std::get_if<ChildGraphWork>(&node->work)) {
      if (auto failure = add_inner(*child->graph, in_condition))
        return std::unexpected(*failure);
    } else if (auto* conditional = std::get_if<ConditionalWork>(&node->work)) {
      for (const GraphRef& body : conditional->bodies)
        if (auto failure = add_inner(*body, true))
          return std::unexpected(*failure);
    }
  }
  for (const Condition& condition : graph.conditions) {
    if (!condition.has_node) {
      explain(Error::InvalidValue, "a conditional handle of the graph is no node's");
      return std::unexpected(Failure{.error = Error::InvalidValue, .condition_unused = true});
    }
    Value& value = values_[condition.id];
    value.value = value.default_value = condition.default_value;
    value.assign_default = condition.assign_default;
  }
  return result;
}

namespace {
template <typename Plan, typename Action> void for_each_node(Plan& plan, Action&& action) {
  for (auto& node : plan.nodes) {
    action(node);
    for (auto& inner : node.inner)
      for_each_node(inner, action);
  }
}
} // namespace

std::expected<std::shared_ptr<GraphExec>, GraphExec::Failure> GraphExec::make(const Graph& graph, Context& context,
                                                                              Flags flags) {
  if (graph.allocates() && !graph.executable.expired())
    return std::unexpected(Failure{explain(
        Error::NotSupported, "a graph that allocates memory has one executable graph at a time: destroy the other")});
  std::shared_ptr<GraphExec> exec(new GraphExec(context, flags));
  auto planned = exec->plan(graph, false);
  if (!planned)
    return std::unexpected(planned.error());
  exec->plan_ = std::make_unique<Plan>(std::move(*planned));
  for_each_node(*exec->plan_, [&](Node& node) {
    exec->nodes_[node.id] = &node;
    if (auto* kernel = std::get_if<KernelWork>(node.work.get()))
      kernel->pending.conditions = exec.get();
    if (auto* allocate = std::get_if<AllocateWork>(node.work.get()))
      exec->kept_.push_back(allocate->allocation);
  });
  for_each_node(*exec->plan_, [&](Node& node) {
    if (auto* free = std::get_if<GraphFreeWork>(node.work.get()); free && !std::erase(exec->kept_, free->allocation))
      exec->freed_.push_back(free->allocation);
  });
  for (const auto& [object, count] : graph.user_objects()) {
    object->retain(1);
    exec->user_objects_.emplace_back(object, 1);
  }
  if (!graph.allocates())
    if (auto copy = graph.clone())
      exec->source_ = std::move(*copy);
  graph.executable = exec;
  return exec;
}

GraphExec::GraphExec(Context& context, Flags flags) : context(context), flags_(flags) {}

GraphExec::~GraphExec() {
  if (source_)
    Platform::instance().graphs.remove(source_.get());
  for (auto& [object, count] : user_objects_)
    object->release(count);
}

bool GraphExec::uses(const Context& other) const {
  bool found = &context == &other;
  for_each_node(*plan_, [&](const Node& node) { found |= node.context == &other; });
  return found;
}

// What runs: kernels, copies, the program's functions; and conditions, whose bodies run here, one node after the other.
void GraphExec::run_node(Node& node, const Traced& traced) {
  if (!node.enabled)
    return;
  if (std::holds_alternative<ConditionalWork>(*node.work))
    run_condition(node, traced);
  else if (std::holds_alternative<ChildGraphWork>(*node.work))
    run_body(node.inner[0], traced);
  else
    trace::run_node(traced, *node.context, *node.work);
}

void GraphExec::run_body(Plan& body, const Traced& traced) {
  for (Node& node : body.nodes) {
    if (node.context->fault() != Error::Success)
      return;
    run_node(node, traced);
  }
}

void GraphExec::run_condition(Node& node, const Traced& traced) {
  const auto& work = std::get<ConditionalWork>(*node.work);
  std::atomic<unsigned>& value = values_.at(work.condition).value;
  switch (work.kind) {
  case ConditionalWork::Kind::kIf:
    if (value != 0)
      run_body(node.inner[0], traced);
    else if (node.inner.size() > 1)
      run_body(node.inner[1], traced);
    break;
  case ConditionalWork::Kind::kWhile:
    while (value != 0 && node.context->fault() == Error::Success)
      run_body(node.inner[0], traced);
    break;
  case ConditionalWork::Kind::kSwitch:
    if (const unsigned which = value; which < node.inner.size())
      run_body(node.inner[which], traced);
    break;
  }
}

bool GraphExec::set(uint64_t condition, unsigned value) {
  auto it = values_.find(condition);
  if (it == values_.end())
    return false;
  it->second.value = value;
  return true;
}

void GraphExec::add(Launch& launch, Plan& plan, std::vector<uint32_t> entry, std::vector<uint32_t>& exits) {
  std::vector<uint32_t> done(plan.nodes.size()); // the operation with which a node ends
  std::vector<bool> is_last(plan.nodes.size(), true);
  auto next = [&](std::vector<uint32_t> before) -> Context::GroupOperation& {
    launch.group.push_back({.before = std::move(before)});
    return launch.group.back();
  };
  auto index = [&] { return static_cast<uint32_t>(launch.group.size() - 1); };
  for (size_t i = 0; i < plan.nodes.size(); ++i) {
    Node& node = plan.nodes[i];
    std::vector<uint32_t> before;
    for (uint32_t earlier : node.before) {
      before.push_back(done[earlier]);
      is_last[earlier] = false;
    }
    if (before.empty())
      before = entry;
    Context::GroupOperation& operation = next(std::move(before));
    done[i] = index();
    if (!node.enabled || std::holds_alternative<EmptyWork>(*node.work))
      continue;
    if (auto* record = std::get_if<EventRecordWork>(node.work.get())) {
      launch.records.emplace_back(record->event, done[i]);
    } else if (auto* wait = std::get_if<EventWaitWork>(node.work.get())) {
      operation.also = wait->event->marker();
    } else if (std::holds_alternative<ChildGraphWork>(*node.work)) {
      std::vector<uint32_t> inner_exits;
      add(launch, node.inner[0], {done[i]}, inner_exits);
      if (!inner_exits.empty()) {
        next(std::move(inner_exits));
        done[i] = index();
      }
    } else if (std::holds_alternative<ConditionalWork>(*node.work)) {
      operation.kind = Operation::Kind::kWork;
      operation.work = [self = shared_from_this(), &node, traced = launch.traced] {
        if (node.context->fault() == Error::Success)
          self->run_condition(node, traced);
      };
    } else {
      const bool of_program = std::holds_alternative<HostWork>(*node.work);
      operation.kind = of_program ? Operation::Kind::kHost : Operation::Kind::kWork;
      if (auto* kernel = std::get_if<KernelWork>(node.work.get()); kernel && flags_.node_priority)
        operation.priority = kernel->priority;
      operation.work = [self = shared_from_this(), context = node.context, work = node.work, of_program,
                        traced = launch.traced] {
        if (of_program || context->fault() == Error::Success)
          trace::run_node(traced, *context, *work);
      };
    }
  }
  for (size_t i = 0; i < plan.nodes.size(); ++i)
    if (is_last[i])
      exits.push_back(done[i]);
}

Error GraphExec::take_memory() {
  for (const auto& allocation : kept_) {
    if (!allocation->is_live())
      continue;
    if (!flags_.auto_free)
      return explain(Error::InvalidValue,
                     "%p, which an earlier launch allocated, is not freed: free it, or instantiate the graph with "
                     "cudaGraphInstantiateFlagAutoFreeOnLaunch",
                     reinterpret_cast<void*>(allocation->address()));
  }
  for (const auto& allocation : freed_)
    if (!allocation->is_live())
      return explain(Error::InvalidValue, "%p, which the graph frees, is not allocated",
                     reinterpret_cast<void*>(allocation->address()));
  for (const auto& allocation : kept_) {
    if (allocation->is_live())
      graph_memory_use(allocation->context().ordinal).used -= allocation->bytes;
    allocation->set_live(true);
  }
  for (const auto& allocation : freed_)
    allocation->set_live(false);
  return Error::Success;
}

Error GraphExec::launch(Stream& stream) {
  std::lock_guard lock(mutex_);
  if (Error error = take_memory(); error != Error::Success)
    return error;
  Launch launch;
  if (trace::wants(trace::kLaunch) || trace::wants(trace::kMemory)) [[unlikely]]
    launch.traced = trace::submitted(stream);
  std::vector<uint32_t> entry, exits;
  if (!values_.empty()) {
    launch.group.push_back({.kind = Operation::Kind::kWork, .work = [self = shared_from_this()] {
                              for (auto& [condition, value] : self->values_)
                                if (value.assign_default)
                                  value.value = value.default_value;
                            }});
    entry.push_back(0);
  }
  add(launch, *plan_, entry, exits);
  last_ = stream.context.enqueue_group(stream, launch.group, last_);
  for (auto& [event, index] : launch.records)
    event->set_marker(launch.group[index].operation);
  return Error::Success;
}

Result<GraphRef> GraphExec::source() const {
  std::lock_guard lock(mutex_);
  if (!source_ || changed_)
    return fail(explain(Error::NotSupported, "the launch of an executable graph that %s can't be captured",
                        changed_ ? "was changed" : "allocates memory"));
  return source_->clone();
}

GraphExec::Node* GraphExec::find(const GraphNode& node) const {
  auto found = nodes_.find(node.id);
  return found == nodes_.end() ? nullptr : found->second;
}

namespace {
// Whether an executable graph's node may take this work in place of its own.
GraphExec::UpdateResult check_change(const Work& now, const Work& then) {
  using enum GraphExec::UpdateResult;
  if (type_of(now) != type_of(then))
    return kNodeTypeChanged;
  if (auto* kernel = std::get_if<KernelWork>(&now)) {
    auto& other = std::get<KernelWork>(then);
    if (&kernel->kernel->owner->context != &other.kernel->owner->context)
      return kUnsupportedFunctionChange;
    if (kernel->pending.launch.cooperative != other.pending.launch.cooperative)
      return kAttributesChanged;
  } else if (auto* copy = std::get_if<CopyWork>(&now)) {
    auto& other = std::get<CopyWork>(then);
    auto same = [](const CopySide& a, const CopySide& b) { return a.place == b.place && a.owner == b.owner; };
    if (!same(copy->to, other.to) || !same(copy->from, other.from))
      return kParametersChanged;
  } else if (auto* fill = std::get_if<FillWork>(&now)) {
    if (fill->to.owner != std::get<FillWork>(then).to.owner)
      return kParametersChanged;
  } else if (auto* allocate = std::get_if<AllocateWork>(&now)) {
    if (allocate->allocation != std::get<AllocateWork>(then).allocation)
      return kNotSupported;
  } else if (auto* free = std::get_if<GraphFreeWork>(&now)) {
    if (free->allocation != std::get<GraphFreeWork>(then).allocation)
      return kNotSupported;
  } else if (auto* conditional = std::get_if<ConditionalWork>(&now)) {
    auto& other = std::get<ConditionalWork>(then);
    if (conditional->condition != other.condition || conditional->kind != other.kind ||
        conditional->bodies.size() != other.bodies.size())
      return kParametersChanged;
  }
  return kSuccess;
}
} // namespace

GraphExec::Update GraphExec::compare(const Plan& plan, const Graph& graph,
                                     std::vector<std::pair<Node*, Work>>& changes) {
  auto order = graph.sorted();
  if (!order || order->size() != plan.nodes.size())
    return {UpdateResult::kTopologyChanged};
  std::unordered_map<const GraphNode*, uint32_t> place;
  for (size_t i = 0; i < order->size(); ++i) {
    const GraphNode& node = *(*order)[i];
    const Node& mine = plan.nodes[i];
    place[&node] = static_cast<uint32_t>(i);
    std::vector<uint32_t> before;
    for (const GraphNode::Edge& edge : node.before)
      before.push_back(place[edge.node]);
    std::ranges::sort(before);
    if (before != mine.before)
      return {UpdateResult::kTopologyChanged, &node, node.before.empty() ? nullptr : node.before[0].node};
    if (UpdateResult result = check_change(*mine.work, node.work); result != UpdateResult::kSuccess)
      return {result, &node};
    if (mine.context != &node.context)
      return {UpdateResult::kParametersChanged, &node};
    std::vector<const Graph*> inner;
    if (auto* child = std::get_if<ChildGraphWork>(&node.work))
      inner.push_back(child->graph.get());
    else if (auto* conditional = std::get_if<ConditionalWork>(&node.work))
      for (const GraphRef& body : conditional->bodies)
        inner.push_back(body.get());
    for (size_t k = 0; k < inner.size(); ++k)
      if (Update found = compare(mine.inner[k], *inner[k], changes); found.result != UpdateResult::kSuccess)
        return found.node ? found : Update{found.result, &node};
    changes.emplace_back(const_cast<Node*>(&mine), node.work);
  }
  return {};
}

// Bodies of conditions take their nodes when they run; everything else has taken its work at the launch.
void GraphExec::wait_for_bodies() {
  if (!values_.empty())
    Scheduler::instance().wait(last_);
}

GraphExec::Update GraphExec::update(const Graph& graph) {
  std::lock_guard lock(mutex_);
  wait_for_bodies();
  std::vector<std::pair<Node*, Work>> changes;
  Update found = compare(*plan_, graph, changes);
  if (found.result != UpdateResult::kSuccess)
    return found;
  changed_ = true;
  for (auto& [node, work] : changes) {
    if (auto* kernel = std::get_if<KernelWork>(&work))
      kernel->pending.conditions = this;
    node->work = std::make_shared<Work>(std::move(work));
  }
  return found;
}

Error GraphExec::set_work(const GraphNode& graph_node, Work work) {
  std::lock_guard lock(mutex_);
  Node* node = find(graph_node);
  if (!node)
    return explain(Error::InvalidValue, "the executable graph was not made of a graph with this node");
  changed_ = true;
  wait_for_bodies();
  if (auto* child = std::get_if<ChildGraphWork>(&work)) {
    std::vector<std::pair<Node*, Work>> changes;
    if (!std::holds_alternative<ChildGraphWork>(*node->work) ||
        compare(node->inner[0], *child->graph, changes).result != UpdateResult::kSuccess)
      return explain(Error::GraphExecUpdateFailure, "the child graph is not of the same shape");
    for (auto& [inner, change] : changes) {
      if (auto* kernel = std::get_if<KernelWork>(&change))
        kernel->pending.conditions = this;
      inner->work = std::make_shared<Work>(std::move(change));
    }
    return Error::Success;
  }
  if (check_change(*node->work, work) != UpdateResult::kSuccess)
    return explain(Error::InvalidValue, "the node can't change so in an executable graph: its type, its context and "
                                        "the kinds of its memory stay");
  if (auto* kernel = std::get_if<KernelWork>(&work))
    kernel->pending.conditions = this;
  node->work = std::make_shared<Work>(std::move(work));
  return Error::Success;
}

Error GraphExec::set_enabled(const GraphNode& graph_node, bool enabled) {
  std::lock_guard lock(mutex_);
  Node* node = find(graph_node);
  if (!node)
    return explain(Error::InvalidValue, "the executable graph was not made of a graph with this node");
  changed_ = true;
  const NodeType type = type_of(*node->work);
  if (type != NodeType::kKernel && type != NodeType::kCopy && type != NodeType::kFill)
    return explain(Error::InvalidValue, "only kernel, copy and fill nodes can be disabled");
  wait_for_bodies();
  node->enabled = enabled;
  return Error::Success;
}

Result<bool> GraphExec::is_enabled(const GraphNode& graph_node) const {
  std::lock_guard lock(mutex_);
  Node* node = find(graph_node);
  if (!node)
    return fail(Error::InvalidValue);
  return node->enabled;
}

const Work* GraphExec::find_work(const GraphNode& graph_node) const {
  std::lock_guard lock(mutex_);
  Node* node = find(graph_node);
  return node ? node->work.get() : nullptr;
}

} // namespace ox::runtime
