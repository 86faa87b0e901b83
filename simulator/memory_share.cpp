// Memory that other processes can map: an allocation's slots move from anonymous memory into a file, once, when they
// are shared first.  Slots that small allocations share stay there; those of a large one come back when it is released.
#include "simulator/memory_impl.h"
#include "simulator/text.h"
#include <cstring>
#include <sys/mman.h>

namespace ox::sim {

namespace {
bool is_zero(const char* page) { return page[0] == 0 && std::memcmp(page, page + 1, MemoryFile::kPageBytes - 1) == 0; }
} // namespace

std::expected<void, std::string> Memory::Impl::move_to_file(uint64_t slot) {
  const uint64_t begin = base + slot * kSlotBytes;
  for (uint64_t at = 0; at < kSlotBytes; at += MemoryFile::kPageBytes) {
    const char* page = reinterpret_cast<const char*>(begin + at);
    if (is_zero(page))
      continue;
    if (auto written = file->write(slot * kSlotBytes + at, page, MemoryFile::kPageBytes); !written)
      return written;
  }
  if (auto mapped = map_file(begin, kSlotBytes, file->descriptor(), slot * kSlotBytes); !mapped)
    return mapped;
  in_file[slot] = true;
  return {};
}

void Memory::Impl::take_out_of_file(uint64_t begin, uint64_t bytes) {
  for (uint64_t slot = slot_of(begin); slot < slot_of(begin + bytes - 1) + 1; ++slot) {
    if (!in_file[slot])
      continue;
    file->discard(slot * kSlotBytes, kSlotBytes);
    void* const at = reinterpret_cast<void*>(base + slot * kSlotBytes);
    constexpr int kAnonymous = MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE | MAP_FIXED;
    if (mmap(at, kSlotBytes, PROT_READ | PROT_WRITE, kAnonymous, -1, 0) != MAP_FAILED)
      in_file[slot] = false;
  }
}

bool Memory::is_shared(uint64_t allocation) const {
  std::scoped_lock lock(impl_->mutex);
  auto found = impl_->allocations.find(allocation);
  if (found == impl_->allocations.end())
    return false;
  for (uint64_t slot = impl_->slot_of(allocation); slot <= impl_->slot_of(allocation + found->second.bytes - 1); ++slot)
    if (!impl_->in_file[slot])
      return false;
  return true;
}

std::expected<Memory::SharedMemory, std::string> Memory::share(uint64_t allocation) {
  Impl& impl = *impl_;
  std::scoped_lock lock(impl.mutex);
  auto found = impl.allocations.find(allocation);
  if (found == impl.allocations.end() || found->second.kind != RangeKind::kDevice)
    return std::unexpected(hex(allocation) + " is not the start of device memory");
  if (!impl.file) {
    auto file = MemoryFile::create(impl.arena_bytes);
    if (!file)
      return std::unexpected(file.error());
    impl.file = std::move(*file);
  }
  for (uint64_t slot = impl.slot_of(allocation); slot <= impl.slot_of(allocation + found->second.bytes - 1); ++slot)
    if (!impl.in_file[slot])
      if (auto moved = impl.move_to_file(slot); !moved)
        return std::unexpected(moved.error());
  return SharedMemory{impl.file, allocation - impl.base, found->second.bytes};
}

std::expected<std::shared_ptr<void>, std::string> Memory::take_capacity(uint64_t bytes) {
  const auto& used = impl_->used;
  if (used->fetch_add(bytes) + bytes > impl_->capacity) {
    *used -= bytes;
    return std::unexpected("out of device memory: " + byte_count(bytes) + " asked for, " +
                           byte_count(impl_->free_capacity()) + " of " + byte_count(impl_->capacity) + " free");
  }
  return std::shared_ptr<void>(nullptr, [used, bytes](void*) { *used -= bytes; });
}

} // namespace ox::sim
