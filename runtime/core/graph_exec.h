// Executable graphs: a frozen copy of a graph with its order, that is launched any number of times.
//
// A launch puts the nodes' operations into the place of one operation of a stream, with the graph's edges as their
// dependencies.  Launches of the same executable graph run one after the other.  What a conditional node does is known
// only when it runs: its operation then runs the body, one node after the other.
#pragma once
#include "runtime/core/graph.h"
#include "runtime/core/trace_work.h"
#include <expected>

namespace ox::runtime {

class GraphExec : public std::enable_shared_from_this<GraphExec>, public ConditionValues {
public:
  struct Flags {
    bool auto_free = false;     // at a launch, what the last one allocated and nobody freed is freed
    bool node_priority = false; // kernels run at their nodes' priorities
  };
  struct Failure {
    Error error;
    const GraphNode* node = nullptr; // that it is about
    bool condition_unused = false;
  };
  static std::expected<std::shared_ptr<GraphExec>, Failure> make(const Graph& graph, Context& context, Flags flags);
  ~GraphExec();

  Context& context;
  uint64_t given_flags = 0; // as the program gave them

  Error launch(Stream& stream);

  // A copy of the graph that this was made of.  NotSupported when it allocates memory, or this has changed since.
  Result<GraphRef> source() const;

  // Changes one node's work: InvalidValue for one that the graph hasn't, or for work of another type.
  Error set_work(const GraphNode& node, Work work);
  Error set_enabled(const GraphNode& node, bool enabled);
  Result<bool> is_enabled(const GraphNode& node) const;
  const Work* find_work(const GraphNode& node) const;

  // Takes the parameters of a graph of the same shape; nothing is changed if that can't be.
  enum class UpdateResult : uint8_t { // CUDA's numbers
    kSuccess,
    kError,
    kTopologyChanged,
    kNodeTypeChanged,
    kFunctionChanged,
    kParametersChanged,
    kNotSupported,
    kUnsupportedFunctionChange,
    kAttributesChanged,
  };
  struct Update {
    UpdateResult result = UpdateResult::kSuccess;
    const GraphNode *node = nullptr, *from = nullptr; // of the new graph: what the result is about
  };
  Update update(const Graph& graph);

  bool set(uint64_t condition, unsigned value) override;
  bool uses(const Context& other) const;

private:
  struct Plan;
  struct Node;
  GraphExec(Context& context, Flags flags);
  std::expected<Plan, Failure> plan(const Graph& graph, bool in_condition);
  using Traced = std::optional<trace::Ticket>;     // of the launch, while OX_TRACE wants to know
  void run_node(Node& node, const Traced& traced); // in a body
  void run_body(Plan& body, const Traced& traced);
  void run_condition(Node& node, const Traced& traced);
  struct Launch; // being put together
  void add(Launch& launch, Plan& plan, std::vector<uint32_t> entry, std::vector<uint32_t>& exits);
  Error take_memory();
  void wait_for_bodies(); // of launches, before a change; lock held
  Update compare(const Plan& plan, const Graph& graph, std::vector<std::pair<Node*, Work>>& changes);
  Node* find(const GraphNode& node) const;

  const Flags flags_;
  mutable std::mutex mutex_;
  std::unique_ptr<Plan> plan_;
  std::unordered_map<uint64_t, Node*> nodes_; // by the id of the graph's node
  GraphRef source_;                           // null if it can't be copied
  bool changed_ = false;
  OperationRef last_; // of the last launch
  struct Value {
    std::atomic<unsigned> value;
    unsigned default_value;
    bool assign_default;
  };
  std::unordered_map<uint64_t, Value> values_;          // by condition
  std::vector<std::shared_ptr<GraphAllocation>> kept_;  // allocated here, and not freed here
  std::vector<std::shared_ptr<GraphAllocation>> freed_; // freed here, and not allocated here
  std::vector<std::pair<std::shared_ptr<UserObject>, unsigned>> user_objects_;
};

} // namespace ox::runtime
