// Descriptors of tensors for bulk copies: the driver API reference's conditions, then isa/tensor_map.h.
#include "isa/tensor_map.h"
#include "runtime/core/diagnostics.h"
#include "runtime/core/platform.h"
#include "runtime/driver/bodies.h"
#include <cstring>
#include <span>

namespace ox::driver::body {

using isa::TensorMap;
using runtime::explain;

namespace {

struct Layout {
  CUtensorMapDataType type;
  cuuint32_t rank;
  void* address;
  const cuuint64_t* dimensions;
  const cuuint64_t* strides;
  const cuuint32_t* element_strides;
  CUtensorMapInterleave interleave;
  CUtensorMapSwizzle swizzle;
  CUtensorMapL2promotion promotion;
  CUtensorMapFloatOOBfill fill;
};

#define OX_REQUIRE(condition, ...)                                                                                     \
  if (!(condition))                                                                                                    \
    return explain(Error::InvalidValue, "tensor map: " __VA_ARGS__);

// Bits, because some types have fewer than eight; those come in groups of 16 elements.
uint32_t bits_of(CUtensorMapDataType type) {
  switch (type) {
  case CU_TENSOR_MAP_DATA_TYPE_UINT8:
    return 8;
  case CU_TENSOR_MAP_DATA_TYPE_UINT16:
  case CU_TENSOR_MAP_DATA_TYPE_FLOAT16:
  case CU_TENSOR_MAP_DATA_TYPE_BFLOAT16:
    return 16;
  case CU_TENSOR_MAP_DATA_TYPE_UINT64:
  case CU_TENSOR_MAP_DATA_TYPE_INT64:
  case CU_TENSOR_MAP_DATA_TYPE_FLOAT64:
    return 64;
  case CU_TENSOR_MAP_DATA_TYPE_16U4_ALIGN8B:
  case CU_TENSOR_MAP_DATA_TYPE_16U4_ALIGN16B:
    return 4;
  case CU_TENSOR_MAP_DATA_TYPE_16U6_ALIGN16B:
    return 6;
  default:
    return 32;
  }
}

bool is_spread(CUtensorMapDataType type) { // a group of 16 elements takes 16 bytes of shared memory
  return type == CU_TENSOR_MAP_DATA_TYPE_16U4_ALIGN16B || type == CU_TENSOR_MAP_DATA_TYPE_16U6_ALIGN16B;
}

bool is_float(CUtensorMapDataType type) {
  return (type >= CU_TENSOR_MAP_DATA_TYPE_FLOAT16 && type <= CU_TENSOR_MAP_DATA_TYPE_TFLOAT32_FTZ);
}

uint64_t swizzle_bytes(CUtensorMapSwizzle swizzle) {
  switch (swizzle) {
  case CU_TENSOR_MAP_SWIZZLE_NONE:
    return 0;
  case CU_TENSOR_MAP_SWIZZLE_32B:
    return 32;
  case CU_TENSOR_MAP_SWIZZLE_64B:
    return 64;
  default:
    return 128;
  }
}

Error check_enumerators(const Layout& layout) {
  OX_REQUIRE(layout.type >= 0 && layout.type <= CU_TENSOR_MAP_DATA_TYPE_16U6_ALIGN16B, "no type of data %d",
             static_cast<int>(layout.type))
  OX_REQUIRE(layout.interleave >= 0 && layout.interleave <= CU_TENSOR_MAP_INTERLEAVE_32B, "no interleave %d",
             static_cast<int>(layout.interleave))
  OX_REQUIRE(layout.swizzle >= 0 && layout.swizzle <= CU_TENSOR_MAP_SWIZZLE_128B_ATOM_64B, "no swizzle %d",
             static_cast<int>(layout.swizzle))
  OX_REQUIRE(layout.promotion >= 0 && layout.promotion <= CU_TENSOR_MAP_L2_PROMOTION_L2_256B, "no L2 promotion %d",
             static_cast<int>(layout.promotion))
  OX_REQUIRE(layout.fill >= 0 && layout.fill <= CU_TENSOR_MAP_FLOAT_OOB_FILL_NAN_REQUEST_ZERO_FMA, "no fill %d",
             static_cast<int>(layout.fill))
  OX_REQUIRE(layout.fill == CU_TENSOR_MAP_FLOAT_OOB_FILL_NONE || is_float(layout.type),
             "NaN as fill needs a type of floating point")
  return Error::Success;
}

Error check_layout(const CUtensorMap* map, const Layout& layout, cuuint32_t least_rank) {
  OX_REQUIRE(map && reinterpret_cast<uintptr_t>(map) % 64 == 0, "the descriptor has to be at a multiple of 64")
  if (Error error = check_enumerators(layout); error != Error::Success)
    return error;
  if (layout.interleave != CU_TENSOR_MAP_INTERLEAVE_NONE)
    least_rank = std::max(least_rank, 3u);
  OX_REQUIRE(layout.rank >= least_rank && layout.rank <= TensorMap::kMaxRank, "rank %u, here %u to 5 are possible",
             layout.rank, least_rank)
  OX_REQUIRE(layout.dimensions && layout.element_strides && (layout.strides || layout.rank == 1), "a null pointer")
  const uint64_t alignment = layout.interleave == CU_TENSOR_MAP_INTERLEAVE_32B || is_spread(layout.type) ? 32 : 16;
  const auto address = reinterpret_cast<uint64_t>(layout.address);
  OX_REQUIRE(address && address % alignment == 0, "the address %#llx is no multiple of %llu",
             static_cast<unsigned long long>(address), static_cast<unsigned long long>(alignment))
  for (cuuint32_t i = 0; i < layout.rank; ++i) {
    OX_REQUIRE(layout.dimensions[i] >= 1 && layout.dimensions[i] <= uint64_t{1} << 32, "dimension %u has %llu elements",
               i, static_cast<unsigned long long>(layout.dimensions[i]))
    OX_REQUIRE(layout.element_strides[i] >= 1 && layout.element_strides[i] <= 8, "dimension %u: element stride %u", i,
               layout.element_strides[i])
  }
  OX_REQUIRE(!is_spread(layout.type) || layout.dimensions[0] % 128 == 0,
             "dimension 0 of that type has to be a multiple of 128")
  OX_REQUIRE(layout.type != CU_TENSOR_MAP_DATA_TYPE_16U4_ALIGN8B || layout.dimensions[0] % 2 == 0,
             "dimension 0 of that type has to be even")
  for (cuuint32_t i = 0; i + 1 < layout.rank; ++i)
    OX_REQUIRE(layout.strides[i] % alignment == 0 && layout.strides[i] < uint64_t{1} << 40,
               "a stride of %llu bytes in dimension %u, it has to be a multiple of %llu below 2^40",
               static_cast<unsigned long long>(layout.strides[i]), i + 1, static_cast<unsigned long long>(alignment))
  OX_REQUIRE(layout.interleave != CU_TENSOR_MAP_INTERLEAVE_32B || layout.swizzle == CU_TENSOR_MAP_SWIZZLE_32B,
             "interleave 32B goes with swizzle 32B only")
  return Error::Success;
}

// Of a row in shared memory.
Error check_row(const Layout& layout, uint64_t elements) {
  if (layout.interleave != CU_TENSOR_MAP_INTERLEAVE_NONE)
    return Error::Success;
  OX_REQUIRE(!is_spread(layout.type) || elements == 128, "a row of that type has 128 elements")
  const uint64_t bytes = is_spread(layout.type) ? elements : elements * bits_of(layout.type) / 8;
  OX_REQUIRE(bytes % 16 == 0, "a row of %llu bytes, it has to be a multiple of 16",
             static_cast<unsigned long long>(bytes))
  const uint64_t most = swizzle_bytes(layout.swizzle);
  OX_REQUIRE(most == 0 || bytes <= most, "a row of %llu bytes does not fit a swizzle of %llu",
             static_cast<unsigned long long>(bytes), static_cast<unsigned long long>(most))
  return Error::Success;
}

TensorMap encode(const Layout& layout, TensorMap::Mode mode) {
  TensorMap map;
  map.mode = mode;
  map.data_type = static_cast<uint8_t>(layout.type);
  map.rank = static_cast<uint8_t>(layout.rank);
  map.interleave = static_cast<uint8_t>(layout.interleave);
  map.swizzle = static_cast<uint8_t>(layout.swizzle);
  map.l2_promotion = static_cast<uint8_t>(layout.promotion);
  map.fill = static_cast<uint8_t>(layout.fill);
  map.address = reinterpret_cast<uint64_t>(layout.address);
  for (cuuint32_t i = 0; i < layout.rank; ++i) {
    map.dimensions[i] = static_cast<uint32_t>(layout.dimensions[i] - 1);
    map.element_strides[i] = static_cast<uint8_t>(layout.element_strides[i]);
    if (i > 0)
      map.strides[i - 1] = layout.strides[i - 1];
  }
  return map;
}

void put(CUtensorMap* to, const TensorMap& map) { std::memcpy(to, &map, sizeof map); }

// Corners of a box of pixels: the more dimensions, the fewer bits each has.
Error check_corners(std::span<const int> corners, int bits) {
  for (int corner : corners)
    OX_REQUIRE(corner >= -(1 << (bits - 1)) && corner < 1 << (bits - 1), "a corner at %d, it has %d bits", corner, bits)
  return Error::Success;
}

Error check_column(const Layout& layout, cuuint32_t channels, cuuint32_t pixels) {
  OX_REQUIRE(channels >= 1 && channels <= 256, "%u channels a pixel, at most 256", channels)
  OX_REQUIRE(pixels >= 1 && pixels <= 1024, "%u pixels a column, at most 1024", pixels)
  return check_row(layout, channels);
}

} // namespace

Error cuTensorMapEncodeTiled(CUtensorMap* to, CUtensorMapDataType type, cuuint32_t rank, void* address,
                             const cuuint64_t* dimensions, const cuuint64_t* strides, const cuuint32_t* box,
                             const cuuint32_t* element_strides, CUtensorMapInterleave interleave,
                             CUtensorMapSwizzle swizzle, CUtensorMapL2promotion promotion,
                             CUtensorMapFloatOOBfill fill) {
  const Layout layout{type, rank, address, dimensions, strides, element_strides, interleave, swizzle, promotion, fill};
  if (Error error = check_layout(to, layout, 1); error != Error::Success)
    return error;
  OX_REQUIRE(box, "a null pointer")
  for (cuuint32_t i = 0; i < rank; ++i)
    OX_REQUIRE(box[i] >= 1 && box[i] <= 256, "a box of %u elements in dimension %u, at most 256", box[i], i)
  if (Error error = check_row(layout, box[0]); error != Error::Success)
    return error;
  TensorMap map = encode(layout, TensorMap::Mode::kTiled);
  for (cuuint32_t i = 0; i < rank; ++i)
    map.box[i] = static_cast<uint16_t>(box[i]);
  put(to, map);
  return Error::Success;
}

Error cuTensorMapEncodeIm2col(CUtensorMap* to, CUtensorMapDataType type, cuuint32_t rank, void* address,
                              const cuuint64_t* dimensions, const cuuint64_t* strides, const int* lower,
                              const int* upper, cuuint32_t channels, cuuint32_t pixels,
                              const cuuint32_t* element_strides, CUtensorMapInterleave interleave,
                              CUtensorMapSwizzle swizzle, CUtensorMapL2promotion promotion,
                              CUtensorMapFloatOOBfill fill) {
  const Layout layout{type, rank, address, dimensions, strides, element_strides, interleave, swizzle, promotion, fill};
  if (Error error = check_layout(to, layout, 3); error != Error::Success)
    return error;
  OX_REQUIRE(lower && upper, "a null pointer")
  const int bits = rank == 3 ? 16 : rank == 4 ? 8 : 5;
  for (const int* corners : {lower, upper})
    if (Error error = check_corners({corners, rank - 2}, bits); error != Error::Success)
      return error;
  if (Error error = check_column(layout, channels, pixels); error != Error::Success)
    return error;
  TensorMap map = encode(layout, TensorMap::Mode::kIm2col);
  for (cuuint32_t i = 0; i + 2 < rank; ++i) {
    map.lower_corner[i] = static_cast<int16_t>(lower[i]);
    map.upper_corner[i] = static_cast<int16_t>(upper[i]);
  }
  map.channels = static_cast<uint16_t>(channels);
  map.pixels = static_cast<uint16_t>(pixels);
  put(to, map);
  return Error::Success;
}

// Devices have it from compute capability 10.0 on.
Error cuTensorMapEncodeIm2colWide(CUtensorMap* to, CUtensorMapDataType type, cuuint32_t rank, void* address,
                                  const cuuint64_t* dimensions, const cuuint64_t* strides, int lower, int upper,
                                  cuuint32_t channels, cuuint32_t pixels, const cuuint32_t* element_strides,
                                  CUtensorMapInterleave interleave, CUtensorMapIm2ColWideMode mode,
                                  CUtensorMapSwizzle swizzle, CUtensorMapL2promotion promotion,
                                  CUtensorMapFloatOOBfill fill) {
  const Layout layout{type, rank, address, dimensions, strides, element_strides, interleave, swizzle, promotion, fill};
  if (Error error = check_layout(to, layout, 3); error != Error::Success)
    return error;
  OX_REQUIRE(mode >= CU_TENSOR_MAP_IM2COL_WIDE_MODE_W && mode <= CU_TENSOR_MAP_IM2COL_WIDE_MODE_W128, "no mode %d",
             static_cast<int>(mode))
  OX_REQUIRE(interleave == CU_TENSOR_MAP_INTERLEAVE_NONE, "wide columns can't be interleaved")
  const int corners[] = {lower, upper};
  if (Error error = check_corners(corners, 16); error != Error::Success)
    return error;
  if (Error error = check_column(layout, channels, pixels); error != Error::Success)
    return error;
  constexpr int kFirstMajor = 10;
  auto device = runtime::Platform::instance().properties(runtime::Platform::instance().current_device());
  if (!device)
    return device.error();
  if ((*device)->compute_major < kFirstMajor)
    return explain(Error::NotSupported, "wide columns of pixels need compute capability 10.0, the device has %d.%d",
                   (*device)->compute_major, (*device)->compute_minor);
  TensorMap map = encode(layout, TensorMap::Mode::kIm2colWide);
  map.wide_mode = static_cast<uint8_t>(mode);
  map.lower_corner[0] = static_cast<int16_t>(lower);
  map.upper_corner[0] = static_cast<int16_t>(upper);
  map.channels = static_cast<uint16_t>(channels);
  map.pixels = static_cast<uint16_t>(pixels);
  put(to, map);
  return Error::Success;
}

Error cuTensorMapReplaceAddress(CUtensorMap* to, void* address) {
  OX_REQUIRE(to && reinterpret_cast<uintptr_t>(to) % 64 == 0, "the descriptor has to be at a multiple of 64")
  TensorMap map;
  std::memcpy(&map, to, sizeof map);
  OX_REQUIRE(map.magic == TensorMap::kMagic, "cuTensorMapEncode* did not make that descriptor")
  const uint64_t alignment =
      map.interleave == CU_TENSOR_MAP_INTERLEAVE_32B || is_spread(static_cast<CUtensorMapDataType>(map.data_type)) ? 32
                                                                                                                   : 16;
  OX_REQUIRE(address && reinterpret_cast<uint64_t>(address) % alignment == 0, "the address is no multiple of %llu",
             static_cast<unsigned long long>(alignment))
  map.address = reinterpret_cast<uint64_t>(address);
  put(to, map);
  return Error::Success;
}

#undef OX_REQUIRE

} // namespace ox::driver::body
