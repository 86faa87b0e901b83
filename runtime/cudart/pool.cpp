// Stream-ordered allocation and its pools.
#include "runtime/core/pool.h"
#include "runtime/core/capture.h"
#include "runtime/core/diagnostics.h"
#include "runtime/core/graph_memory.h"
#include "runtime/core/work.h"
#include "runtime/cudart/bodies.h"
#include "runtime/cudart/handles.h"
#include <cstring>

namespace ox::cudart::body {

using runtime::explain;
using runtime::MemoryPool;
using runtime::Platform;
using PoolRef = std::shared_ptr<MemoryPool>;

namespace {

cudaMemPool_t handle_of(const PoolRef& pool) { return reinterpret_cast<cudaMemPool_t>(pool.get()); }

runtime::HandleTable<MemoryPool>& created_pools() {
  static auto& table = *new runtime::HandleTable<MemoryPool>;
  return table;
}

// A pool that the program made, or a device's own.
PoolRef find_pool(cudaMemPool_t handle) {
  if (PoolRef pool = created_pools().find(handle))
    return pool;
  Platform& platform = Platform::instance();
  for (int ordinal = 0; ordinal < platform.device_count(); ++ordinal)
    if (runtime::Context* context = platform.existing_context(ordinal))
      if (handle_of(context->default_pool()) == handle)
        return context->default_pool();
  return nullptr;
}

// A file descriptor is the one way to another process; 0 is none.
Error check_handle_type(int type) {
  switch (type) {
  case cudaMemHandleTypeNone:
  case cudaMemHandleTypePosixFileDescriptor:
    return Error::Success;
  case cudaMemHandleTypeFabric:
  case cudaMemHandleTypeWin32:
  case cudaMemHandleTypeWin32Kmt:
    return explain(Error::NotSupported, "pools are shared by file descriptors only");
  default:
    return explain(Error::InvalidValue, "%d is no type of handle that memory can have", type);
  }
}

Error allocate_from(const PoolRef& pool, void** memory, size_t bytes, cudaStream_t handle) {
  if (!memory)
    return Error::InvalidValue;
  auto stream = find_stream(handle);
  if (!stream)
    return stream.error();
  if (bytes != 0)
    if (auto captured = runtime::capture_allocation(**stream, bytes)) {
      if (*captured)
        *memory = **captured;
      return *captured ? Error::Success : captured->error();
    }
  auto allocated = runtime::allocate_from(*pool, **stream, bytes);
  if (!allocated)
    return allocated.error();
  *memory = *allocated;
  return Error::Success;
}

} // namespace

Error cudaMallocAsync(void** memory, size_t bytes, cudaStream_t stream) {
  return allocate_from(current_context().current_pool(), memory, bytes, stream);
}

Error cudaMallocFromPoolAsync(void** memory, size_t bytes, cudaMemPool_t handle, cudaStream_t stream) {
  PoolRef pool = find_pool(handle);
  return pool ? allocate_from(pool, memory, bytes, stream) : Error::InvalidValue;
}

Error cudaFreeAsync(void* memory, cudaStream_t handle) {
  auto stream = find_stream(handle);
  if (!stream)
    return stream.error();
  if (!memory)
    return Error::Success;
  const auto address = reinterpret_cast<ox::DeviceAddress>(memory);
  if (auto object = Platform::instance().addresses.find_base(address); object && object->graph_place) {
    auto work =
        runtime::is_capturing(**stream) ? runtime::make_graph_free(address) : runtime::make_free_of_live(address);
    return work ? runtime::submit(**stream, std::move(*work)) : work.error();
  }
  if (runtime::is_capturing(**stream))
    return explain(Error::InvalidValue, "%p is not memory that a graph allocates", memory);
  auto work = runtime::make_free(memory);
  return work ? runtime::submit(**stream, std::move(*work)) : work.error();
}

Error cudaDeviceGetDefaultMemPool(cudaMemPool_t* pool, int device) {
  if (!pool)
    return Error::InvalidValue;
  auto context = Platform::instance().context(device);
  if (!context)
    return context.error();
  *pool = handle_of((*context)->default_pool());
  return Error::Success;
}

Error cudaDeviceGetMemPool(cudaMemPool_t* pool, int device) {
  if (!pool)
    return Error::InvalidValue;
  auto context = Platform::instance().context(device);
  if (!context)
    return context.error();
  *pool = handle_of((*context)->current_pool());
  return Error::Success;
}

Error cudaDeviceSetMemPool(int device, cudaMemPool_t handle) {
  auto context = Platform::instance().context(device);
  if (!context)
    return context.error();
  PoolRef pool = find_pool(handle);
  if (!pool || pool->ordinal != device || pool->is_imported())
    return explain(Error::InvalidValue, "%p is not a pool of device %d", reinterpret_cast<void*>(handle), device);
  (*context)->set_current_pool(std::move(pool));
  return Error::Success;
}

// By location: pools are of devices here.
namespace {
Error check_location(const cudaMemLocation* location, cudaMemAllocationType type) {
  if (!location)
    return Error::InvalidValue;
  if (location->type != cudaMemLocationTypeDevice || type != cudaMemAllocationTypePinned)
    return explain(Error::NotSupported, "pools hold device memory only");
  return Error::Success;
}
} // namespace

Error cudaMemGetDefaultMemPool(cudaMemPool_t* pool, cudaMemLocation* location, cudaMemAllocationType type) {
  Error error = check_location(location, type);
  return error == Error::Success ? body::cudaDeviceGetDefaultMemPool(pool, location->id) : error;
}

Error cudaMemGetMemPool(cudaMemPool_t* pool, cudaMemLocation* location, cudaMemAllocationType type) {
  Error error = check_location(location, type);
  return error == Error::Success ? body::cudaDeviceGetMemPool(pool, location->id) : error;
}

Error cudaMemSetMemPool(cudaMemLocation* location, cudaMemAllocationType type, cudaMemPool_t pool) {
  Error error = check_location(location, type);
  return error == Error::Success ? body::cudaDeviceSetMemPool(location->id, pool) : error;
}

Error cudaMemPoolCreate(cudaMemPool_t* pool, const cudaMemPoolProps* properties) {
  if (!pool || !properties)
    return Error::InvalidValue;
  if (properties->allocType != cudaMemAllocationTypePinned)
    return explain(Error::InvalidValue, "pools hold pinned memory; %d is not", static_cast<int>(properties->allocType));
  if (Error error = check_handle_type(properties->handleTypes); error != Error::Success)
    return error;
  if (properties->location.type != cudaMemLocationTypeDevice)
    return explain(Error::NotSupported, "pools hold device memory only");
  if (properties->location.id < 0 || properties->location.id >= Platform::instance().device_count())
    return explain(Error::InvalidDevice, "there is no device %d", properties->location.id);
  auto made = std::make_shared<MemoryPool>(properties->location.id, properties->maxSize, properties->handleTypes);
  *pool = reinterpret_cast<cudaMemPool_t>(created_pools().add(std::move(made)));
  return Error::Success;
}

// Allocations that are left keep the pool until they are freed.
Error cudaMemPoolDestroy(cudaMemPool_t handle) {
  return created_pools().remove(handle) ? Error::Success : Error::InvalidValue;
}

Error cudaMemPoolTrimTo(cudaMemPool_t handle, size_t keep_bytes) {
  PoolRef pool = find_pool(handle);
  if (!pool)
    return Error::InvalidValue;
  pool->trim(keep_bytes);
  return Error::Success;
}

Error cudaMemPoolGetAttribute(cudaMemPool_t handle, cudaMemPoolAttr attribute, void* value) {
  PoolRef pool = find_pool(handle);
  if (!pool || !value)
    return Error::InvalidValue;
  auto put_flag = [&](int flag) { std::memcpy(value, &flag, sizeof flag); };
  auto put_bytes = [&](uint64_t bytes) { std::memcpy(value, &bytes, sizeof bytes); };
  switch (attribute) {
  case cudaMemPoolReuseFollowEventDependencies:
    put_flag(pool->reuse_follow_events);
    return Error::Success;
  case cudaMemPoolReuseAllowOpportunistic:
    put_flag(pool->reuse_opportunistic);
    return Error::Success;
  case cudaMemPoolReuseAllowInternalDependencies:
    put_flag(pool->reuse_internal);
    return Error::Success;
  case cudaMemPoolAttrReleaseThreshold:
    put_bytes(pool->release_threshold);
    return Error::Success;
  case cudaMemPoolAttrReservedMemCurrent:
    put_bytes(pool->reserved().bytes);
    return Error::Success;
  case cudaMemPoolAttrReservedMemHigh:
    put_bytes(pool->reserved().high_bytes);
    return Error::Success;
  case cudaMemPoolAttrUsedMemCurrent:
    put_bytes(pool->used().bytes);
    return Error::Success;
  case cudaMemPoolAttrUsedMemHigh:
    put_bytes(pool->used().high_bytes);
    return Error::Success;
  }
  return Error::InvalidValue;
}

Error cudaMemPoolSetAttribute(cudaMemPool_t handle, cudaMemPoolAttr attribute, void* value) {
  PoolRef pool = find_pool(handle);
  if (!pool || !value)
    return Error::InvalidValue;
  auto flag = [&] {
    int result;
    std::memcpy(&result, value, sizeof result);
    return result;
  };
  uint64_t bytes;
  switch (attribute) {
  case cudaMemPoolReuseFollowEventDependencies:
    pool->reuse_follow_events = flag();
    return Error::Success;
  case cudaMemPoolReuseAllowOpportunistic:
    pool->reuse_opportunistic = flag();
    return Error::Success;
  case cudaMemPoolReuseAllowInternalDependencies:
    pool->reuse_internal = flag();
    return Error::Success;
  case cudaMemPoolAttrReleaseThreshold:
    std::memcpy(&bytes, value, sizeof bytes);
    pool->release_threshold = bytes;
    return Error::Success;
  case cudaMemPoolAttrReservedMemHigh:
  case cudaMemPoolAttrUsedMemHigh: // can only be reset
    std::memcpy(&bytes, value, sizeof bytes);
    if (bytes != 0)
      return Error::InvalidValue;
    if (attribute == cudaMemPoolAttrUsedMemHigh)
      pool->reset_used_high();
    else
      pool->reset_reserved_high();
    return Error::Success;
  default:
    return Error::InvalidValue;
  }
}

Error cudaMemPoolSetAccess(cudaMemPool_t handle, const cudaMemAccessDesc* list, size_t count) {
  PoolRef pool = find_pool(handle);
  if (!pool || (count && !list))
    return Error::InvalidValue;
  for (size_t i = 0; i < count; ++i) {
    const cudaMemAccessDesc& entry = list[i];
    if (entry.location.type != cudaMemLocationTypeDevice)
      return explain(Error::InvalidValue, "access is given to devices");
    if (entry.location.id < 0 || entry.location.id >= Platform::instance().device_count())
      return explain(Error::InvalidDevice, "there is no device %d", entry.location.id);
    if (entry.flags != cudaMemAccessFlagsProtNone && entry.flags != cudaMemAccessFlagsProtRead &&
        entry.flags != cudaMemAccessFlagsProtReadWrite)
      return explain(Error::InvalidValue, "%d are no rights", static_cast<int>(entry.flags));
    if (entry.location.id == pool->ordinal && entry.flags != cudaMemAccessFlagsProtReadWrite)
      return explain(Error::InvalidValue, "a pool's own device has all access to it");
  }
  for (size_t i = 0; i < count; ++i)
    pool->set_access(list[i].location.id, list[i].flags == cudaMemAccessFlagsProtNone   ? ox::Access::kNone
                                          : list[i].flags == cudaMemAccessFlagsProtRead ? ox::Access::kRead
                                                                                        : ox::Access::kReadWrite);
  return Error::Success;
}

Error cudaMemPoolGetAccess(cudaMemAccessFlags* flags, cudaMemPool_t handle, cudaMemLocation* location) {
  PoolRef pool = find_pool(handle);
  if (!pool || !flags || !location || location->type != cudaMemLocationTypeDevice)
    return Error::InvalidValue;
  if (location->id < 0 || location->id >= Platform::instance().device_count())
    return explain(Error::InvalidDevice, "there is no device %d", location->id);
  switch (pool->access(location->id)) {
  case ox::Access::kNone:
    *flags = cudaMemAccessFlagsProtNone;
    break;
  case ox::Access::kRead:
    *flags = cudaMemAccessFlagsProtRead;
    break;
  case ox::Access::kReadWrite:
    *flags = cudaMemAccessFlagsProtReadWrite;
    break;
  }
  return Error::Success;
}

// Other processes: a pool goes by a file descriptor, an int; a pointer into it by what is written to its export data.
Error cudaMemPoolExportToShareableHandle(void* shareable, cudaMemPool_t handle, cudaMemAllocationHandleType type,
                                         unsigned flags) {
  PoolRef pool = find_pool(handle);
  if (!pool || !shareable || flags != 0 || type == cudaMemHandleTypeNone)
    return Error::InvalidValue;
  if (Error error = check_handle_type(type); error != Error::Success)
    return error;
  auto descriptor = pool->export_descriptor();
  if (!descriptor)
    return descriptor.error();
  *static_cast<int*>(shareable) = *descriptor;
  return Error::Success;
}

Error cudaMemPoolImportFromShareableHandle(cudaMemPool_t* handle, void* shareable, cudaMemAllocationHandleType type,
                                           unsigned flags) {
  if (!handle || flags != 0 || type == cudaMemHandleTypeNone)
    return Error::InvalidValue;
  if (Error error = check_handle_type(type); error != Error::Success)
    return error;
  auto pool = MemoryPool::import(static_cast<int>(reinterpret_cast<intptr_t>(shareable)));
  if (!pool)
    return pool.error();
  *handle = reinterpret_cast<cudaMemPool_t>(created_pools().add(std::move(*pool)));
  return Error::Success;
}

Error cudaMemPoolExportPointer(cudaMemPoolPtrExportData* data, void* memory) {
  auto block = memory ? runtime::find_pool_block(memory) : nullptr;
  if (!data || !block)
    return explain(Error::InvalidValue, "%p is not the start of memory of a pool", memory);
  auto pointer = block->pool->export_pointer(block->address);
  if (!pointer)
    return pointer.error();
  static_assert(sizeof *data == sizeof *pointer);
  std::memcpy(data, &*pointer, sizeof *pointer);
  return Error::Success;
}

Error cudaMemPoolImportPointer(void** memory, cudaMemPool_t handle, cudaMemPoolPtrExportData* data) {
  PoolRef pool = find_pool(handle);
  if (!memory || !pool || !data)
    return Error::InvalidValue;
  MemoryPool::ExportedPointer pointer;
  std::memcpy(&pointer, data, sizeof pointer);
  auto block = pool->import_pointer(pointer);
  if (!block)
    return block.error();
  auto home = Platform::instance().context(pool->ordinal);
  if (!home)
    return home.error();
  runtime::Context* context = current_context().ordinal == pool->ordinal ? &current_context() : *home;
  *memory = reinterpret_cast<void*>((*block)->address);
  Platform::instance().addresses.add({.base = (*block)->address,
                                      .bytes = (*block)->bytes,
                                      .context = context,
                                      .pool = pool,
                                      .of_other_process = true,
                                      .kept = std::move(*block)});
  return Error::Success;
}

} // namespace ox::cudart::body
