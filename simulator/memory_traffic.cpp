// See memory_traffic.h.
//
// All lanes of a request ask for elements of one size, each naturally aligned, so two lanes name the same bytes or
// disjoint ones, and counting distinct addresses counts distinct bytes.
#include "simulator/memory_traffic.h"
#include <algorithm>
#include <array>

namespace ox::sim {

namespace {
using Addresses = std::array<uint64_t, 32>;

// The lanes' addresses in rising order, as most accesses have them already.
std::span<const uint64_t> sorted(std::span<const LaneAddress> lanes, Addresses& room) {
  std::span<uint64_t> addresses(room.data(), lanes.size());
  bool rising = true;
  for (size_t i = 0; i < lanes.size(); ++i) {
    addresses[i] = lanes[i].address;
    rising &= i == 0 || addresses[i - 1] <= addresses[i];
  }
  if (!rising)
    std::ranges::sort(addresses);
  return addresses;
}

unsigned count_distinct(std::span<const uint64_t> rising, unsigned unit_bytes) {
  unsigned count = 0;
  uint64_t last = 0;
  for (uint64_t address : rising) {
    const uint64_t unit = address / unit_bytes;
    count += count == 0 || unit != last;
    last = unit;
  }
  return count;
}

// Lanes whose words go over the banks together: a pass moves at most one word of each bank.
unsigned passes_of(std::span<const LaneAddress> lanes, unsigned bytes, bool is_atomic) {
  // The usual case: within 32 words in a row no two are in one bank.
  uint64_t lowest = ~uint64_t{0}, highest = 0;
  for (const LaneAddress& lane : lanes) {
    lowest = std::min(lowest, lane.address);
    highest = std::max(highest, lane.address + bytes - 1);
  }
  if (!is_atomic && highest / kBankBytes - lowest / kBankBytes < kBanks)
    return 1;

  std::array<unsigned, kBanks> words{};
  Addresses room;
  bool first = true;
  uint64_t last = 0;
  for (uint64_t address : sorted(lanes, room)) {
    const uint64_t word = address / kBankBytes;
    // Lanes that read or write one word share its pass; atomics come one after the other.
    if (!is_atomic && !first && word == last)
      continue;
    first = false;
    last = word;
    for (unsigned i = 0; i < std::max(1u, bytes / kBankBytes); ++i)
      ++words[(word + i) % kBanks];
  }
  return *std::ranges::max_element(words);
}
} // namespace

void count_sectors(std::span<const LaneAddress> lanes, unsigned bytes, SectorCounters& to) {
  Addresses room;
  const auto addresses = sorted(lanes, room);
  const uint64_t used = uint64_t{count_distinct(addresses, bytes)} * bytes;
  ++to.requests;
  to.lane_accesses += lanes.size();
  to.bytes_asked += lanes.size() * bytes;
  to.bytes_used += used;
  to.sectors += count_distinct(addresses, kSectorBytes);
  to.least_sectors += (used + kSectorBytes - 1) / kSectorBytes;
  to.lines += count_distinct(addresses, kLineBytes);
}

void count_banks(std::span<const LaneAddress> lanes, unsigned bytes, bool is_atomic, BankCounters& to) {
  // All banks together give 128 bytes a pass: 32 lanes of up to 4 bytes, 16 of 8, 8 of 16.
  const unsigned parts = std::max(1u, bytes / kBankBytes);
  auto part_of = [&](const LaneAddress& lane) { return lane.lane * parts / 32; };
  ++to.requests;
  to.lane_accesses += lanes.size();
  to.bytes_asked += lanes.size() * bytes;
  for (size_t begin = 0; begin < lanes.size();) {
    const unsigned part = part_of(lanes[begin]);
    size_t end = begin;
    while (end < lanes.size() && part_of(lanes[end]) == part)
      ++end;
    to.passes += passes_of(lanes.subspan(begin, end - begin), bytes, is_atomic);
    ++to.least_passes;
    begin = end;
  }
}

void count_atomics(std::span<const LaneAddress> lanes, AtomicCounters& to) {
  Addresses room;
  unsigned same = 0, run = 0, most = 0;
  uint64_t last = 0;
  for (uint64_t address : sorted(lanes, room)) {
    run = run != 0 && address == last ? run + 1 : 1;
    same += run > 1;
    most = std::max(most, run);
    last = address;
  }
  ++to.requests;
  to.lane_operations += lanes.size();
  to.same_address += same;
  to.rounds += most;
}

} // namespace ox::sim
