// Graphs as Graphviz reads them.
#include "runtime/core/diagnostics.h"
#include "runtime/core/graph.h"
#include "runtime/core/graph_memory.h"
#include "runtime/core/host_lines.h"
#include <cinttypes>
#include <cstdio>
#include <string>

namespace ox::runtime {

namespace {

std::string text(const char* format, auto... values) {
  char buffer[256];
  std::snprintf(buffer, sizeof buffer, format, values...);
  return buffer;
}

using ull = unsigned long long;

struct Label {
  bool verbose;
  std::string operator()(const EmptyWork&) const { return "EMPTY"; }
  std::string operator()(const KernelWork& work) const {
    std::string label = "KERNEL\\n" + demangled(work.kernel->info->name.c_str());
    if (!verbose)
      return label;
    const Launch& launch = work.pending.launch;
    return label + text("\\ngrid %ux%ux%u block %ux%ux%u shared %llu", launch.grid.x, launch.grid.y, launch.grid.z,
                        launch.block.x, launch.block.y, launch.block.z, static_cast<ull>(launch.dynamic_shared_bytes));
  }
  std::string operator()(const CopyWork& work) const {
    if (!verbose)
      return "MEMCPY";
    return text("MEMCPY\\nto %#llx from %#llx\\n%llu x %llu x %llu", static_cast<ull>(work.to.address),
                static_cast<ull>(work.from.address), static_cast<ull>(work.shape.width),
                static_cast<ull>(work.shape.rows), static_cast<ull>(work.shape.slices));
  }
  std::string operator()(const FillWork& work) const {
    if (!verbose)
      return "MEMSET";
    return text("MEMSET\\n%#llx value %u of %u bytes\\n%llu x %llu", static_cast<ull>(work.to.address), work.value,
                work.element_bytes, static_cast<ull>(work.shape.width), static_cast<ull>(work.shape.rows));
  }
  std::string operator()(const HostWork& work) const {
    return verbose ? text("HOST\\n%p", reinterpret_cast<void*>(work.function)) : "HOST";
  }
  std::string operator()(const CallbackWork&) const { return "HOST"; }
  std::string operator()(const EventRecordWork&) const { return "EVENT_RECORD"; }
  std::string operator()(const EventWaitWork&) const { return "EVENT_WAIT"; }
  std::string operator()(const FreeWork&) const { return "MEM_FREE"; }
  std::string operator()(const ChildGraphWork& work) const {
    return text("GRAPH\\n%llu", static_cast<ull>(work.graph->id));
  }
  std::string operator()(const GraphLaunchWork&) const { return "GRAPH"; }
  std::string operator()(const ConditionalWork& work) const {
    static constexpr const char* kKinds[] = {"IF", "WHILE", "SWITCH"};
    return text("CONDITIONAL %s\\nhandle %llu", kKinds[static_cast<size_t>(work.kind)],
                static_cast<ull>(work.condition));
  }
  std::string operator()(const AllocateWork& work) const {
    return verbose ? text("MEM_ALLOC\\n%#llx, %llu bytes", static_cast<ull>(work.allocation->address()),
                          static_cast<ull>(work.allocation->bytes))
                   : "MEM_ALLOC";
  }
  std::string operator()(const GraphFreeWork& work) const {
    return verbose ? text("MEM_FREE\\n%#llx", static_cast<ull>(work.allocation->address())) : "MEM_FREE";
  }
  std::string operator()(const MemoryOperationsWork& work) const {
    return verbose ? text("BATCH_MEM_OP\\n%zu operations", work.operations.size()) : "BATCH_MEM_OP";
  }
};

void print(std::FILE* file, const Graph& graph, bool verbose) {
  std::fprintf(file, "subgraph cluster_%" PRIu64 " {\nlabel=\"graph_%" PRIu64 "\"\n", graph.id, graph.id);
  for (const GraphNodeRef& node : graph.nodes())
    std::fprintf(file, "\"node_%" PRIu64 "\" [shape=box label=\"%" PRIu64 "\\n%s\"];\n", node->id, node->id,
                 std::visit(Label{verbose}, node->work).c_str());
  for (const GraphNodeRef& node : graph.nodes())
    for (const GraphNode::Edge& edge : node->after)
      std::fprintf(file, "\"node_%" PRIu64 "\" -> \"node_%" PRIu64 "\";\n", node->id, edge.node->id);
  std::fputs("}\n", file);
  for (const GraphNodeRef& node : graph.nodes())
    if (auto* child = std::get_if<ChildGraphWork>(&node->work))
      print(file, *child->graph, verbose);
    else if (auto* conditional = std::get_if<ConditionalWork>(&node->work))
      for (const GraphRef& body : conditional->bodies)
        print(file, *body, verbose);
}

} // namespace

bool print_graph(const Graph& graph, const char* path, bool verbose) {
  std::FILE* file = std::fopen(path, "w");
  if (!file)
    return false;
  std::fputs("digraph dot {\n", file);
  print(file, graph, verbose);
  std::fputs("}\n", file);
  return std::fclose(file) == 0;
}

} // namespace ox::runtime
