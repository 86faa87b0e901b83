// The models of memory traffic on access patterns whose cost can be worked out by hand: sectors of 32 bytes in lines of
// 128, 32 banks of 4 bytes.
#include "simulator/memory_traffic.h"
#include <functional>
#include <gtest/gtest.h>
#include <vector>

using namespace ox;
using namespace ox::sim;

namespace {
constexpr uint64_t kBase = 0x10000; // a multiple of everything

using Pattern = std::function<uint64_t(unsigned lane)>;
std::vector<LaneAddress> lanes_of(const Pattern& offset, uint32_t mask) {
  std::vector<LaneAddress> lanes;
  for (unsigned lane = 0; lane < 32; ++lane)
    if (mask >> lane & 1)
      lanes.push_back({kBase + offset(lane), lane});
  return lanes;
}
SectorCounters sectors(unsigned bytes, const Pattern& offset, uint32_t mask = ~0u) {
  SectorCounters counters;
  count_sectors(lanes_of(offset, mask), bytes, counters);
  return counters;
}
BankCounters banks(unsigned bytes, const Pattern& offset, uint32_t mask = ~0u, bool is_atomic = false) {
  BankCounters counters;
  count_banks(lanes_of(offset, mask), bytes, is_atomic, counters);
  return counters;
}
AtomicCounters atomics(const Pattern& offset, uint32_t mask = ~0u) {
  AtomicCounters counters;
  count_atomics(lanes_of(offset, mask), counters);
  return counters;
}
Pattern stride(uint64_t bytes) {
  return [=](unsigned lane) { return lane * bytes; };
}
} // namespace

TEST(Sectors, CoalescedWordsFillFourSectorsOfOneLine) {
  const SectorCounters c = sectors(4, stride(4));
  EXPECT_EQ(c.requests, 1u);
  EXPECT_EQ(c.lane_accesses, 32u);
  EXPECT_EQ(c.bytes_asked, 128u);
  EXPECT_EQ(c.bytes_used, 128u);
  EXPECT_EQ(c.sectors, 4u);
  EXPECT_EQ(c.least_sectors, 4u);
  EXPECT_EQ(c.lines, 1u);
}

TEST(Sectors, AStrideSpreadsTheSameBytesOverMoreSectors) {
  EXPECT_EQ(sectors(4, stride(8)).sectors, 8u);
  EXPECT_EQ(sectors(4, stride(8)).lines, 2u);
  EXPECT_EQ(sectors(4, stride(8)).least_sectors, 4u);
  EXPECT_EQ(sectors(4, stride(32)).sectors, 32u);
  EXPECT_EQ(sectors(4, stride(32)).lines, 8u);
  EXPECT_EQ(sectors(4, stride(128)).sectors, 32u);
  EXPECT_EQ(sectors(4, stride(128)).lines, 32u);
}

TEST(Sectors, AnOffsetOfOneWordCostsOneSectorMore) {
  const SectorCounters c = sectors(4, [](unsigned lane) { return 4 + 4 * lane; });
  EXPECT_EQ(c.sectors, 5u);
  EXPECT_EQ(c.least_sectors, 4u);
  EXPECT_EQ(c.lines, 2u);
}

TEST(Sectors, TheOrderOfLanesDoesNotMatter) {
  EXPECT_EQ(sectors(4, [](unsigned lane) { return 4 * (31 - lane); }).sectors, 4u);
  EXPECT_EQ(sectors(4, [](unsigned lane) { return 4 * (lane * 13 % 32); }).sectors, 4u);
}

TEST(Sectors, LanesWithOneAddressUseItsBytesOnce) {
  const SectorCounters c = sectors(4, [](unsigned) { return 64; });
  EXPECT_EQ(c.bytes_asked, 128u);
  EXPECT_EQ(c.bytes_used, 4u);
  EXPECT_EQ(c.sectors, 1u);
  EXPECT_EQ(c.least_sectors, 1u);
}

TEST(Sectors, EverySize) {
  EXPECT_EQ(sectors(1, stride(1)).sectors, 1u);
  EXPECT_EQ(sectors(2, stride(2)).sectors, 2u);
  EXPECT_EQ(sectors(8, stride(8)).sectors, 8u);
  EXPECT_EQ(sectors(8, stride(8)).lines, 2u);
  EXPECT_EQ(sectors(16, stride(16)).sectors, 16u);
  EXPECT_EQ(sectors(16, stride(16)).lines, 4u);
}

