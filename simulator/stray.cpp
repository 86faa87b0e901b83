// Says in words what a kernel hit when it left its memory: the part of a fault that a person debugs with.
#include "isa/kernel_abi.h"
#include "simulator/memory_impl.h"
#include "simulator/text.h"
#include <algorithm>
#include <cerrno>
#include <sys/mman.h>

namespace ox::sim {

namespace {
// Beyond this an allocation says nothing about a stray address.
constexpr uint64_t kNear = uint64_t{1} << 30;

const char* noun(RangeKind kind) {
  switch (kind) {
  case RangeKind::kDevice:
    return "allocation";
  case RangeKind::kHost:
    return "pinned host allocation";
  case RangeKind::kManaged:
    return "managed allocation";
  case RangeKind::kRegistered:
    return "registered host range";
  case RangeKind::kImageText:
    return "program code";
  case RangeKind::kImageReadOnly:
    return "constant data of the program";
  case RangeKind::kImageData:
    return "image of the program";
  case RangeKind::kParameters:
    return "kernel parameter block";
  }
  return "range";
}

bool is_mapped_by_host(uint64_t address) {
  unsigned char resident;
  return mincore(reinterpret_cast<void*>(address / 4096 * 4096), 1, &resident) == 0;
}
} // namespace

std::string Memory::describe_stray(uint64_t address, uint64_t bytes) const {
  const Impl& impl = *impl_;
  auto the = [](uint64_t begin, uint64_t size, RangeKind kind) {
    return "the " + std::to_string(size) + "-byte " + noun(kind) + " at " + hex(begin);
  };
  if (address == 0)
    return "a null pointer";
  if (address < 65536)
    return "a null pointer plus " + byte_count(address);
  if (address > uint64_t(-65536))
    return "a null pointer minus " + byte_count(-address);
  if (address >= isa::kLocalWindowBase && address < 2 * isa::kLocalWindowBase)
    return "outside the lane's local memory";

  if (auto range = find(address)) {
    if (address + bytes <= range->end)
      return "inside " + the(range->begin, range->bytes, range->kind);
    return "across the end of " + the(range->begin, range->bytes, range->kind);
  }
  if (!impl.in_arena(address)) {
    if (impl.registered_count.load() != 0) {
      std::shared_lock lock(impl.registered_mutex);
      auto next = impl.registered.upper_bound(address);
      if (next != impl.registered.begin() && address - std::prev(next)->second.end < 4096) {
        const MappedRange& range = std::prev(next)->second;
        return byte_count(address - range.end) + " past the end of " + the(range.begin, range.bytes, range.kind);
      }
    }
    return (is_mapped_by_host(address) ? "in host memory that is neither pinned nor registered with the device"
                                       : "in no memory of the device");
  }

  std::scoped_lock lock(impl.mutex);
  auto freed = impl.freed.upper_bound(address);
  if (freed != impl.freed.begin()) {
    --freed;
    if (address < freed->first + freed->second)
      return "in memory freed earlier (the " + std::to_string(freed->second) + "-byte allocation at " +
             hex(freed->first) + ")";
  }
  // Of the program's own allocations: parameter blocks lie among them, but nobody runs off those.
  auto is_own = [](const auto& entry) { return entry.second.kind != RangeKind::kParameters; };
  auto next = impl.allocations.upper_bound(address);
  auto previous = std::find_if(std::make_reverse_iterator(next), impl.allocations.rend(), is_own);
  next = std::find_if(next, impl.allocations.end(), is_own);
  uint64_t before = next != impl.allocations.end() ? next->first - address : kNear;
  uint64_t after = previous != impl.allocations.rend() ? address - (previous->first + previous->second.bytes) : kNear;
  // Running off the end is the commoner mistake, so a tie goes to it.
  if (after < kNear && after <= before)
    return (after == 0 ? "directly" : byte_count(after)) + " past the end of " +
           the(previous->first, previous->second.bytes, previous->second.kind);
  if (before < kNear)
    return byte_count(before) + " before " + the(next->first, next->second.bytes, next->second.kind);
  return "in the device's address space, near no allocation";
}

} // namespace ox::sim
