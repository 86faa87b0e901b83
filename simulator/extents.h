// Free address ranges: hands out pieces by best fit and merges what comes back.  Every operation is logarithmic in the
// number of free ranges, because programs make allocations by the hundred thousand.
#pragma once
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <utility>

namespace ox::sim {

class Extents {
public:
  // Puts [begin, begin + bytes) back (or in, the first time).
  void add(uint64_t begin, uint64_t bytes);

  // Takes a piece of the smallest range that is sure to hold it, at its low end.  alignment is a power of two.
  std::optional<uint64_t> take(uint64_t bytes, uint64_t alignment);

  // Takes [begin, begin + bytes) if all of it is free.
  bool take_at(uint64_t begin, uint64_t bytes);

  uint64_t free_bytes() const { return free_bytes_; }

private:
  void insert(uint64_t begin, uint64_t bytes);
  void erase(std::map<uint64_t, uint64_t>::iterator range);

  std::map<uint64_t, uint64_t> by_begin_;           // begin to bytes
  std::set<std::pair<uint64_t, uint64_t>> by_size_; // (bytes, begin)
  uint64_t free_bytes_ = 0;
};

} // namespace ox::sim
