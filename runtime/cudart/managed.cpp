// Advice about managed memory.  Host and device share memory here, so advice is checked and then has nothing to do.
#include "runtime/core/diagnostics.h"
#include "runtime/core/platform.h"
#include "runtime/cudart/bodies.h"
#include "runtime/cudart/handles.h"
#include <cstring>

namespace ox::cudart::body {

using runtime::explain;
using runtime::MemoryType;
using runtime::Platform;

namespace {

Error check_managed(const void* memory, size_t bytes) {
  auto address = reinterpret_cast<ox::DeviceAddress>(memory);
  auto object = Platform::instance().addresses.find(address);
  if (bytes == 0 || !object || object->type != MemoryType::kManaged || !object->contains(address, bytes))
    return explain(Error::InvalidValue, "%zu bytes at %p are not managed memory", bytes, memory);
  return Error::Success;
}

Error check_location(const cudaMemLocation& location) {
  switch (location.type) {
  case cudaMemLocationTypeDevice:
    return location.id >= 0 && location.id < Platform::instance().device_count() ? Error::Success
                                                                                 : Error::InvalidDevice;
  case cudaMemLocationTypeHost:
  case cudaMemLocationTypeHostNuma:
  case cudaMemLocationTypeHostNumaCurrent:
    return Error::Success;
  default:
    return Error::InvalidValue;
  }
}

} // namespace

Error cudaMemPrefetchAsync(const void* memory, size_t bytes, cudaMemLocation location, unsigned flags,
                           cudaStream_t handle) {
  auto stream = find_stream(handle);
  if (!stream)
    return stream.error();
  if (flags != 0)
    return Error::InvalidValue;
  if (Error error = check_managed(memory, bytes); error != Error::Success)
    return error;
  return check_location(location);
}

Error cudaMemAdvise(const void* memory, size_t bytes, cudaMemoryAdvise advice, cudaMemLocation location) {
  if (advice < cudaMemAdviseSetReadMostly || advice > cudaMemAdviseUnsetAccessedBy)
    return Error::InvalidValue;
  if (Error error = check_managed(memory, bytes); error != Error::Success)
    return error;
  bool names_a_place = advice == cudaMemAdviseSetPreferredLocation || advice == cudaMemAdviseSetAccessedBy ||
                       advice == cudaMemAdviseUnsetAccessedBy;
  return names_a_place ? check_location(location) : Error::Success;
}

// No advice is kept, so a range has the values of one that was never advised.
Error cudaMemRangeGetAttribute(void* data, size_t data_bytes, cudaMemRangeAttribute attribute, const void* memory,
                               size_t bytes) {
  if (!data || data_bytes < sizeof(int))
    return Error::InvalidValue;
  if (Error error = check_managed(memory, bytes); error != Error::Success)
    return error;
  int value = cudaInvalidDeviceId;
  switch (attribute) {
  case cudaMemRangeAttributeReadMostly:
  case cudaMemRangeAttributePreferredLocationType:
  case cudaMemRangeAttributeLastPrefetchLocationType:
  case cudaMemRangeAttributePreferredLocationId:
  case cudaMemRangeAttributeLastPrefetchLocationId:
    value = 0;
    break;
  case cudaMemRangeAttributePreferredLocation:
  case cudaMemRangeAttributeLastPrefetchLocation:
  case cudaMemRangeAttributeAccessedBy: // a list
    break;
  default:
    return Error::InvalidValue;
  }
  for (size_t offset = 0; offset + sizeof value <= data_bytes; offset += sizeof value)
    std::memcpy(static_cast<char*>(data) + offset, &value, sizeof value);
  return Error::Success;
}

Error cudaMemRangeGetAttributes(void** data, size_t* data_bytes, cudaMemRangeAttribute* attributes, size_t count,
                                const void* memory, size_t bytes) {
  if (!data || !data_bytes || !attributes || count == 0)
    return Error::InvalidValue;
  for (size_t i = 0; i < count; ++i)
    if (Error error = body::cudaMemRangeGetAttribute(data[i], data_bytes[i], attributes[i], memory, bytes);
        error != Error::Success)
      return error;
  return Error::Success;
}

} // namespace ox::cudart::body
