// What only graphs do: child graphs, conditions, memory of a graph.
#pragma once
#include "runtime/core/address_map.h"
#include "runtime/core/error.h"
#include <vector>

namespace ox::runtime {

class Context;
class Graph;
class GraphAllocation;
class GraphExec;

struct ChildGraphWork {
  std::shared_ptr<Graph> graph; // the node's own
};

// In a stream.  Captured, it is a child graph.
struct GraphLaunchWork {
  std::shared_ptr<GraphExec> exec;
};

struct ConditionalWork {
  enum class Kind : uint8_t { kIf, kWhile, kSwitch }; // CUDA's numbers
  uint64_t condition;
  Kind kind;
  std::vector<std::shared_ptr<Graph>> bodies; // the node's own: of an if, what is done and perhaps what is done else
};

struct AllocateWork {
  std::shared_ptr<GraphAllocation> allocation;
};

struct GraphFreeWork {
  std::shared_ptr<GraphAllocation> allocation;
};

void run(Context& context, AllocateWork& work);
void run(Context& context, GraphFreeWork& work);

} // namespace ox::runtime
