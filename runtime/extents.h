// Free address ranges: hands out pieces by best fit and merges what comes back.  Every operation is logarithmic in the
// number of free ranges, because programs make allocations by the hundred thousand.
#pragma once
#include <cassert>
#include <cstdint>
#include <iterator>
#include <map>
#include <optional>
#include <set>
#include <utility>

namespace ox {

class Extents {
public:
  // Puts [begin, begin + bytes) back (or in, the first time).
  void add(uint64_t begin, uint64_t bytes);

  // Takes a piece of the smallest range that is sure to hold it, at its low end.  alignment is a power of two.
  std::optional<uint64_t> take(uint64_t bytes, uint64_t alignment);

  // Takes [begin, begin + bytes) if all of it is free.
  bool take_at(uint64_t begin, uint64_t bytes);

  uint64_t free_bytes() const { return free_bytes_; }
  const std::map<uint64_t, uint64_t>& ranges() const { return by_begin_; } // begin to bytes

private:
  void insert(uint64_t begin, uint64_t bytes);
  void erase(std::map<uint64_t, uint64_t>::iterator range);

  std::map<uint64_t, uint64_t> by_begin_;           // begin to bytes
  std::set<std::pair<uint64_t, uint64_t>> by_size_; // (bytes, begin)
  uint64_t free_bytes_ = 0;
};

inline void Extents::insert(uint64_t begin, uint64_t bytes) {
  by_begin_.emplace(begin, bytes);
  by_size_.emplace(bytes, begin);
  free_bytes_ += bytes;
}

inline void Extents::erase(std::map<uint64_t, uint64_t>::iterator range) {
  by_size_.erase({range->second, range->first});
  free_bytes_ -= range->second;
  by_begin_.erase(range);
}

inline void Extents::add(uint64_t begin, uint64_t bytes) {
  if (bytes == 0)
    return;
  auto next = by_begin_.lower_bound(begin);
  assert(next == by_begin_.end() || next->first >= begin + bytes);
  if (next != by_begin_.end() && next->first == begin + bytes) {
    bytes += next->second;
    auto after = std::next(next);
    erase(next);
    next = after;
  }
  if (next != by_begin_.begin()) {
    auto previous = std::prev(next);
    assert(previous->first + previous->second <= begin);
    if (previous->first + previous->second == begin) {
      begin = previous->first;
      bytes += previous->second;
      erase(previous);
    }
  }
  insert(begin, bytes);
}

inline std::optional<uint64_t> Extents::take(uint64_t bytes, uint64_t alignment) {
  assert(alignment != 0 && (alignment & (alignment - 1)) == 0);
  // The best fit is often aligned by chance; a range with room for the alignment too always serves.
  auto aligned = [&](uint64_t begin) { return (begin + alignment - 1) & ~(alignment - 1); };
  auto found = by_size_.lower_bound({bytes, 0});
  if (found != by_size_.end() && aligned(found->second) + bytes > found->second + found->first)
    found = by_size_.lower_bound({bytes + alignment - 1, 0});
  if (found == by_size_.end())
    return std::nullopt;
  uint64_t range_bytes = found->first, range_begin = found->second;
  uint64_t begin = aligned(range_begin);
  erase(by_begin_.find(range_begin));
  if (begin > range_begin)
    insert(range_begin, begin - range_begin);
  if (begin + bytes < range_begin + range_bytes)
    insert(begin + bytes, range_begin + range_bytes - begin - bytes);
  return begin;
}

inline bool Extents::take_at(uint64_t begin, uint64_t bytes) {
  auto next = by_begin_.upper_bound(begin);
  if (next == by_begin_.begin())
    return false;
  auto range = std::prev(next);
  const auto [range_begin, range_bytes] = *range;
  if (begin - range_begin >= range_bytes || bytes > range_bytes - (begin - range_begin))
    return false;
  erase(range);
  if (begin > range_begin)
    insert(range_begin, begin - range_begin);
  if (const uint64_t end = range_begin + range_bytes; begin + bytes < end)
    insert(begin + bytes, end - begin - bytes);
  return true;
}

} // namespace ox
