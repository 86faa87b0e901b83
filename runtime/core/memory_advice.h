// What a program has said about its managed memory: nothing is moved for it, because the host and all devices share
// memory here, but programs read it back.
#pragma once
#include "runtime/core/error.h"
#include "runtime/device.h"
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <set>

namespace ox::runtime {

// CUDA's numbers: the type of a place, and its device or NUMA node.
struct MemoryPlace {
  int type = 0, id = 0;
  bool operator==(const MemoryPlace&) const = default;
};

struct MemoryAdvice {
  bool read_mostly = false;
  std::optional<MemoryPlace> preferred = {}, prefetched = {}; // where to keep it; where it was last prefetched to
  std::set<MemoryPlace, decltype([](const MemoryPlace& a, const MemoryPlace& b) {
             return std::pair(a.type, a.id) < std::pair(b.type, b.id);
           })>
      accessed_by = {};
};

// Of one allocation, in parts with the same advice; it is about whole pages, counted from the allocation's start.
class AdviceMap {
public:
  explicit AdviceMap(DeviceAddress base) : base_(base) {}

  template <typename Change> void change(DeviceAddress begin, uint64_t bytes, Change&& change) {
    const uint64_t offset = begin - base_;
    const DeviceAddress first = base_ + offset / kPageBytes * kPageBytes,
                        end = base_ + (offset + bytes + kPageBytes - 1) / kPageBytes * kPageBytes;
    std::lock_guard lock(mutex_);
    split(first);
    split(end);
    for (auto it = parts_.lower_bound(first); it != parts_.end() && it->first < end; ++it)
      change(it->second);
  }

  // What every page of the range has: null where pages differ, and for advice that there is not.
  MemoryAdvice common(DeviceAddress begin, uint64_t bytes) const;

private:
  static constexpr uint64_t kPageBytes = 4096;
  void split(DeviceAddress at); // a part begins there
  const DeviceAddress base_;
  mutable std::mutex mutex_;
  std::map<DeviceAddress, MemoryAdvice> parts_{{base_, {}}}; // from here to the next one
};

// Of the managed allocation that has all of the range; InvalidValue if there is none.
Result<std::shared_ptr<AdviceMap>> advice_of(const void* memory, uint64_t bytes);

} // namespace ox::runtime
