// What all forms of copies end in.
#pragma once
#include "cuda_runtime_api.h"
#include "runtime/core/copy.h"

namespace ox::cudart {

runtime::Error copy(void* to, const void* from, const runtime::CopyShape& shape, cudaMemcpyKind kind,
                    cudaStream_t stream, bool async);

runtime::Result<runtime::Direction> direction_of(cudaMemcpyKind kind);

// A place in a device variable that a copy goes to or comes from.
runtime::Result<void*> find_in_symbol(const void* symbol, size_t bytes, size_t offset, cudaMemcpyKind kind,
                                      bool to_symbol);

// Boxes of memory or arrays, in the words of cudaMemcpy3D.
runtime::Error copy_box(const cudaMemcpy3DParms& box, cudaStream_t stream, bool async);
// The same as work to be submitted later, of an extent that is not empty; and work in those words.
runtime::Result<runtime::CopyWork> make_box_copy(runtime::Context& context, const cudaMemcpy3DParms& box);
cudaMemcpy3DParms describe_copy(const runtime::CopyWork& work);

} // namespace ox::cudart
