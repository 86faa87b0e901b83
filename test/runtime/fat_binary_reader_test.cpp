// Fat binaries of NVIDIA's tools: what is in them is found, and damage is an error and never a read out of bounds.
#include "fat_binary_writer.h"
#include <cstring>
#include <gtest/gtest.h>
#include <random>

namespace ox::test {
namespace {

using enum isa::Compression;
using Kind = isa::FatEntry::Kind;

const std::string kPtx = ".version 8.0\n.target sm_80\n.address_size 64\n";

std::string text_of(std::span<const std::byte> bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

std::vector<isa::FatEntry> read(std::span<const std::byte> container) {
  auto entries = isa::read_fat_binary(container);
  EXPECT_TRUE(entries) << entries.error();
  return entries ? *entries : std::vector<isa::FatEntry>{};
}

TEST(FatBinary, HasItsEntries) {
  const FatSource sources[] = {{Kind::kElf, 70, "\177ELF and so on", kNone, "", ""},
                               {Kind::kPtx, 80, kPtx, kNone, "vector_add.cu", "--opt-level=3"}};
  const auto container = write_fat_binary(sources);
  const auto entries = read(container);
  ASSERT_EQ(entries.size(), 2u);
  EXPECT_EQ(entries[0].kind, Kind::kElf);
  EXPECT_EQ(entries[0].architecture, 70u);
  EXPECT_EQ(text_of(entries[0].stored), std::string("\177ELF and so on\0\0", 16)); // with its padding
  EXPECT_EQ(entries[1].kind, Kind::kPtx);
  EXPECT_EQ(entries[1].architecture, 80u);
  EXPECT_EQ(entries[1].identifier, "vector_add.cu");
  EXPECT_EQ(text_of(entries[1].stored), kPtx); // without the zeros behind it
}

TEST(FatBinary, SaysHowItIsCompressed) {
  for (isa::Compression compression : {kLz4, kZstd}) {
    const FatSource sources[] = {{Kind::kPtx, 90, kPtx, compression, "", ""}};
    const auto container = write_fat_binary(sources);
    const auto entries = read(container);
    ASSERT_EQ(entries.size(), 1u);
    EXPECT_EQ(entries[0].compression, compression);
    EXPECT_EQ(entries[0].bytes, kPtx.size() + 1);
    EXPECT_EQ(text_of(entries[0].stored), compress(kPtx + '\0', compression));
  }
}

TEST(FatBinary, AnUnknownCompressionSpoilsOneEntryOnly) {
  const FatSource sources[] = {{.architecture = 90}, {.architecture = 80}};
  auto container = write_fat_binary(sources);
  container[16 + 41] = std::byte{0x10}; // flag 0x1000 of the first
  const auto entries = read(container);
  ASSERT_EQ(entries.size(), 2u);
  EXPECT_EQ(entries[0].compression, kUnknown);
  EXPECT_EQ(isa::pick_ptx(entries, 90), &entries[1]);
}

TEST(FatBinary, OfThePtxTheHighestThatTheDeviceHasIsChosen) {
  const FatSource sources[] = {{.architecture = 50}, {.architecture = 90}, {.architecture = 75}, {Kind::kElf, 80, "x"}};
  const auto container = write_fat_binary(sources);
  const auto entries = read(container);
  EXPECT_EQ(isa::pick_ptx(entries, 89)->architecture, 75u);
  EXPECT_EQ(isa::pick_ptx(entries, 90)->architecture, 90u);
  EXPECT_EQ(isa::pick_ptx(entries, 30)->architecture, 50u); // all are above: the lowest
  const FatSource machine_code[] = {{Kind::kElf, 80, "x"}, {Kind::kElf, 70, "x"}, {Kind::kElf, 86, "x"}};
  const auto other = write_fat_binary(machine_code);
  EXPECT_EQ(isa::pick_ptx(read(other), 90), nullptr);
  EXPECT_EQ(isa::name_machine_code(read(other)), "sm_70, sm_80 and sm_86");
}

TEST(FatBinary, TellsItsSizeFromAPointer) {
  const FatSource sources[] = {{.bytes = kPtx}};
  auto container = write_fat_binary(sources);
  const size_t size = container.size();
  container.resize(size + 100, std::byte{0xee});
  EXPECT_TRUE(isa::is_fat_binary(container.data()));
  EXPECT_EQ(isa::fat_binary_bytes(container.data()).value(), size);
  EXPECT_EQ(read(container).size(), 1u);
}

TEST(FatBinary, ZerosAtItsEndAreNoEntry) {
  const FatSource sources[] = {{.bytes = kPtx}};
  auto container = write_fat_binary(sources);
  container.resize(container.size() + 24);
  const uint64_t bytes = container.size() - 16;
  std::memcpy(container.data() + 8, &bytes, sizeof bytes);
  EXPECT_EQ(read(container).size(), 1u);
}

// In a buffer of its own size, so that the sanitizers see a read behind it.
void expect_no_harm(std::span<const std::byte> damaged) {
  const std::vector<std::byte> exact(damaged.begin(), damaged.end());
  if (auto entries = isa::read_fat_binary(exact))
    for (const isa::FatEntry& entry : *entries) {
      ASSERT_GE(entry.stored.data(), exact.data());
      ASSERT_LE(entry.stored.data() + entry.stored.size(), exact.data() + exact.size());
      ASSERT_LE(entry.bytes, uint64_t{1} << 31);
    }
  else
    ASSERT_FALSE(entries.error().empty());
}

std::vector<std::byte> example() {
  const FatSource sources[] = {{Kind::kElf, 70, "machine code", kNone, "a.cu", ""},
                               {Kind::kPtx, 80, kPtx, kZstd, "b.cu", "-O3"},
                               {Kind::kPtx, 90, kPtx, kNone, "c.cu", ""}};
  return write_fat_binary(sources);
}

TEST(FatBinary, EveryTruncationIsAnError) {
  const auto container = example();
  for (size_t size = 0; size < container.size(); ++size) {
    const std::vector<std::byte> shorter(container.begin(), container.begin() + static_cast<std::ptrdiff_t>(size));
    EXPECT_FALSE(isa::read_fat_binary(shorter)) << size;
  }
}

TEST(FatBinary, NoFlippedBitsMakeItReadElsewhere) {
  const auto container = example();
  for (size_t bit = 0; bit < container.size() * 8; ++bit) {
    auto damaged = container;
    damaged[bit / 8] ^= static_cast<std::byte>(1 << bit % 8);
    expect_no_harm(damaged);
  }
  std::mt19937 random(7);
  for (int round = 0; round < 20000; ++round) {
    auto damaged = container;
    for (unsigned i = 0; i < 1 + random() % 6; ++i)
      damaged[random() % damaged.size()] = static_cast<std::byte>(random());
    damaged.resize(random() % 4 ? damaged.size() : random() % damaged.size());
    expect_no_harm(damaged);
  }
}

} // namespace
} // namespace ox::test
