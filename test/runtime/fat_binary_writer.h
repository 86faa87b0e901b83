// Writes fat binaries as NVIDIA's tools lay them out (isa/fat_binary.h has the format), for tests: no tool of theirs is
// ever run.
#pragma once
#include "isa/bytes.h"
#include "isa/fat_binary.h"
#include <lz4.h>
#include <stdexcept>
#include <zstd.h>

namespace ox::test {

struct FatSource {
  isa::FatEntry::Kind kind = isa::FatEntry::Kind::kPtx;
  uint32_t architecture = 80;
  std::string bytes = {};
  isa::Compression compression = isa::Compression::kNone;
  std::string name = {};    // of the source; empty: the header has none
  std::string options = {}; // of the compiler
};

inline std::string compress(std::string_view bytes, isa::Compression compression) {
  std::string result;
  switch (compression) {
  case isa::Compression::kNone:
  case isa::Compression::kUnknown:
    return std::string(bytes);
  case isa::Compression::kLz4: {
    result.resize(static_cast<size_t>(LZ4_compressBound(static_cast<int>(bytes.size()))));
    const int size = LZ4_compress_default(bytes.data(), result.data(), static_cast<int>(bytes.size()),
                                          static_cast<int>(result.size()));
    if (size <= 0)
      throw std::runtime_error("lz4");
    result.resize(static_cast<size_t>(size));
    return result;
  }
  case isa::Compression::kZstd: {
    result.resize(ZSTD_compressBound(bytes.size()));
    const size_t size = ZSTD_compress(result.data(), result.size(), bytes.data(), bytes.size(), 3);
    if (ZSTD_isError(size))
      throw std::runtime_error("zstd");
    result.resize(size);
    return result;
  }
  }
  throw std::runtime_error("no such compression");
}

inline uint64_t flag_of(isa::Compression compression) {
  switch (compression) {
  case isa::Compression::kNone:
    return 0;
  case isa::Compression::kLz4:
    return 0x2000;
  case isa::Compression::kZstd:
    return 0x8000;
  case isa::Compression::kUnknown:
    return 0x1000;
  }
  throw std::runtime_error("no such compression");
}

inline void append_entry(isa::ByteWriter& out, const FatSource& source) {
  constexpr uint64_t k64Bit = 0x1, kLinux = 0x10;
  // Text ends with a zero.
  const std::string bytes = source.bytes + std::string(source.kind == isa::FatEntry::Kind::kPtx ? 1 : 0, '\0');
  const std::string stored = compress(bytes, source.compression);
  const bool is_compressed = source.compression != isa::Compression::kNone;
  const auto aligned = [](size_t size) { return (size + 7) / 8 * 8; };
  const size_t names_at = 72;
  const size_t header = aligned(names_at + source.name.size() + source.options.size() + 2);
  const size_t begin = out.size();
  out.put(static_cast<uint16_t>(source.kind == isa::FatEntry::Kind::kPtx   ? 1
                                : source.kind == isa::FatEntry::Kind::kElf ? 2
                                                                           : 16));
  out.put(uint16_t{0x101});
  out.put(static_cast<uint32_t>(header));
  out.put(static_cast<uint64_t>(aligned(stored.size())));
  out.put(static_cast<uint32_t>(is_compressed ? stored.size() : 0));
  out.put(static_cast<uint32_t>(source.options.empty() ? 0 : 64)); // where place and length of the options are
  out.put(uint16_t{0}), out.put(uint16_t{8});                      // PTX 8.0
  out.put(source.architecture);
  out.put(static_cast<uint32_t>(source.name.empty() ? 0 : names_at));
  out.put(static_cast<uint32_t>(source.name.size()));
  out.put(k64Bit | kLinux | flag_of(source.compression));
  out.put(uint64_t{0});
  out.put(static_cast<uint64_t>(is_compressed ? bytes.size() : 0));
  out.put(static_cast<uint32_t>(names_at + source.name.size() + 1));
  out.put(static_cast<uint32_t>(source.options.size()));
  out.append(source.name);
  out.append(std::string_view("\0", 1));
  out.append(source.options);
  while (out.size() < begin + header)
    out.append(std::string_view("\0", 1));
  out.append(stored);
  while (out.size() < begin + header + aligned(stored.size()))
    out.append(std::string_view("\0", 1));
}

inline std::vector<std::byte> write_fat_binary(std::span<const FatSource> sources) {
  isa::ByteWriter out;
  out.put(isa::kFatBinaryMagic);
  out.put(uint16_t{1});
  out.put(uint16_t{16});
  out.put(uint64_t{0});
  for (const FatSource& source : sources)
    append_entry(out, source);
  out.put_at(8, static_cast<uint64_t>(out.size() - 16));
  return out.take();
}

} // namespace ox::test
