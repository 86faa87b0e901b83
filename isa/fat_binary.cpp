// Reads NVIDIA's container of device images.
#include "isa/fat_binary.h"
#include "isa/bytes.h"
#include <algorithm>
#include <cstring>
#include <set>

namespace ox::isa {
namespace {

constexpr uint16_t kVersion = 1, kEntryVersion = 0x101;
constexpr uint32_t kHeaderBytes = 16, kEntryBytes = 64;
constexpr uint16_t kKindPtx = 1, kKindElf = 2;
constexpr uint64_t kOldCompression = 0x1000, kLz4Flag = 0x2000, kZstdFlag = 0x8000;
constexpr uint64_t kLargestImage = uint64_t{1} << 31;

using Bytes = std::span<const std::byte>;

struct Header {
  uint32_t header_bytes;
  uint64_t total_bytes;
};

std::unexpected<std::string> damaged(const std::string& what) {
  return std::unexpected("the fat binary is damaged: " + what);
}

std::expected<Header, std::string> read_header(Bytes bytes) {
  ByteReader in(bytes);
  const auto magic = in.get<uint32_t>();
  const auto version = in.get<uint16_t>();
  const auto header_bytes = in.get<uint16_t>();
  const auto entry_bytes = in.get<uint64_t>();
  if (!in.ok() || magic != kFatBinaryMagic)
    return std::unexpected(std::string("this is not a fat binary"));
  if (version != kVersion)
    return std::unexpected("the fat binary has version " + std::to_string(version) + ", this reader knows version 1");
  if (header_bytes < kHeaderBytes || entry_bytes > kLargestImage)
    return damaged("its header is wrong");
  return Header{header_bytes, header_bytes + entry_bytes};
}

std::string_view text_of(Bytes bytes) { return {reinterpret_cast<const char*>(bytes.data()), bytes.size()}; }

// A part of an entry's header, by offset; empty where it doesn't lie inside.
std::string_view name_in(Bytes header, uint32_t at, uint32_t bytes) {
  if (at < kEntryBytes || at > header.size() || bytes > header.size() - at)
    return {};
  const std::string_view name = text_of(header.subspan(at, bytes));
  return name.substr(0, name.find('\0'));
}

Compression compression_of(uint64_t flags) {
  switch (flags & (kOldCompression | kLz4Flag | kZstdFlag)) {
  case 0:
    return Compression::kNone;
  case kLz4Flag:
    return Compression::kLz4;
  case kZstdFlag:
    return Compression::kZstd;
  default:
    return Compression::kUnknown;
  }
}

// The entry's header without what names lie behind its fields, and its payload with the padding.
std::expected<FatEntry, std::string> read_entry(Bytes header, Bytes payload) {
  ByteReader in(header);
  const auto kind = in.get<uint16_t>();
  in.take(14);
  const auto compressed_bytes = in.get<uint32_t>();
  in.take(8);
  FatEntry entry;
  entry.architecture = in.get<uint32_t>();
  const auto name_at = in.get<uint32_t>(), name_bytes = in.get<uint32_t>();
  const auto flags = in.get<uint64_t>();
  in.take(8);
  const auto bytes = in.get<uint64_t>();

  entry.kind = kind == kKindPtx   ? FatEntry::Kind::kPtx
               : kind == kKindElf ? FatEntry::Kind::kElf
                                  : FatEntry::Kind::kOther;
  entry.identifier = name_in(header, name_at, name_bytes);
  entry.compression = compression_of(flags);
  if (entry.compression == Compression::kNone) {
    entry.stored = payload;
    if (entry.kind == FatEntry::Kind::kPtx)
      entry.stored = payload.first(text_of(payload).find_last_not_of('\0') + 1);
    entry.bytes = entry.stored.size();
    return entry;
  }
  if (entry.compression == Compression::kUnknown) {
    entry.stored = payload;
    return entry;
  }
  if (compressed_bytes > payload.size())
    return damaged("a compressed image is longer than its place");
  if (bytes > kLargestImage)
    return damaged("an image would be " + std::to_string(bytes) + " bytes");
  entry.stored = payload.first(compressed_bytes);
  entry.bytes = bytes;
  return entry;
}

} // namespace

bool is_fat_binary(const void* data) {
  uint32_t magic;
  std::memcpy(&magic, data, sizeof magic);
  return magic == kFatBinaryMagic;
}

std::expected<uint64_t, std::string> fat_binary_bytes(const void* data) {
  const auto header = read_header({static_cast<const std::byte*>(data), kHeaderBytes});
  if (!header)
    return std::unexpected(header.error());
  return header->total_bytes;
}

std::expected<std::vector<FatEntry>, std::string> read_fat_binary(Bytes container) {
  const auto header = read_header(container.first(std::min<size_t>(container.size(), kHeaderBytes)));
  if (!header)
    return std::unexpected(header.error());
  if (header->total_bytes > container.size())
    return damaged("it ends too early");
  Bytes rest = container.subspan(header->header_bytes, header->total_bytes - header->header_bytes);
  std::vector<FatEntry> entries;
  while (text_of(rest).find_first_not_of('\0') != std::string_view::npos) { // zeros at the end are padding
    ByteReader in(rest);
    in.take(2);
    const auto version = in.get<uint16_t>();
    const auto header_bytes = in.get<uint32_t>();
    const auto payload_bytes = in.get<uint64_t>();
    if (rest.size() < kEntryBytes || header_bytes < kEntryBytes || header_bytes > rest.size() ||
        payload_bytes > rest.size() - header_bytes)
      return damaged("entry " + std::to_string(entries.size()) + " lies outside");
    if (version != kEntryVersion)
      return std::unexpected("entry " + std::to_string(entries.size()) + " of the fat binary has version " +
                             std::to_string(version) + ", this reader knows version " + std::to_string(kEntryVersion));
    auto entry = read_entry(rest.first(header_bytes), rest.subspan(header_bytes, payload_bytes));
    if (!entry)
      return std::unexpected(std::move(entry.error()));
    entries.push_back(*entry);
    rest = rest.subspan(header_bytes + payload_bytes);
  }
  return entries;
}

const FatEntry* pick_ptx(std::span<const FatEntry> entries, uint32_t device_capability) {
  const FatEntry *highest_below = nullptr, *lowest_above = nullptr;
  for (const FatEntry& entry : entries) {
    if (entry.kind != FatEntry::Kind::kPtx || entry.compression == Compression::kUnknown)
      continue;
    if (entry.architecture <= device_capability) {
      if (!highest_below || entry.architecture > highest_below->architecture)
        highest_below = &entry;
    } else if (!lowest_above || entry.architecture < lowest_above->architecture)
      lowest_above = &entry;
  }
  return highest_below ? highest_below : lowest_above;
}

std::string name_machine_code(std::span<const FatEntry> entries) {
  std::set<uint32_t> architectures;
  for (const FatEntry& entry : entries)
    if (entry.kind == FatEntry::Kind::kElf)
      architectures.insert(entry.architecture);
  std::string names;
  for (size_t left = architectures.size(); uint32_t architecture : architectures) {
    names += (names.empty() ? "sm_" : left == 1 ? " and sm_" : ", sm_") + std::to_string(architecture);
    --left;
  }
  return names;
}

} // namespace ox::isa
