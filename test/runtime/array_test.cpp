// CUDA arrays: which shapes and formats there are, what is known of them, and how long they live.  Limits and errors
// are those of the runtime API's manual (cudaMalloc3DArray).
#include "channel_descriptor.h"
#include "fixture.h"

namespace ox::test {
namespace {

class Arrays : public Runtime {
protected:
  static cudaError_t make(cudaExtent extent, unsigned flags = cudaArrayDefault,
                          cudaChannelFormatDesc channels = cudaCreateChannelDesc<float>()) {
    cudaArray_t array = nullptr;
    cudaError_t error = cudaMalloc3DArray(&array, &channels, extent, flags);
    EXPECT_EQ(error == cudaSuccess, array != nullptr);
    EXPECT_EQ(cudaFreeArray(array), cudaSuccess);
    return error;
  }
  static cudaArray_t new_array(cudaExtent extent, unsigned flags = cudaArrayDefault,
                               cudaChannelFormatDesc channels = cudaCreateChannelDesc<float>()) {
    cudaArray_t array = nullptr;
    EXPECT_EQ(cudaMalloc3DArray(&array, &channels, extent, flags), cudaSuccess);
    return array;
  }
  static cudaMipmappedArray_t new_mipmap(cudaExtent extent, unsigned levels, unsigned flags = cudaArrayDefault) {
    cudaMipmappedArray_t mipmap = nullptr;
    const cudaChannelFormatDesc channels = cudaCreateChannelDesc<uchar4>();
    EXPECT_EQ(cudaMallocMipmappedArray(&mipmap, &channels, extent, levels, flags), cudaSuccess);
    return mipmap;
  }
  static void expect_info(cudaArray_t array, cudaExtent extent, unsigned flags) {
    cudaExtent has = {};
    unsigned has_flags = 77;
    EXPECT_EQ(cudaArrayGetInfo(nullptr, &has, &has_flags, array), cudaSuccess);
    EXPECT_EQ(has.width, extent.width);
    EXPECT_EQ(has.height, extent.height);
    EXPECT_EQ(has.depth, extent.depth);
    EXPECT_EQ(has_flags, flags);
  }
};

TEST_F(Arrays, SayWhatTheyAre) {
  cudaArray_t array = nullptr;
  const cudaChannelFormatDesc channels = cudaCreateChannelDesc<short2>();
  ASSERT_EQ(cudaMallocArray(&array, &channels, 12, 5, cudaArraySurfaceLoadStore), cudaSuccess);
  expect_info(array, {12, 5, 0}, cudaArraySurfaceLoadStore);
  cudaChannelFormatDesc has;
  EXPECT_EQ(cudaGetChannelDesc(&has, array), cudaSuccess);
  EXPECT_EQ(has.x, 16);
  EXPECT_EQ(has.y, 16);
  EXPECT_EQ(has.z, 0);
  EXPECT_EQ(has.w, 0);
  EXPECT_EQ(has.f, cudaChannelFormatKindSigned);
  EXPECT_EQ(cudaArrayGetInfo(nullptr, nullptr, nullptr, array), cudaSuccess);
}

TEST_F(Arrays, ComeInEveryShape) {
  struct {
    cudaExtent extent;
    unsigned flags;
  } shapes[] = {{{9, 0, 0}, cudaArrayDefault},
                {{9, 7, 0}, cudaArrayDefault},
                {{9, 7, 5}, cudaArrayDefault},
                {{9, 0, 3}, cudaArrayLayered},
                {{9, 7, 3}, cudaArrayLayered},
                {{8, 8, 6}, cudaArrayCubemap},
                {{8, 8, 18}, cudaArrayCubemap | cudaArrayLayered},
                {{9, 7, 0}, cudaArrayTextureGather},
                {{9, 7, 5}, cudaArraySurfaceLoadStore}};
  for (auto [extent, flags] : shapes)
    expect_info(new_array(extent, flags), extent, flags);
}

TEST_F(Arrays, ShapesThatThereAreNot) {
  EXPECT_EQ(make({0, 0, 0}), cudaErrorInvalidValue);
  EXPECT_EQ(make({0, 4, 0}), cudaErrorInvalidValue);
  EXPECT_EQ(make({4, 0, 4}), cudaErrorInvalidValue);                    // depth without a height
  EXPECT_EQ(make({4, 4, 0}, cudaArrayLayered), cudaErrorInvalidValue);  // no layers
  EXPECT_EQ(make({4, 8, 6}, cudaArrayCubemap), cudaErrorInvalidValue);  // faces are squares
  EXPECT_EQ(make({4, 4, 5}, cudaArrayCubemap), cudaErrorInvalidValue);  // six of them
  EXPECT_EQ(make({4, 4, 12}, cudaArrayCubemap), cudaErrorInvalidValue); // without cudaArrayLayered
  EXPECT_EQ(make({4, 4, 13}, cudaArrayCubemap | cudaArrayLayered), cudaErrorInvalidValue);
  EXPECT_EQ(make({4, 0, 0}, cudaArrayTextureGather), cudaErrorInvalidValue); // gather is for 2D
  EXPECT_EQ(make({4, 4, 4}, cudaArrayTextureGather), cudaErrorInvalidValue);
  EXPECT_EQ(make({4, 4, 2}, cudaArrayTextureGather | cudaArrayLayered), cudaErrorInvalidValue);
  EXPECT_EQ(make({4, 4, 0}, 0x1000), cudaErrorInvalidValue); // no flag
  cudaArray_t array = nullptr;
  const cudaChannelFormatDesc channels = cudaCreateChannelDesc<float>();
  EXPECT_EQ(cudaMallocArray(&array, &channels, 4, 4, cudaArrayCubemap), cudaErrorInvalidValue);
  EXPECT_EQ(cudaMallocArray(&array, &channels, 4, 4, cudaArrayLayered), cudaErrorInvalidValue);
  EXPECT_EQ(cudaMallocArray(nullptr, &channels, 4, 4), cudaErrorInvalidValue);
  EXPECT_EQ(cudaMallocArray(&array, nullptr, 4, 4), cudaErrorInvalidValue);
  EXPECT_EQ(array, nullptr);
}

TEST_F(Arrays, KeepToTheLimitsThatTheDeviceReports) {
  cudaDeviceProp prop;
  ASSERT_EQ(cudaGetDeviceProperties(&prop, 0), cudaSuccess);
  auto size = [](int number) { return static_cast<size_t>(number); };
  const cudaChannelFormatDesc bytes = cudaCreateChannelDesc<char>();
  EXPECT_EQ(make({size(prop.maxTexture1D), 0, 0}, 0, bytes), cudaSuccess);
  EXPECT_EQ(make({size(prop.maxTexture1D) + 1, 0, 0}, 0, bytes), cudaErrorInvalidValue);
  EXPECT_EQ(make({size(prop.maxTexture2D[0]), 1, 0}, 0, bytes), cudaSuccess);
  EXPECT_EQ(make({size(prop.maxTexture2D[0]) + 1, 1, 0}, 0, bytes), cudaErrorInvalidValue);
  EXPECT_EQ(make({1, size(prop.maxTexture2D[1]), 0}, 0, bytes), cudaSuccess);
  EXPECT_EQ(make({1, size(prop.maxTexture2D[1]) + 1, 0}, 0, bytes), cudaErrorInvalidValue);
  EXPECT_EQ(make({1, 1, size(prop.maxTexture3D[2])}, 0, bytes), cudaSuccess);
  EXPECT_EQ(make({1, 1, size(prop.maxTexture3DAlt[2])}, 0, bytes), cudaSuccess); // deeper, where it is narrower
  EXPECT_EQ(make({1, 1, size(prop.maxTexture3DAlt[2]) + 1}, 0, bytes), cudaErrorInvalidValue);
  EXPECT_EQ(make({size(prop.maxTexture3D[0]), 1, size(prop.maxTexture3D[2]) + 1}, 0, bytes), cudaErrorInvalidValue);
  EXPECT_EQ(make({size(prop.maxTexture1DLayered[0]) + 1, 0, 1}, cudaArrayLayered, bytes), cudaErrorInvalidValue);
  EXPECT_EQ(make({1, 0, size(prop.maxTexture1DLayered[1])}, cudaArrayLayered, bytes), cudaSuccess);
  EXPECT_EQ(make({1, 0, size(prop.maxTexture1DLayered[1]) + 1}, cudaArrayLayered, bytes), cudaErrorInvalidValue);
  EXPECT_EQ(make({1, 1, size(prop.maxTexture2DLayered[2]) + 1}, cudaArrayLayered, bytes), cudaErrorInvalidValue);
  EXPECT_EQ(make({1, 1, size(prop.maxTextureCubemapLayered[1])}, cudaArrayCubemap | cudaArrayLayered, bytes),
            cudaSuccess);
  EXPECT_EQ(make({1, 1, size(prop.maxTextureCubemapLayered[1]) + 6}, cudaArrayCubemap | cudaArrayLayered, bytes),
            cudaErrorInvalidValue);
  EXPECT_EQ(make({size(prop.maxSurface1D), 0, 0}, cudaArraySurfaceLoadStore, bytes), cudaSuccess);
  EXPECT_EQ(make({size(prop.maxSurface1D) + 1, 0, 0}, cudaArraySurfaceLoadStore, bytes), cudaErrorInvalidValue);
  EXPECT_EQ(make({1, size(prop.maxTexture2DGather[1]), 0}, cudaArrayTextureGather, bytes), cudaSuccess);
  EXPECT_EQ(make({1, size(prop.maxTexture2DGather[1]) + 1, 0}, cudaArrayTextureGather, bytes), cudaErrorInvalidValue);
  int width = 0;
  EXPECT_EQ(cudaDeviceGetAttribute(&width, cudaDevAttrMaxTexture1DWidth, 0), cudaSuccess);
  EXPECT_EQ(width, prop.maxTexture1D);
}

TEST_F(Arrays, ThatDoNotFitTheMemory) { EXPECT_EQ(make({8192, 8192, 0}), cudaErrorMemoryAllocation); }

TEST_F(Arrays, HaveElementsOfOneTwoOrFourEqualChannels) {
  const cudaExtent extent{8, 8, 0};
  for (int bits : {8, 16, 32})
    for (cudaChannelFormatKind kind :
         {cudaChannelFormatKindSigned, cudaChannelFormatKindUnsigned, cudaChannelFormatKindFloat})
      for (int channels : {1, 2, 3, 4}) {
        const bool is_format = channels != 3 && (kind != cudaChannelFormatKindFloat || bits != 8);
        const cudaChannelFormatDesc desc{bits, channels > 1 ? bits : 0, channels > 2 ? bits : 0,
                                         channels > 3 ? bits : 0, kind};
        EXPECT_EQ(make(extent, 0, desc), is_format ? cudaSuccess : cudaErrorInvalidChannelDescriptor)
            << bits << " " << channels << " " << kind;
      }
  EXPECT_EQ(make(extent, 0, {64, 0, 0, 0, cudaChannelFormatKindFloat}), cudaErrorInvalidChannelDescriptor);
  EXPECT_EQ(make(extent, 0, {8, 16, 0, 0, cudaChannelFormatKindUnsigned}), cudaErrorInvalidChannelDescriptor);
  EXPECT_EQ(make(extent, 0, {0, 0, 0, 0, cudaChannelFormatKindNone}), cudaErrorInvalidChannelDescriptor);
  EXPECT_EQ(make(extent, 0, {8, 0, 0, 0, static_cast<cudaChannelFormatKind>(99)}), cudaErrorInvalidChannelDescriptor);
}

TEST_F(Arrays, HaveNormalizedAndCompressedFormats) {
  const cudaExtent extent{8, 8, 0};
  const cudaChannelFormatDesc formats[] = {cudaCreateChannelDesc<cudaChannelFormatKindUnsignedNormalized8X4>(),
                                           cudaCreateChannelDesc<cudaChannelFormatKindSignedNormalized16X2>(),
                                           cudaCreateChannelDesc<cudaChannelFormatKindUnsignedNormalized1010102>(),
                                           cudaCreateChannelDesc<cudaChannelFormatKindUnsignedBlockCompressed1>(),
                                           cudaCreateChannelDesc<cudaChannelFormatKindUnsignedBlockCompressed3SRGB>(),
                                           cudaCreateChannelDesc<cudaChannelFormatKindSignedBlockCompressed5>(),
                                           cudaCreateChannelDesc<cudaChannelFormatKindUnsignedBlockCompressed6H>(),
                                           cudaCreateChannelDesc<cudaChannelFormatKindUnsignedBlockCompressed7>()};
  for (const cudaChannelFormatDesc& format : formats) {
    cudaArray_t array = new_array(extent, 0, format);
    cudaChannelFormatDesc has;
    EXPECT_EQ(cudaGetChannelDesc(&has, array), cudaSuccess);
    EXPECT_EQ(has.f, format.f);
    EXPECT_EQ(has.x, format.x);
  }
  const cudaChannelFormatDesc blocks = cudaCreateChannelDesc<cudaChannelFormatKindUnsignedBlockCompressed1>();
  EXPECT_EQ(make({8, 0, 0}, 0, blocks), cudaErrorInvalidValue);                      // blocks are squares
  EXPECT_EQ(make(extent, cudaArraySurfaceLoadStore, blocks), cudaErrorInvalidValue); // and have no texels to write
}

TEST_F(Arrays, PlanesOfNv12AreArrays) {
  cudaArray_t array = new_array({16, 8, 0}, 0, cudaCreateChannelDescNV12());
  cudaArray_t luma = nullptr, chroma = nullptr;
  ASSERT_EQ(cudaArrayGetPlane(&luma, array, 0), cudaSuccess);
  ASSERT_EQ(cudaArrayGetPlane(&chroma, array, 1), cudaSuccess);
  EXPECT_EQ(cudaArrayGetPlane(&chroma, array, 2), cudaErrorInvalidValue);
  expect_info(luma, {16, 8, 0}, 0);
  expect_info(chroma, {8, 4, 0}, 0);
  cudaChannelFormatDesc desc;
  EXPECT_EQ(cudaGetChannelDesc(&desc, chroma), cudaSuccess);
  EXPECT_EQ(desc.x, 8);
  EXPECT_EQ(desc.y, 8);
  EXPECT_EQ(desc.z, 0);
  EXPECT_EQ(desc.f, cudaChannelFormatKindUnsigned);
  EXPECT_EQ(cudaFreeArray(luma), cudaErrorInvalidValue); // a part
  EXPECT_EQ(cudaFreeArray(array), cudaSuccess);
  EXPECT_EQ(cudaGetChannelDesc(&desc, luma), cudaErrorInvalidValue); // gone with the whole
  EXPECT_EQ(cudaArrayGetPlane(&luma, new_array({4, 4, 0}), 0), cudaErrorInvalidValue);
  EXPECT_EQ(make({15, 8, 0}, 0, cudaCreateChannelDescNV12()), cudaErrorInvalidValue);
}

TEST_F(Arrays, WhoseMemoryIsMappedLaterAreNotSupported) {
  int sparse = 7, deferred = 7;
  EXPECT_EQ(cudaDeviceGetAttribute(&sparse, cudaDevAttrSparseCudaArraySupported, 0), cudaSuccess);
  EXPECT_EQ(cudaDeviceGetAttribute(&deferred, cudaDevAttrDeferredMappingCudaArraySupported, 0), cudaSuccess);
  EXPECT_EQ(sparse, 0);
  EXPECT_EQ(deferred, 0);
  EXPECT_EQ(make({64, 64, 0}, cudaArraySparse), cudaErrorNotSupported);
  EXPECT_EQ(make({64, 64, 0}, cudaArrayDeferredMapping), cudaErrorNotSupported);
  cudaArray_t array = new_array({64, 64, 0});
  cudaArraySparseProperties properties;
  cudaArrayMemoryRequirements requirements;
  EXPECT_EQ(cudaArrayGetSparseProperties(&properties, array), cudaErrorInvalidValue);
  EXPECT_EQ(cudaArrayGetMemoryRequirements(&requirements, array, 0), cudaErrorInvalidValue);
  cudaMipmappedArray_t mipmap = new_mipmap({64, 64, 0}, 2);
  EXPECT_EQ(cudaMipmappedArrayGetSparseProperties(&properties, mipmap), cudaErrorInvalidValue);
  EXPECT_EQ(cudaMipmappedArrayGetMemoryRequirements(&requirements, mipmap, 0), cudaErrorInvalidValue);
}

TEST_F(Arrays, AreFreedOnce) {
  cudaArray_t array = new_array({4, 4, 0});
  EXPECT_EQ(cudaFreeArray(array), cudaSuccess);
  EXPECT_EQ(cudaFreeArray(array), cudaErrorInvalidValue);
  EXPECT_EQ(cudaArrayGetInfo(nullptr, nullptr, nullptr, array), cudaErrorInvalidValue);
  EXPECT_EQ(cudaFreeArray(nullptr), cudaSuccess);
  int no_array;
  EXPECT_EQ(cudaFreeArray(reinterpret_cast<cudaArray_t>(&no_array)), cudaErrorInvalidValue);
}

TEST_F(Arrays, GiveTheirMemoryBack) {
  size_t before = 0, during = 0, after = 0, total = 0;
  cudaMemGetInfo(&before, &total);
  cudaArray_t array = new_array({256, 256, 0});
  cudaMemGetInfo(&during, &total);
  EXPECT_EQ(before - during, 256u * 256 * 4);
  cudaFreeArray(array);
  cudaMemGetInfo(&after, &total);
  EXPECT_EQ(after, before);
}

TEST_F(Arrays, EndWithTheirContext) {
  cudaArray_t array = new_array({4, 4, 0});
  cudaDeviceReset();
  EXPECT_EQ(cudaArrayGetInfo(nullptr, nullptr, nullptr, array), cudaErrorInvalidValue);
}

TEST_F(Arrays, FreeingWaitsForWhatMayUseThem) {
  cudaArray_t array = new_array({4, 4, 0});
  Gate started;
  bool done = false;
  set_body(kFirst, [&] {
    started.open();
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
    done = true;
  });
  launch(kFirst, new_stream());
  started.wait();
  EXPECT_EQ(cudaFreeArray(array), cudaSuccess);
  EXPECT_TRUE(done);
}

using MipmappedArrays = Arrays;

TEST_F(MipmappedArrays, HaveLevelsOfHalfTheSize) {
  cudaMipmappedArray_t mipmap = new_mipmap({20, 8, 0}, 5, cudaArraySurfaceLoadStore);
  const cudaExtent expected[] = {{20, 8, 0}, {10, 4, 0}, {5, 2, 0}, {2, 1, 0}, {1, 1, 0}};
  for (unsigned level = 0; level < 5; ++level) {
    cudaArray_t array = nullptr, again = nullptr;
    ASSERT_EQ(cudaGetMipmappedArrayLevel(&array, mipmap, level), cudaSuccess);
    expect_info(array, expected[level], cudaArraySurfaceLoadStore);
    EXPECT_EQ(cudaGetMipmappedArrayLevel(&again, mipmap, level), cudaSuccess);
    EXPECT_EQ(again, array);
  }
  cudaArray_t array = nullptr;
  EXPECT_EQ(cudaGetMipmappedArrayLevel(&array, mipmap, 5), cudaErrorInvalidValue);
  EXPECT_EQ(cudaFreeMipmappedArray(mipmap), cudaSuccess);
}

TEST_F(MipmappedArrays, HaveNoMoreLevelsThanThereAre) {
  auto count = [](cudaMipmappedArray_t mipmap) {
    cudaArray_t array;
    unsigned levels = 0;
    while (cudaGetMipmappedArrayLevel(&array, mipmap, levels) == cudaSuccess)
      ++levels;
    return levels;
  };
  EXPECT_EQ(count(new_mipmap({20, 8, 0}, 100)), 5u);                   // 1 + floor(log2(20))
  EXPECT_EQ(count(new_mipmap({4, 4, 64}, 100)), 7u);                   // depth counts
  EXPECT_EQ(count(new_mipmap({4, 4, 64}, 100, cudaArrayLayered)), 3u); // layers don't
  EXPECT_EQ(count(new_mipmap({16, 0, 0}, 0)), 1u);
}

TEST_F(MipmappedArrays, KeepTheirLayers) {
  cudaMipmappedArray_t mipmap = new_mipmap({8, 8, 12}, 3, cudaArrayCubemap | cudaArrayLayered);
  cudaArray_t last = nullptr;
  ASSERT_EQ(cudaGetMipmappedArrayLevel(&last, mipmap, 2), cudaSuccess);
  expect_info(last, {2, 2, 12}, cudaArrayCubemap | cudaArrayLayered);
}

TEST_F(MipmappedArrays, AreFreedOnceAndWithTheirLevels) {
  cudaMipmappedArray_t mipmap = new_mipmap({8, 8, 0}, 2);
  cudaArray_t level = nullptr;
  ASSERT_EQ(cudaGetMipmappedArrayLevel(&level, mipmap, 1), cudaSuccess);
  EXPECT_EQ(cudaFreeArray(level), cudaErrorInvalidValue);
  EXPECT_EQ(cudaFreeMipmappedArray(mipmap), cudaSuccess);
  EXPECT_EQ(cudaFreeMipmappedArray(mipmap), cudaErrorInvalidValue);
  EXPECT_EQ(cudaArrayGetInfo(nullptr, nullptr, nullptr, level), cudaErrorInvalidValue);
  EXPECT_EQ(cudaGetMipmappedArrayLevel(&level, mipmap, 0), cudaErrorInvalidValue);
  EXPECT_EQ(cudaFreeMipmappedArray(nullptr), cudaSuccess);
}

TEST_F(MipmappedArrays, HaveLimitsOfTheirOwn) {
  cudaDeviceProp prop;
  ASSERT_EQ(cudaGetDeviceProperties(&prop, 0), cudaSuccess);
  const cudaChannelFormatDesc channels = cudaCreateChannelDesc<char>();
  cudaMipmappedArray_t mipmap = nullptr;
  const auto width = static_cast<size_t>(prop.maxTexture1DMipmap);
  EXPECT_EQ(cudaMallocMipmappedArray(&mipmap, &channels, {width, 0, 0}, 2), cudaSuccess);
  EXPECT_EQ(cudaMallocMipmappedArray(&mipmap, &channels, {width + 1, 0, 0}, 2), cudaErrorInvalidValue);
  EXPECT_EQ(cudaMallocMipmappedArray(nullptr, &channels, {4, 0, 0}, 2), cudaErrorInvalidValue);
}

TEST_F(Arrays, LinearTexturesHaveALimitToo) {
  size_t elements = 0;
  const cudaChannelFormatDesc channels = cudaCreateChannelDesc<float4>(), none{3, 0, 0, 0, cudaChannelFormatKindNone};
  EXPECT_EQ(cudaDeviceGetTexture1DLinearMaxWidth(&elements, &channels, 0), cudaSuccess);
  EXPECT_EQ(elements, size_t{1} << 28);
  EXPECT_EQ(cudaDeviceGetTexture1DLinearMaxWidth(&elements, &none, 0), cudaErrorInvalidValue);
  EXPECT_EQ(cudaDeviceGetTexture1DLinearMaxWidth(&elements, &channels, 99), cudaErrorInvalidDevice);
}

} // namespace
} // namespace ox::test
