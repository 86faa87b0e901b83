// Which range contains an address: the map that every memory access of a kernel asks when its own cache misses.
//
// The arena is cut into slots of 2 MiB.  A slot that one range fills alone says so in one word; a shared slot points to
// a table with one entry per 256 bytes.  So a look-up is two or three loads, takes no lock, and costs the same with ten
// ranges as with a hundred thousand.  Writers are serialised by the caller; readers run beside them.  A record is
// recycled under a version counter, and readers check the address against its bounds, so that a reader that races with
// a release gets the old answer, the new answer or none, never a mixture.
#pragma once
#include "simulator/memory.h"
#include <atomic>
#include <memory>
#include <optional>
#include <unordered_map>
#include <vector>

namespace ox::sim {

inline constexpr uint64_t kGranuleBytes = 256;
inline constexpr uint64_t kSlotBytes = 2 << 20;

class RangeTable {
public:
  // base is a multiple of kSlotBytes.
  RangeTable(uint64_t base, uint64_t bytes);
  ~RangeTable();
  RangeTable(const RangeTable&) = delete;
  RangeTable& operator=(const RangeTable&) = delete;

  // The answer is good for find() from any thread as soon as insert returns.  The range begins on a granule, and shares
  // no granule with another.  whole_slots: it also begins on a slot and shares no slot.
  uint32_t insert(const MappedRange& range, bool whole_slots);
  void erase(uint32_t id);
  std::optional<MappedRange> find(uint64_t address) const;
  MappedRange get(uint32_t id) const;

private:
  struct Record {
    std::atomic<uint32_t> version{0}; // odd while being written
    std::atomic<uint32_t> flags{0};   // kind, writable, whole_slots
    std::atomic<uint64_t> begin{0}, end{0}, bytes{0};
  };
  struct Granules {
    std::atomic<uint32_t> ids[kSlotBytes / kGranuleBytes];
  };
  static constexpr uint32_t kChunkRecords = 4096, kChunks = 8192;

  Record& record(uint32_t id) const;
  uint32_t new_id();
  void write(Record& to, const MappedRange& range, bool whole_slots);
  void point(uint64_t begin, uint64_t end, uint32_t id, bool whole_slots);
  Granules& granules(uint64_t slot);

  uint64_t base_, slot_count_;
  // Per slot: 0 = nothing; odd = id << 1 | 1; else the address of its Granules.
  std::atomic<uint64_t>* slots_;
  std::unordered_map<uint64_t, std::unique_ptr<Granules>> tables_; // kept while readers may still look
  std::unique_ptr<std::atomic<Record*>[]> chunks_;
  uint32_t used_ids_ = 1; // id 0 means "none"
  std::vector<uint32_t> free_ids_;
};

} // namespace ox::sim
