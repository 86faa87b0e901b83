// Memory outside of the arena that the device may use: host memory that the program registered, addresses that memory
// is mapped to, other devices' memory.
#include "simulator/host_memory_guard.h"
#include "simulator/memories.h"
#include "simulator/memory_impl.h"
#include "simulator/text.h"
#include <algorithm>
#include <sys/mman.h>

namespace ox::sim {

namespace {
constexpr uint64_t kPageBytes = 4096;
}

std::expected<void, std::string> Memory::register_host(uint64_t address, uint64_t bytes, const CallSite& made) {
  Impl& impl = *impl_;
  if (address == 0 || bytes == 0 || address + bytes < address)
    return std::unexpected(byte_count(bytes) + " at " + hex(address) + " are no range of host memory");
  if (impl.in_arena(address) || impl.in_arena(address + bytes - 1))
    return std::unexpected(hex(address) + " is the device's own memory and visible to kernels already");
  // mincore fails where a page is not mapped; a kernel must never find that out by a signal.
  uint64_t first_page = address / kPageBytes * kPageBytes;
  uint64_t pages = (address + bytes - first_page + kPageBytes - 1) / kPageBytes;
  constexpr uint64_t kPagesPerQuery = 1 << 14;
  std::vector<unsigned char> resident(std::min(pages, kPagesPerQuery));
  for (uint64_t page = 0; page < pages; page += kPagesPerQuery) {
    uint64_t count = std::min(kPagesPerQuery, pages - page);
    if (mincore(reinterpret_cast<void*>(first_page + page * kPageBytes), count * kPageBytes, resident.data()) != 0)
      return std::unexpected("not all of the " + byte_count(bytes) + " at " + hex(address) + " is mapped host memory");
  }
  HostMemoryGuard::install();
  std::unique_lock lock(impl.registered_mutex);
  auto next = impl.registered.lower_bound(address);
  if ((next != impl.registered.end() && next->first < address + bytes) ||
      (next != impl.registered.begin() && std::prev(next)->second.end > address))
    return std::unexpected("some of the " + byte_count(bytes) + " at " + hex(address) + " is registered already");
  impl.registered[address] = {
      .begin = address, .end = address + bytes, .bytes = bytes, .kind = RangeKind::kRegistered, .writable = true};
  impl.registered_at[address] = made;
  impl.registered_count.fetch_add(1, std::memory_order_release);
  return {};
}

std::expected<void, std::string> Memory::unregister_host(uint64_t address, const CallSite& freed) {
  Impl& impl = *impl_;
  std::scoped_lock lock(impl.mutex, impl.registered_mutex);
  auto range = impl.registered.find(address);
  if (range == impl.registered.end())
    return std::unexpected(hex(address) + " is not the start of a registered range");
  impl.remember_freed(address, {range->second.bytes, RangeKind::kRegistered, impl.registered_at[address], freed});
  impl.registered_at.erase(address);
  impl.registered.erase(range);
  impl.registered_count.fetch_sub(1, std::memory_order_release);
  epoch_.fetch_add(1, std::memory_order_acq_rel);
  return {};
}

bool Memory::has_registered() const { return impl_->registered_count.load(std::memory_order_relaxed) != 0; }

void Memory::set_access(uint64_t begin, uint64_t bytes, Access access, const CallSite& made) {
  Impl& impl = *impl_;
  const uint64_t end = begin + bytes;
  std::scoped_lock lock(impl.mutex, impl.registered_mutex);
  auto& mapped = impl.mapped;
  bool is_new = true; // nobody remembers anything of a range that was in nobody's reach
  auto put = [&](uint64_t from, uint64_t to, bool writable, const CallSite& site) {
    mapped[from] = {{from, to, to - from, RangeKind::kMapped, writable}, site};
  };
  // What had other rights gives way.
  auto next = mapped.upper_bound(begin);
  if (next != mapped.begin() && std::prev(next)->second.range.end > begin)
    --next;
  while (next != mapped.end() && next->first < end) {
    const Impl::Mapping old = next->second;
    next = mapped.erase(next);
    is_new = false;
    if (access == Access::kNone && old.range.begin >= begin && old.range.end <= end)
      impl.remember_freed(old.range.begin, {old.range.bytes, RangeKind::kMapped, old.made, made});
    if (old.range.begin < begin)
      put(old.range.begin, begin, old.range.writable, old.made);
    if (old.range.end > end)
      put(end, old.range.end, old.range.writable, old.made);
  }
  if (access != Access::kNone) {
    impl.forget_freed(begin, bytes);
    const bool writable = access == Access::kReadWrite;
    uint64_t from = begin, to = end;
    CallSite site = made;
    if (auto after = mapped.find(end); after != mapped.end() && after->second.range.writable == writable) {
      to = after->second.range.end;
      mapped.erase(after);
      is_new = false;
    }
    if (auto before = mapped.lower_bound(begin); before != mapped.begin()) {
      --before;
      if (before->second.range.end == begin && before->second.range.writable == writable) {
        is_new = false;
        from = before->first;
        site = before->second.made;
      }
    }
    put(from, to, writable, site);
    impl.reaches_outside.store(true, std::memory_order_release);
  }
  if (!is_new)
    epoch_.fetch_add(1, std::memory_order_acq_rel);
}

void Memory::set_peer(const Memory& peer, bool allowed) {
  Impl& impl = *impl_;
  std::unique_lock lock(impl.registered_mutex);
  std::erase(impl.peers, &peer);
  if (allowed) {
    impl.peers.push_back(&peer);
    impl.reaches_outside.store(true, std::memory_order_release);
  }
  epoch_.fetch_add(1, std::memory_order_acq_rel);
}

std::optional<MappedRange> Memory::Impl::find_outside(uint64_t address) const {
  std::shared_lock lock(registered_mutex);
  auto range = registered.upper_bound(address);
  if (range != registered.begin() && address < std::prev(range)->second.end)
    return std::prev(range)->second;
  auto mapping = mapped.upper_bound(address);
  if (mapping != mapped.begin() && address < std::prev(mapping)->second.range.end)
    return std::prev(mapping)->second.range;
  for (const Memory* peer : peers)
    if (peer->impl_->in_arena(address))
      return peer->impl_->table->find(address);
  return std::nullopt;
}

std::optional<MappedRange> Memory::find(uint64_t address) const {
  if (impl_->in_arena(address))
    return impl_->table->find(address);
  if (impl_->registered_count.load(std::memory_order_acquire) == 0 &&
      !impl_->reaches_outside.load(std::memory_order_acquire))
    return std::nullopt;
  return impl_->find_outside(address);
}

Memories& Memories::instance() {
  static Memories& memories = *new Memories;
  return memories;
}

void Memories::add(Memory& memory) {
  std::scoped_lock lock(mutex_);
  all_.push_back(&memory);
}

void Memories::remove(const Memory& memory) {
  std::scoped_lock lock(mutex_);
  std::erase(all_, &memory);
  for (Memory* other : all_)
    other->set_peer(memory, false);
}

bool Memories::is_in_arena(uint64_t address) const {
  std::scoped_lock lock(mutex_);
  return std::ranges::any_of(all_, [&](const Memory* memory) { return memory->is_in_arena(address); });
}

} // namespace ox::sim
