// Memory in CUDA 11 and 12: places are numbers of devices, batches say where they failed, and a pointer has fewer
// attributes.
#include "runtime/cudart/releases/releases.h"
#include <cstdint>

extern "C" {
cudaError_t cudaMemPrefetchAsync_ptsz(const void*, size_t, cudaMemLocation, unsigned, cudaStream_t);
cudaError_t cudaMemcpyBatchAsync_ptsz(void* const*, const void* const*, const size_t*, size_t, cudaMemcpyAttributes*,
                                      size_t*, size_t, cudaStream_t);
cudaError_t cudaMemcpy3DBatchAsync_ptsz(size_t, cudaMemcpy3DBatchOp*, unsigned long long, cudaStream_t);
}

namespace {

constexpr size_t kPointerAttributesBytes = 24; // without the reserved words
static_assert(offsetof(cudaPointerAttributes, reserved) == kPointerAttributesBytes);

cudaMemLocation location_of(int device) {
  cudaMemLocation location{};
  location.type = device == cudaCpuDeviceId ? cudaMemLocationTypeHost : cudaMemLocationTypeDevice;
  location.id = device == cudaCpuDeviceId ? 0 : device;
  return location;
}

// Which operation failed isn't known where the whole batch is checked first: "no operation in particular".
cudaError_t no_index(cudaError_t error, size_t* failed) {
  if (error != cudaSuccess && failed)
    *failed = SIZE_MAX;
  return error;
}

} // namespace

OX_OF_RELEASES_11_AND_12(cudaMemAdvise, ox_mem_advise_12, const void* memory, size_t bytes, cudaMemoryAdvise advice,
                         int device) {
  return cudaMemAdvise(memory, bytes, advice, location_of(device));
}

OX_OF_RELEASES_11_AND_12(cudaMemPrefetchAsync, ox_mem_prefetch_12, const void* memory, size_t bytes, int device,
                         cudaStream_t stream) {
  return cudaMemPrefetchAsync(memory, bytes, location_of(device), 0, stream);
}
OX_OF_RELEASES_11_AND_12(cudaMemPrefetchAsync_ptsz, ox_mem_prefetch_12_ptsz, const void* memory, size_t bytes,
                         int device, cudaStream_t stream) {
  return cudaMemPrefetchAsync_ptsz(memory, bytes, location_of(device), 0, stream);
}

OX_OF_RELEASES_11_AND_12(cudaPointerGetAttributes, ox_pointer_get_attributes_12, void* attributes,
                         const void* pointer) {
  return ox::cudart::releases::shortened<kPointerAttributesBytes, cudaPointerAttributes>(
      attributes, [&](cudaPointerAttributes* newest) { return cudaPointerGetAttributes(newest, pointer); });
}

OX_OF_RELEASE(12, cudaMemcpyBatchAsync, ox_memcpy_batch_12, void** to, void** from, size_t* bytes, size_t count,
              cudaMemcpyAttributes* attributes, size_t* indices, size_t attribute_count, size_t* failed,
              cudaStream_t stream) {
  return no_index(cudaMemcpyBatchAsync(to, from, bytes, count, attributes, indices, attribute_count, stream), failed);
}
OX_OF_RELEASE(12, cudaMemcpyBatchAsync_ptsz, ox_memcpy_batch_12_ptsz, void** to, void** from, size_t* bytes,
              size_t count, cudaMemcpyAttributes* attributes, size_t* indices, size_t attribute_count, size_t* failed,
              cudaStream_t stream) {
  return no_index(cudaMemcpyBatchAsync_ptsz(to, from, bytes, count, attributes, indices, attribute_count, stream),
                  failed);
}

OX_OF_RELEASE(12, cudaMemcpy3DBatchAsync, ox_memcpy_3d_batch_12, size_t count, cudaMemcpy3DBatchOp* operations,
              size_t* failed, unsigned long long flags, cudaStream_t stream) {
  return no_index(cudaMemcpy3DBatchAsync(count, operations, flags, stream), failed);
}
OX_OF_RELEASE(12, cudaMemcpy3DBatchAsync_ptsz, ox_memcpy_3d_batch_12_ptsz, size_t count,
              cudaMemcpy3DBatchOp* operations, size_t* failed, unsigned long long flags, cudaStream_t stream) {
  return no_index(cudaMemcpy3DBatchAsync_ptsz(count, operations, flags, stream), failed);
}
