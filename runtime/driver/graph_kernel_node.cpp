// Kernel nodes of graphs.  The structures of all versions begin alike; those of versions 2 and 3 also name a CUkernel
// and a context, and are the same otherwise.
#include "runtime/cudart/bodies.h"
#include "runtime/driver/bodies.h"
#include "runtime/driver/graph_node.h"
#include "runtime/driver/launch_parameters.h"

namespace ox::driver {

using runtime::Error;
using runtime::fail;
using runtime::GraphNode;
using runtime::KernelWork;
using runtime::Result;

namespace {

using Parameters = CUDA_KERNEL_NODE_PARAMS_v3;

Result<KernelWork> make_work(const Parameters* given, const KernelWork* before) {
  if (!given)
    return fail(Error::InvalidValue);
  const CUfunction handle = given->func ? given->func : reinterpret_cast<CUfunction>(given->kern);
  auto context = find_context_of_node(given->ctx);
  if (!context)
    return fail(context.error());
  auto kernel = find_function(handle);
  if (!kernel)
    return fail(Error::InvalidValue);
  runtime::LaunchRequest request{.grid = {given->gridDimX, given->gridDimY, given->gridDimZ},
                                 .block = {given->blockDimX, given->blockDimY, given->blockDimZ},
                                 .dynamic_shared_bytes = given->sharedMemBytes,
                                 .function = handle};
  if (before) { // attributes stay
    request.cluster = before->cluster;
    request.cooperative = before->pending.launch.cooperative;
    request.priority = before->priority;
  }
  if (Error error = read_parameters(given->kernelParams, given->extra, request); error != Error::Success)
    return fail(error);
  return runtime::make_launch(**context, **kernel, request);
}

// Pointers into the node's own block of parameters, good until they are set again.
void** arguments_of(GraphNode& node, KernelWork& work) {
  node.arguments.clear();
  for (const isa::KernelParameter& parameter : work.kernel->info->parameters)
    node.arguments.push_back(work.pending.parameters.data() + parameter.offset);
  return node.arguments.data();
}

// Version 1 ends before the CUkernel.
Parameters lengthened(const CUDA_KERNEL_NODE_PARAMS_v1& given) {
  return {given.func,      given.gridDimX,       given.gridDimY,     given.gridDimZ, given.blockDimX, given.blockDimY,
          given.blockDimZ, given.sharedMemBytes, given.kernelParams, given.extra,    nullptr,         nullptr};
}
static_assert(sizeof(CUDA_KERNEL_NODE_PARAMS) == sizeof(Parameters));
const Parameters* newest(const CUDA_KERNEL_NODE_PARAMS* given) { return reinterpret_cast<const Parameters*>(given); }

} // namespace

Error add_kernel(const NewNode& place, const Parameters* parameters) {
  auto work = make_work(parameters, nullptr);
  if (!work)
    return work.error();
  runtime::Context& context = work->kernel->owner->context;
  auto added = add_work(place, context, std::move(*work));
  return added ? Error::Success : added.error();
}

Error set_kernel(CUgraphNode handle, const Parameters* parameters) {
  auto node = find_node_of<KernelWork>(handle, "kernel");
  if (!node)
    return node.error();
  auto work = make_work(parameters, &std::get<KernelWork>((*node)->work));
  if (!work)
    return work.error();
  (*node)->work = std::move(*work);
  return Error::Success;
}

Error set_kernel(CUgraphExec exec, CUgraphNode handle, const Parameters* parameters) {
  auto node = find_node_of<KernelWork>(handle, "kernel");
  if (!node)
    return node.error();
  auto work = make_work(parameters, &std::get<KernelWork>((*node)->work));
  return work ? change_work(exec, **node, std::move(*work)) : work.error();
}

namespace body {

static_assert(sizeof(CUkernelNodeAttrValue) == sizeof(cudaLaunchAttributeValue));

Error cuGraphAddKernelNode_v2(CUgraphNode* node, CUgraph graph, const CUgraphNode* dependencies, size_t count,
                              const CUDA_KERNEL_NODE_PARAMS* parameters) {
  return add_kernel({node, graph, dependencies, nullptr, count}, newest(parameters));
}
Error cuGraphKernelNodeSetParams_v2(CUgraphNode node, const CUDA_KERNEL_NODE_PARAMS* parameters) {
  return set_kernel(node, newest(parameters));
}
Error cuGraphExecKernelNodeSetParams_v2(CUgraphExec exec, CUgraphNode node, const CUDA_KERNEL_NODE_PARAMS* parameters) {
  return set_kernel(exec, node, newest(parameters));
}

Error cuGraphKernelNodeGetParams_v2(CUgraphNode handle, CUDA_KERNEL_NODE_PARAMS* result) {
  auto node = find_node_of<KernelWork>(handle, "kernel");
  if (!node || !result)
    return Error::InvalidValue;
  auto& work = std::get<KernelWork>((*node)->work);
  cudaFunction_t function = nullptr; // of what the runtime API may have named by its stub
  if (Error error = cudart::body::cudaGetFuncBySymbol(&function, work.function); error != Error::Success)
    return error;
  const Launch& launch = work.pending.launch;
  *result = {function,
             launch.grid.x,
             launch.grid.y,
             launch.grid.z,
             launch.block.x,
             launch.block.y,
             launch.block.z,
             static_cast<unsigned>(launch.dynamic_shared_bytes),
             arguments_of(**node, work),
             nullptr,
             nullptr,
             handle_of((*node)->context.handle)};
  return Error::Success;
}

Error cuGraphAddKernelNode(CUgraphNode* node, CUgraph graph, const CUgraphNode* dependencies, size_t count,
                           const CUDA_KERNEL_NODE_PARAMS_v1* given) {
  if (!given)
    return Error::InvalidValue;
  const Parameters parameters = lengthened(*given);
  return add_kernel({node, graph, dependencies, nullptr, count}, &parameters);
}
Error cuGraphKernelNodeSetParams(CUgraphNode node, const CUDA_KERNEL_NODE_PARAMS_v1* given) {
  if (!given)
    return Error::InvalidValue;
  const Parameters parameters = lengthened(*given);
  return set_kernel(node, &parameters);
}
Error cuGraphExecKernelNodeSetParams(CUgraphExec exec, CUgraphNode node, const CUDA_KERNEL_NODE_PARAMS_v1* given) {
  if (!given)
    return Error::InvalidValue;
  const Parameters parameters = lengthened(*given);
  return set_kernel(exec, node, &parameters);
}
Error cuGraphKernelNodeGetParams(CUgraphNode node, CUDA_KERNEL_NODE_PARAMS_v1* result) {
  if (!result)
    return Error::InvalidValue;
  CUDA_KERNEL_NODE_PARAMS got;
  const Error error = body::cuGraphKernelNodeGetParams_v2(node, &got);
  if (error == Error::Success)
    *result = {got.func,      got.gridDimX,  got.gridDimY,       got.gridDimZ,     got.blockDimX,
               got.blockDimY, got.blockDimZ, got.sharedMemBytes, got.kernelParams, got.extra};
  return error;
}

Error cuGraphKernelNodeGetAttribute(CUgraphNode node, CUkernelNodeAttrID attribute, CUkernelNodeAttrValue* value) {
  return cudart::body::cudaGraphKernelNodeGetAttribute(node, static_cast<cudaLaunchAttributeID>(attribute),
                                                       reinterpret_cast<cudaLaunchAttributeValue*>(value));
}
Error cuGraphKernelNodeSetAttribute(CUgraphNode node, CUkernelNodeAttrID attribute,
                                    const CUkernelNodeAttrValue* value) {
  return cudart::body::cudaGraphKernelNodeSetAttribute(node, static_cast<cudaLaunchAttributeID>(attribute),
                                                       reinterpret_cast<const cudaLaunchAttributeValue*>(value));
}

Error cuGraphKernelNodeCopyAttributes(CUgraphNode to, CUgraphNode from) {
  return cudart::body::cudaGraphKernelNodeCopyAttributes(to, from);
}

} // namespace body
} // namespace ox::driver
