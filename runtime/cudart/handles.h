// From the program's opaque handles to objects, and back.
#pragma once
#include "cuda_runtime_api.h"
#include "runtime/core/platform.h"
#include "runtime/cudart/wrapper.h"

namespace ox::cudart {

// 0 is the default stream of the calling convention in force; cudaStreamLegacy and cudaStreamPerThread are themselves.
// InvalidResourceHandle for what is no live stream.
runtime::Result<runtime::StreamRef> find_stream(cudaStream_t handle);
runtime::Result<runtime::EventRef> find_event(cudaEvent_t handle);

inline cudaStream_t handle_of(runtime::Stream* stream) { return reinterpret_cast<cudaStream_t>(stream); }
inline cudaEvent_t handle_of(runtime::Event* event) { return reinterpret_cast<cudaEvent_t>(event); }
inline cudaArray_t handle_of(runtime::Array* array) { return reinterpret_cast<cudaArray_t>(array); }
inline cudaMipmappedArray_t handle_of(runtime::MipmappedArray* mipmap) {
  return reinterpret_cast<cudaMipmappedArray_t>(mipmap);
}

} // namespace ox::cudart
