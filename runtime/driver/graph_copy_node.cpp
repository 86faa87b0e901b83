// Memcpy nodes of graphs.
#include "runtime/driver/bodies.h"
#include "runtime/driver/copy_box.h"
#include "runtime/driver/graph_node.h"

namespace ox::driver {

using runtime::Context;
using runtime::CopyWork;
using runtime::Error;
using runtime::fail;
using runtime::Result;

namespace {

Result<std::pair<Context*, CopyWork>> make_work(const CUDA_MEMCPY3D* box, CUcontext context_handle) {
  if (!box)
    return fail(Error::InvalidValue);
  auto context = find_context_of_node(context_handle);
  if (!context)
    return fail(context.error());
  auto work = make_box_copy(**context, *box);
  if (!work)
    return fail(work.error());
  return std::pair(*context, std::move(*work));
}

} // namespace

Error add_copy(const NewNode& place, const CUDA_MEMCPY3D* box, CUcontext context) {
  auto work = make_work(box, context);
  if (!work)
    return work.error();
  auto added = add_work(place, *work->first, std::move(work->second));
  if (!added)
    return added.error();
  (*added)->given = *box;
  return Error::Success;
}

Error set_copy(CUgraphNode handle, const CUDA_MEMCPY3D* box) {
  auto node = find_node_of<CopyWork>(handle, "memcpy");
  if (!node)
    return node.error();
  auto work = make_work(box, handle_of((*node)->context.handle));
  if (!work)
    return work.error();
  (*node)->work = std::move(work->second);
  (*node)->given = *box;
  return Error::Success;
}

Error set_copy(CUgraphExec exec, CUgraphNode handle, const CUDA_MEMCPY3D* box, CUcontext context) {
  auto node = find_node_of<CopyWork>(handle, "memcpy");
  if (!node)
    return node.error();
  auto work = make_work(box, context);
  return work ? change_work(exec, **node, std::move(work->second)) : work.error();
}

namespace body {

Error cuGraphAddMemcpyNode(CUgraphNode* node, CUgraph graph, const CUgraphNode* dependencies, size_t count,
                           const CUDA_MEMCPY3D* box, CUcontext context) {
  return add_copy({node, graph, dependencies, nullptr, count}, box, context);
}
// As given, or in words of this API what was given to the runtime's.
Error cuGraphMemcpyNodeGetParams(CUgraphNode handle, CUDA_MEMCPY3D* box) {
  auto node = find_node_of<CopyWork>(handle, "memcpy");
  if (!node || !box)
    return Error::InvalidValue;
  const auto* given = std::any_cast<CUDA_MEMCPY3D>(&(*node)->given);
  *box = given ? *given : describe_copy(std::get<CopyWork>((*node)->work));
  return Error::Success;
}
Error cuGraphMemcpyNodeSetParams(CUgraphNode node, const CUDA_MEMCPY3D* box) { return set_copy(node, box); }
Error cuGraphExecMemcpyNodeSetParams(CUgraphExec exec, CUgraphNode node, const CUDA_MEMCPY3D* box, CUcontext context) {
  return set_copy(exec, node, box, context);
}

} // namespace body
} // namespace ox::driver
