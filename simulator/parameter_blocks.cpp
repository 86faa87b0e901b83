// See parameter_blocks.h.
#include "simulator/parameter_blocks.h"
#include <algorithm>
#include <bit>
#include <cstring>

namespace ox::sim {

uint64_t ParameterBlocks::size_class(uint64_t bytes) { return std::bit_ceil(std::max<uint64_t>(bytes, 256)); }

ParameterBlocks::~ParameterBlocks() {
  for (uint64_t address : all_)
    (void)memory_.release(address);
}

std::expected<uint64_t, std::string> ParameterBlocks::put(std::span<const std::byte> content, uint64_t bytes) {
  uint64_t size = size_class(std::max<uint64_t>(content.size(), bytes));
  uint64_t address = 0;
  {
    std::scoped_lock lock(mutex_);
    if (auto& free = free_[size]; !free.empty()) {
      address = free.back();
      free.pop_back();
    }
  }
  if (address == 0) {
    auto fresh = memory_.allocate(size, kind_);
    if (!fresh)
      return fresh;
    address = *fresh;
    std::scoped_lock lock(mutex_);
    all_.push_back(address);
  }
  auto* to = reinterpret_cast<std::byte*>(address);
  if (!content.empty())
    std::memcpy(to, content.data(), content.size());
  std::memset(to + content.size(), 0, size - content.size());
  return address;
}

void ParameterBlocks::take_back(uint64_t address, uint64_t bytes) {
  std::scoped_lock lock(mutex_);
  free_[size_class(bytes)].push_back(address);
}

} // namespace ox::sim
