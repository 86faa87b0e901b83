#include "runtime/core/pointer.h"
#include "runtime/core/platform.h"

namespace ox::runtime {

namespace {
PointerInfo describe_mapping(const VirtualMemory::Range& mapping) {
  constexpr uint64_t kOfMapping = uint64_t{1} << 63; // apart from the objects' numbers
  return {.type = mapping.properties.on_device ? MemoryType::kDevice : MemoryType::kHost,
          .base = mapping.base,
          .bytes = mapping.bytes,
          .ordinal = mapping.properties.on_device ? mapping.properties.location_id : 0,
          .id = mapping.handle | kOfMapping,
          .mapping = mapping};
}
} // namespace

std::optional<PointerInfo> describe_pointer(DeviceAddress address) {
  Platform& platform = Platform::instance();
  if (auto object = platform.addresses.find(address))
    return PointerInfo{.type = object->type,
                       .base = object->base,
                       .bytes = object->bytes,
                       .ordinal = object->context->ordinal,
                       .context = object->context,
                       .pool = object->pool,
                       .id = object->id,
                       .of_module = object->of_module,
                       .of_other_process = object->of_other_process,
                       .sync_memops = object->sync_memops};
  if (auto mapping = platform.virtual_memory.find(address))
    return describe_mapping(*mapping);
  std::optional<PointerInfo> found;
  platform.for_each_context([&](Context& context) {
    if (auto image = context.device().find_allocation(address); image && !found)
      found = PointerInfo{.base = image->base,
                          .bytes = image->bytes,
                          .ordinal = context.ordinal,
                          .context = &context,
                          .of_module = true};
  });
  return found;
}

Access access_of(const PointerInfo& info, Context& by) {
  if (info.mapping) {
    auto found = info.mapping->access.find(by.ordinal);
    return found == info.mapping->access.end() ? Access::kNone : found->second;
  }
  return by.device().find_allocation(info.base) ? Access::kReadWrite : Access::kNone;
}

} // namespace ox::runtime
