// How large arrays, textures and surfaces may be, in elements: what devices of compute capability 9.0 have (programming
// guide, "Technical Specifications").  A device's properties report them and the core holds programs to them.
#pragma once
#include <cstdint>

namespace ox::runtime {

// An extent that an array may have at most; the last number is a depth, or layers, or 0 where there is no such
// dimension.
struct ExtentLimit {
  uint64_t width, height, depth;
};

struct TextureLimits {
  ExtentLimit texture_1d{131072, 0, 0};
  ExtentLimit texture_2d{131072, 65536, 0};
  ExtentLimit texture_3d{16384, 16384, 16384};
  ExtentLimit texture_3d_alternate{8192, 8192, 32768};
  ExtentLimit texture_1d_layered{32768, 0, 2048};
  ExtentLimit texture_2d_layered{32768, 32768, 2048};
  ExtentLimit texture_cubemap{32768, 32768, 6};
  ExtentLimit texture_cubemap_layered{32768, 32768, 2046};
  ExtentLimit mipmap_1d{32768, 0, 0};
  ExtentLimit mipmap_2d{32768, 32768, 0};
  ExtentLimit gather_2d{32768, 32768, 0};
  ExtentLimit surface_1d{32768, 0, 0};
  ExtentLimit surface_2d{131072, 65536, 0};
  ExtentLimit surface_3d{16384, 16384, 16384};
  ExtentLimit surface_1d_layered{32768, 0, 2048};
  ExtentLimit surface_2d_layered{32768, 32768, 2048};
  ExtentLimit surface_cubemap{32768, 32768, 6};
  ExtentLimit surface_cubemap_layered{32768, 32768, 2046};

  // Textures of plain memory.
  uint64_t linear_1d_elements = 268435456;
  uint64_t linear_2d_width = 131072, linear_2d_height = 65000, linear_2d_pitch_bytes = 2097120;
};
inline constexpr TextureLimits kTextureLimits;

// Every allocation is aligned so, so that memory from cudaMalloc needs no offset.
inline constexpr uint64_t kTextureAlignment = 256;
inline constexpr uint64_t kTexturePitchAlignment = 32;

} // namespace ox::runtime
