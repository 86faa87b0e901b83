// Allocation, page-locking, and what is known about a pointer.
#include "runtime/core/memory.h"
#include "runtime/core/capture.h"
#include "runtime/core/diagnostics.h"
#include "runtime/core/platform.h"
#include "runtime/core/pointer.h"
#include "runtime/cudart/bodies.h"
#include "runtime/cudart/wrapper.h"
#include <algorithm>
#include <limits>

namespace ox::cudart::body {

using ox::DeviceAddress;
using runtime::explain;
using runtime::MemoryType;
using runtime::Platform;

namespace {

DeviceAddress address_of(const void* memory) { return reinterpret_cast<DeviceAddress>(memory); }

// Rows start at multiples of what GPUs use, so that programs see a pitch that is not their width.
constexpr size_t kPitchUnit = 512;

Error allocate_to(void** memory, size_t bytes, MemoryType type, unsigned flags = 0) {
  if (!memory)
    return Error::InvalidValue;
  if (Error error = runtime::check_unsafe_call(); error != Error::Success)
    return error;
  auto allocated = runtime::allocate(current_context(), bytes, type, flags);
  if (!allocated)
    return allocated.error();
  *memory = *allocated;
  return Error::Success;
}

Error allocate_pitched(void** memory, size_t* pitch, size_t width, size_t rows) {
  if (!memory || !pitch)
    return Error::InvalidValue;
  if (width > std::numeric_limits<size_t>::max() - kPitchUnit)
    return Error::MemoryAllocation;
  size_t row_bytes = (width + kPitchUnit - 1) / kPitchUnit * kPitchUnit, bytes;
  if (__builtin_mul_overflow(row_bytes, rows, &bytes))
    return Error::MemoryAllocation;
  *pitch = row_bytes;
  return allocate_to(memory, bytes, MemoryType::kDevice);
}

} // namespace

Error cudaMalloc(void** memory, size_t bytes) { return allocate_to(memory, bytes, MemoryType::kDevice); }

Error cudaMallocPitch(void** memory, size_t* pitch, size_t width, size_t height) {
  return allocate_pitched(memory, pitch, width, height);
}

Error cudaMalloc3D(cudaPitchedPtr* pitched, cudaExtent extent) {
  size_t rows;
  if (!pitched)
    return Error::InvalidValue;
  if (__builtin_mul_overflow(extent.height, extent.depth, &rows))
    return Error::MemoryAllocation;
  pitched->xsize = extent.width;
  pitched->ysize = extent.height;
  return allocate_pitched(&pitched->ptr, &pitched->pitch, extent.width, rows);
}

Error cudaMallocHost(void** memory, size_t bytes) {
  return allocate_to(memory, bytes, MemoryType::kHost, cudaHostAllocDefault);
}

Error cudaHostAlloc(void** memory, size_t bytes, unsigned flags) {
  constexpr unsigned kKnown = cudaHostAllocPortable | cudaHostAllocMapped | cudaHostAllocWriteCombined;
  if (flags & ~kKnown)
    return Error::InvalidValue;
  return allocate_to(memory, bytes, MemoryType::kHost, flags);
}

Error cudaMallocManaged(void** memory, size_t bytes, unsigned flags) {
  if (bytes == 0 || (flags != cudaMemAttachGlobal && flags != cudaMemAttachHost))
    return Error::InvalidValue;
  return allocate_to(memory, bytes, MemoryType::kManaged, flags);
}

Error cudaFree(void* memory) { return runtime::release_device(memory); }
Error cudaFreeHost(void* memory) { return runtime::release_host(memory); }

Error cudaHostRegister(void* memory, size_t bytes, unsigned flags) {
  constexpr unsigned kKnown = cudaHostRegisterPortable | cudaHostRegisterMapped | cudaHostRegisterReadOnly;
  if (flags & cudaHostRegisterIoMemory)
    return explain(Error::NotSupported, "I/O memory can't be registered");
  if (flags & ~kKnown)
    return Error::InvalidValue;
  return runtime::register_host(current_context(), memory, bytes, flags);
}

Error cudaHostUnregister(void* memory) { return runtime::unregister_host(memory); }

Error cudaHostGetDevicePointer(void** device, void* host, unsigned flags) {
  if (!device || !host || flags != 0)
    return Error::InvalidValue;
  auto object = Platform::instance().addresses.find(address_of(host));
  if (!object || object->type == MemoryType::kDevice)
    return explain(Error::InvalidValue, "%p is not page-locked memory", host);
  *device = host; // one address space
  return Error::Success;
}

Error cudaHostGetFlags(unsigned* flags, void* host) {
  if (!flags)
    return Error::InvalidValue;
  auto object = Platform::instance().addresses.find(address_of(host));
  if (!object || (object->type != MemoryType::kHost && object->type != MemoryType::kRegistered))
    return explain(Error::InvalidValue, "%p is not page-locked memory", host);
  *flags = object->flags | cudaHostAllocMapped; // with one address space all page-locked memory is mapped
  return Error::Success;
}

Error cudaMemGetInfo(size_t* free, size_t* total) {
  if (!free || !total)
    return Error::InvalidValue;
  *free = current_context().device().free_bytes();
  *total = current_context().properties().memory_bytes;
  return Error::Success;
}

// Since CUDA 11 plain host memory is no error but "unregistered".
Error cudaPointerGetAttributes(cudaPointerAttributes* attributes, const void* pointer) {
  if (!attributes)
    return Error::InvalidValue;
  *attributes = {};
  auto* memory = const_cast<void*>(pointer);
  auto info = runtime::describe_pointer(address_of(pointer));
  if (!info) {
    attributes->device = cudaInvalidDeviceId;
    attributes->hostPointer = memory;
    return Error::Success;
  }
  attributes->device = info->ordinal;
  attributes->devicePointer =
      runtime::access_of(*info, current_context()) == Access::kNone && info->mapping ? nullptr : memory;
  switch (info->type) {
  case MemoryType::kDevice:
    attributes->type = cudaMemoryTypeDevice;
    break;
  case MemoryType::kManaged:
    attributes->type = cudaMemoryTypeManaged;
    attributes->hostPointer = memory;
    break;
  case MemoryType::kHost:
  case MemoryType::kRegistered:
    attributes->type = cudaMemoryTypeHost;
    attributes->hostPointer = memory;
    break;
  }
  return Error::Success;
}

} // namespace ox::cudart::body
