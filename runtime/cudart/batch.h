// What both APIs' batches of copies end in.
#pragma once
#include "cuda_runtime_api.h"
#include "runtime/core/error.h"

namespace ox::cudart {

// failed: the index of the operation that an error is about, or SIZE_MAX.
runtime::Error copy_boxes(const cudaMemcpy3DBatchOp* operations, size_t count, unsigned long long flags,
                          cudaStream_t stream, size_t& failed);

// The same of ranges; attribute i is for the entries from indices[i] on.
runtime::Error copy_ranges(void* const* targets, const void* const* sources, const size_t* sizes, size_t count,
                           const cudaMemcpyAttributes* attributes, const size_t* indices, size_t attribute_count,
                           cudaStream_t stream, size_t& failed);

} // namespace ox::cudart
