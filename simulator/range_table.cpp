// See range_table.h.
#include "simulator/range_table.h"
#include <cassert>
#include <cstdlib>
#include <new>

namespace ox::sim {

namespace {
constexpr uint32_t kWritable = 1u << 8, kWholeSlots = 1u << 9;
}

RangeTable::RangeTable(uint64_t base, uint64_t bytes)
    : base_(base), slot_count_((bytes + kSlotBytes - 1) / kSlotBytes) {
  // calloc, because it maps zero pages: a reservation of a terabyte costs nothing until its slots are used.
  slots_ = static_cast<std::atomic<uint64_t>*>(std::calloc(slot_count_, sizeof(std::atomic<uint64_t>)));
  if (!slots_)
    throw std::bad_alloc();
  chunks_ = std::make_unique<std::atomic<Record*>[]>(kChunks);
}

RangeTable::~RangeTable() {
  for (uint32_t i = 0; i < kChunks; ++i)
    delete[] chunks_[i].load(std::memory_order_relaxed);
  std::free(slots_);
}

RangeTable::Record& RangeTable::record(uint32_t id) const {
  return chunks_[id / kChunkRecords].load(std::memory_order_acquire)[id % kChunkRecords];
}

uint32_t RangeTable::new_id() {
  if (!free_ids_.empty()) {
    uint32_t id = free_ids_.back();
    free_ids_.pop_back();
    return id;
  }
  uint32_t id = used_ids_;
  if (id / kChunkRecords >= kChunks)
    throw std::bad_alloc();
  auto& chunk = chunks_[id / kChunkRecords];
  if (!chunk.load(std::memory_order_relaxed))
    chunk.store(new Record[kChunkRecords], std::memory_order_release);
  ++used_ids_;
  return id;
}

void RangeTable::write(Record& to, const MappedRange& range, bool whole_slots) {
  uint32_t version = to.version.load(std::memory_order_relaxed);
  uint32_t flags = uint32_t(range.kind) | (range.writable ? kWritable : 0) | (whole_slots ? kWholeSlots : 0);
  to.version.store(version + 1, std::memory_order_relaxed);
  to.begin.store(range.begin, std::memory_order_release);
  to.end.store(range.end, std::memory_order_release);
  to.bytes.store(range.bytes, std::memory_order_release);
  to.flags.store(flags, std::memory_order_release);
  to.version.store(version + 2, std::memory_order_release);
}

RangeTable::Granules& RangeTable::granules(uint64_t slot) {
  auto& table = tables_[slot];
  if (!table) {
    table = std::make_unique<Granules>();
    for (auto& id : table->ids)
      id.store(0, std::memory_order_relaxed);
  }
  slots_[slot].store(reinterpret_cast<uint64_t>(table.get()), std::memory_order_release);
  return *table;
}

void RangeTable::point(uint64_t begin, uint64_t end, uint32_t id, bool whole_slots) {
  uint64_t first = (begin - base_) / kGranuleBytes, last = (end - base_ + kGranuleBytes - 1) / kGranuleBytes;
  constexpr uint64_t kPerSlot = kSlotBytes / kGranuleBytes;
  if (whole_slots) {
    for (uint64_t slot = first / kPerSlot; slot * kPerSlot < last; ++slot)
      slots_[slot].store(id ? uint64_t{id} << 1 | 1 : 0, std::memory_order_release);
    return;
  }
  while (first < last) {
    Granules& table = granules(first / kPerSlot);
    uint64_t stop = std::min(last, (first / kPerSlot + 1) * kPerSlot);
    for (; first < stop; ++first)
      table.ids[first % kPerSlot].store(id, std::memory_order_release);
  }
}

uint32_t RangeTable::insert(const MappedRange& range, bool whole_slots) {
  assert(range.begin >= base_ && range.end <= base_ + slot_count_ * kSlotBytes && range.begin < range.end);
  assert((range.begin - base_) % (whole_slots ? kSlotBytes : kGranuleBytes) == 0);
  uint32_t id = new_id();
  write(record(id), range, whole_slots);
  point(range.begin, range.end, id, whole_slots);
  return id;
}

void RangeTable::erase(uint32_t id) {
  MappedRange range = get(id);
  point(range.begin, range.end, 0, record(id).flags.load(std::memory_order_relaxed) & kWholeSlots);
  write(record(id), MappedRange{}, false);
  free_ids_.push_back(id);
}

MappedRange RangeTable::get(uint32_t id) const {
  const Record& from = record(id);
  for (;;) {
    uint32_t version = from.version.load(std::memory_order_acquire);
    MappedRange range;
    range.begin = from.begin.load(std::memory_order_acquire);
    range.end = from.end.load(std::memory_order_acquire);
    range.bytes = from.bytes.load(std::memory_order_acquire);
    uint32_t flags = from.flags.load(std::memory_order_acquire);
    if ((version & 1) || from.version.load(std::memory_order_relaxed) != version)
      continue;
    range.kind = RangeKind(flags & 0xff);
    range.writable = flags & kWritable;
    return range;
  }
}

std::optional<MappedRange> RangeTable::find(uint64_t address) const {
  uint64_t offset = address - base_, slot = offset / kSlotBytes;
  if (slot >= slot_count_)
    return std::nullopt;
  uint64_t entry = slots_[slot].load(std::memory_order_acquire);
  if (entry == 0)
    return std::nullopt;
  uint32_t id;
  if (entry & 1)
    id = uint32_t(entry >> 1);
  else
    id = reinterpret_cast<const Granules*>(entry)->ids[offset % kSlotBytes / kGranuleBytes].load(
        std::memory_order_acquire);
  if (id == 0)
    return std::nullopt;
  MappedRange range = get(id);
  if (address < range.begin || address >= range.end)
    return std::nullopt;
  return range;
}

} // namespace ox::sim
