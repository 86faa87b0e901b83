// Texture and surface references by their host symbols: binding puts an object where kernels look, and the errors are
// those of the runtime API's manual.
#include "channel_descriptor.h"
#include "fixture.h"
#include "isa/texture_descriptor.h"

extern "C" {
void __cudaRegisterTexture(void**, const textureReference*, const void**, const char*, int, int, int);
void __cudaRegisterSurface(void**, const surfaceReference*, const void**, const char*, int, int);
}

namespace ox::test {
namespace {

using isa::TextureDescriptor;

// As a compiler registers them: "variable" is in the fake image, what no kernel uses is not.
textureReference picture, unused, normalized_words, unregistered;
surfaceReference canvas;

class TextureReferences : public Runtime {
protected:
  static void SetUpTestSuite() {
    void** handle = fake_image_handle;
    __cudaRegisterTexture(handle, &picture, nullptr, "variable", 2, 0, 0);
    __cudaRegisterTexture(handle, &unused, nullptr, "unused", 1, 0, 0);
    __cudaRegisterTexture(handle, &normalized_words, nullptr, "normalized_words", 1, 1, 0);
    __cudaRegisterSurface(handle, &canvas, nullptr, "variable", 2, 0);
  }
  static const TextureDescriptor* held() {
    uint64_t object = 0;
    EXPECT_EQ(cudaMemcpyFromSymbol(&object, &fake_variable_symbol, sizeof object, 0, cudaMemcpyDeviceToHost),
              cudaSuccess);
    return reinterpret_cast<const TextureDescriptor*>(object);
  }
  static cudaArray_t new_array(unsigned flags = 0) {
    cudaArray_t array = nullptr;
    EXPECT_EQ(cudaMalloc3DArray(&array, &kFloats, {8, 4, 0}, flags), cudaSuccess);
    return array;
  }
  static inline const cudaChannelFormatDesc kFloats = cudaCreateChannelDesc<float>(),
                                            kWords = cudaCreateChannelDesc<int>();
};

TEST_F(TextureReferences, OfMemory) {
  picture = {};
  picture.addressMode[0] = cudaAddressModeClamp;
  float* memory = new_device<float>(256);
  size_t offset = 99;
  ASSERT_EQ(cudaBindTexture(&offset, &picture, memory, &kFloats, 512), cudaSuccess);
  EXPECT_EQ(offset, 0u);
  ASSERT_NE(held(), nullptr);
  EXPECT_EQ(held()->resource, isa::TextureResource::kLinear);
  // Without a size, all of the allocation; from within it, an offset that fetches have to add.
  ASSERT_EQ(cudaBindTexture(&offset, &picture, memory + 3, &kFloats, 0xffffffffu), cudaSuccess);
  EXPECT_EQ(offset, 12u);
  const auto* level = reinterpret_cast<const isa::TextureLevel*>(held() + 1);
  EXPECT_EQ(level->address, reinterpret_cast<uint64_t>(memory));
  EXPECT_EQ(level->width, 256u);
  EXPECT_EQ(cudaGetTextureAlignmentOffset(&offset, &picture), cudaSuccess);
  EXPECT_EQ(offset, 12u);
  EXPECT_EQ(cudaBindTexture(nullptr, &picture, memory + 3, &kFloats, 4), cudaErrorInvalidValue);
  ASSERT_EQ(cudaBindTexture2D(&offset, &picture, memory, &kFloats, 8, 4, 64), cudaSuccess);
  EXPECT_EQ(held()->resource, isa::TextureResource::kPitch2D);
  EXPECT_EQ(cudaBindTexture2D(&offset, &picture, memory, &kFloats, 8, 4, 40), cudaErrorInvalidValue); // pitch
  ASSERT_EQ(cudaUnbindTexture(&picture), cudaSuccess);
  EXPECT_EQ(held(), nullptr);
  EXPECT_EQ(cudaGetTextureAlignmentOffset(&offset, &picture), cudaErrorInvalidTextureBinding);
  EXPECT_EQ(cudaUnbindTexture(&picture), cudaSuccess); // nothing is bound
}

TEST_F(TextureReferences, OfArrays) {
  picture = {};
  picture.normalized = 1;
  picture.filterMode = cudaFilterModeLinear;
  picture.addressMode[0] = cudaAddressModeWrap;
  ASSERT_EQ(cudaBindTextureToArray(&picture, new_array(), &kFloats), cudaSuccess);
  EXPECT_EQ(held()->resource, isa::TextureResource::kArray);
  EXPECT_EQ(held()->filter, isa::FilterMode::kLinear);
  EXPECT_EQ(held()->address_mode[0], isa::AddressMode::kWrap);
  EXPECT_TRUE(held()->normalized_coordinates);
  EXPECT_EQ(cudaBindTextureToArray(&picture, new_array(), &kWords), cudaErrorInvalidValue); // other format
  EXPECT_EQ(cudaBindTextureToArray(&picture, nullptr, &kFloats), cudaErrorInvalidValue);
  cudaMipmappedArray_t mipmap = nullptr;
  ASSERT_EQ(cudaMallocMipmappedArray(&mipmap, &kFloats, {8, 8, 0}, 3), cudaSuccess);
  ASSERT_EQ(cudaBindTextureToMipmappedArray(&picture, mipmap, &kFloats), cudaSuccess);
  EXPECT_EQ(held()->level_count, 3);
}

TEST_F(TextureReferences, ThatNoKernelUses) {
  float* memory = new_device<float>(16);
  size_t offset = 99;
  EXPECT_EQ(cudaBindTexture(nullptr, &unused, memory, &kFloats, 64), cudaSuccess);
  EXPECT_EQ(cudaGetTextureAlignmentOffset(&offset, &unused), cudaSuccess);
  EXPECT_EQ(offset, 0u);
  EXPECT_EQ(cudaUnbindTexture(&unused), cudaSuccess);
}

TEST_F(TextureReferences, ThatAreNone) {
  float* memory = new_device<float>(16);
  const textureReference* reference = nullptr;
  size_t offset = 0;
  EXPECT_EQ(cudaBindTexture(nullptr, &unregistered, memory, &kFloats, 64), cudaErrorInvalidTexture);
  EXPECT_EQ(cudaUnbindTexture(&unregistered), cudaErrorInvalidTexture);
  EXPECT_EQ(cudaGetTextureAlignmentOffset(&offset, &unregistered), cudaErrorInvalidTexture);
  EXPECT_EQ(cudaGetTextureReference(&reference, &unregistered), cudaErrorInvalidTexture);
  EXPECT_EQ(cudaGetTextureReference(&reference, &canvas), cudaErrorInvalidTexture); // a surface
  EXPECT_EQ(cudaGetTextureReference(&reference, &picture), cudaSuccess);
  EXPECT_EQ(reference, &picture);
}

TEST_F(TextureReferences, ReadNoWordsAsNormalizedFloats) {
  EXPECT_EQ(cudaBindTexture(nullptr, &normalized_words, new_device(64), &kWords, 64), cudaErrorInvalidNormSetting);
  picture = {};
  picture.filterMode = cudaFilterModeLinear;
  cudaArray_t array = nullptr;
  ASSERT_EQ(cudaMalloc3DArray(&array, &kWords, {8, 4, 0}), cudaSuccess);
  EXPECT_EQ(cudaBindTextureToArray(&picture, array, &kWords), cudaErrorInvalidFilterSetting);
}

TEST_F(TextureReferences, OfSurfaces) {
  const surfaceReference* reference = nullptr;
  ASSERT_EQ(cudaBindSurfaceToArray(&canvas, new_array(cudaArraySurfaceLoadStore), &kFloats), cudaSuccess);
  EXPECT_EQ(held()->access, isa::TextureAccess::kSurface);
  EXPECT_EQ(cudaBindSurfaceToArray(&canvas, new_array(), &kFloats), cudaErrorInvalidValue); // not for surfaces
  EXPECT_EQ(cudaGetSurfaceReference(&reference, &canvas), cudaSuccess);
  EXPECT_EQ(reference, &canvas);
  EXPECT_EQ(cudaGetSurfaceReference(&reference, &picture), cudaErrorInvalidSurface);
}

TEST_F(TextureReferences, EndWithTheContext) {
  picture = {};
  size_t offset = 0;
  ASSERT_EQ(cudaBindTextureToArray(&picture, new_array(), &kFloats), cudaSuccess);
  cudaDeviceReset();
  EXPECT_EQ(cudaGetTextureAlignmentOffset(&offset, &picture), cudaErrorInvalidTextureBinding);
}

} // namespace
} // namespace ox::test
