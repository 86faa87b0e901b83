// What both APIs' batches of boxes end in.
#pragma once
#include "cuda_runtime_api.h"
#include "runtime/core/error.h"

namespace ox::cudart {

// failed: the index of the operation that an error is about, or SIZE_MAX.
runtime::Error copy_boxes(const cudaMemcpy3DBatchOp* operations, size_t count, unsigned long long flags,
                          cudaStream_t stream, size_t& failed);

} // namespace ox::cudart
