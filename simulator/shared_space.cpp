// See shared_space.h.
#include "simulator/shared_space.h"
#include "simulator/text.h"
#include <algorithm>
#include <cerrno>
#include <cstring>
#include <sys/mman.h>

namespace ox::sim {

namespace {
constexpr uint64_t kLargest = uint64_t{16} << 40, kSmallest = uint64_t{1} << 30;
// Free in most processes; so that runs repeat down to the values of pointers.
constexpr uint64_t kWantedBegin = uint64_t{3} << 43;

void* at(uint64_t address) { return reinterpret_cast<void*>(address); }

// The entry that contains an address.
template <typename Map> auto find_around(Map& map, uint64_t address) {
  auto next = map.upper_bound(address);
  return next != map.begin() && address - std::prev(next)->first < std::prev(next)->second ? std::prev(next)
                                                                                           : map.end();
}
} // namespace

SharedSpace& SharedSpace::instance() {
  static SharedSpace& space = *new SharedSpace; // never destroyed: kernels may still run while the process ends
  return space;
}

std::expected<void, std::string> SharedSpace::open() {
  if (bytes_ != 0)
    return {};
  for (uint64_t bytes = kLargest; bytes >= kSmallest; bytes /= 2) {
    void* mapping =
        mmap(at(kWantedBegin), bytes + kUnitBytes, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (mapping == MAP_FAILED)
      continue;
    const uint64_t begin = (reinterpret_cast<uint64_t>(mapping) + kUnitBytes - 1) / kUnitBytes * kUnitBytes;
    free_.add(begin, bytes);
    begin_.store(begin, std::memory_order_release);
    bytes_.store(bytes, std::memory_order_release);
    return {};
  }
  return std::unexpected(std::string("the system refuses to reserve address space (") + std::strerror(errno) +
                         "); raise the limit on it (ulimit -v)");
}

std::expected<uint64_t, std::string> SharedSpace::reserve(uint64_t bytes, uint64_t alignment, uint64_t wanted) {
  std::scoped_lock lock(mutex_);
  if (auto opened = open(); !opened)
    return std::unexpected(opened.error());
  if (wanted != 0 && wanted % alignment == 0 && free_.take_at(wanted, bytes)) {
    reservations_[wanted] = bytes;
    return wanted;
  }
  // With a free unit on either side, so that what runs off the end is a fault, and a reservation can grow at its end.
  const uint64_t margin = std::max(alignment, kUnitBytes);
  std::optional<uint64_t> begin;
  if (bytes < bytes_ && margin < bytes_)
    begin = free_.take(bytes + 2 * margin, alignment);
  if (!begin)
    return std::unexpected("no free range of " + byte_count(bytes) + " is left in the process's address space");
  free_.add(*begin, margin);
  free_.add(*begin + margin + bytes, margin);
  reservations_[*begin + margin] = bytes;
  return *begin + margin;
}

std::expected<void, std::string> SharedSpace::release(uint64_t begin, uint64_t bytes) {
  std::scoped_lock lock(mutex_);
  auto found = reservations_.find(begin);
  if (found == reservations_.end() || found->second != bytes)
    return std::unexpected(byte_count(bytes) + " at " + hex(begin) + " are not a reservation");
  if (auto mapping = mappings_.lower_bound(begin); mapping != mappings_.end() && mapping->first < begin + bytes)
    return std::unexpected("memory is still mapped at " + hex(mapping->first));
  (void)mmap(at(begin), bytes, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE | MAP_FIXED, -1, 0);
  reservations_.erase(found);
  free_.add(begin, bytes);
  return {};
}

bool SharedSpace::is_reserved(uint64_t begin, uint64_t bytes) const {
  auto around = find_around(reservations_, begin);
  return around != reservations_.end() && bytes <= around->second - (begin - around->first);
}

std::expected<void, std::string> SharedSpace::map(uint64_t begin, uint64_t bytes, int descriptor, uint64_t offset) {
  std::scoped_lock lock(mutex_);
  if (bytes == 0 || !is_reserved(begin, bytes))
    return std::unexpected(byte_count(bytes) + " at " + hex(begin) + " are not in one reservation");
  auto next = mappings_.lower_bound(begin);
  if ((next != mappings_.end() && next->first < begin + bytes) || find_around(mappings_, begin) != mappings_.end())
    return std::unexpected("some of the " + byte_count(bytes) + " at " + hex(begin) + " are mapped already");
  if (auto mapped = map_file(begin, bytes, descriptor, offset); !mapped)
    return mapped;
  mappings_[begin] = bytes;
  return {};
}

std::expected<void, std::string> SharedSpace::unmap(uint64_t begin, uint64_t bytes) {
  std::scoped_lock lock(mutex_);
  auto found = mappings_.find(begin);
  if (found == mappings_.end() || found->second != bytes)
    return std::unexpected(byte_count(bytes) + " at " + hex(begin) + " are not a mapping");
  if (mmap(at(begin), bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE | MAP_FIXED, -1, 0) ==
      MAP_FAILED)
    return std::unexpected(std::string("the system can't unmap it (") + std::strerror(errno) + ")");
  mappings_.erase(found);
  return {};
}

std::string SharedSpace::describe(uint64_t address) const {
  std::scoped_lock lock(mutex_);
  if (find_around(mappings_, address) != mappings_.end())
    return "in mapped memory that this device has no access to";
  if (auto around = find_around(reservations_, address); around != reservations_.end())
    return "in reserved addresses that no memory is mapped to, " + byte_count(address - around->first) + " into the " +
           byte_count(around->second) + " at " + hex(around->first);
  return "in addresses for mapped memory that are not reserved";
}

} // namespace ox::sim
