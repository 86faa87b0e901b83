// What memory.cpp and stray.cpp share: the book-keeping of the arena.
#pragma once
#include "runtime/extents.h"
#include "simulator/memory.h"
#include "simulator/memory_file.h"
#include "simulator/range_table.h"
#include <algorithm>
#include <deque>
#include <map>
#include <mutex>
#include <shared_mutex>
#include <vector>

namespace ox::sim {

struct Memory::Impl {
  struct Allocation {
    uint64_t bytes = 0;          // as asked for
    uint64_t reserved_bytes = 0; // with padding, guard space and slack
    uint64_t slack_bytes = 0;    // reserved in front, where accesses pass
    RangeKind kind{};
    bool in_pool = false;
    CallSite made;
    std::vector<Variable> variables; // of an image, by address
    std::vector<uint32_t> range_ids; // one, or more for an image or with slack
  };

  uint64_t mapping = 0, mapping_bytes = 0; // as mmap gave it
  uint64_t base = 0, arena_bytes = 0;      // the aligned part in use
  uint64_t capacity = 0;
  // Shared with physical memory, which may outlive the arena.
  std::shared_ptr<std::atomic<uint64_t>> used = std::make_shared<std::atomic<uint64_t>>(0);
  bool strict = false, pages = false;

  mutable std::mutex mutex; // everything below but the table's readers and the registered ranges
  std::unique_ptr<RangeTable> table;
  std::vector<bool> committed;  // per slot
  std::vector<bool> of_scratch; // per slot
  // What is shared with other processes is in this file, every slot at its offset in the arena.
  std::shared_ptr<MemoryFile> file;
  std::vector<bool> in_file; // per slot
  Extents slots;             // free address space, in slots
  Extents pool;              // inside slots that small allocations share, in granules
  // Parameter blocks have slots of their own, or the first launch after a cudaFree would take what was freed, and a use
  // of it would no longer be seen for what it is.
  Extents parameter_pool;
  Extents scratch; // inside slots that scratch memory shares, in pages
  std::map<uint64_t, Allocation> allocations;
  struct Freed {
    uint64_t bytes = 0;
    RangeKind kind{};
    CallSite made, freed;
  };
  std::map<uint64_t, Freed> freed; // by begin: recent releases that nothing overlaps since
  std::deque<uint64_t> freed_order;

  mutable std::shared_mutex registered_mutex;
  std::map<uint64_t, MappedRange> registered;
  std::map<uint64_t, CallSite> registered_at;
  std::atomic<uint64_t> registered_count{0};
  // Also outside of the arena, under the same lock.
  struct Mapping {
    MappedRange range;
    CallSite made;
  };
  std::map<uint64_t, Mapping> mapped;
  std::vector<const Memory*> peers;
  std::atomic<bool> reaches_outside{false}; // stays so: there is something to look at besides registered ranges

  Extents& pool_of(RangeKind kind) { return kind == RangeKind::kParameters ? parameter_pool : pool; }
  bool in_arena(uint64_t address) const { return address - base < arena_bytes; }
  uint64_t free_capacity() const {
    const uint64_t now = used->load(std::memory_order_relaxed);
    return capacity - std::min(now, capacity);
  }
  uint64_t slot_of(uint64_t address) const { return (address - base) / kSlotBytes; }
  std::optional<MappedRange> find_outside(uint64_t address) const;
  void clear(uint64_t begin, uint64_t bytes);
  std::expected<void, std::string> move_to_file(uint64_t slot);
  void take_out_of_file(uint64_t begin, uint64_t bytes);
  std::expected<void, std::string> commit(uint64_t begin, uint64_t bytes);
  std::expected<uint64_t, std::string> take_slots(uint64_t bytes, uint64_t alignment);
  std::expected<uint64_t, std::string> take_shared(Extents& from, uint64_t bytes, uint64_t alignment);
  void remember_freed(uint64_t begin, const Freed& record);
  void forget_freed(uint64_t begin, uint64_t bytes);

  std::optional<NearestAllocation> nearest_variable(const Allocation& image, uint64_t address) const; // mutex held
  Stray explain_mapped(const MappedRange& range, uint64_t address, uint64_t bytes) const;
  Stray explain_unmapped(uint64_t address, uint64_t bytes) const;
  std::optional<NearestAllocation> nearest_pool_memory(uint64_t address) const;
  Stray explain_host(uint64_t address, uint64_t bytes) const;
};

} // namespace ox::sim
