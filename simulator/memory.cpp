// The arena.  Address space is plentiful and page mappings are not (Linux allows 65,530 a process), so the arena is one
// reservation, and protection is the map's work: kernels touch only what find() answers for.  Slots of 2 MiB are made
// accessible as they are first needed and stay so, because a kernel that races with a release must read zeros at
// worst, never kill the host program with a signal; a release gives the memory itself back to the system.
//
// Allocations of a mebibyte or more, and images, have slots of their own; smaller ones share slots, 256 bytes and a
// guard apart.  Free memory in shared slots is kept zero, so that an allocation is born zero.
#include "simulator/memories.h"
#include "simulator/memory_impl.h"
#include "simulator/text.h"
#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <string_view>
#include <sys/mman.h>
#include <unistd.h>

namespace ox::sim {

namespace {
constexpr uint64_t kLargeBytes = 1 << 20;
constexpr uint64_t kPoolBytes = 32 << 20;
constexpr uint64_t kPageBytes = 4096;
constexpr uint64_t kLargeGuardBytes = 64 << 10;
constexpr uint64_t kSlackBytes = 64 << 10; // on either side, with OX_MEMCHECK=pages
constexpr uint64_t kSmallestArena = 64 << 20;
constexpr uint64_t kFreedRemembered = 16384;
constexpr uint64_t kScratchKeptBytes = 64 << 20;

uint64_t round_up(uint64_t value, uint64_t to) { return (value + to - 1) / to * to; }

bool is_image(RangeKind kind) {
  return kind == RangeKind::kImageText || kind == RangeKind::kImageReadOnly || kind == RangeKind::kImageData;
}

bool is_writable(RangeKind kind) {
  return kind != RangeKind::kImageText && kind != RangeKind::kImageReadOnly && kind != RangeKind::kParameters;
}

// Pinned host memory is the host's, not the device's.
bool counts(RangeKind kind) { return kind != RangeKind::kHost; }

} // namespace

// Whole pages go back to the system and read as zero; the ragged ends are cleared.
void Memory::Impl::clear(uint64_t begin, uint64_t bytes) {
  const bool is_file = in_file[slot_of(begin)] || in_file[slot_of(begin + bytes - 1)];
  uint64_t first_page = round_up(begin, kPageBytes), last_page = (begin + bytes) / kPageBytes * kPageBytes;
  if (last_page <= first_page || last_page - first_page < 16 * kPageBytes) {
    std::memset(reinterpret_cast<void*>(begin), 0, bytes);
    return;
  }
  std::memset(reinterpret_cast<void*>(begin), 0, first_page - begin);
  if (is_file || madvise(reinterpret_cast<void*>(first_page), last_page - first_page, MADV_DONTNEED) != 0)
    std::memset(reinterpret_cast<void*>(first_page), 0, last_page - first_page);
  std::memset(reinterpret_cast<void*>(last_page), 0, begin + bytes - last_page);
}

std::expected<std::unique_ptr<Memory>, std::string> Memory::create(uint64_t arena_bytes, uint64_t capacity_bytes,
                                                                   uint64_t wanted_base) {
  const char* memcheck = std::getenv("OX_MEMCHECK");
  std::string_view check = memcheck ? memcheck : "";
  if (!check.empty() && check != "strict" && check != "pages")
    return std::unexpected("the environment variable OX_MEMCHECK is \"" + std::string(check) +
                           "\"; it can be \"strict\", \"pages\" or unset");
  auto impl = std::make_unique<Impl>();
  impl->strict = check == "strict";
  impl->pages = check == "pages";
  uint64_t wanted = std::max(round_up(arena_bytes, kSlotBytes), kSmallestArena);
  void* mapping = MAP_FAILED;
  for (uint64_t bytes = wanted; bytes >= kSmallestArena; bytes = bytes / 2 / kSlotBytes * kSlotBytes) {
    // One slot more, so that the arena can start on a slot.
    impl->mapping_bytes = bytes + kSlotBytes;
    mapping = mmap(reinterpret_cast<void*>(wanted_base), impl->mapping_bytes, PROT_NONE,
                   MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (mapping != MAP_FAILED) {
      impl->arena_bytes = bytes;
      break;
    }
  }
  if (mapping == MAP_FAILED)
    return std::unexpected("the system refuses to reserve even " + byte_count(kSmallestArena) +
                           " of address space for the device's memory (" + std::strerror(errno) +
                           "); raise the limit on address space (ulimit -v)");
  impl->mapping = reinterpret_cast<uint64_t>(mapping);
  impl->base = round_up(impl->mapping, kSlotBytes);
  // Guard space and shared slots cost addresses, so the arena has to be larger than what it holds.
  impl->capacity = std::min(capacity_bytes, impl->arena_bytes / 4 * 3);
  impl->committed.resize(impl->arena_bytes / kSlotBytes);
  impl->of_scratch.resize(impl->arena_bytes / kSlotBytes);
  impl->in_file.resize(impl->arena_bytes / kSlotBytes);
  // The first slot stays empty, so that what runs off the beginning of the first allocation is still in the arena.
  impl->slots.add(impl->base + kSlotBytes, impl->arena_bytes - kSlotBytes);
  impl->table = std::make_unique<RangeTable>(impl->base, impl->arena_bytes);
  std::unique_ptr<Memory> memory(new Memory);
  memory->impl_ = std::move(impl);
  Memories::instance().add(*memory);
  return memory;
}

Memory::~Memory() {
  if (!impl_)
    return;
  Memories::instance().remove(*this);
  munmap(reinterpret_cast<void*>(impl_->mapping), impl_->mapping_bytes);
}

std::expected<void, std::string> Memory::Impl::commit(uint64_t begin, uint64_t bytes) {
  uint64_t first = (begin - base) / kSlotBytes, last = (begin - base + bytes + kSlotBytes - 1) / kSlotBytes;
  while (first < last && committed[first])
    ++first;
  while (first < last && committed[last - 1])
    --last;
  if (first == last)
    return {};
  void* address = reinterpret_cast<void*>(base + first * kSlotBytes);
  if (mprotect(address, (last - first) * kSlotBytes, PROT_READ | PROT_WRITE) != 0)
    return std::unexpected("the system has no memory for " + byte_count(bytes) + " (" + std::strerror(errno) + ")");
  std::fill(committed.begin() + first, committed.begin() + last, true);
  return {};
}

std::expected<uint64_t, std::string> Memory::Impl::take_slots(uint64_t bytes, uint64_t alignment) {
  auto begin = slots.take(bytes, std::max(alignment, kSlotBytes));
  if (!begin)
    return std::unexpected("no free range of " + byte_count(bytes) + " is left in the device's address space");
  if (auto done = commit(*begin, bytes); !done) {
    slots.add(*begin, bytes);
    return std::unexpected(done.error());
  }
  return *begin;
}

// From slots that many pieces share; more slots are added when those are full.
std::expected<uint64_t, std::string> Memory::Impl::take_shared(Extents& from, uint64_t bytes, uint64_t alignment) {
  if (auto begin = from.take(bytes, alignment))
    return *begin;
  uint64_t need = round_up(bytes + alignment, kSlotBytes);
  auto more = take_slots(std::max(need, kPoolBytes), kSlotBytes);
  uint64_t got = std::max(need, kPoolBytes);
  if (!more) {
    more = take_slots(need, kSlotBytes);
    got = need;
  }
  if (!more)
    return std::unexpected(more.error());
  from.add(*more, got);
  if (&from == &scratch)
    std::fill_n(of_scratch.begin() + ptrdiff_t((*more - base) / kSlotBytes), got / kSlotBytes, true);
  return *from.take(bytes, alignment);
}

void Memory::Impl::remember_freed(uint64_t begin, const Freed& record) {
  forget_freed(begin, record.bytes);
  freed[begin] = record;
  freed_order.push_back(begin);
  while (freed_order.size() > kFreedRemembered) {
    freed.erase(freed_order.front());
    freed_order.pop_front();
  }
}

void Memory::Impl::forget_freed(uint64_t begin, uint64_t bytes) {
  auto range = freed.upper_bound(begin);
  if (range != freed.begin() && std::prev(range)->first + std::prev(range)->second.bytes > begin)
    --range;
  while (range != freed.end() && range->first < begin + bytes)
    range = freed.erase(range);
}

std::expected<uint64_t, std::string> Memory::allocate(uint64_t bytes, RangeKind kind, uint64_t alignment,
                                                      const CallSite& made) {
  Impl& impl = *impl_;
  if (bytes == 0)
    return std::unexpected(std::string("an allocation of 0 bytes was asked for"));
  if (alignment == 0 || (alignment & (alignment - 1)) || alignment > kSlotBytes)
    return std::unexpected("an alignment of " + std::to_string(alignment) + " bytes is not a power of two up to " +
                           byte_count(kSlotBytes));
  alignment = std::max(alignment, kGranuleBytes);
  std::scoped_lock lock(impl.mutex);
  if (bytes > impl.arena_bytes || (counts(kind) && bytes > impl.free_capacity()))
    return std::unexpected("out of device memory: " + byte_count(bytes) + " asked for, " +
                           byte_count(impl.free_capacity()) + " of " + byte_count(impl.capacity) + " free");
  uint64_t rounded = round_up(bytes, kGranuleBytes);
  Impl::Allocation allocation;
  allocation.bytes = bytes;
  allocation.kind = kind;
  allocation.made = made;
  bool slack = impl.pages && (kind == RangeKind::kDevice || kind == RangeKind::kManaged);
  allocation.in_pool = !is_image(kind) && bytes < kLargeBytes && !slack;
  std::expected<uint64_t, std::string> begin;
  if (slack) {
    allocation.slack_bytes = std::max(kSlackBytes, alignment);
    allocation.reserved_bytes = round_up(rounded + 2 * allocation.slack_bytes, kSlotBytes);
    begin = impl.take_slots(allocation.reserved_bytes, kSlotBytes);
    if (begin)
      *begin += allocation.slack_bytes;
  } else if (allocation.in_pool) {
    allocation.reserved_bytes = rounded + (bytes <= kPageBytes ? kGranuleBytes : kPageBytes);
    begin = impl.take_shared(impl.pool_of(kind), allocation.reserved_bytes, alignment);
  } else {
    allocation.reserved_bytes = round_up(rounded + kLargeGuardBytes, kSlotBytes);
    begin = impl.take_slots(allocation.reserved_bytes, alignment);
    // Advice, for a faster first touch.  Not for shared slots, where clearing 2 MiB for one small piece takes longer.
    if (begin && !is_image(kind))
      madvise(reinterpret_cast<void*>(*begin), allocation.reserved_bytes, MADV_HUGEPAGE);
  }
  if (!begin)
    return std::unexpected("out of device memory: " + begin.error());
  uint64_t end = *begin + (impl.strict ? bytes : rounded);
  MappedRange range{.begin = *begin, .end = end, .bytes = bytes, .kind = kind, .writable = is_writable(kind)};
  bool whole_slots = !allocation.in_pool && !is_image(kind) && !slack;
  allocation.range_ids.push_back(impl.table->insert(range, whole_slots));
  if (slack) {
    auto add_slack = [&](uint64_t from, uint64_t to) {
      allocation.range_ids.push_back(impl.table->insert({from, to, to - from, kind, true}, false));
    };
    uint64_t slot = *begin - allocation.slack_bytes;
    add_slack(slot, *begin);
    add_slack(end, slot + allocation.reserved_bytes);
  }
  if (counts(kind))
    *impl.used += rounded;
  impl.forget_freed(*begin, rounded);
  impl.allocations.emplace(*begin, std::move(allocation));
  return *begin;
}

std::expected<void, std::string> Memory::release(uint64_t address, const CallSite& freed) {
  Impl& impl = *impl_;
  std::scoped_lock lock(impl.mutex);
  auto found = impl.allocations.find(address);
  if (found == impl.allocations.end())
    return std::unexpected(
        hex(address) + (impl.freed.contains(address) ? " was released before" : " is not the start of an allocation"));
  Impl::Allocation& allocation = found->second;
  for (uint32_t id : allocation.range_ids)
    impl.table->erase(id);
  epoch_.fetch_add(1, std::memory_order_acq_rel);
  uint64_t rounded = round_up(allocation.bytes, kGranuleBytes);
  uint64_t reserved = address - allocation.slack_bytes;
  if (!allocation.in_pool)
    impl.take_out_of_file(reserved, allocation.reserved_bytes);
  if (allocation.slack_bytes)
    impl.clear(reserved, allocation.reserved_bytes);
  else
    impl.clear(address, rounded);
  (allocation.in_pool ? impl.pool_of(allocation.kind) : impl.slots).add(reserved, allocation.reserved_bytes);
  if (counts(allocation.kind))
    *impl.used -= rounded;
  impl.remember_freed(address, {allocation.bytes, allocation.kind, allocation.made, freed});
  impl.allocations.erase(found);
  return {};
}

void Memory::set_kind(uint64_t begin, uint64_t end, RangeKind kind) {
  Impl& impl = *impl_;
  begin = begin / kGranuleBytes * kGranuleBytes;
  end = round_up(end, kGranuleBytes);
  std::scoped_lock lock(impl.mutex);
  auto found = impl.allocations.upper_bound(begin);
  if (found == impl.allocations.begin())
    return;
  auto& ids = std::prev(found)->second.range_ids;
  // Every part of the image that overlaps [begin, end) is replaced by what remains of it and what changes.
  for (uint32_t id : std::vector<uint32_t>(ids)) {
    MappedRange old = impl.table->get(id);
    if (old.begin >= end || old.end <= begin)
      continue;
    impl.table->erase(id);
    std::erase(ids, id);
    auto put = [&](uint64_t from, uint64_t to, RangeKind part_kind) {
      if (from < to)
        ids.push_back(impl.table->insert({from, to, to - from, part_kind, is_writable(part_kind)}, false));
    };
    put(old.begin, std::max(old.begin, begin), old.kind);
    put(std::max(old.begin, begin), std::min(old.end, end), kind);
    put(std::min(old.end, end), old.end, old.kind);
  }
  epoch_.fetch_add(1, std::memory_order_acq_rel);
}

void Memory::set_variables(uint64_t image, std::vector<Variable> variables) {
  std::ranges::sort(variables, {}, &Variable::address);
  std::scoped_lock lock(impl_->mutex);
  if (auto found = impl_->allocations.find(image); found != impl_->allocations.end())
    found->second.variables = std::move(variables);
}

std::expected<uint64_t, std::string> Memory::allocate_scratch(uint64_t bytes) {
  Impl& impl = *impl_;
  std::scoped_lock lock(impl.mutex);
  if (bytes > impl.arena_bytes)
    return std::unexpected("no room for " + byte_count(bytes) + " of scratch memory");
  auto begin = impl.take_shared(impl.scratch, round_up(std::max<uint64_t>(bytes, 1), kPageBytes), kPageBytes);
  if (!begin)
    return std::unexpected("no room for scratch memory: " + begin.error());
  return begin;
}

void Memory::release_scratch(uint64_t address, uint64_t bytes) {
  Impl& impl = *impl_;
  bytes = round_up(std::max<uint64_t>(bytes, 1), kPageBytes);
  // Small pieces stay warm for the next block; large ones would hold memory that the program may want.
  if (bytes > kScratchKeptBytes)
    madvise(reinterpret_cast<void*>(address), bytes, MADV_DONTNEED);
  std::scoped_lock lock(impl.mutex);
  impl.scratch.add(address, bytes);
}

bool Memory::is_scratch(uint64_t address) const {
  std::scoped_lock lock(impl_->mutex);
  return impl_->in_arena(address) && impl_->of_scratch[(address - impl_->base) / kSlotBytes];
}

bool Memory::is_in_arena(uint64_t address) const { return impl_->in_arena(address); }

bool Memory::is_strict() const { return impl_->strict; }

uint64_t Memory::free_bytes() const { return impl_->free_capacity(); }

} // namespace ox::sim
