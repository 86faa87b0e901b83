// Descriptors of tensors: isa/tensor_map.h says what is where; the conditions are the driver API reference's.
#include "driver_fixture.h"
#include "isa/tensor_map.h"
#include <cstring>

namespace ox::test {
namespace {

using isa::TensorMap;

// A valid description; each test changes what it is about.
struct Tiled {
  CUtensorMapDataType type = CU_TENSOR_MAP_DATA_TYPE_FLOAT32;
  cuuint32_t rank = 2;
  void* address = reinterpret_cast<void*>(0x10000);
  cuuint64_t dimensions[5] = {1000, 50, 4, 3, 2};
  cuuint64_t strides[4] = {4000, 200000, 800000, 2400000};
  cuuint32_t box[5] = {32, 8, 1, 1, 1};
  cuuint32_t element_strides[5] = {1, 1, 1, 1, 1};
  CUtensorMapInterleave interleave = CU_TENSOR_MAP_INTERLEAVE_NONE;
  CUtensorMapSwizzle swizzle = CU_TENSOR_MAP_SWIZZLE_128B;
  CUtensorMapL2promotion promotion = CU_TENSOR_MAP_L2_PROMOTION_L2_128B;
  CUtensorMapFloatOOBfill fill = CU_TENSOR_MAP_FLOAT_OOB_FILL_NONE;
  CUtensorMap map{};
  CUresult encode() {
    return cuTensorMapEncodeTiled(&map, type, rank, address, dimensions, strides, box, element_strides, interleave,
                                  swizzle, promotion, fill);
  }
  TensorMap read() const {
    TensorMap result;
    std::memcpy(&result, &map, sizeof result);
    return result;
  }
};

class TensorMaps : public testing::Test {
protected:
  void SetUp() override { ASSERT_EQ(cuInit(0), CUDA_SUCCESS); }
};

TEST_F(TensorMaps, SayAllThatACopyNeeds) {
  Tiled tiled;
  tiled.rank = 3;
  tiled.element_strides[1] = 2;
  ASSERT_EQ(tiled.encode(), CUDA_SUCCESS);
  const TensorMap map = tiled.read();
  EXPECT_EQ(map.magic, TensorMap::kMagic);
  EXPECT_EQ(map.mode, TensorMap::Mode::kTiled);
  EXPECT_EQ(map.data_type, 7); // FLOAT32
  EXPECT_EQ(map.rank, 3);
  EXPECT_EQ(map.swizzle, 3); // 128 bytes
  EXPECT_EQ(map.l2_promotion, 2);
  EXPECT_EQ(map.address, 0x10000u);
  EXPECT_EQ(map.dimensions[0], 999u);
  EXPECT_EQ(map.dimensions[2], 3u);
  EXPECT_EQ(map.dimensions[3], 0u); // not there
  EXPECT_EQ(map.strides[0], 4000u);
  EXPECT_EQ(map.strides[1], 200000u);
  EXPECT_EQ(map.strides[2], 0u);
  EXPECT_EQ(map.box[0], 32);
  EXPECT_EQ(map.box[1], 8);
  EXPECT_EQ(map.element_strides[1], 2);
  EXPECT_EQ(cuTensorMapReplaceAddress(&tiled.map, reinterpret_cast<void*>(0x20010)), CUDA_SUCCESS);
  EXPECT_EQ(tiled.read().address, 0x20010u);
  EXPECT_EQ(tiled.read().strides[0], 4000u);
  EXPECT_EQ(cuTensorMapReplaceAddress(&tiled.map, reinterpret_cast<void*>(0x20008)), CUDA_ERROR_INVALID_VALUE);
  CUtensorMap none{};
  EXPECT_EQ(cuTensorMapReplaceAddress(&none, reinterpret_cast<void*>(0x20000)), CUDA_ERROR_INVALID_VALUE);
}

template <typename Change> CUresult after(Change&& change) {
  Tiled tiled;
  change(tiled);
  return tiled.encode();
}

TEST_F(TensorMaps, ConditionsAreChecked) {
  constexpr CUresult kWrong = CUDA_ERROR_INVALID_VALUE;
  EXPECT_EQ(after([](Tiled&) {}), CUDA_SUCCESS);
  EXPECT_EQ(after([](Tiled& t) { t.rank = 0; }), kWrong);
  EXPECT_EQ(after([](Tiled& t) { t.rank = 6; }), kWrong);
  EXPECT_EQ(after([](Tiled& t) { t.type = static_cast<CUtensorMapDataType>(16); }), kWrong);
  EXPECT_EQ(after([](Tiled& t) { t.address = nullptr; }), kWrong);
  EXPECT_EQ(after([](Tiled& t) { t.address = reinterpret_cast<void*>(0x10008); }), kWrong);
  EXPECT_EQ(after([](Tiled& t) { t.dimensions[1] = 0; }), kWrong);
  EXPECT_EQ(after([](Tiled& t) { t.dimensions[1] = (1ull << 32) + 1; }), kWrong);
  EXPECT_EQ(after([](Tiled& t) { t.dimensions[1] = 1ull << 32; }), CUDA_SUCCESS);
  EXPECT_EQ(after([](Tiled& t) { t.strides[0] = 4008; }), kWrong); // no multiple of 16
  EXPECT_EQ(after([](Tiled& t) { t.strides[0] = 1ull << 40; }), kWrong);
  EXPECT_EQ(after([](Tiled& t) { t.box[1] = 0; }), kWrong);
  EXPECT_EQ(after([](Tiled& t) { t.box[1] = 257; }), kWrong);
  EXPECT_EQ(after([](Tiled& t) { t.box[0] = 33; }), kWrong); // 132 bytes: no multiple of 16
  EXPECT_EQ(after([](Tiled& t) { t.box[0] = 36; }), kWrong); // 144 bytes: over the swizzle's 128
  EXPECT_EQ(after([](Tiled& t) {
              t.box[0] = 36;
              t.swizzle = CU_TENSOR_MAP_SWIZZLE_NONE;
            }),
            CUDA_SUCCESS);
  EXPECT_EQ(after([](Tiled& t) { t.element_strides[0] = 0; }), kWrong);
  EXPECT_EQ(after([](Tiled& t) { t.element_strides[1] = 9; }), kWrong);
  EXPECT_EQ(after([](Tiled& t) { t.interleave = CU_TENSOR_MAP_INTERLEAVE_16B; }), kWrong); // needs rank 3
  EXPECT_EQ(after([](Tiled& t) {
              t.rank = 3;
              t.interleave = CU_TENSOR_MAP_INTERLEAVE_32B; // needs swizzle 32B
            }),
            kWrong);
  EXPECT_EQ(after([](Tiled& t) { t.fill = CU_TENSOR_MAP_FLOAT_OOB_FILL_NAN_REQUEST_ZERO_FMA; }), CUDA_SUCCESS);
  EXPECT_EQ(after([](Tiled& t) {
              t.type = CU_TENSOR_MAP_DATA_TYPE_INT32;
              t.fill = CU_TENSOR_MAP_FLOAT_OOB_FILL_NAN_REQUEST_ZERO_FMA;
            }),
            kWrong);
  Tiled tiled;
  EXPECT_EQ(cuTensorMapEncodeTiled(nullptr, tiled.type, 2, tiled.address, tiled.dimensions, tiled.strides, tiled.box,
                                   tiled.element_strides, tiled.interleave, tiled.swizzle, tiled.promotion, tiled.fill),
            kWrong);
}

TEST_F(TensorMaps, ColumnsOfPixels) {
  Tiled base; // of the same layout
  base.rank = 4;
  base.dimensions[0] = 64;
  int lower[2] = {-1, -2}, upper[2] = {1, 2};
  auto encode = [&](cuuint32_t channels, cuuint32_t pixels) {
    return cuTensorMapEncodeIm2col(&base.map, base.type, base.rank, base.address, base.dimensions, base.strides, lower,
                                   upper, channels, pixels, base.element_strides, base.interleave, base.swizzle,
                                   base.promotion, base.fill);
  };
  ASSERT_EQ(encode(32, 128), CUDA_SUCCESS);
  const TensorMap map = base.read();
  EXPECT_EQ(map.mode, TensorMap::Mode::kIm2col);
  EXPECT_EQ(map.lower_corner[1], -2);
  EXPECT_EQ(map.upper_corner[0], 1);
  EXPECT_EQ(map.channels, 32);
  EXPECT_EQ(map.pixels, 128);
  EXPECT_EQ(encode(257, 128), CUDA_ERROR_INVALID_VALUE);
  EXPECT_EQ(encode(32, 1025), CUDA_ERROR_INVALID_VALUE);
  lower[0] = -129; // 8 bits in rank 4
  EXPECT_EQ(encode(32, 128), CUDA_ERROR_INVALID_VALUE);
  base.rank = 2;
  EXPECT_EQ(encode(32, 128), CUDA_ERROR_INVALID_VALUE);
  base.rank = 3;
  EXPECT_EQ(encode(32, 128), CUDA_SUCCESS); // 16 bits in rank 3
  // Wide columns are for compute capability 10.0, and the machine has 9.0.
  EXPECT_EQ(cuTensorMapEncodeIm2colWide(&base.map, base.type, 3, base.address, base.dimensions, base.strides, -1, 1, 32,
                                        128, base.element_strides, base.interleave, CU_TENSOR_MAP_IM2COL_WIDE_MODE_W,
                                        base.swizzle, base.promotion, base.fill),
            CUDA_ERROR_NOT_SUPPORTED);
  EXPECT_EQ(cuTensorMapEncodeIm2colWide(&base.map, base.type, 3, base.address, base.dimensions, base.strides, -1, 1, 32,
                                        1025, base.element_strides, base.interleave, CU_TENSOR_MAP_IM2COL_WIDE_MODE_W,
                                        base.swizzle, base.promotion, base.fill),
            CUDA_ERROR_INVALID_VALUE);
}

} // namespace
} // namespace ox::test
