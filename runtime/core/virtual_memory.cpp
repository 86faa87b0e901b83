#include "runtime/core/virtual_memory.h"
#include "runtime/core/call_site.h"
#include "runtime/core/diagnostics.h"
#include "runtime/core/platform.h"
#include <bit>
#include <cstring>
#include <fcntl.h>

namespace ox::runtime {

namespace {

void* pointer(DeviceAddress address) { return reinterpret_cast<void*>(address); }
unsigned long long number(uint64_t value) { return value; }
bool is_multiple(uint64_t value, uint64_t of) { return value % of == 0; }

// Of the process, through any device.
Result<AddressSpace*> address_space() {
  auto context = Platform::instance().context(0);
  if (!context)
    return fail(context.error());
  AddressSpace* space = (*context)->device().address_space();
  if (!space)
    return fail(explain(Error::NotSupported, "the device has no addresses for mapped memory"));
  return space;
}

PhysicalMemory::Label label_of(const PhysicalProperties& properties) {
  PhysicalMemory::Label label{};
  static_assert(sizeof properties <= sizeof label && std::is_trivially_copyable_v<PhysicalProperties>);
  std::memcpy(label.data(), &properties, sizeof properties);
  return label;
}

template <typename Action> void for_contexts_of(int ordinal, Action&& action) {
  Platform::instance().for_each_context([&](Context& context) {
    if (context.ordinal == ordinal)
      action(context.device());
  });
}

Error refuse_handle(uint64_t handle) {
  return explain(Error::InvalidValue, "%llu is no handle of physical memory, or it was released", number(handle));
}

} // namespace

Result<DeviceAddress> VirtualMemory::reserve(uint64_t bytes, uint64_t alignment, DeviceAddress wanted) {
  if (bytes == 0 || !is_multiple(bytes, kPageBytes) || (alignment && !std::has_single_bit(alignment)))
    return fail(explain(Error::InvalidValue,
                        "%llu bytes, aligned to %llu, can't be reserved: sizes are multiples of "
                        "%llu, alignments powers of two",
                        number(bytes), number(alignment), number(kPageBytes)));
  auto space = address_space();
  if (!space)
    return fail(space.error());
  const uint64_t unit = (*space)->unit_bytes();
  uint64_t whole;
  if (__builtin_add_overflow(bytes, unit - 1, &whole))
    return fail(Error::MemoryAllocation);
  auto address = (*space)->reserve(whole / unit * unit, std::max(alignment, unit), wanted);
  if (!address)
    return fail(explain(Error::MemoryAllocation, "%s", address.error().c_str()));
  std::scoped_lock lock(mutex_);
  reservations_[*address] = bytes;
  return *address;
}

Error VirtualMemory::free(DeviceAddress address, uint64_t bytes) {
  auto space = address_space();
  if (!space)
    return space.error();
  std::scoped_lock lock(mutex_);
  auto found = reservations_.find(address);
  if (found == reservations_.end() || found->second != bytes)
    return explain(Error::InvalidValue, "%llu bytes at %p are not a reservation", number(bytes), pointer(address));
  const uint64_t unit = (*space)->unit_bytes();
  if (auto released = (*space)->release(address, (bytes + unit - 1) / unit * unit); !released)
    return explain(Error::InvalidValue, "the reservation at %p can't be freed: %s", pointer(address),
                   released.error().c_str());
  reservations_.erase(found);
  return Error::Success;
}

VirtualMemory::Handle VirtualMemory::add(PhysicalMemoryRef memory, const PhysicalProperties& properties) {
  std::scoped_lock lock(mutex_);
  const Handle handle = next_handle_++;
  held_[handle] = std::make_shared<Physical>(Physical{handle, std::move(memory), properties});
  return handle;
}

Result<VirtualMemory::Handle> VirtualMemory::create(uint64_t bytes, const PhysicalProperties& properties) {
  if (bytes == 0 || !is_multiple(bytes, kGranularity))
    return fail(explain(Error::InvalidValue, "%llu bytes are no multiple of the granularity, %llu", number(bytes),
                        number(kGranularity)));
  auto context = Platform::instance().context(properties.on_device ? properties.location_id : 0);
  if (!context)
    return fail(context.error());
  const PhysicalMemory::Label label = label_of(properties);
  auto memory =
      (*context)->device().make_physical(bytes, properties.on_device ? MemoryKind::kDevice : MemoryKind::kHost,
                                         properties.handle_types ? &label : nullptr);
  if (!memory)
    return fail(
        explain(Error::MemoryAllocation, "%llu bytes of physical memory: %s", number(bytes), memory.error().c_str()));
  return add(std::move(*memory), properties);
}

VirtualMemory::PhysicalRef VirtualMemory::find_live(Handle handle) {
  auto found = held_.find(handle);
  return found == held_.end() ? nullptr : found->second;
}

Error VirtualMemory::release(Handle handle) {
  PhysicalRef last; // dies outside of the lock
  std::scoped_lock lock(mutex_);
  PhysicalRef physical = find_live(handle);
  if (!physical)
    return refuse_handle(handle);
  if (--physical->handles == 0) {
    last = std::move(physical);
    held_.erase(handle);
  }
  return Error::Success;
}

Result<VirtualMemory::Handle> VirtualMemory::retain(DeviceAddress address) {
  std::scoped_lock lock(mutex_);
  auto mapping = find_mapping(address);
  if (mapping == mappings_.end())
    return fail(explain(Error::InvalidValue, "no physical memory is mapped at %p", pointer(address)));
  const PhysicalRef& physical = mapping->second.physical;
  ++physical->handles;
  held_[physical->handle] = physical;
  return physical->handle;
}

Result<PhysicalProperties> VirtualMemory::properties(Handle handle) {
  std::scoped_lock lock(mutex_);
  if (PhysicalRef physical = find_live(handle))
    return physical->properties;
  return fail(refuse_handle(handle));
}

Result<int> VirtualMemory::export_descriptor(Handle handle) {
  std::scoped_lock lock(mutex_);
  PhysicalRef physical = find_live(handle);
  if (!physical)
    return fail(refuse_handle(handle));
  if (!physical->properties.handle_types)
    return fail(explain(Error::InvalidValue, "the memory was not created to be exported: requestedHandleTypes"));
  const int descriptor = fcntl(physical->memory->handle().descriptor, F_DUPFD_CLOEXEC, 0);
  if (descriptor < 0)
    return fail(explain(Error::OperatingSystem, "the system gives no more descriptors"));
  return descriptor;
}

Result<VirtualMemory::Handle> VirtualMemory::import(int descriptor) {
  auto space = address_space();
  if (!space)
    return fail(space.error());
  auto memory = (*space)->import(descriptor);
  if (!memory)
    return fail(explain(Error::InvalidValue, "%s", memory.error().c_str()));
  PhysicalProperties properties;
  std::memcpy(&properties, (*memory)->label().data(), sizeof properties);
  if (!properties.handle_types)
    return fail(explain(Error::InvalidValue, "descriptor %d is not of memory that cuMemCreate made", descriptor));
  return add(std::move(*memory), properties);
}

VirtualMemory::Mappings::iterator VirtualMemory::find_mapping(DeviceAddress address) {
  auto next = mappings_.upper_bound(address);
  if (next == mappings_.begin())
    return mappings_.end();
  auto around = std::prev(next);
  return address - around->first < around->second.bytes ? around : mappings_.end();
}

VirtualMemory::Mappings::iterator VirtualMemory::find_whole(DeviceAddress address, uint64_t bytes) {
  auto first = mappings_.find(address);
  uint64_t covered = 0;
  for (auto it = first; it != mappings_.end() && covered < bytes && it->first == address + covered; ++it)
    covered += it->second.bytes;
  return bytes != 0 && covered == bytes ? first : mappings_.end();
}

Error VirtualMemory::map(DeviceAddress address, uint64_t bytes, Handle handle, uint64_t offset) {
  auto space = address_space();
  if (!space)
    return space.error();
  std::scoped_lock lock(mutex_);
  PhysicalRef physical = find_live(handle);
  if (!physical)
    return refuse_handle(handle);
  const uint64_t has = physical->memory->bytes();
  if (bytes == 0 || !is_multiple(address | bytes | offset, kGranularity) || offset > has || bytes > has - offset)
    return explain(Error::InvalidValue,
                   "%llu bytes from offset %llu of physical memory of %llu bytes can't be mapped "
                   "at %p: all are multiples of %llu, and the memory must have them",
                   number(bytes), number(offset), number(has), pointer(address), number(kGranularity));
  if (auto mapped = (*space)->map(address, bytes, physical->memory, offset); !mapped)
    return explain(Error::InvalidValue, "%s", mapped.error().c_str());
  mappings_[address] = {bytes, std::move(physical), {}};
  return Error::Success;
}

Error VirtualMemory::unmap(DeviceAddress address, uint64_t bytes) {
  auto space = address_space();
  if (!space)
    return space.error();
  std::vector<PhysicalRef> left; // die outside of the lock
  std::scoped_lock lock(mutex_);
  auto mapping = find_whole(address, bytes);
  if (mapping == mappings_.end())
    return explain(Error::InvalidValue, "%llu bytes at %p are not one or more whole mappings", number(bytes),
                   pointer(address));
  while (mapping != mappings_.end() && mapping->first < address + bytes) {
    for (auto [ordinal, access] : mapping->second.access)
      for_contexts_of(ordinal,
                      [&](Device& device) { device.set_access(mapping->first, mapping->second.bytes, Access::kNone); });
    if (auto unmapped = (*space)->unmap(mapping->first, mapping->second.bytes); !unmapped)
      return explain(Error::InvalidValue, "%p can't be unmapped: %s", pointer(mapping->first),
                     unmapped.error().c_str());
    left.push_back(std::move(mapping->second.physical));
    mapping = mappings_.erase(mapping);
  }
  return Error::Success;
}

Error VirtualMemory::set_access(DeviceAddress address, uint64_t bytes, int ordinal, Access access) {
  const CallSite made = call_site();
  std::scoped_lock lock(mutex_);
  auto first = find_whole(address, bytes);
  if (first == mappings_.end())
    return explain(Error::InvalidValue, "%llu bytes at %p are not one or more whole mappings", number(bytes),
                   pointer(address));
  for (auto it = first; it != mappings_.end() && it->first < address + bytes; ++it)
    if (ordinal == kHost && it->second.physical->properties.on_device)
      return explain(Error::NotSupported, "the host has no access to a device's memory at %p", pointer(it->first));
  for (auto it = first; it != mappings_.end() && it->first < address + bytes; ++it) {
    if (access == Access::kNone)
      it->second.access.erase(ordinal);
    else
      it->second.access[ordinal] = access;
  }
  for_contexts_of(ordinal, [&](Device& device) { device.set_access(address, bytes, access, made); });
  return Error::Success;
}

Result<Access> VirtualMemory::access(DeviceAddress address, int ordinal) {
  std::scoped_lock lock(mutex_);
  auto mapping = find_mapping(address);
  if (mapping == mappings_.end())
    return fail(explain(Error::InvalidValue, "no physical memory is mapped at %p", pointer(address)));
  auto found = mapping->second.access.find(ordinal);
  return found == mapping->second.access.end() ? Access::kNone : found->second;
}

std::optional<VirtualMemory::Range> VirtualMemory::find(DeviceAddress address) {
  std::scoped_lock lock(mutex_);
  auto mapping = find_mapping(address);
  if (mapping == mappings_.end())
    return std::nullopt;
  const Physical& physical = *mapping->second.physical;
  return Range{mapping->first, mapping->second.bytes, physical.properties, physical.handle, mapping->second.access};
}

void VirtualMemory::give_access(Context& context) {
  std::scoped_lock lock(mutex_);
  for (const auto& [address, mapping] : mappings_)
    if (auto found = mapping.access.find(context.ordinal); found != mapping.access.end())
      context.device().set_access(address, mapping.bytes, found->second);
}

} // namespace ox::runtime
