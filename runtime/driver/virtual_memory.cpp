// Virtual memory management: addresses, physical memory and rights, each apart.
#include "runtime/core/virtual_memory.h"
#include "runtime/core/diagnostics.h"
#include "runtime/core/platform.h"
#include "runtime/driver/bodies.h"
#include "runtime/driver/handles.h"

namespace ox::driver::body {

using runtime::explain;
using runtime::PhysicalProperties;
using runtime::Platform;
using runtime::VirtualMemory;

namespace {

VirtualMemory& memory() { return Platform::instance().virtual_memory; }

Error check_device(int ordinal) {
  return ordinal >= 0 && ordinal < Platform::instance().device_count()
             ? Error::Success
             : explain(Error::InvalidDevice, "there is no device %d", ordinal);
}

bool is_host(CUmemLocationType type) {
  return type == CU_MEM_LOCATION_TYPE_HOST || type == CU_MEM_LOCATION_TYPE_HOST_NUMA ||
         type == CU_MEM_LOCATION_TYPE_HOST_NUMA_CURRENT;
}

// The device that a location names, or VirtualMemory::kHost.
runtime::Result<int> ordinal_of(const CUmemLocation& location) {
  if (is_host(location.type))
    return VirtualMemory::kHost;
  if (location.type != CU_MEM_LOCATION_TYPE_DEVICE)
    return runtime::fail(explain(Error::InvalidValue, "%d is no type of location", static_cast<int>(location.type)));
  if (Error error = check_device(location.id); error != Error::Success)
    return runtime::fail(error);
  return location.id;
}

// A file descriptor is the one way to another process; 0 is none.
Error check_handle_type(CUmemAllocationHandleType type) {
  switch (static_cast<int>(type)) {
  case CU_MEM_HANDLE_TYPE_NONE:
  case CU_MEM_HANDLE_TYPE_POSIX_FILE_DESCRIPTOR:
    return Error::Success;
  case CU_MEM_HANDLE_TYPE_FABRIC:
    return explain(Error::NotSupported, "there is no fabric: CU_DEVICE_ATTRIBUTE_HANDLE_TYPE_FABRIC_SUPPORTED is 0");
  case CU_MEM_HANDLE_TYPE_WIN32:
  case CU_MEM_HANDLE_TYPE_WIN32_KMT:
    return explain(Error::NotSupported, "handles of Windows are not supported here");
  default:
    return explain(Error::InvalidValue, "%d is no type of handle that memory can have", static_cast<int>(type));
  }
}

Error check_properties(const CUmemAllocationProp* properties) {
  if (!properties)
    return Error::InvalidValue;
  if (properties->type != CU_MEM_ALLOCATION_TYPE_PINNED)
    return explain(Error::InvalidValue, "physical memory is pinned; %d is not", static_cast<int>(properties->type));
  if (auto ordinal = ordinal_of(properties->location); !ordinal)
    return ordinal.error();
  return check_handle_type(properties->requestedHandleTypes);
}

} // namespace

Error cuMemAddressReserve(CUdeviceptr* address, size_t bytes, size_t alignment, CUdeviceptr wanted,
                          unsigned long long flags) {
  if (!address || flags != 0)
    return Error::InvalidValue;
  auto reserved = memory().reserve(bytes, alignment, wanted);
  if (!reserved)
    return reserved.error();
  *address = *reserved;
  return Error::Success;
}

Error cuMemAddressFree(CUdeviceptr address, size_t bytes) { return memory().free(address, bytes); }

// Compression is a wish, and this memory has none (CU_DEVICE_ATTRIBUTE_GENERIC_COMPRESSION_SUPPORTED is 0); nor do
// other devices reach it past the host.
Error cuMemCreate(CUmemGenericAllocationHandle* handle, size_t bytes, const CUmemAllocationProp* properties,
                  unsigned long long flags) {
  if (!handle || flags != 0)
    return Error::InvalidValue;
  if (Error error = check_properties(properties); error != Error::Success)
    return error;
  if (properties->allocFlags.usage & CU_MEM_CREATE_USAGE_TILE_POOL)
    return explain(Error::NotSupported, "there are no sparse arrays to be a tile pool for");
  auto created = memory().create(bytes, {.handle_types = properties->requestedHandleTypes,
                                         .location_type = properties->location.type,
                                         .location_id = properties->location.id,
                                         .usage = properties->allocFlags.usage,
                                         .on_device = !is_host(properties->location.type)});
  if (!created)
    return created.error();
  *handle = *created;
  return Error::Success;
}

Error cuMemRelease(CUmemGenericAllocationHandle handle) { return memory().release(handle); }

Error cuMemRetainAllocationHandle(CUmemGenericAllocationHandle* handle, void* address) {
  if (!handle)
    return Error::InvalidValue;
  auto retained = memory().retain(reinterpret_cast<CUdeviceptr>(address));
  if (!retained)
    return retained.error();
  *handle = *retained;
  return Error::Success;
}

Error cuMemGetAllocationGranularity(size_t* granularity, const CUmemAllocationProp* properties,
                                    CUmemAllocationGranularity_flags option) {
  if (!granularity || (option != CU_MEM_ALLOC_GRANULARITY_MINIMUM && option != CU_MEM_ALLOC_GRANULARITY_RECOMMENDED))
    return Error::InvalidValue;
  if (Error error = check_properties(properties); error != Error::Success)
    return error;
  *granularity = VirtualMemory::kGranularity;
  return Error::Success;
}

Error cuMemGetAllocationPropertiesFromHandle(CUmemAllocationProp* properties, CUmemGenericAllocationHandle handle) {
  if (!properties)
    return Error::InvalidValue;
  auto found = memory().properties(handle);
  if (!found)
    return found.error();
  *properties = {};
  properties->type = CU_MEM_ALLOCATION_TYPE_PINNED;
  properties->requestedHandleTypes = static_cast<CUmemAllocationHandleType>(found->handle_types);
  properties->location = {static_cast<CUmemLocationType>(found->location_type), found->location_id};
  properties->allocFlags.usage = found->usage;
  return Error::Success;
}

Error cuMemMap(CUdeviceptr address, size_t bytes, size_t offset, CUmemGenericAllocationHandle handle,
               unsigned long long flags) {
  return flags == 0 ? memory().map(address, bytes, handle, offset) : Error::InvalidValue;
}

Error cuMemUnmap(CUdeviceptr address, size_t bytes) { return memory().unmap(address, bytes); }

// All or nothing is checked before anything is changed.
Error cuMemSetAccess(CUdeviceptr address, size_t bytes, const CUmemAccessDesc* list, size_t count) {
  if (!list || count == 0)
    return Error::InvalidValue;
  for (size_t i = 0; i < count; ++i) {
    if (auto ordinal = ordinal_of(list[i].location); !ordinal)
      return ordinal.error();
    if (list[i].flags != CU_MEM_ACCESS_FLAGS_PROT_NONE && list[i].flags != CU_MEM_ACCESS_FLAGS_PROT_READ &&
        list[i].flags != CU_MEM_ACCESS_FLAGS_PROT_READWRITE)
      return explain(Error::InvalidValue, "%d are no rights", static_cast<int>(list[i].flags));
  }
  for (size_t i = 0; i < count; ++i) {
    const Access access = list[i].flags == CU_MEM_ACCESS_FLAGS_PROT_NONE   ? Access::kNone
                          : list[i].flags == CU_MEM_ACCESS_FLAGS_PROT_READ ? Access::kRead
                                                                           : Access::kReadWrite;
    if (Error error = memory().set_access(address, bytes, *ordinal_of(list[i].location), access);
        error != Error::Success)
      return error;
  }
  return Error::Success;
}

Error cuMemGetAccess(unsigned long long* flags, const CUmemLocation* location, CUdeviceptr address) {
  if (!flags || !location)
    return Error::InvalidValue;
  auto ordinal = ordinal_of(*location);
  if (!ordinal)
    return ordinal.error();
  auto access = memory().access(address, *ordinal);
  if (!access)
    return access.error();
  *flags = *access == Access::kNone   ? CU_MEM_ACCESS_FLAGS_PROT_NONE
           : *access == Access::kRead ? CU_MEM_ACCESS_FLAGS_PROT_READ
                                      : CU_MEM_ACCESS_FLAGS_PROT_READWRITE;
  return Error::Success;
}

// The handle is an int, a file descriptor.
Error cuMemExportToShareableHandle(void* shareable, CUmemGenericAllocationHandle handle, CUmemAllocationHandleType type,
                                   unsigned long long flags) {
  if (!shareable || flags != 0 || type == CU_MEM_HANDLE_TYPE_NONE)
    return Error::InvalidValue;
  if (Error error = check_handle_type(type); error != Error::Success)
    return error;
  auto descriptor = memory().export_descriptor(handle);
  if (!descriptor)
    return descriptor.error();
  *static_cast<int*>(shareable) = *descriptor;
  return Error::Success;
}

Error cuMemImportFromShareableHandle(CUmemGenericAllocationHandle* handle, void* shareable,
                                     CUmemAllocationHandleType type) {
  if (!handle || type == CU_MEM_HANDLE_TYPE_NONE)
    return Error::InvalidValue;
  if (Error error = check_handle_type(type); error != Error::Success)
    return error;
  auto imported = memory().import(static_cast<int>(reinterpret_cast<intptr_t>(shareable)));
  if (!imported)
    return imported.error();
  *handle = *imported;
  return Error::Success;
}

} // namespace ox::driver::body
