// Advice about managed memory.  Host and device share memory here, so advice is checked and remembered, and moves
// nothing.
#include "runtime/core/diagnostics.h"
#include "runtime/core/memory_advice.h"
#include "runtime/core/platform.h"
#include "runtime/cudart/bodies.h"
#include "runtime/cudart/handles.h"
#include <cstring>

namespace ox::cudart::body {

using runtime::explain;
using runtime::MemoryAdvice;
using runtime::Platform;

namespace {

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

runtime::MemoryPlace place_of(const cudaMemLocation& location) {
  const bool is_numbered = location.type == cudaMemLocationTypeDevice || location.type == cudaMemLocationTypeHostNuma;
  return {location.type, is_numbered ? location.id : 0};
}

void apply(MemoryAdvice& part, cudaMemoryAdvise advice, const runtime::MemoryPlace& place) {
  switch (advice) {
  case cudaMemAdviseSetReadMostly:
  case cudaMemAdviseUnsetReadMostly:
    part.read_mostly = advice == cudaMemAdviseSetReadMostly;
    break;
  case cudaMemAdviseSetPreferredLocation:
    part.preferred = place;
    break;
  case cudaMemAdviseUnsetPreferredLocation:
    part.preferred.reset();
    break;
  case cudaMemAdviseSetAccessedBy:
    part.accessed_by.insert(place);
    break;
  case cudaMemAdviseUnsetAccessedBy:
    part.accessed_by.erase(place);
    break;
  }
}

// As the attributes without a type have it: a device, or the CPU.
int device_of(const std::optional<runtime::MemoryPlace>& place) {
  if (!place)
    return cudaInvalidDeviceId;
  return place->type == cudaMemLocationTypeDevice ? place->id : cudaCpuDeviceId;
}

// One number, or for the list of who accesses the range as many as there are; none for what is no attribute.
std::vector<int> values_of(cudaMemRangeAttribute attribute, const MemoryAdvice& advice) {
  std::vector<int> devices;
  switch (attribute) {
  case cudaMemRangeAttributeReadMostly:
    return {advice.read_mostly};
  case cudaMemRangeAttributePreferredLocation:
    return {device_of(advice.preferred)};
  case cudaMemRangeAttributeLastPrefetchLocation:
    return {device_of(advice.prefetched)};
  case cudaMemRangeAttributePreferredLocationType:
    return {advice.preferred.value_or(runtime::MemoryPlace()).type};
  case cudaMemRangeAttributePreferredLocationId:
    return {advice.preferred.value_or(runtime::MemoryPlace()).id};
  case cudaMemRangeAttributeLastPrefetchLocationType:
    return {advice.prefetched.value_or(runtime::MemoryPlace()).type};
  case cudaMemRangeAttributeLastPrefetchLocationId:
    return {advice.prefetched.value_or(runtime::MemoryPlace()).id};
  case cudaMemRangeAttributeAccessedBy:
    for (const runtime::MemoryPlace& place : advice.accessed_by)
      devices.push_back(device_of(place));
    return devices;
  default:
    return {};
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
  auto advice = runtime::advice_of(memory, bytes);
  if (!advice)
    return advice.error();
  if (Error error = check_location(location); error != Error::Success)
    return error;
  (*advice)->change(reinterpret_cast<ox::DeviceAddress>(memory), bytes,
                    [&](MemoryAdvice& part) { part.prefetched = place_of(location); });
  return Error::Success;
}

Error cudaMemAdvise(const void* memory, size_t bytes, cudaMemoryAdvise advice, cudaMemLocation location) {
  if (advice < cudaMemAdviseSetReadMostly || advice > cudaMemAdviseUnsetAccessedBy)
    return Error::InvalidValue;
  auto map = runtime::advice_of(memory, bytes);
  if (!map)
    return map.error();
  const bool names_a_place = advice == cudaMemAdviseSetPreferredLocation || advice == cudaMemAdviseSetAccessedBy ||
                             advice == cudaMemAdviseUnsetAccessedBy;
  if (Error error = names_a_place ? check_location(location) : Error::Success; error != Error::Success)
    return error;
  (*map)->change(reinterpret_cast<ox::DeviceAddress>(memory), bytes,
                 [&](MemoryAdvice& part) { apply(part, advice, place_of(location)); });
  return Error::Success;
}

// Of a range whose pages differ, and of one that was never advised, there is nothing to tell.
Error cudaMemRangeGetAttribute(void* data, size_t data_bytes, cudaMemRangeAttribute attribute, const void* memory,
                               size_t bytes) {
  if (!data || data_bytes < sizeof(int) || data_bytes % sizeof(int) != 0)
    return Error::InvalidValue;
  auto map = runtime::advice_of(memory, bytes);
  if (!map)
    return map.error();
  const MemoryAdvice advice = (*map)->common(reinterpret_cast<ox::DeviceAddress>(memory), bytes);
  const std::vector<int> values = values_of(attribute, advice);
  if (values.empty() && attribute != cudaMemRangeAttributeAccessedBy)
    return explain(Error::InvalidValue, "%d is no attribute of a range", static_cast<int>(attribute));
  if (attribute != cudaMemRangeAttributeAccessedBy && data_bytes != sizeof(int))
    return explain(Error::InvalidValue, "the attribute has 4 bytes, not %zu", data_bytes);
  for (size_t i = 0; i < data_bytes / sizeof(int); ++i) {
    const int value = i < values.size() ? values[i] : cudaInvalidDeviceId;
    std::memcpy(static_cast<char*>(data) + i * sizeof(int), &value, sizeof value);
  }
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
