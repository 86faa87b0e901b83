// The container of device images: what is written is read, and damage is found.
#include "isa/image_container.h"
#include <cstring>
#include <gtest/gtest.h>

namespace ox::isa {
namespace {

std::span<const std::byte> bytes_of(std::string_view text) { return std::as_bytes(std::span(text)); }

const std::string kElf = "\x7f"
                         "ELF and the rest of it";
const std::string kPtx = ".version 8.0\n.target sm_90\n";

std::vector<std::byte> example() {
  const ImageEntry entries[] = {{ImageKind::kOxCoreElf, 90, 0, "vector_add.cu", bytes_of(kElf)},
                                {ImageKind::kPtx, 75, 0, "", bytes_of(kPtx)}};
  return write_image_container(entries);
}

std::string text_of(std::span<const std::byte> bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

TEST(ImageContainer, GivesBackWhatWasWritten) {
  const std::vector<std::byte> container = example();
  const auto entries = read_image_container(container);
  ASSERT_TRUE(entries) << entries.error();
  ASSERT_EQ(entries->size(), 2u);
  EXPECT_EQ((*entries)[0].kind, ImageKind::kOxCoreElf);
  EXPECT_EQ((*entries)[0].compute_capability, 90u);
  EXPECT_EQ((*entries)[0].identifier, "vector_add.cu");
  EXPECT_EQ(text_of((*entries)[0].bytes), kElf);
  EXPECT_EQ((*entries)[1].kind, ImageKind::kPtx);
  EXPECT_EQ((*entries)[1].compute_capability, 75u);
  EXPECT_EQ((*entries)[1].identifier, "");
  EXPECT_EQ(text_of((*entries)[1].bytes), kPtx);
}

TEST(ImageContainer, AlignsImages) {
  const std::vector<std::byte> container = example();
  for (const ImageEntry& entry : read_image_container(container).value())
    EXPECT_EQ((entry.bytes.data() - container.data()) % 16, 0);
}

TEST(ImageContainer, HoldsNothingAtAll) {
  const auto entries = read_image_container(write_image_container({}));
  ASSERT_TRUE(entries) << entries.error();
  EXPECT_TRUE(entries->empty());
}

TEST(ImageContainer, TellsItsSizeFromAPointer) {
  std::vector<std::byte> container = example();
  const size_t size = container.size();
  container.resize(size + 100, std::byte{0xee}); // whatever the linker put behind it
  EXPECT_TRUE(is_image_container(container.data()));
  EXPECT_EQ(image_container_bytes(container.data()).value(), size);
  EXPECT_EQ(read_image_container(container).value().size(), 2u);
}

TEST(ImageContainer, IsNotTheOneOfAnotherCompiler) {
  const uint32_t fatbin[4] = {0xba55ed50, 0x00100001, 0, 0};
  EXPECT_FALSE(is_image_container(fatbin));
  EXPECT_FALSE(image_container_bytes(fatbin));
}

TEST(ImageContainer, RefusesANewerVersionAndUnknownFlagsInWords) {
  std::vector<std::byte> newer = example(), flagged = example();
  newer[8] = std::byte{2};
  flagged[32 + 8] = std::byte{1};
  const auto read_newer = read_image_container(newer), read_flagged = read_image_container(flagged);
  ASSERT_FALSE(read_newer);
  EXPECT_NE(read_newer.error().find("version 2"), std::string::npos) << read_newer.error();
  ASSERT_FALSE(read_flagged);
  EXPECT_NE(read_flagged.error().find("flags"), std::string::npos) << read_flagged.error();
}

TEST(ImageContainer, RefusesEveryTruncation) {
  const std::vector<std::byte> container = example();
  for (size_t size = 0; size < container.size(); ++size) {
    const std::vector<std::byte> cut(container.begin(), container.begin() + static_cast<ptrdiff_t>(size));
    EXPECT_FALSE(read_image_container(cut)) << size;
  }
}

TEST(ImageContainer, SurvivesEveryChangedByte) {
  const std::vector<std::byte> container = example();
  for (size_t at = 0; at < container.size(); ++at) {
    for (unsigned value = 0; value < 256; ++value) {
      std::vector<std::byte> changed = container;
      changed[at] = static_cast<std::byte>(value);
      const auto entries = read_image_container(changed);
      if (!entries)
        continue;
      for (const ImageEntry& entry : *entries) {
        EXPECT_GE(entry.bytes.data(), changed.data());
        EXPECT_LE(entry.bytes.data() + entry.bytes.size(), changed.data() + changed.size());
        EXPECT_LE(entry.identifier.size(), changed.size());
      }
    }
  }
}

} // namespace
} // namespace ox::isa
