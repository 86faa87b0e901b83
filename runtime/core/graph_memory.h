// Memory that graphs allocate.  An allocation node's address is fixed when the node is made and the same at every
// launch; between launches the memory is the program's only from the node that allocates it to whatever frees it: a
// node of the graph, cudaFree, cudaFreeAsync, or the free node of another graph.
//
// The memory stands behind the address as long as the node or an executable graph has it.  A later allocation of the
// same graph takes over the address of one that has been freed before it.
#pragma once
#include "runtime/core/graph.h"

namespace ox::runtime {

class GraphAllocation : public std::enable_shared_from_this<GraphAllocation> {
public:
  static Result<std::shared_ptr<GraphAllocation>> make(Context& context, uint64_t bytes);
  // Another one in the place of one that is free by then; null if it doesn't fit or the place is taken.
  static std::shared_ptr<GraphAllocation> make_in(GraphAllocation& earlier, uint64_t bytes);
  ~GraphAllocation();

  Context& context() const;
  DeviceAddress address() const;
  const uint64_t bytes;

  // The program's view, at calls: what is launched and not freed by what is launched behind it.
  bool is_live() const { return live_; }
  void set_live(bool live);
  uint64_t graph_id = 0; // of the graph whose node allocates it
  bool has_free_node = false;

private:
  struct Place;
  GraphAllocation(std::shared_ptr<Place> place, uint64_t bytes) : bytes(bytes), place_(std::move(place)) {}
  std::shared_ptr<Place> place_;
  bool taken_over_ = false;
  std::atomic<bool> live_ = false;
};

struct GraphMemoryUse {
  std::atomic<uint64_t> used = 0, used_high = 0, reserved = 0, reserved_high = 0;
};
GraphMemoryUse& graph_memory_use(int ordinal);

// For a new node behind these; the address of what has been freed there is used again.
Result<AllocateWork> make_graph_allocation(Context& context, const Graph& graph, uint64_t bytes,
                                           std::span<const Graph::Dependency> before);
// For a node.  InvalidValue for what is no graph's allocation, or has a node that frees it.
Result<GraphFreeWork> make_graph_free(DeviceAddress address);
// For the program's own cudaFree: of what is allocated by a launch, and by nobody freed yet.
Result<GraphFreeWork> make_free_of_live(DeviceAddress address);

} // namespace ox::runtime
