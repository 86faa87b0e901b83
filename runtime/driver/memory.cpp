// Allocation, page-locking, pools, and what is known about a pointer.
#include "runtime/core/memory.h"
#include "runtime/core/diagnostics.h"
#include "runtime/core/platform.h"
#include "runtime/cudart/bodies.h"
#include "runtime/driver/bodies.h"
#include "runtime/driver/handles.h"
#include <cstring>

namespace ox::driver::body {

namespace runtime_api = cudart::body;
using cudart::current_context;
using runtime::explain;
using runtime::MemoryObject;
using runtime::MemoryType;
using runtime::Platform;

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

Error cuMemGetAddressRange_v2(CUdeviceptr* base, size_t* bytes, CUdeviceptr address) {
  auto found = [&](CUdeviceptr begin, size_t count) {
    if (base)
      *base = begin;
    if (bytes)
      *bytes = count;
    return Error::Success;
  };
  if (auto object = Platform::instance().addresses.find(address))
    return found(object->base, object->bytes);
  if (auto image = current_context().device().find_allocation(address))
    return found(image->base, image->bytes);
  return explain(Error::SymbolNotFound, "%p is not in any allocation", pointer(address));
}

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

// Pointers.
namespace {

template <typename T> Error put(void* data, T value) {
  std::memcpy(data, &value, sizeof value);
  return Error::Success;
}

CUmemorytype memory_type(const MemoryObject& object) {
  const bool on_host = object.type == MemoryType::kHost || object.type == MemoryType::kRegistered;
  return on_host ? CU_MEMORYTYPE_HOST : CU_MEMORYTYPE_DEVICE;
}

// What is in a module's image has no object of its own.
std::optional<MemoryObject> find_object(CUdeviceptr address) {
  Platform& platform = Platform::instance();
  if (auto object = platform.addresses.find(address))
    return object;
  std::optional<MemoryObject> found;
  platform.for_each_context([&](runtime::Context& context) {
    if (auto image = context.device().find_allocation(address))
      found = MemoryObject{.base = image->base, .bytes = image->bytes, .context = &context};
  });
  return found;
}

Error get_attribute(void* data, CUpointer_attribute attribute, const MemoryObject& object, CUdeviceptr address) {
  switch (attribute) {
  case CU_POINTER_ATTRIBUTE_CONTEXT:
    return put(data, handle_of(object.context->handle));
  case CU_POINTER_ATTRIBUTE_MEMORY_TYPE:
    return put(data, memory_type(object));
  case CU_POINTER_ATTRIBUTE_DEVICE_POINTER:
    return put(data, address);
  case CU_POINTER_ATTRIBUTE_HOST_POINTER:
    if (object.type == MemoryType::kDevice)
      return explain(Error::InvalidValue, "%p is device memory, which the host has no pointer to", pointer(address));
    return put(data, pointer(address));
  case CU_POINTER_ATTRIBUTE_BUFFER_ID: // allocations that are live at once begin at different addresses
    return put<unsigned long long>(data, object.base);
  case CU_POINTER_ATTRIBUTE_IS_MANAGED:
    return put(data, object.type == MemoryType::kManaged);
  case CU_POINTER_ATTRIBUTE_DEVICE_ORDINAL:
    return put(data, object.context->ordinal);
  case CU_POINTER_ATTRIBUTE_RANGE_START_ADDR:
    return put<CUdeviceptr>(data, object.base);
  case CU_POINTER_ATTRIBUTE_RANGE_SIZE:
    return put<size_t>(data, object.bytes);
  case CU_POINTER_ATTRIBUTE_MAPPED:
    return put(data, true);
  case CU_POINTER_ATTRIBUTE_MEMPOOL_HANDLE:
    return put(data, reinterpret_cast<CUmemoryPool>(object.pool.get()));
  case CU_POINTER_ATTRIBUTE_ACCESS_FLAGS:
    return put(data, CU_POINTER_ATTRIBUTE_ACCESS_FLAG_READWRITE);
  case CU_POINTER_ATTRIBUTE_SYNC_MEMOPS:
  case CU_POINTER_ATTRIBUTE_IS_LEGACY_CUDA_IPC_CAPABLE:
  case CU_POINTER_ATTRIBUTE_IS_GPU_DIRECT_RDMA_CAPABLE:
  case CU_POINTER_ATTRIBUTE_IS_HW_DECOMPRESS_CAPABLE:
    return put(data, false);
  case CU_POINTER_ATTRIBUTE_ALLOWED_HANDLE_TYPES:
    return put(data, 0ull);
  default:
    return explain(Error::InvalidValue, "pointer attribute %d is not known", static_cast<int>(attribute));
  }
}

// What cuPointerGetAttributes gives for memory that CUDA doesn't know.
Error get_default(void* data, CUpointer_attribute attribute) {
  switch (attribute) {
  case CU_POINTER_ATTRIBUTE_MEMORY_TYPE:
    return put(data, 0);
  case CU_POINTER_ATTRIBUTE_DEVICE_ORDINAL:
    return put(data, static_cast<int>(CU_DEVICE_INVALID));
  case CU_POINTER_ATTRIBUTE_SYNC_MEMOPS:
  case CU_POINTER_ATTRIBUTE_IS_MANAGED:
  case CU_POINTER_ATTRIBUTE_IS_LEGACY_CUDA_IPC_CAPABLE:
  case CU_POINTER_ATTRIBUTE_MAPPED:
  case CU_POINTER_ATTRIBUTE_IS_GPU_DIRECT_RDMA_CAPABLE:
  case CU_POINTER_ATTRIBUTE_IS_HW_DECOMPRESS_CAPABLE:
    return put(data, false);
  case CU_POINTER_ATTRIBUTE_ACCESS_FLAGS:
    return put(data, CU_POINTER_ATTRIBUTE_ACCESS_FLAG_NONE);
  default:
    return put(data, 0ull);
  }
}

} // namespace

Error cuPointerGetAttribute(void* data, CUpointer_attribute attribute, CUdeviceptr address) {
  if (!data)
    return Error::InvalidValue;
  auto object = find_object(address);
  if (!object)
    return explain(Error::InvalidValue, "%p is not memory that CUDA has allocated or registered", pointer(address));
  return get_attribute(data, attribute, *object, address);
}

// No attribute of unknown memory is an error, and neither is one that this memory doesn't have.
Error cuPointerGetAttributes(unsigned count, CUpointer_attribute* attributes, void** data, CUdeviceptr address) {
  if (count == 0 || !attributes || !data)
    return Error::InvalidValue;
  auto object = find_object(address);
  for (unsigned i = 0; i < count; ++i) {
    if (!data[i])
      return Error::InvalidValue;
    if (!object || get_attribute(data[i], attributes[i], *object, address) != Error::Success)
      get_default(data[i], attributes[i]);
  }
  return Error::Success;
}

} // namespace ox::driver::body
