// Allocation, page-locking, managed memory, pools and batches: the runtime API's, by the driver API's names.
#include "runtime/core/memory.h"
#include "runtime/core/diagnostics.h"
#include "runtime/core/platform.h"
#include "runtime/cudart/batch.h"
#include "runtime/cudart/bodies.h"
#include "runtime/driver/bodies.h"
#include "runtime/driver/handles.h"

namespace ox::driver::body {

namespace runtime_api = cudart::body;
using cudart::current_context;

namespace {

// Runs a function of the runtime API that gives a pointer; here addresses are numbers.
template <typename Allocate> Error give_address(CUdeviceptr* address, Allocate&& allocate) {
  if (!address)
    return Error::InvalidValue;
  void* memory = nullptr;
  Error error = allocate(&memory);
  if (error == Error::Success)
    *address = reinterpret_cast<CUdeviceptr>(memory);
  return error;
}

} // namespace

Error cuMemGetInfo_v2(size_t* free, size_t* total) { return runtime_api::cudaMemGetInfo(free, total); }

Error cuMemAlloc_v2(CUdeviceptr* address, size_t bytes) {
  if (bytes == 0)
    return Error::InvalidValue;
  return give_address(address, [&](void** memory) { return runtime_api::cudaMalloc(memory, bytes); });
}

Error cuMemAllocPitch_v2(CUdeviceptr* address, size_t* pitch, size_t width, size_t height, unsigned element_bytes) {
  if (width == 0 || height == 0 || (element_bytes != 4 && element_bytes != 8 && element_bytes != 16))
    return Error::InvalidValue;
  return give_address(address,
                      [&](void** memory) { return runtime_api::cudaMallocPitch(memory, pitch, width, height); });
}

Error cuMemFree_v2(CUdeviceptr address) { return runtime_api::cudaFree(pointer(address)); }

Error cuMemAllocHost_v2(void** memory, size_t bytes) {
  return bytes ? runtime_api::cudaMallocHost(memory, bytes) : Error::InvalidValue;
}
Error cuMemFreeHost(void* memory) { return runtime_api::cudaFreeHost(memory); }
Error cuMemHostAlloc(void** memory, size_t bytes, unsigned flags) {
  return bytes ? runtime_api::cudaHostAlloc(memory, bytes, flags) : Error::InvalidValue;
}
Error cuMemHostGetDevicePointer_v2(CUdeviceptr* address, void* host, unsigned flags) {
  return give_address(address,
                      [&](void** memory) { return runtime_api::cudaHostGetDevicePointer(memory, host, flags); });
}
Error cuMemHostGetFlags(unsigned* flags, void* host) { return runtime_api::cudaHostGetFlags(flags, host); }
Error cuMemHostRegister_v2(void* memory, size_t bytes, unsigned flags) {
  return runtime_api::cudaHostRegister(memory, bytes, flags);
}
Error cuMemHostUnregister(void* memory) { return runtime_api::cudaHostUnregister(memory); }
Error cuMemAllocManaged(CUdeviceptr* address, size_t bytes, unsigned flags) {
  return give_address(address, [&](void** memory) { return runtime_api::cudaMallocManaged(memory, bytes, flags); });
}

// Managed memory.
namespace {
cudaMemLocation to_runtime(CUmemLocation location) {
  return {static_cast<cudaMemLocationType>(location.type), location.id};
}
cudaMemLocation location_of(CUdevice device) {
  return {device == CU_DEVICE_CPU ? cudaMemLocationTypeHost : cudaMemLocationTypeDevice,
          device == CU_DEVICE_CPU ? 0 : device};
}
} // namespace

Error cuMemPrefetchAsync_v2(CUdeviceptr address, size_t bytes, CUmemLocation location, unsigned flags,
                            CUstream stream) {
  return runtime_api::cudaMemPrefetchAsync(pointer(address), bytes, to_runtime(location), flags, stream);
}
Error cuMemPrefetchAsync(CUdeviceptr address, size_t bytes, CUdevice device, CUstream stream) {
  return runtime_api::cudaMemPrefetchAsync(pointer(address), bytes, location_of(device), 0, stream);
}
Error cuMemAdvise_v2(CUdeviceptr address, size_t bytes, CUmem_advise advice, CUmemLocation location) {
  return runtime_api::cudaMemAdvise(pointer(address), bytes, static_cast<cudaMemoryAdvise>(advice),
                                    to_runtime(location));
}
Error cuMemAdvise(CUdeviceptr address, size_t bytes, CUmem_advise advice, CUdevice device) {
  return runtime_api::cudaMemAdvise(pointer(address), bytes, static_cast<cudaMemoryAdvise>(advice),
                                    location_of(device));
}
Error cuMemRangeGetAttribute(void* data, size_t data_bytes, CUmem_range_attribute attribute, CUdeviceptr address,
                             size_t bytes) {
  return runtime_api::cudaMemRangeGetAttribute(data, data_bytes, static_cast<cudaMemRangeAttribute>(attribute),
                                               pointer(address), bytes);
}
Error cuMemRangeGetAttributes(void** data, size_t* data_bytes, CUmem_range_attribute* attributes, size_t count,
                              CUdeviceptr address, size_t bytes) {
  return runtime_api::cudaMemRangeGetAttributes(data, data_bytes, reinterpret_cast<cudaMemRangeAttribute*>(attributes),
                                                count, pointer(address), bytes);
}

// Stream-ordered allocation and its pools: the types of both APIs have the same layout.
static_assert(sizeof(CUmemPoolProps) == sizeof(cudaMemPoolProps));
static_assert(sizeof(CUmemAccessDesc) == sizeof(cudaMemAccessDesc));

Error cuMemAllocAsync(CUdeviceptr* address, size_t bytes, CUstream stream) {
  return give_address(address, [&](void** memory) { return runtime_api::cudaMallocAsync(memory, bytes, stream); });
}
Error cuMemFreeAsync(CUdeviceptr address, CUstream stream) {
  return runtime_api::cudaFreeAsync(pointer(address), stream);
}
Error cuMemAllocFromPoolAsync(CUdeviceptr* address, size_t bytes, CUmemoryPool pool, CUstream stream) {
  return give_address(address,
                      [&](void** memory) { return runtime_api::cudaMallocFromPoolAsync(memory, bytes, pool, stream); });
}
Error cuMemPoolCreate(CUmemoryPool* pool, const CUmemPoolProps* properties) {
  return runtime_api::cudaMemPoolCreate(pool, reinterpret_cast<const cudaMemPoolProps*>(properties));
}
Error cuMemPoolDestroy(CUmemoryPool pool) { return runtime_api::cudaMemPoolDestroy(pool); }
Error cuMemPoolTrimTo(CUmemoryPool pool, size_t bytes) { return runtime_api::cudaMemPoolTrimTo(pool, bytes); }
Error cuMemPoolSetAttribute(CUmemoryPool pool, CUmemPool_attribute attribute, void* value) {
  return runtime_api::cudaMemPoolSetAttribute(pool, static_cast<cudaMemPoolAttr>(attribute), value);
}
Error cuMemPoolGetAttribute(CUmemoryPool pool, CUmemPool_attribute attribute, void* value) {
  return runtime_api::cudaMemPoolGetAttribute(pool, static_cast<cudaMemPoolAttr>(attribute), value);
}
Error cuMemPoolSetAccess(CUmemoryPool pool, const CUmemAccessDesc* list, size_t count) {
  return runtime_api::cudaMemPoolSetAccess(pool, reinterpret_cast<const cudaMemAccessDesc*>(list), count);
}
Error cuMemPoolGetAccess(CUmemAccess_flags* flags, CUmemoryPool pool, CUmemLocation* location) {
  return runtime_api::cudaMemPoolGetAccess(reinterpret_cast<cudaMemAccessFlags*>(flags), pool,
                                           reinterpret_cast<cudaMemLocation*>(location));
}

Error cuMemPoolExportToShareableHandle(void* shareable, CUmemoryPool pool, CUmemAllocationHandleType type,
                                       unsigned long long flags) {
  return flags ? Error::InvalidValue
               : runtime_api::cudaMemPoolExportToShareableHandle(shareable, pool,
                                                                 static_cast<cudaMemAllocationHandleType>(type), 0);
}
Error cuMemPoolImportFromShareableHandle(CUmemoryPool* pool, void* shareable, CUmemAllocationHandleType type,
                                         unsigned long long flags) {
  return flags ? Error::InvalidValue
               : runtime_api::cudaMemPoolImportFromShareableHandle(pool, shareable,
                                                                   static_cast<cudaMemAllocationHandleType>(type), 0);
}
Error cuMemPoolExportPointer(CUmemPoolPtrExportData* data, CUdeviceptr address) {
  return runtime_api::cudaMemPoolExportPointer(reinterpret_cast<cudaMemPoolPtrExportData*>(data), pointer(address));
}
Error cuMemPoolImportPointer(CUdeviceptr* address, CUmemoryPool pool, CUmemPoolPtrExportData* data) {
  return give_address(address, [&](void** memory) {
    return runtime_api::cudaMemPoolImportPointer(memory, pool, reinterpret_cast<cudaMemPoolPtrExportData*>(data));
  });
}

Error cuMemGetDefaultMemPool(CUmemoryPool* pool, CUmemLocation* location, CUmemAllocationType type) {
  return runtime_api::cudaMemGetDefaultMemPool(pool, reinterpret_cast<cudaMemLocation*>(location),
                                               static_cast<cudaMemAllocationType>(type));
}
Error cuMemGetMemPool(CUmemoryPool* pool, CUmemLocation* location, CUmemAllocationType type) {
  return runtime_api::cudaMemGetMemPool(pool, reinterpret_cast<cudaMemLocation*>(location),
                                        static_cast<cudaMemAllocationType>(type));
}
Error cuMemSetMemPool(CUmemLocation* location, CUmemAllocationType type, CUmemoryPool pool) {
  return runtime_api::cudaMemSetMemPool(reinterpret_cast<cudaMemLocation*>(location),
                                        static_cast<cudaMemAllocationType>(type), pool);
}

// Batches.
static_assert(sizeof(CUmemcpyAttributes) == sizeof(cudaMemcpyAttributes));
static_assert(sizeof(CUmemLocation) == sizeof(cudaMemLocation));

Error cuMemcpyBatchAsync_v2(CUdeviceptr* targets, CUdeviceptr* sources, size_t* sizes, size_t count,
                            CUmemcpyAttributes* attributes, size_t* indices, size_t attribute_count, CUstream stream) {
  return runtime_api::cudaMemcpyBatchAsync(reinterpret_cast<void**>(targets), reinterpret_cast<const void**>(sources),
                                           sizes, count, reinterpret_cast<cudaMemcpyAttributes*>(attributes), indices,
                                           attribute_count, stream);
}
// As of CUDA 12.8: says which copy an error is about.
Error cuMemcpyBatchAsync(CUdeviceptr* targets, CUdeviceptr* sources, size_t* sizes, size_t count,
                         CUmemcpyAttributes* attributes, size_t* indices, size_t attribute_count, size_t* failed_index,
                         CUstream stream) {
  size_t failed;
  Error error = cudart::copy_ranges(reinterpret_cast<void**>(targets), reinterpret_cast<const void**>(sources), sizes,
                                    count, reinterpret_cast<cudaMemcpyAttributes*>(attributes), indices,
                                    attribute_count, stream, failed);
  if (error != Error::Success && failed_index)
    *failed_index = failed;
  return error;
}
Error cuMemPrefetchBatchAsync(CUdeviceptr* memory, size_t* sizes, size_t count, CUmemLocation* locations,
                              size_t* indices, size_t location_count, unsigned long long flags, CUstream stream) {
  return runtime_api::cudaMemPrefetchBatchAsync(reinterpret_cast<void**>(memory), sizes, count,
                                                reinterpret_cast<cudaMemLocation*>(locations), indices, location_count,
                                                flags, stream);
}
Error cuMemDiscardBatchAsync(CUdeviceptr* memory, size_t* sizes, size_t count, unsigned long long flags,
                             CUstream stream) {
  return runtime_api::cudaMemDiscardBatchAsync(reinterpret_cast<void**>(memory), sizes, count, flags, stream);
}
Error cuMemDiscardAndPrefetchBatchAsync(CUdeviceptr* memory, size_t* sizes, size_t count, CUmemLocation* locations,
                                        size_t* indices, size_t location_count, unsigned long long flags,
                                        CUstream stream) {
  return runtime_api::cudaMemDiscardAndPrefetchBatchAsync(reinterpret_cast<void**>(memory), sizes, count,
                                                          reinterpret_cast<cudaMemLocation*>(locations), indices,
                                                          location_count, flags, stream);
}

} // namespace ox::driver::body
