// Writes and reads the container of device images.
#include "isa/image_container.h"
#include "isa/bytes.h"
#include <cstring>

namespace ox::isa {
namespace {

constexpr std::string_view kMagic{"\x8fOxImg\r\n", 8}; // high bit and line end show damage by text tools
constexpr uint32_t kVersion = 1;
constexpr uint32_t kHeaderBytes = 32;
constexpr uint32_t kEntryBytes = 48;
constexpr size_t kImageAlignment = 16;

struct Header {
  uint32_t header_bytes = 0, entries = 0, entry_bytes = 0;
  uint64_t total_bytes = 0;
};

std::unexpected<std::string> damaged(const std::string& what) {
  return std::unexpected("the device image container is damaged: " + what + "; compile the program again");
}

// Of the first kHeaderBytes bytes.
std::expected<Header, std::string> read_header(std::span<const std::byte> bytes) {
  ByteReader in(bytes);
  if (in.take_text(kMagic.size()) != kMagic)
    return std::unexpected(std::string("this is not a device image container of Ox"));
  const uint32_t version = in.get<uint32_t>();
  if (version != kVersion)
    return std::unexpected("the device image container has version " + std::to_string(version) +
                           ", this runtime reads version " + std::to_string(kVersion) +
                           ": use the toolchain and the runtime of one version");
  Header header;
  header.header_bytes = in.get<uint32_t>();
  header.total_bytes = in.get<uint64_t>();
  header.entries = in.get<uint32_t>();
  header.entry_bytes = in.get<uint32_t>();
  if (!in.ok() || header.header_bytes < kHeaderBytes || header.entry_bytes < kEntryBytes ||
      header.total_bytes < header.header_bytes)
    return damaged("its header is too short");
  if (header.entries > (header.total_bytes - header.header_bytes) / header.entry_bytes)
    return damaged("its entries do not fit");
  return header;
}

std::expected<ImageEntry, std::string> read_entry(ByteReader in, std::span<const std::byte> container,
                                                  const std::string& which) {
  ImageEntry entry;
  entry.kind = static_cast<ImageKind>(in.get<uint32_t>());
  entry.compute_capability = in.get<uint32_t>();
  entry.flags = in.get<uint32_t>();
  const uint32_t identifier_bytes = in.get<uint32_t>();
  const uint64_t identifier_at = in.get<uint64_t>(), image_at = in.get<uint64_t>(), image_bytes = in.get<uint64_t>();
  const auto inside = [&](uint64_t at, uint64_t bytes) {
    return at <= container.size() && bytes <= container.size() - at;
  };
  if (!inside(identifier_at, identifier_bytes) || !inside(image_at, image_bytes))
    return damaged(which + " lies outside");
  if (entry.kind < ImageKind::kOxCoreElf || entry.kind > ImageKind::kDeviceModule)
    return damaged(which + " is neither OxCore code nor PTX");
  if (entry.flags != 0)
    return std::unexpected(which + " of the device image container has flags that this runtime does not know: use the "
                                   "toolchain and the runtime of one version");
  const std::span<const std::byte> identifier = container.subspan(identifier_at, identifier_bytes);
  entry.identifier = {reinterpret_cast<const char*>(identifier.data()), identifier.size()};
  entry.bytes = container.subspan(image_at, image_bytes);
  return entry;
}

} // namespace

std::vector<std::byte> write_image_container(std::span<const ImageEntry> entries) {
  ByteWriter out;
  out.append(kMagic);
  out.put(kVersion);
  out.put(kHeaderBytes);
  const size_t total_at = out.size();
  out.put<uint64_t>(0);
  out.put(static_cast<uint32_t>(entries.size()));
  out.put(kEntryBytes);
  std::vector<size_t> places; // of each entry's identifier offset; the image's follows
  for (const ImageEntry& entry : entries) {
    out.put(static_cast<uint32_t>(entry.kind));
    out.put(entry.compute_capability);
    out.put(entry.flags);
    out.put(static_cast<uint32_t>(entry.identifier.size()));
    places.push_back(out.size());
    out.put<uint64_t>(0);
    out.put<uint64_t>(0);
    out.put(static_cast<uint64_t>(entry.bytes.size()));
    out.put<uint64_t>(0); // keeps the next entry aligned
  }
  for (size_t i = 0; i < entries.size(); ++i) {
    out.put_at(places[i], static_cast<uint64_t>(out.size()));
    out.append(entries[i].identifier);
    out.align(kImageAlignment);
    out.put_at(places[i] + 8, static_cast<uint64_t>(out.size()));
    out.append(entries[i].bytes);
  }
  out.align(kImageAlignment);
  out.put_at(total_at, static_cast<uint64_t>(out.size()));
  return out.take();
}

std::expected<std::vector<ImageEntry>, std::string> read_image_container(std::span<const std::byte> container) {
  const std::expected<Header, std::string> header = read_header(container);
  if (!header)
    return std::unexpected(header.error());
  if (header->total_bytes > container.size())
    return damaged("it ends too early");
  container = container.first(header->total_bytes);
  ByteReader in(container);
  in.take(header->header_bytes);
  std::vector<ImageEntry> entries;
  for (uint32_t i = 0; i < header->entries; ++i) {
    std::expected<ImageEntry, std::string> entry =
        read_entry(ByteReader(in.take(header->entry_bytes)), container, "entry " + std::to_string(i));
    if (!entry)
      return std::unexpected(std::move(entry.error()));
    entries.push_back(*entry);
  }
  return entries;
}

const ImageEntry* pick_image(std::span<const ImageEntry> entries, ImageKind kind, uint32_t device_capability) {
  const ImageEntry *highest_below = nullptr, *lowest_above = nullptr;
  for (const ImageEntry& entry : entries) {
    if (entry.kind != kind)
      continue;
    const bool fits = entry.compute_capability <= device_capability;
    const ImageEntry*& best = fits ? highest_below : lowest_above;
    if (!best || (fits ? entry.compute_capability > best->compute_capability
                       : entry.compute_capability < best->compute_capability))
      best = &entry;
  }
  return highest_below ? highest_below : lowest_above;
}

bool is_image_container(const void* data) { return std::memcmp(data, kMagic.data(), kMagic.size()) == 0; }

std::expected<uint64_t, std::string> image_container_bytes(const void* data) {
  if (!is_image_container(data))
    return std::unexpected(std::string("this is not a device image container of Ox"));
  const std::expected<Header, std::string> header =
      read_header({static_cast<const std::byte*>(data), size_t{kHeaderBytes}});
  if (!header)
    return std::unexpected(header.error());
  return header->total_bytes;
}

} // namespace ox::isa
