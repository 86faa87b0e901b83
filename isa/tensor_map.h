// The descriptor of a tensor in global memory that bulk tensor copies go by: what cuTensorMapEncode* writes and what
// the copy engine reads.  128 bytes at a multiple of 64, little-endian.  The layout is this project's own.
#pragma once
#include <cstdint>

namespace ox::isa {

struct TensorMap {
  static constexpr uint32_t kMagic = 0x314d5478; // the last digit is the layout's version
  static constexpr unsigned kMaxRank = 5;

  enum class Mode : uint8_t { kTiled, kIm2col, kIm2colWide };

  uint32_t magic = kMagic;
  Mode mode = Mode::kTiled;
  uint8_t data_type = 0;  // numbers of CUtensorMapDataType
  uint8_t rank = 0;       // 1 to 5; dimension 0 is the innermost
  uint8_t interleave = 0; // 0: none, 1: 16 bytes, 2: 32 bytes
  uint8_t swizzle = 0;    // numbers of CUtensorMapSwizzle
  uint8_t l2_promotion = 0;
  uint8_t fill = 0;      // outside of the tensor: 0: zero, 1: the NaN that fused multiply-adds take for zero
  uint8_t wide_mode = 0; // of kIm2colWide: 0: W, 1: W128
  uint32_t reserved0 = 0;
  uint64_t address = 0;
  uint32_t dimensions[kMaxRank] = {}; // elements, less one
  uint32_t reserved1 = 0;
  uint64_t strides[kMaxRank - 1] = {};    // bytes, of dimensions 1 and up
  uint16_t box[kMaxRank] = {};            // elements of the tile; of kTiled
  uint8_t element_strides[kMaxRank] = {}; // every how many elements are taken
  uint8_t reserved2 = 0;
  int16_t lower_corner[kMaxRank - 2] = {}; // of the pixels' box, of dimensions 1 to rank - 2; of kIm2col; wide: one
  int16_t upper_corner[kMaxRank - 2] = {};
  uint16_t channels = 0, pixels = 0; // of a column
  uint64_t reserved3[2] = {};
};
static_assert(sizeof(TensorMap) == 128);

} // namespace ox::isa
