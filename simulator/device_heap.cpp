// See device_heap.h.
#include "simulator/device_heap.h"
#include "simulator/text.h"
#include <algorithm>

namespace ox::sim {

DeviceHeap::DeviceHeap(Memory& memory, uint64_t limit_bytes)
    : memory_(memory), limit_bytes_(limit_bytes), strict_(memory.is_strict()) {}

DeviceHeap::~DeviceHeap() {
  if (region_)
    (void)memory_.release(region_);
  if (strict_)
    for (auto [address, bytes] : pieces_)
      (void)memory_.release(address);
}

uint64_t DeviceHeap::limit_bytes() const {
  std::scoped_lock lock(mutex_);
  return limit_bytes_;
}

std::expected<void, std::string> DeviceHeap::set_limit(uint64_t bytes) {
  std::scoped_lock lock(mutex_);
  if (in_use_)
    return std::unexpected("a kernel has used malloc already: the size of its heap, " + byte_count(limit_bytes_) +
                           ", can't change any more");
  if (bytes > memory_.free_bytes())
    return std::unexpected("a heap of " + byte_count(bytes) + " does not fit the " + byte_count(memory_.free_bytes()) +
                           " that are free");
  limit_bytes_ = (bytes + 15) / 16 * 16;
  return {};
}

uint64_t DeviceHeap::allocate(uint64_t bytes) {
  std::scoped_lock lock(mutex_);
  in_use_ = true;
  if (bytes > limit_bytes_)
    return 0;
  bytes = (std::max<uint64_t>(bytes, 1) + 15) / 16 * 16;
  if (used_bytes_ + bytes > limit_bytes_)
    return 0;
  std::optional<uint64_t> address;
  if (strict_) {
    if (auto got = memory_.allocate(bytes, RangeKind::kHeap))
      address = *got;
  } else {
    if (!region_) {
      auto region = memory_.allocate(limit_bytes_, RangeKind::kHeap);
      if (!region)
        return 0;
      region_ = *region;
      free_.add(region_, limit_bytes_);
    }
    address = free_.take(bytes, 16);
  }
  if (!address)
    return 0;
  used_bytes_ += bytes;
  pieces_.emplace(*address, bytes);
  return *address;
}

std::expected<void, std::string> DeviceHeap::release(uint64_t address) {
  if (address == 0)
    return {};
  std::scoped_lock lock(mutex_);
  auto piece = pieces_.find(address);
  if (piece == pieces_.end())
    return std::unexpected("free of " + hex(address) + ", which malloc did not return or which was freed before");
  used_bytes_ -= piece->second;
  if (strict_)
    (void)memory_.release(address);
  else
    free_.add(address, piece->second);
  pieces_.erase(piece);
  return {};
}

} // namespace ox::sim
