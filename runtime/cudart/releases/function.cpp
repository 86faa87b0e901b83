// Functions and attributes of streams and kernel nodes in CUDA 11, before clusters; the profiler.
#include "runtime/cudart/releases/releases.h"
#include "runtime/cudart/table.h"
#include <cstddef>

extern "C" {
cudaError_t cudaStreamGetAttribute_ptsz(cudaStream_t, cudaLaunchAttributeID, cudaLaunchAttributeValue*);
cudaError_t cudaStreamSetAttribute_ptsz(cudaStream_t, cudaLaunchAttributeID, const cudaLaunchAttributeValue*);
}

namespace {

using ox::cudart::releases::lengthened;
using ox::cudart::releases::shortened;

// CUDA 11 ends here, but for padding.
constexpr size_t kFuncAttributesBytes = offsetof(cudaFuncAttributes, clusterDimMustBeSet);
constexpr size_t kAttributeValueBytes = 32; // its largest member is the window
static_assert(kFuncAttributesBytes == 52);
static_assert(sizeof(cudaAccessPolicyWindow) == kAttributeValueBytes);
using Value = cudaLaunchAttributeValue;

// What is read of a shorter value, null stays null.
template <typename Call> cudaError_t with_value(const void* older, Call&& call) {
  if (!older)
    return call(static_cast<const Value*>(nullptr));
  const Value newest = lengthened<kAttributeValueBytes, Value>(older);
  return call(&newest);
}

} // namespace

OX_OF_RELEASE(11, cudaFuncGetAttributes, ox_func_get_attributes_11, void* attributes, const void* function) {
  return shortened<kFuncAttributesBytes, cudaFuncAttributes>(
      attributes, [&](cudaFuncAttributes* newest) { return cudaFuncGetAttributes(newest, function); });
}

OX_OF_RELEASE(11, cudaStreamGetAttribute, ox_stream_get_attribute_11, cudaStream_t stream, cudaLaunchAttributeID id,
              void* value) {
  return shortened<kAttributeValueBytes, Value>(
      value, [&](Value* newest) { return cudaStreamGetAttribute(stream, id, newest); });
}
OX_OF_RELEASE(11, cudaStreamGetAttribute_ptsz, ox_stream_get_attribute_11_ptsz, cudaStream_t stream,
              cudaLaunchAttributeID id, void* value) {
  return shortened<kAttributeValueBytes, Value>(
      value, [&](Value* newest) { return cudaStreamGetAttribute_ptsz(stream, id, newest); });
}
OX_OF_RELEASE(11, cudaStreamSetAttribute, ox_stream_set_attribute_11, cudaStream_t stream, cudaLaunchAttributeID id,
              const void* value) {
  return with_value(value, [&](const Value* newest) { return cudaStreamSetAttribute(stream, id, newest); });
}
OX_OF_RELEASE(11, cudaStreamSetAttribute_ptsz, ox_stream_set_attribute_11_ptsz, cudaStream_t stream,
              cudaLaunchAttributeID id, const void* value) {
  return with_value(value, [&](const Value* newest) { return cudaStreamSetAttribute_ptsz(stream, id, newest); });
}

OX_OF_RELEASE(11, cudaGraphKernelNodeGetAttribute, ox_kernel_node_get_attribute_11, cudaGraphNode_t node,
              cudaLaunchAttributeID id, void* value) {
  return shortened<kAttributeValueBytes, Value>(
      value, [&](Value* newest) { return cudaGraphKernelNodeGetAttribute(node, id, newest); });
}
OX_OF_RELEASE(11, cudaGraphKernelNodeSetAttribute, ox_kernel_node_set_attribute_11, cudaGraphNode_t node,
              cudaLaunchAttributeID id, const void* value) {
  return with_value(value, [&](const Value* newest) { return cudaGraphKernelNodeSetAttribute(node, id, newest); });
}

// CUDA 11 documents it as not supported on devices of capability 7.5 and above.
OX_OF_RELEASE(11, cudaProfilerInitialize, ox_profiler_initialize_11, const char*, const char*, int) {
  return ox::cudart::serving().refuse("cudaProfilerInitialize", "cudaProfilerInitialize");
}
