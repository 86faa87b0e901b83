#include "runtime/core/memory_advice.h"
#include "runtime/core/diagnostics.h"
#include "runtime/core/platform.h"

namespace ox::runtime {

void AdviceMap::split(DeviceAddress at) {
  const auto part = std::prev(parts_.upper_bound(at));
  parts_.try_emplace(at, part->second);
}

MemoryAdvice AdviceMap::common(DeviceAddress begin, uint64_t bytes) const {
  std::lock_guard lock(mutex_);
  auto part = std::prev(parts_.upper_bound(begin));
  MemoryAdvice result = part->second;
  while (++part != parts_.end() && part->first < begin + bytes) {
    const MemoryAdvice& other = part->second;
    result.read_mostly = result.read_mostly && other.read_mostly;
    if (result.preferred != other.preferred)
      result.preferred.reset();
    if (result.prefetched != other.prefetched)
      result.prefetched.reset();
    std::erase_if(result.accessed_by, [&](const MemoryPlace& place) { return !other.accessed_by.contains(place); });
  }
  return result;
}

Result<std::shared_ptr<AdviceMap>> advice_of(const void* memory, uint64_t bytes) {
  const auto address = reinterpret_cast<DeviceAddress>(memory);
  AddressMap& addresses = Platform::instance().addresses;
  auto object = addresses.find(address);
  if (bytes == 0 || !object || object->type != MemoryType::kManaged || !object->contains(address, bytes))
    return fail(explain(Error::InvalidValue, "%llu bytes at %p are not managed memory",
                        static_cast<unsigned long long>(bytes), memory));
  auto kept =
      object->kept ? object->kept : addresses.keep_with(object->base, std::make_shared<AdviceMap>(object->base));
  if (!kept)
    return fail(explain(Error::InvalidValue, "%p was freed meanwhile", memory));
  return std::static_pointer_cast<AdviceMap>(kept);
}

} // namespace ox::runtime
