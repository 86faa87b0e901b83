// The kernel records of an image: what is written is read, and nothing that is damaged is believed or crashes.
#include "isa/kernel_abi.h"
#include "isa/kernel_metadata.h"
#include <cstring>
#include <gtest/gtest.h>

namespace ox::isa {
namespace {

ImageMetadata example() {
  ImageMetadata metadata{.xox_major = kXoxMajor, .xox_minor = kXoxMinor, .kernels = {}};
  KernelMetadata first;
  first.name = "_Z6vecaddPfS_S_i";
  first.parameters = {{0, 8, 8}, {8, 8, 8}, {16, 8, 8}, {24, 4, 4}};
  first.parameter_bytes = 28;
  first.static_shared_bytes = 4096;
  first.local_bytes = 48;
  first.registers = 32;
  first.max_threads_per_block = 256;
  first.min_blocks_per_core = 2;
  KernelMetadata second;
  second.name = "k";
  second.unbounded_stack = true;
  second.required_block[0] = 16;
  second.required_block[1] = 8;
  second.required_block[2] = 1;
  second.required_cluster[0] = 2;
  second.required_cluster[1] = 4;
  second.required_cluster[2] = 1;
  second.max_cluster_blocks = 8;
  second.spill_store_bytes = 24;
  second.spill_load_bytes = 32;
  second.unusable = "line 7: mma is not supported yet";
  metadata.kernels = {first, second};
  return metadata;
}

void expect_same(const KernelMetadata& a, const KernelMetadata& b) {
  EXPECT_EQ(a.name, b.name);
  ASSERT_EQ(a.parameters.size(), b.parameters.size());
  for (size_t i = 0; i < a.parameters.size(); ++i) {
    EXPECT_EQ(a.parameters[i].offset, b.parameters[i].offset);
    EXPECT_EQ(a.parameters[i].bytes, b.parameters[i].bytes);
    EXPECT_EQ(a.parameters[i].alignment, b.parameters[i].alignment);
  }
  EXPECT_EQ(a.parameter_bytes, b.parameter_bytes);
  EXPECT_EQ(a.static_shared_bytes, b.static_shared_bytes);
  EXPECT_EQ(a.local_bytes, b.local_bytes);
  EXPECT_EQ(a.unbounded_stack, b.unbounded_stack);
  EXPECT_EQ(a.registers, b.registers);
  EXPECT_EQ(a.max_threads_per_block, b.max_threads_per_block);
  EXPECT_EQ(a.min_blocks_per_core, b.min_blocks_per_core);
  for (int i = 0; i < 3; ++i)
    EXPECT_EQ(a.required_block[i], b.required_block[i]);
  for (int i = 0; i < 3; ++i)
    EXPECT_EQ(a.required_cluster[i], b.required_cluster[i]);
  EXPECT_EQ(a.max_cluster_blocks, b.max_cluster_blocks);
  EXPECT_EQ(a.spill_store_bytes, b.spill_store_bytes);
  EXPECT_EQ(a.spill_load_bytes, b.spill_load_bytes);
  EXPECT_EQ(a.unusable, b.unusable);
}

uint32_t u32_at(const std::vector<std::byte>& bytes, size_t at) {
  uint32_t value = 0;
  std::memcpy(&value, bytes.data() + at, 4);
  return value;
}

void put_u32(std::vector<std::byte>& bytes, size_t at, uint32_t value) { std::memcpy(bytes.data() + at, &value, 4); }

// Where things are in a note: header of 12 bytes, name padded to 4, descriptor { bytes, major, minor, kernels, ... }.
constexpr size_t kDescriptor = 16, kMajor = kDescriptor + 4, kKernels = kDescriptor + 12,
                 kFirstRecord = kDescriptor + 16;

TEST(MetadataNote, IsAnElfNoteOfOx) {
  const std::vector<std::byte> note = write_metadata_note(example());
  EXPECT_EQ(u32_at(note, 0), 3u);
  EXPECT_EQ(u32_at(note, 4), note.size() - kDescriptor);
  EXPECT_EQ(u32_at(note, 8), 1u);
  EXPECT_EQ(std::memcmp(note.data() + 12, "Ox\0\0", 4), 0);
}

TEST(MetadataNote, GivesBackWhatWasWritten) {
  const ImageMetadata written = example();
  const auto read = read_metadata_note(write_metadata_note(written));
  ASSERT_TRUE(read) << read.error();
  EXPECT_EQ(read->xox_major, written.xox_major);
  EXPECT_EQ(read->xox_minor, written.xox_minor);
  ASSERT_EQ(read->kernels.size(), written.kernels.size());
  for (size_t i = 0; i < read->kernels.size(); ++i)
    expect_same(read->kernels[i], written.kernels[i]);
}

TEST(MetadataNote, HoldsAnImageWithoutKernels) {
  const auto read = read_metadata_note(write_metadata_note({}));
  ASSERT_TRUE(read) << read.error();
  EXPECT_TRUE(read->kernels.empty());
}

TEST(MetadataNote, StepsOverNotesOfOthers) {
  std::vector<std::byte> section;
  const uint32_t foreign[] = {4, 5, 1, 0x00756e47 /* GNU */, 0xaaaaaaaa, 0x000000aa};
  const auto bytes = std::as_bytes(std::span(foreign));
  section.assign(bytes.begin(), bytes.end());
  const std::vector<std::byte> note = write_metadata_note(example());
  section.insert(section.end(), note.begin(), note.end());
  const auto read = read_metadata_note(section);
  ASSERT_TRUE(read) << read.error();
  EXPECT_EQ(read->kernels.size(), 2u);
}

TEST(MetadataNote, SkipsFieldsOfANewerMinorVersion) {
  std::vector<std::byte> note = write_metadata_note(example());
  const size_t end_of_first = kFirstRecord + u32_at(note, kFirstRecord);
  note.insert(note.begin() + static_cast<ptrdiff_t>(end_of_first), 8, std::byte{0x5a});
  put_u32(note, kFirstRecord, u32_at(note, kFirstRecord) + 8);
  put_u32(note, kMajor + 4, kXoxMinor + 1);
  put_u32(note, 4, u32_at(note, 4) + 8);
  const auto read = read_metadata_note(note);
  ASSERT_TRUE(read) << read.error();
  ASSERT_EQ(read->kernels.size(), 2u);
  expect_same(read->kernels[0], example().kernels[0]);
  expect_same(read->kernels[1], example().kernels[1]);
}

// Xox 0.1 had nothing behind the parameters.
TEST(MetadataNote, ReadsRecordsWithoutSpillsOrClusters) {
  constexpr uint32_t kSpills = 8, kClusters = 20; // bytes; the first kernel is usable: its reason is empty
  for (const uint32_t bytes : {kSpills, kSpills + kClusters}) {
    std::vector<std::byte> note = write_metadata_note(example());
    const size_t end_of_first = kFirstRecord + u32_at(note, kFirstRecord);
    note.erase(note.begin() + static_cast<ptrdiff_t>(end_of_first - bytes),
               note.begin() + static_cast<ptrdiff_t>(end_of_first));
    put_u32(note, kFirstRecord, u32_at(note, kFirstRecord) - bytes);
    put_u32(note, 4, u32_at(note, 4) - bytes);
    const auto read = read_metadata_note(note);
    ASSERT_TRUE(read) << read.error();
    ASSERT_EQ(read->kernels.size(), 2u);
    expect_same(read->kernels[0], example().kernels[0]);
    expect_same(read->kernels[1], example().kernels[1]);
  }
}

TEST(MetadataNote, RefusesANewerMajorVersionInWords) {
  std::vector<std::byte> note = write_metadata_note(example());
  put_u32(note, kMajor, kXoxMajor + 1);
  const auto read = read_metadata_note(note);
  ASSERT_FALSE(read);
  EXPECT_NE(read.error().find("needs Xox " + std::to_string(kXoxMajor + 1)), std::string::npos) << read.error();
}

TEST(MetadataNote, RefusesEveryTruncation) {
  const std::vector<std::byte> note = write_metadata_note(example());
  for (size_t size = 0; size < note.size(); ++size) {
    // Exactly as long as it claims to be, so that a sanitizer sees a read past the end.
    const std::vector<std::byte> cut(note.begin(), note.begin() + static_cast<ptrdiff_t>(size));
    const auto read = read_metadata_note(cut);
    EXPECT_FALSE(read) << size;
    if (!read) {
      EXPECT_FALSE(read.error().empty());
    }
  }
}

TEST(MetadataNote, SurvivesEveryChangedByte) {
  const std::vector<std::byte> note = write_metadata_note(example());
  for (size_t at = 0; at < note.size(); ++at) {
    for (unsigned value = 0; value < 256; ++value) {
      std::vector<std::byte> changed = note;
      changed[at] = static_cast<std::byte>(value);
      const auto read = read_metadata_note(changed);
      if (!read)
        continue;
      for (const KernelMetadata& kernel : read->kernels) {
        EXPECT_FALSE(kernel.name.empty());
        for (const KernelParameter& parameter : kernel.parameters)
          EXPECT_LE(uint64_t{parameter.offset} + parameter.bytes, kernel.parameter_bytes);
      }
    }
  }
}

TEST(MetadataNote, RefusesCountsThatTheBytesCannotHold) {
  std::vector<std::byte> note = write_metadata_note(example());
  put_u32(note, kKernels, 0xffffffff);
  EXPECT_FALSE(read_metadata_note(note));
}

} // namespace
} // namespace ox::isa
