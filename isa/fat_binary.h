// NVIDIA's container of device images, the "fat binary" that its tools and build systems around them put into host
// objects: a header, then entries, each a header of its own and a payload, which is PTX or machine code and may be
// compressed.  Ox writes containers of its own (image_container.h); this one is read because existing programs have it.
//
// Undocumented, but stable and described by several open projects.  All little-endian.
//   container: u32 0xba55ed50, u16 version 1, u16 bytes of this header, u64 bytes of all entries
//   entry: at 0 u16 kind, u16 version, u32 bytes of this header, u64 bytes of the payload with its padding,
//          at 16 u32 bytes of the payload if it is compressed, at 20 u32 where the compiler's options are,
//          at 24 u16 and u16 version of PTX, u32 architecture (80), at 32 u32 and u32 where the source's name is and
//          its length, at 40 u64 flags, at 56 u64 bytes of the payload when it is decompressed.
#pragma once
#include <cstddef>
#include <cstdint>
#include <expected>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace ox::isa {

enum class Compression : uint8_t { kNone, kLz4, kZstd, kUnknown };

struct FatEntry {
  enum class Kind : uint8_t { kPtx, kElf, kOther };
  Kind kind{};
  uint32_t architecture = 0; // 80
  Compression compression{};
  std::string_view identifier;       // the source's name; often empty
  std::span<const std::byte> stored; // the payload; of PTX, without the zeros at its end unless it is compressed
  uint64_t bytes = 0;                // when it is decompressed; 0 if nobody knows how
};

inline constexpr uint32_t kFatBinaryMagic = 0xba55ed50;

// Whether the 4 bytes at `data` begin a fat binary.
bool is_fat_binary(const void* data);

// The size of the one whose 16 first bytes are at `data`.
std::expected<uint64_t, std::string> fat_binary_bytes(const void* data);

// Entries are views into the container.  The error is a sentence.  Never reads out of bounds; bytes behind the
// container's end are ignored.
std::expected<std::vector<FatEntry>, std::string> read_fat_binary(std::span<const std::byte> container);

// Of the PTX in it the one for a device of that capability: the highest that isn't above it, else the lowest, because
// OxCore can run what is written for any.  Null if there is no PTX that can be read.
const FatEntry* pick_ptx(std::span<const FatEntry> entries, uint32_t device_capability);

// "sm_70 and sm_80": what there is machine code for.
std::string name_machine_code(std::span<const FatEntry> entries);

} // namespace ox::isa
