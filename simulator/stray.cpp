// Says what a kernel hit when it left its memory: the part of a fault that a person debugs with.
#include "simulator/memories.h"
#include "simulator/memory_impl.h"
#include "simulator/shared_space.h"
#include "simulator/text.h"
#include <algorithm>
#include <sys/mman.h>

namespace ox::sim {

namespace {
using Where = NearestAllocation::Where;

// Beyond this an allocation says nothing about a stray address.
constexpr uint64_t kNear = uint64_t{1} << 30;

AllocationKind allocation_kind(RangeKind kind) {
  switch (kind) {
  case RangeKind::kDevice:
    return AllocationKind::kDevice;
  case RangeKind::kHost:
    return AllocationKind::kPinned;
  case RangeKind::kManaged:
    return AllocationKind::kManaged;
  case RangeKind::kRegistered:
    return AllocationKind::kRegistered;
  case RangeKind::kMapped:
    return AllocationKind::kMapped;
  case RangeKind::kHeap:
    return AllocationKind::kHeap;
  case RangeKind::kImageText:
  case RangeKind::kImageReadOnly:
  case RangeKind::kImageData:
    return AllocationKind::kImage;
  case RangeKind::kParameters:
    return AllocationKind::kParameters;
  }
  return AllocationKind::kDevice;
}

FaultSpace space_of(RangeKind kind) {
  switch (kind) {
  case RangeKind::kImageText:
    return FaultSpace::kCode;
  case RangeKind::kImageReadOnly:
    return FaultSpace::kConstant;
  case RangeKind::kParameters:
    return FaultSpace::kParameters;
  case RangeKind::kHost:
  case RangeKind::kRegistered:
    return FaultSpace::kHost;
  default:
    return FaultSpace::kGlobal;
  }
}

bool is_mapped_by_host(uint64_t address) {
  unsigned char resident;
  return mincore(reinterpret_cast<void*>(address / 4096 * 4096), 1, &resident) == 0;
}

NearestAllocation describe(uint64_t begin, uint64_t size, RangeKind kind, const CallSite& made) {
  NearestAllocation nearest;
  nearest.base = begin;
  nearest.bytes = size;
  nearest.kind = allocation_kind(kind);
  nearest.made = made;
  return nearest;
}

// How [address, address + bytes) lies to the allocation.  range_end: where accesses stop to pass.
void relate(NearestAllocation& nearest, uint64_t address, uint64_t bytes, uint64_t range_end) {
  const uint64_t end = nearest.base + nearest.bytes;
  if (address < nearest.base) {
    nearest.where = Where::kBefore;
    nearest.distance = nearest.base - address;
  } else if (address < range_end && bytes > range_end - address) {
    nearest.where = Where::kAcrossEnd;
    nearest.distance = address - nearest.base;
  } else if (address < end) {
    nearest.where = Where::kInside;
    nearest.distance = address - nearest.base;
  } else {
    nearest.where = Where::kAfter;
    nearest.distance = address - end;
  }
}

std::optional<std::string> describe_null(uint64_t address) {
  if (address == 0)
    return "a null pointer";
  if (address < 65536)
    return "a null pointer plus " + byte_count(address);
  if (address > uint64_t(-65536))
    return "a null pointer minus " + byte_count(-address);
  return std::nullopt;
}
} // namespace

// The variable of an image that an access belongs to: the last one that begins at or before it.
std::optional<NearestAllocation> Memory::Impl::nearest_variable(const Allocation& image, uint64_t address) const {
  auto next = std::ranges::upper_bound(image.variables, address, {}, &Variable::address);
  if (next == image.variables.begin())
    return std::nullopt;
  const Variable& variable = *std::prev(next);
  NearestAllocation nearest;
  nearest.base = variable.address;
  nearest.bytes = variable.bytes;
  nearest.kind = AllocationKind::kVariable;
  nearest.name = variable.name;
  return nearest;
}

// An access to mapped memory that does not allow it, or that runs over its end.
Stray Memory::Impl::explain_mapped(const MappedRange& range, uint64_t address, uint64_t bytes) const {
  Stray stray;
  stray.space = space_of(range.kind);
  if (!in_arena(range.begin)) {
    std::shared_lock lock(registered_mutex);
    CallSite made;
    if (auto registration = registered_at.find(range.begin); registration != registered_at.end())
      made = registration->second;
    else if (auto mapping = mapped.find(range.begin); mapping != mapped.end())
      made = mapping->second.made;
    stray.nearest = describe(range.begin, range.bytes, range.kind, made);
  } else {
    std::scoped_lock lock(mutex);
    auto found = allocations.upper_bound(address);
    const Allocation* allocation = found == allocations.begin() ? nullptr : &std::prev(found)->second;
    if (allocation && allocation_kind(range.kind) == AllocationKind::kImage && range.kind != RangeKind::kImageText)
      stray.nearest = nearest_variable(*allocation, address);
    if (!stray.nearest)
      stray.nearest = describe(range.begin, range.bytes, range.kind, allocation ? allocation->made : CallSite{});
  }
  stray.nearest->is_writable = range.writable;
  relate(*stray.nearest, address, bytes, range.end);
  return stray;
}

Stray Memory::Impl::explain_unmapped(uint64_t address, uint64_t bytes) const {
  Stray stray;
  std::scoped_lock lock(mutex);
  if (auto gone = freed.upper_bound(address); gone != freed.begin()) {
    --gone;
    if (address < gone->first + gone->second.bytes) {
      stray.space = space_of(gone->second.kind);
      stray.nearest = describe(gone->first, gone->second.bytes, gone->second.kind, gone->second.made);
      stray.nearest->is_live = false;
      stray.nearest->freed = gone->second.freed;
      relate(*stray.nearest, address, bytes, gone->first + gone->second.bytes);
      return stray;
    }
  }
  if (!in_arena(address))
    return stray;
  // Of the program's own allocations: parameter blocks lie among them, but nobody runs off those.
  auto is_own = [](const auto& entry) { return entry.second.kind != RangeKind::kParameters; };
  auto next = allocations.upper_bound(address);
  auto previous = std::find_if(std::make_reverse_iterator(next), allocations.rend(), is_own);
  next = std::find_if(next, allocations.end(), is_own);
  uint64_t before = next != allocations.end() ? next->first - address : kNear;
  uint64_t after = previous != allocations.rend() ? address - (previous->first + previous->second.bytes) : kNear;
  // Running off the end is the commoner mistake, so a tie goes to it.
  const bool is_after = after < kNear && after <= before;
  if (!is_after && before >= kNear) {
    stray.place = "in the device's address space, near no allocation";
    return stray;
  }
  const auto& [begin, allocation] = is_after ? *previous : *next;
  if (is_after)
    stray.nearest = nearest_variable(allocation, address);
  if (!stray.nearest)
    stray.nearest = describe(begin, allocation.bytes, allocation.kind, allocation.made);
  relate(*stray.nearest, address, bytes, 0);
  return stray;
}

// Memory of a pool is mapped, but to programs it is an allocation like others; what they map themselves (cuMemMap) is
// told apart by the call that gave access.  Lock held.
std::optional<NearestAllocation> Memory::Impl::nearest_pool_memory(uint64_t address) const {
  auto is_of_pool = [](const Mapping& mapping) {
    return mapping.made.call &&
           std::string_view(mapping.made.call).contains("lloc"); // cudaMallocAsync, cuMemAllocAsync
  };
  auto next = mapped.upper_bound(address);
  const Mapping* near = nullptr;
  if (next != mapped.begin() && address - std::prev(next)->second.range.end < 4096)
    near = &std::prev(next)->second;
  else if (next != mapped.end() && next->first - address < 4096)
    near = &next->second;
  if (!near || !is_of_pool(*near))
    return std::nullopt;
  return describe(near->range.begin, near->range.bytes, RangeKind::kDevice, near->made);
}

// Outside of the arena there is what the program has registered or mapped, and other devices' memory.
Stray Memory::Impl::explain_host(uint64_t address, uint64_t bytes) const {
  Stray stray;
  stray.space = FaultSpace::kHost;
  {
    std::shared_lock lock(registered_mutex);
    auto next = registered.upper_bound(address);
    const MappedRange* near = nullptr;
    if (next != registered.begin() && address - std::prev(next)->second.end < 4096)
      near = &std::prev(next)->second;
    else if (next != registered.end() && next->first - address < 4096)
      near = &next->second;
    if (near) {
      auto made = registered_at.find(near->begin);
      stray.nearest = describe(near->begin, near->bytes, near->kind, made->second);
      relate(*stray.nearest, address, bytes, 0);
      return stray;
    }
    if (auto mapping = nearest_pool_memory(address)) {
      stray.space = FaultSpace::kGlobal;
      stray.nearest = *mapping;
      relate(*stray.nearest, address, bytes, 0);
      return stray;
    }
  }
  if (SharedSpace::instance().contains(address)) {
    stray.space = FaultSpace::kMapped;
    stray.place = SharedSpace::instance().describe(address);
  } else if (Memories::instance().is_in_arena(address)) {
    stray.space = FaultSpace::kPeer;
    stray.place = "in another device's memory, which this device has no access to";
  } else if (is_mapped_by_host(address)) {
    stray.place = "in host memory that is neither pinned nor registered with the device";
  } else {
    stray.space = FaultSpace::kGlobal;
    stray.place = "in no memory of the device";
  }
  return stray;
}

Stray Memory::explain_stray(uint64_t address, uint64_t bytes) const {
  if (auto null = describe_null(address))
    return {FaultSpace::kGlobal, std::nullopt, *null};
  if (auto range = find(address))
    return impl_->explain_mapped(*range, address, bytes);
  Stray stray = impl_->explain_unmapped(address, bytes);
  if (stray.nearest || !stray.place.empty())
    return stray;
  return impl_->explain_host(address, bytes);
}

} // namespace ox::sim
