#include "runtime/core/address_map.h"
#include <iterator>

namespace ox::runtime {

void AddressMap::add(MemoryObject object) {
  std::unique_lock lock(mutex_);
  object.id = next_id_++;
  objects_[object.base] = std::move(object);
}

std::shared_ptr<void> AddressMap::keep_with(DeviceAddress base, std::shared_ptr<void> kept) {
  std::unique_lock lock(mutex_);
  auto it = objects_.find(base);
  if (it == objects_.end())
    return nullptr;
  if (!it->second.kept)
    it->second.kept = std::move(kept);
  return it->second.kept;
}

bool AddressMap::set_sync_memops(DeviceAddress base, bool value) {
  std::unique_lock lock(mutex_);
  auto it = objects_.find(base);
  if (it == objects_.end())
    return false;
  it->second.sync_memops = value;
  return true;
}

std::optional<MemoryObject> AddressMap::find(DeviceAddress address) const {
  std::shared_lock lock(mutex_);
  auto it = objects_.upper_bound(address);
  if (it == objects_.begin())
    return std::nullopt;
  const MemoryObject& object = std::prev(it)->second;
  return address - object.base < object.bytes ? std::optional(object) : std::nullopt;
}

std::optional<MemoryObject> AddressMap::find_base(DeviceAddress address) const {
  std::shared_lock lock(mutex_);
  auto it = objects_.find(address);
  return it == objects_.end() ? std::nullopt : std::optional(it->second);
}

bool AddressMap::overlaps(DeviceAddress base, uint64_t bytes) const {
  std::shared_lock lock(mutex_);
  auto it = objects_.upper_bound(base);
  if (it != objects_.end() && it->first - base < bytes)
    return true;
  return it != objects_.begin() && base - std::prev(it)->first < std::prev(it)->second.bytes;
}

std::vector<MemoryObject> AddressMap::host_objects() const {
  std::shared_lock lock(mutex_);
  std::vector<MemoryObject> result;
  for (const auto& [base, object] : objects_)
    if (object.type != MemoryType::kDevice)
      result.push_back(object);
  return result;
}

std::vector<MemoryObject> AddressMap::remove_all_of(const Context& context) {
  std::unique_lock lock(mutex_);
  std::vector<MemoryObject> removed;
  for (auto it = objects_.begin(); it != objects_.end();)
    if (it->second.context == &context) {
      removed.push_back(it->second);
      it = objects_.erase(it);
    } else {
      ++it;
    }
  return removed;
}

} // namespace ox::runtime
