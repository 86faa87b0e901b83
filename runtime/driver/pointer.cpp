// What is known about a pointer.
#include "runtime/core/pointer.h"
#include "runtime/core/diagnostics.h"
#include "runtime/core/platform.h"
#include "runtime/cudart/wrapper.h"
#include "runtime/driver/bodies.h"
#include "runtime/driver/handles.h"
#include <cstring>

namespace ox::driver::body {

using runtime::describe_pointer;
using runtime::explain;
using runtime::MemoryType;
using runtime::Platform;
using runtime::PointerInfo;

namespace {

template <typename T> Error put(void* data, T value) {
  std::memcpy(data, &value, sizeof value);
  return Error::Success;
}

bool is_on_host(const PointerInfo& info) {
  return info.type == MemoryType::kHost || info.type == MemoryType::kRegistered;
}

// What the calling thread's device may do; its own memory's device where no context is current.
CUDA_POINTER_ATTRIBUTE_ACCESS_FLAGS access_flags(const PointerInfo& info) {
  runtime::Context* context = Platform::instance().existing_current_context();
  if (!context)
    context = info.context;
  switch (context ? runtime::access_of(info, *context) : Access::kNone) {
  case Access::kNone:
    return CU_POINTER_ATTRIBUTE_ACCESS_FLAG_NONE;
  case Access::kRead:
    return CU_POINTER_ATTRIBUTE_ACCESS_FLAG_READ;
  case Access::kReadWrite:
    return CU_POINTER_ATTRIBUTE_ACCESS_FLAG_READWRITE;
  }
  return CU_POINTER_ATTRIBUTE_ACCESS_FLAG_NONE;
}

// What cuIpcGetMemHandle takes: memory of cuMemAlloc.
bool is_ipc_capable(const PointerInfo& info) {
  return info.type == MemoryType::kDevice && !info.pool && !info.mapping && !info.of_module && !info.of_other_process;
}

Error get_attribute(void* data, CUpointer_attribute attribute, const PointerInfo& info, CUdeviceptr address) {
  switch (attribute) {
  case CU_POINTER_ATTRIBUTE_CONTEXT:
    return put(data, info.context && !info.pool ? handle_of(info.context->handle) : nullptr);
  case CU_POINTER_ATTRIBUTE_MEMORY_TYPE:
    return put(data, is_on_host(info) ? CU_MEMORYTYPE_HOST : CU_MEMORYTYPE_DEVICE);
  case CU_POINTER_ATTRIBUTE_DEVICE_POINTER:
    if (access_flags(info) == CU_POINTER_ATTRIBUTE_ACCESS_FLAG_NONE)
      return explain(Error::InvalidValue, "the current device has no access to %p", pointer(address));
    return put(data, address);
  case CU_POINTER_ATTRIBUTE_HOST_POINTER:
    if (info.type == MemoryType::kDevice)
      return explain(Error::InvalidValue, "%p is device memory, which the host has no pointer to", pointer(address));
    return put(data, pointer(address));
  case CU_POINTER_ATTRIBUTE_BUFFER_ID:
  case CU_POINTER_ATTRIBUTE_MEMORY_BLOCK_ID:
    return put<unsigned long long>(data, info.id);
  case CU_POINTER_ATTRIBUTE_SYNC_MEMOPS:
    return put(data, info.sync_memops);
  case CU_POINTER_ATTRIBUTE_IS_MANAGED:
    return put(data, info.type == MemoryType::kManaged);
  case CU_POINTER_ATTRIBUTE_DEVICE_ORDINAL:
    return put(data, info.ordinal);
  case CU_POINTER_ATTRIBUTE_IS_LEGACY_CUDA_IPC_CAPABLE:
    return put(data, is_ipc_capable(info));
  case CU_POINTER_ATTRIBUTE_RANGE_START_ADDR:
  case CU_POINTER_ATTRIBUTE_MAPPING_BASE_ADDR:
    return put<CUdeviceptr>(data, info.base);
  case CU_POINTER_ATTRIBUTE_RANGE_SIZE:
  case CU_POINTER_ATTRIBUTE_MAPPING_SIZE:
    return put<size_t>(data, info.bytes);
  case CU_POINTER_ATTRIBUTE_MAPPED:
    return put(data, true);
  case CU_POINTER_ATTRIBUTE_ALLOWED_HANDLE_TYPES:
    return put<unsigned long long>(data, info.mapping ? static_cast<unsigned>(info.mapping->properties.handle_types)
                                         : info.pool  ? static_cast<unsigned>(info.pool->handle_types)
                                                      : 0);
  case CU_POINTER_ATTRIBUTE_ACCESS_FLAGS:
    return put(data, access_flags(info));
  case CU_POINTER_ATTRIBUTE_MEMPOOL_HANDLE:
    return put(data, reinterpret_cast<CUmemoryPool>(info.pool.get()));
  case CU_POINTER_ATTRIBUTE_IS_GPU_DIRECT_RDMA_CAPABLE: // nothing but the host and its devices reaches this memory
  case CU_POINTER_ATTRIBUTE_IS_HW_DECOMPRESS_CAPABLE:
    return put(data, false);
  case CU_POINTER_ATTRIBUTE_P2P_TOKENS:
    return explain(Error::NotSupported, "there are no tokens for GPUDirect");
  }
  return explain(Error::InvalidValue, "pointer attribute %d is not known", static_cast<int>(attribute));
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

Error cuMemGetAddressRange_v2(CUdeviceptr* base, size_t* bytes, CUdeviceptr address) {
  auto info = describe_pointer(address);
  if (!info)
    return explain(Error::SymbolNotFound, "%p is not in any allocation", pointer(address));
  if (base)
    *base = info->base;
  if (bytes)
    *bytes = info->bytes;
  return Error::Success;
}

Error cuPointerGetAttribute(void* data, CUpointer_attribute attribute, CUdeviceptr address) {
  if (!data)
    return Error::InvalidValue;
  auto info = describe_pointer(address);
  if (!info)
    return explain(Error::InvalidValue, "%p is not memory that CUDA has allocated or registered", pointer(address));
  return get_attribute(data, attribute, *info, address);
}

// No attribute of unknown memory is an error, and neither is one that this memory doesn't have.
Error cuPointerGetAttributes(unsigned count, CUpointer_attribute* attributes, void** data, CUdeviceptr address) {
  if (count == 0 || !attributes || !data)
    return Error::InvalidValue;
  auto info = describe_pointer(address);
  for (unsigned i = 0; i < count; ++i) {
    if (!data[i])
      return Error::InvalidValue;
    if (!info || get_attribute(data[i], attributes[i], *info, address) != Error::Success)
      get_default(data[i], attributes[i]);
  }
  return Error::Success;
}

// Only whether copies and fills of it are always waited for.
Error cuPointerSetAttribute(const void* value, CUpointer_attribute attribute, CUdeviceptr address) {
  if (!value)
    return Error::InvalidValue;
  if (attribute != CU_POINTER_ATTRIBUTE_SYNC_MEMOPS)
    return explain(Error::InvalidValue, "pointer attribute %d can't be set", static_cast<int>(attribute));
  auto info = describe_pointer(address);
  if (!info || info->type != MemoryType::kDevice)
    return explain(Error::InvalidDevice, "%p is not a device's memory", pointer(address));
  // Programs pass a bool or an int; the first byte is both's.
  const bool flag = *static_cast<const unsigned char*>(value) != 0;
  if (!Platform::instance().addresses.set_sync_memops(info->base, flag))
    return explain(Error::NotSupported, "%p is no memory of cuMemAlloc", pointer(address));
  return Error::Success;
}

} // namespace ox::driver::body
