// The contract between the runtime and the texture unit: what a texture or surface object is.  Its handle is the device
// address of a TextureDescriptor, in memory that kernels can read; a table of levels follows it.
//
// The runtime has applied everything that needs no coordinate: a resource view's format, levels and layers, CUDA's
// rules of what replaces an address mode, and the clamp of anisotropy.  So a unit interprets the fields as they are. It
// refuses a descriptor whose magic or version it doesn't know.
//
// Elements (isa/texel_formats.def) lie pitch-linear: the element (x, y) of layer or slice z of a level, in elements,
// which are blocks in a block-compressed format, is at
//
//     address + z · layer_bytes + y · row_bytes + x · element bytes.
//
// A cubemap's faces are layers, six a cube: +x, -x, +y, -y, +z, -z.
#pragma once
#include <cstddef>
#include <cstdint>

namespace ox::isa {

enum class TexelKind : uint8_t {
  kUnsigned,
  kSigned,
  kFloat,
  kUnsignedNormalized, // integers that always read as [0, 1]
  kSignedNormalized,   // and [-1, 1]
  kBlockCompressed,
  kPlanar,
};

enum class TexelFormat : uint16_t {
  kNone = 0,
#define OX_TEXEL_FORMAT(name, number, kind, channels, bits, edge, bytes) name = number,
#include "isa/texel_formats.def"
};

struct TexelLayout {
  TexelKind kind = TexelKind::kUnsigned;
  uint8_t channels = 0, bits = 0, edge = 1, bytes = 0; // as in isa/texel_formats.def
};

constexpr TexelLayout layout_of(TexelFormat format) {
  switch (format) {
  case TexelFormat::kNone:
    break;
#define OX_TEXEL_FORMAT(name, number, kind, channels, bits, edge, bytes)                                               \
  case TexelFormat::name:                                                                                              \
    return {TexelKind::kind, channels, bits, edge, bytes};
#include "isa/texel_formats.def"
  }
  return {};
}

enum class TextureResource : uint8_t { kArray, kMipmappedArray, kLinear, kPitch2D };
enum class TextureAccess : uint8_t {
  kTexture,
  kSurface
}; // a surface has no sampler: the fields from read_mode on are 0
enum class AddressMode : uint8_t { kWrap, kClamp, kMirror, kBorder };
enum class FilterMode : uint8_t { kPoint, kLinear };
enum class ReadMode : uint8_t { kElement, kNormalizedFloat };

// One level.  Sizes are at least 1; depth is that of a 3D texture, and layers are the descriptor's.
struct TextureLevel {
  uint64_t address;              // of the first element of the first layer
  uint64_t layer_bytes;          // from one layer, face or slice to the next
  uint32_t row_bytes;            // from one row of elements to the next; 0 where there is one row
  uint32_t width, height, depth; // in texels
};
static_assert(sizeof(TextureLevel) == 32);

struct TextureDescriptor {
  static constexpr uint32_t kMagic = 0x5458584f; // "OXXT"
  static constexpr uint8_t kVersion = 1;
  static constexpr uint64_t kAlignment = 64;

  uint32_t magic;
  uint8_t version;
  TextureResource resource;
  TextureAccess access;
  uint8_t dimensions; // 1, 2, 3; of a cubemap 2
  TexelFormat format;
  uint8_t is_layered, is_cubemap;
  uint32_t layers; // faces of all cubes in a cubemap; 1 where there is one image

  ReadMode read_mode;             // normalised: integers of 8 and 16 bits read as floats
  uint8_t srgb;                   // red, green and blue go from sRGB to linear when they are read
  uint8_t normalized_coordinates; // else in texels
  FilterMode filter;
  AddressMode address_mode[3];
  FilterMode level_filter;
  uint8_t max_anisotropy; // 1 to 16
  uint8_t trilinear_optimization_disabled;
  uint8_t seamless_cubemap;
  uint8_t level_count;
  float level_bias, min_level, max_level; // levels count from the first of the table
  float border[4];
  uint32_t reserved[2]; // 0
};
static_assert(sizeof(TextureDescriptor) == 64);
static_assert(offsetof(TextureDescriptor, format) == 8);
static_assert(offsetof(TextureDescriptor, layers) == 12);
static_assert(offsetof(TextureDescriptor, read_mode) == 16);
static_assert(offsetof(TextureDescriptor, level_bias) == 28);
static_assert(offsetof(TextureDescriptor, border) == 40);

// Where the table of levels begins, behind the descriptor.
inline constexpr uint64_t kTextureLevelsOffset = sizeof(TextureDescriptor);

} // namespace ox::isa
