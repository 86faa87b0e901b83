// Stream-ordered allocation and its pools.
#include "runtime/core/pool.h"
#include "runtime/core/diagnostics.h"
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

Error allocate_from(const PoolRef& pool, void** memory, size_t bytes, cudaStream_t handle) {
  if (!memory)
    return Error::InvalidValue;
  auto stream = find_stream(handle);
  if (!stream)
    return stream.error();
  if (bytes == 0) {
    *memory = nullptr;
    return Error::Success;
  }
  if (!pool->take(bytes))
    return explain(Error::MemoryAllocation, "the pool may hold no more than %llu bytes",
                   static_cast<unsigned long long>(pool->max_bytes));
  auto allocated = runtime::allocate((*stream)->context, bytes, runtime::MemoryType::kDevice, 0, pool);
  if (!allocated) {
    pool->give_back(bytes);
    return allocated.error();
  }
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
  if (!pool || pool->ordinal != device)
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
  if (!pool || !properties || properties->allocType != cudaMemAllocationTypePinned)
    return Error::InvalidValue;
  if (properties->handleTypes != cudaMemHandleTypeNone)
    return explain(Error::NotSupported, "pools can't be shared between processes");
  if (properties->location.type != cudaMemLocationTypeDevice || properties->location.id < 0 ||
      properties->location.id >= Platform::instance().device_count())
    return Error::InvalidValue;
  auto made = std::make_shared<MemoryPool>(properties->location.id, properties->maxSize);
  *pool = reinterpret_cast<cudaMemPool_t>(created_pools().add(std::move(made)));
  return Error::Success;
}

// Allocations that are left keep the pool until they are freed.
Error cudaMemPoolDestroy(cudaMemPool_t handle) {
  return created_pools().remove(handle) ? Error::Success : Error::InvalidValue;
}

Error cudaMemPoolTrimTo(cudaMemPool_t handle, size_t) {
  return find_pool(handle) ? Error::Success : Error::InvalidValue; // nothing is held in reserve
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
  case cudaMemPoolAttrUsedMemCurrent:
    put_bytes(pool->used_bytes);
    return Error::Success;
  case cudaMemPoolAttrReservedMemHigh:
  case cudaMemPoolAttrUsedMemHigh:
    put_bytes(pool->high_bytes);
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
    pool->high_bytes = pool->used_bytes.load();
    return Error::Success;
  default:
    return Error::InvalidValue;
  }
}

// Every device reaches every device's memory through copies; kernels reach their own device's.
Error cudaMemPoolSetAccess(cudaMemPool_t handle, const cudaMemAccessDesc* list, size_t count) {
  PoolRef pool = find_pool(handle);
  if (!pool || (count && !list))
    return Error::InvalidValue;
  for (size_t i = 0; i < count; ++i) {
    if (list[i].location.type != cudaMemLocationTypeDevice)
      return Error::InvalidValue;
    bool own = list[i].location.id == pool->ordinal;
    if (own && list[i].flags != cudaMemAccessFlagsProtReadWrite)
      return Error::InvalidValue;
    if (!own && list[i].flags != cudaMemAccessFlagsProtNone)
      return explain(Error::PeerAccessUnsupported, "kernels can't reach another device's memory");
  }
  return Error::Success;
}

Error cudaMemPoolGetAccess(cudaMemAccessFlags* flags, cudaMemPool_t handle, cudaMemLocation* location) {
  PoolRef pool = find_pool(handle);
  if (!pool || !flags || !location || location->type != cudaMemLocationTypeDevice)
    return Error::InvalidValue;
  *flags = location->id == pool->ordinal ? cudaMemAccessFlagsProtReadWrite : cudaMemAccessFlagsProtNone;
  return Error::Success;
}

} // namespace ox::cudart::body
