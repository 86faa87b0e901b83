// What all forms of copies end in.
#pragma once
#include "cuda_runtime_api.h"
#include "runtime/core/copy.h"

namespace ox::cudart {

runtime::Error copy(void* to, const void* from, const runtime::CopyShape& shape, cudaMemcpyKind kind,
                    cudaStream_t stream, bool async);

// Boxes of memory or arrays, in the words of cudaMemcpy3D.
runtime::Error copy_box(const cudaMemcpy3DParms& box, cudaStream_t stream, bool async);

} // namespace ox::cudart
