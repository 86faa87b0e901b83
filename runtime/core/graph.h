// Graphs: nodes of work and edges between them (docs/adr/0010).  A graph is a program's to build and change; it runs as
// an executable graph (graph_exec.h), which is a frozen copy.  As in CUDA, a graph is used by one thread at a time.
#pragma once
#include "runtime/core/work.h"
#include <any>
#include <unordered_map>

namespace ox::runtime {

class Graph;
class UserObject;
using GraphRef = std::shared_ptr<Graph>;

// What an edge says besides its ends: CUDA's port and type numbers.
struct EdgeData {
  uint8_t from_port = 0, to_port = 0, type = 0;
  bool operator==(const EdgeData&) const = default;
};

struct GraphNode {
  struct Edge {
    GraphNode* node;
    EdgeData data;
  };
  GraphNode(Graph& graph, Context& context, Work work);

  Graph& graph;
  Context& context;         // where it runs
  const uint64_t id;        // unique in the process
  uint64_t copied_from = 0; // id of the node that this is a clone's of; else 0
  Work work;
  std::any given = {};               // the parameters in the API's own structure, for its functions that give them back
  std::vector<void*> arguments = {}; // of a kernel: pointers into its parameter block, for the same functions
  std::vector<Edge> before = {}, after = {};
};
using GraphNodeRef = std::shared_ptr<GraphNode>;

// CUDA's node types, with its numbers.
enum class NodeType : uint8_t {
  kKernel = 0,
  kCopy = 1,
  kFill = 2,
  kHost = 3,
  kChild = 4,
  kEmpty = 5,
  kEventWait = 6,
  kEventRecord = 7,
  kAllocate = 10,
  kFree = 11,
  kMemoryOperations = 12,
  kConditional = 13,
};
NodeType type_of(const Work& work);

// A condition, named by a number in kernels' arguments.  Its value is an executable graph's.
struct Condition {
  uint64_t id;
  Context* context;
  unsigned default_value;
  bool assign_default; // at each launch
  bool has_node = false;
};

class Graph : public std::enable_shared_from_this<Graph> {
public:
  struct Dependency {
    GraphNode* node;
    EdgeData data = {};
  };

  // Known by its handle from here on, until it is destroyed.
  static GraphRef make();
  // A copy with copies of all that its nodes own.  NotSupported for graphs that allocate memory.
  Result<GraphRef> clone() const;
  ~Graph();

  const uint64_t id;
  uint64_t copied_from = 0;   // the graph that this is a clone of
  GraphNode* owner = nullptr; // the child graph or conditional node that this belongs to

  // Errors: InvalidValue for dependencies that are of another graph or named twice.
  Result<GraphNode*> add(Context& context, Work work, std::span<const Dependency> before);
  // Errors: InvalidValue for edges that exist (or don't), or ends in other graphs.
  Error connect(GraphNode& from, GraphNode& to, EdgeData data);
  Error disconnect(GraphNode& from, GraphNode& to, EdgeData data);
  Error remove(GraphNode& node);

  const std::vector<GraphNodeRef>& nodes() const { return nodes_; } // in the order in which they were added
  GraphNode* find_copy_of(const GraphNode& original) const;         // in a clone; also in child graphs
  // In an order in which nothing comes before what it depends on, otherwise as added; InvalidValue for a cycle.
  Result<std::vector<GraphNode*>> sorted() const;
  bool uses(const Context& context) const;
  bool allocates() const; // has nodes that allocate or free memory

  std::vector<Condition> conditions;
  mutable std::weak_ptr<const void> executable = {}; // the last one made of it

  // References that the graph holds of the program's objects.
  void retain(const std::shared_ptr<UserObject>& object, unsigned count);
  Error release(const std::shared_ptr<UserObject>& object, unsigned count);
  const std::unordered_map<std::shared_ptr<UserObject>, unsigned>& user_objects() const { return user_objects_; }

private:
  Graph();
  void copy_to(Graph& target, std::unordered_map<const GraphNode*, GraphNode*>& copies) const;
  std::vector<GraphNodeRef> nodes_;
  std::unordered_map<std::shared_ptr<UserObject>, unsigned> user_objects_;
};

uint64_t new_condition_id();

// As Graphviz reads it; verbose: with each node's parameters.  False if the file can't be written.
bool print_graph(const Graph& graph, const char* path, bool verbose);

} // namespace ox::runtime
