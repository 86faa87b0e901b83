#include "runtime/core/graph_memory.h"
#include "runtime/core/call_site.h"
#include "runtime/core/diagnostics.h"
#include "runtime/core/platform.h"
#include <algorithm>
#include <set>

namespace ox::runtime {

namespace {

constexpr uint64_t kUnitBytes = 2 << 20; // what GPUs map at once

void raise_high(std::atomic<uint64_t>& high, uint64_t now) {
  for (uint64_t before = high; now > before && !high.compare_exchange_weak(before, now);) {
  }
}

// Which allocations there are at an address, in the order in which they were made; and those that are live, which live
// on without their graph.
struct Registry {
  std::mutex mutex;
  std::unordered_map<DeviceAddress, std::vector<std::weak_ptr<GraphAllocation>>> by_address;
  std::set<std::shared_ptr<GraphAllocation>> live;
  static Registry& instance() {
    static Registry& registry = *new Registry;
    return registry;
  }
  void add(const std::shared_ptr<GraphAllocation>& allocation) {
    std::lock_guard lock(mutex);
    by_address[allocation->address()].push_back(allocation);
  }
};

// All nodes that are done when a node behind these starts.
void collect_before(const GraphNode& node, std::set<const GraphNode*>& found) {
  std::vector<const GraphNode*> left{&node};
  while (!left.empty()) {
    const GraphNode* next = left.back();
    left.pop_back();
    if (found.insert(next).second)
      for (const GraphNode::Edge& edge : next->before)
        left.push_back(edge.node);
  }
}

} // namespace

GraphMemoryUse& graph_memory_use(int ordinal) {
  static auto& uses = *new std::vector<GraphMemoryUse>(static_cast<size_t>(Platform::instance().device_count()));
  return uses[static_cast<size_t>(ordinal)];
}

struct GraphAllocation::Place {
  Context& context;
  const DeviceAddress address;
  const uint64_t bytes;
  const int ordinal = context.ordinal;
  bool taken_over = false;
  ~Place() {
    graph_memory_use(ordinal).reserved -= bytes;
    // Not there any more when the context has ended.
    auto mine = [this](const MemoryObject& object) { return object.graph_place == this; };
    if (auto object = Platform::instance().addresses.remove(address, mine))
      (void)object->context->device().release(address);
  }
};

Result<std::shared_ptr<GraphAllocation>> GraphAllocation::make(Context& context, uint64_t bytes) {
  const uint64_t whole = (bytes + kUnitBytes - 1) / kUnitBytes * kUnitBytes;
  auto address = context.device().allocate(whole, MemoryKind::kDevice, call_site());
  if (!address)
    return fail(explain(Error::MemoryAllocation, "%llu bytes: %s", static_cast<unsigned long long>(bytes),
                        address.error().c_str()));
  GraphMemoryUse& use = graph_memory_use(context.ordinal);
  raise_high(use.reserved_high, use.reserved += whole);
  std::shared_ptr<Place> place(new Place{context, *address, whole});
  Platform::instance().addresses.add(
      {.base = *address, .bytes = whole, .context = &context, .graph_place = place.get()});
  std::shared_ptr<GraphAllocation> allocation(new GraphAllocation(std::move(place), bytes));
  Registry::instance().add(allocation);
  return allocation;
}

std::shared_ptr<GraphAllocation> GraphAllocation::make_in(GraphAllocation& earlier, uint64_t bytes) {
  if (earlier.taken_over_ || earlier.place_->bytes < bytes)
    return nullptr;
  earlier.taken_over_ = true;
  std::shared_ptr<GraphAllocation> allocation(new GraphAllocation(earlier.place_, bytes));
  Registry::instance().add(allocation);
  return allocation;
}

GraphAllocation::~GraphAllocation() {
  Registry& registry = Registry::instance();
  std::lock_guard lock(registry.mutex);
  auto here = registry.by_address.find(address());
  if (here == registry.by_address.end())
    return;
  std::erase_if(here->second, [](const auto& other) { return other.expired(); });
  if (here->second.empty())
    registry.by_address.erase(here);
}

Context& GraphAllocation::context() const { return place_->context; }
DeviceAddress GraphAllocation::address() const { return place_->address; }

void GraphAllocation::set_live(bool live) {
  Registry& registry = Registry::instance();
  std::shared_ptr<GraphAllocation> dead; // its destructor takes the lock
  std::lock_guard lock(registry.mutex);
  live_ = live;
  if (live)
    registry.live.insert(shared_from_this());
  else if (auto it = registry.live.find(shared_from_this()); it != registry.live.end()) {
    dead = *it;
    registry.live.erase(it);
  }
}

Result<AllocateWork> make_graph_allocation(Context& context, const Graph& graph, uint64_t bytes,
                                           std::span<const Graph::Dependency> before) {
  if (bytes == 0)
    return fail(explain(Error::InvalidValue, "an allocation of no bytes"));
  std::set<const GraphNode*> earlier;
  for (const Graph::Dependency& dependency : before)
    collect_before(*dependency.node, earlier);
  std::shared_ptr<GraphAllocation> allocation;
  for (const GraphNode* node : earlier)
    if (auto* freed = std::get_if<GraphFreeWork>(&node->work);
        freed && !allocation && &freed->allocation->context() == &context && freed->allocation->graph_id == graph.id)
      allocation = GraphAllocation::make_in(*freed->allocation, bytes);
  if (!allocation) {
    auto made = GraphAllocation::make(context, bytes);
    if (!made)
      return fail(made.error());
    allocation = std::move(*made);
  }
  allocation->graph_id = graph.id;
  return AllocateWork{std::move(allocation)};
}

namespace {
std::shared_ptr<GraphAllocation> find_graph_allocation(DeviceAddress address) {
  Registry& registry = Registry::instance();
  std::lock_guard lock(registry.mutex);
  auto here = registry.by_address.find(address);
  if (here == registry.by_address.end())
    return nullptr;
  std::shared_ptr<GraphAllocation> last;
  for (const auto& candidate : here->second)
    if (auto allocation = candidate.lock())
      if (last = allocation; !allocation->has_free_node)
        return allocation;
  return last;
}
} // namespace

Result<GraphFreeWork> make_graph_free(DeviceAddress address) {
  auto allocation = find_graph_allocation(address);
  if (!allocation)
    return fail(
        explain(Error::InvalidValue, "%p is not memory that a graph allocates", reinterpret_cast<void*>(address)));
  if (allocation->has_free_node)
    return fail(explain(Error::InvalidValue, "%p has a node that frees it already", reinterpret_cast<void*>(address)));
  return GraphFreeWork{std::move(allocation)};
}

Result<GraphFreeWork> make_free_of_live(DeviceAddress address) {
  Registry& registry = Registry::instance();
  std::shared_ptr<GraphAllocation> found;
  {
    std::lock_guard lock(registry.mutex);
    auto it = std::ranges::find_if(registry.live, [&](const auto& live) { return live->address() == address; });
    if (it != registry.live.end())
      found = *it;
  }
  if (!found)
    return fail(
        explain(Error::InvalidValue, "%p, a graph's memory, is not allocated now", reinterpret_cast<void*>(address)));
  found->set_live(false);
  return GraphFreeWork{std::move(found)};
}

void run(Context&, AllocateWork& work) {
  GraphMemoryUse& use = graph_memory_use(work.allocation->context().ordinal);
  raise_high(use.used_high, use.used += work.allocation->bytes);
}

void run(Context&, GraphFreeWork& work) {
  graph_memory_use(work.allocation->context().ordinal).used -= work.allocation->bytes;
}

} // namespace ox::runtime
