// Work of nodes from the parameters of the runtime API.
#pragma once
#include "cuda_runtime_api.h"
#include "runtime/cudart/graph.h"

namespace ox::cudart {

runtime::Result<runtime::KernelWork> make_kernel_work(const cudaKernelNodeParams* parameters);
runtime::Result<runtime::CopyWork> make_copy_work(const cudaMemcpy3DParms* parameters);
runtime::Result<runtime::CopyWork> make_copy_work(void* to, const void* from, size_t bytes, cudaMemcpyKind kind);
runtime::Result<runtime::CopyWork> make_symbol_work(const void* symbol, void* other, size_t bytes, size_t offset,
                                                    cudaMemcpyKind kind, bool to_symbol);
runtime::Result<runtime::FillWork> make_fill_work(const cudaMemsetParams* parameters);
runtime::Result<runtime::HostWork> make_host_work(const cudaHostNodeParams* parameters);
runtime::Result<runtime::EventRecordWork> make_record_work(cudaEvent_t event);
runtime::Result<runtime::EventWaitWork> make_wait_work(cudaEvent_t event);
runtime::Result<runtime::ChildGraphWork> make_child_work(cudaGraph_t graph, cudaGraphChildGraphNodeOwnership ownership);

// With what a kernel's node keeps when its parameters change: attributes.
runtime::KernelWork with_attributes_of(const runtime::KernelWork& old, runtime::KernelWork work);

// Of any type but those that need to know their graph: allocations and conditions.
runtime::Result<runtime::Work> make_work(const cudaGraphNodeParams& parameters);

// The work of such a node; InvalidValue if it is of another type.
template <typename T> runtime::Result<T*> find_work(cudaGraphNode_t handle) {
  auto node = find_node(handle);
  if (!node)
    return runtime::fail(node.error());
  if (T* work = std::get_if<T>(&(*node)->work))
    return work;
  return runtime::fail(runtime::Error::InvalidValue);
}

} // namespace ox::cudart