TEST(Sectors, LanesThatAreOffCostNothing) {
  const SectorCounters c = sectors(4, stride(4), 0x00ff00ff); // words 0..7 and 16..23
  EXPECT_EQ(c.lane_accesses, 16u);
  EXPECT_EQ(c.bytes_used, 64u);
  EXPECT_EQ(c.sectors, 2u);
  EXPECT_EQ(sectors(4, stride(4), 1u << 31).sectors, 1u);
}

TEST(Sectors, RequestsAddUp) {
  SectorCounters c;
  for (int i = 0; i < 3; ++i)
    count_sectors(lanes_of(stride(8), ~0u), 4, c);
  EXPECT_EQ(c.requests, 3u);
  EXPECT_EQ(c.sectors, 24u);
}

TEST(Banks, AWordOfEachBankIsOnePass) {
  EXPECT_EQ(banks(4, stride(4)).passes, 1u);
  EXPECT_EQ(banks(4, stride(4)).least_passes, 1u);
  EXPECT_EQ(banks(4, [](unsigned lane) { return 4 * (lane * 7 % 32); }).passes, 1u);
  EXPECT_EQ(banks(4, stride(33 * 4)).passes, 1u) << "a column of a padded tile";
}

TEST(Banks, WordsOfOneBankComeOneAfterTheOther) {
  EXPECT_EQ(banks(4, stride(2 * 4)).passes, 2u);
  EXPECT_EQ(banks(4, stride(3 * 4)).passes, 1u) << "an odd stride meets every bank";
  EXPECT_EQ(banks(4, stride(16 * 4)).passes, 16u);
  EXPECT_EQ(banks(4, stride(32 * 4)).passes, 32u);
  EXPECT_EQ(banks(4, stride(32 * 4)).least_passes, 1u);
}

TEST(Banks, LanesThatNameOneWordShareItsPass) {
  EXPECT_EQ(banks(4, [](unsigned) { return 0; }).passes, 1u);
  EXPECT_EQ(banks(1, stride(1)).passes, 1u);
  EXPECT_EQ(banks(2, stride(2)).passes, 1u);
  EXPECT_EQ(banks(4, [](unsigned lane) { return lane % 2 * 128; }).passes, 2u) << "two words of bank 0";
}

TEST(Banks, WideElementsGoInParts) {
  EXPECT_EQ(banks(8, stride(8)).passes, 2u) << "two halves, 32 words each";
  EXPECT_EQ(banks(8, stride(8)).least_passes, 2u);
  EXPECT_EQ(banks(8, stride(16)).passes, 4u) << "the 16 elements of a half are in every second pair of banks";
  EXPECT_EQ(banks(8, stride(16)).least_passes, 2u);
  EXPECT_EQ(banks(8, [](unsigned) { return 8; }).passes, 2u);
  EXPECT_EQ(banks(8, stride(8), 0x0000ffff).passes, 1u);
  EXPECT_EQ(banks(8, stride(8), 0x0000ffff).least_passes, 1u);
  EXPECT_EQ(banks(16, stride(16)).passes, 4u);
  EXPECT_EQ(banks(16, stride(16)).least_passes, 4u);
  EXPECT_EQ(banks(16, stride(32)).passes, 8u);
}

TEST(Banks, AtomicsOnOneWordComeOneAfterTheOther) {
  EXPECT_EQ(banks(4, stride(4), ~0u, true).passes, 1u);
  EXPECT_EQ(banks(4, [](unsigned) { return 0; }, ~0u, true).passes, 32u);
  EXPECT_EQ(banks(4, [](unsigned lane) { return lane / 4 * 4; }, ~0u, true).passes, 4u);
}

TEST(Atomics, RoundsAreTheMostLanesAtOneAddress) {
  EXPECT_EQ(atomics(stride(4)).same_address, 0u);
  EXPECT_EQ(atomics(stride(4)).rounds, 1u);
  EXPECT_EQ(atomics([](unsigned) { return 0; }).same_address, 31u);
  EXPECT_EQ(atomics([](unsigned) { return 0; }).rounds, 32u);
  EXPECT_EQ(atomics([](unsigned lane) { return lane % 16 * 4; }).same_address, 16u);
  EXPECT_EQ(atomics([](unsigned lane) { return lane % 16 * 4; }).rounds, 2u);
  // Lanes 0..7 at one address, the others each at their own.
  auto some = [](unsigned lane) { return lane < 8 ? 0 : 4 * lane; };
  EXPECT_EQ(atomics(some).same_address, 7u);
  EXPECT_EQ(atomics(some).rounds, 8u);
  EXPECT_EQ(atomics(some).lane_operations, 32u);
  EXPECT_EQ(atomics(some, 0xffffff01).same_address, 0u);
}
