// Texture and surface objects: what may be made, what is said of them, and the descriptor that a texture unit reads.
// Rules and errors are those of the runtime API's manual (cudaCreateTextureObject, cudaTextureDesc,
// cudaResourceViewDesc); the descriptor's layout is isa/texture_descriptor.h.
#include "channel_descriptor.h"
#include "fixture.h"
#include "isa/texture_descriptor.h"
#include <cstring>

namespace ox::test {
namespace {

using isa::AddressMode;
using isa::FilterMode;
using isa::ReadMode;
using isa::TexelFormat;
using isa::TextureAccess;
using isa::TextureDescriptor;
using isa::TextureLevel;

struct Descriptor : TextureDescriptor {
  std::vector<TextureLevel> levels;
};

// The fake device's memory is the host's.
Descriptor read_descriptor(unsigned long long handle) {
  Descriptor result{*reinterpret_cast<const TextureDescriptor*>(handle), {}};
  const auto* levels = reinterpret_cast<const TextureLevel*>(handle + isa::kTextureLevelsOffset);
  result.levels.assign(levels, levels + result.level_count);
  return result;
}

class TextureObjects : public Runtime {
protected:
  static cudaArray_t new_array(cudaExtent extent, unsigned flags = 0,
                               cudaChannelFormatDesc channels = cudaCreateChannelDesc<float>()) {
    cudaArray_t array = nullptr;
    EXPECT_EQ(cudaMalloc3DArray(&array, &channels, extent, flags), cudaSuccess);
    return array;
  }
  static cudaMipmappedArray_t new_mipmap(cudaExtent extent, unsigned levels, cudaChannelFormatDesc channels,
                                         unsigned flags = 0) {
    cudaMipmappedArray_t mipmap = nullptr;
    EXPECT_EQ(cudaMallocMipmappedArray(&mipmap, &channels, extent, levels, flags), cudaSuccess);
    return mipmap;
  }
  static cudaResourceDesc of(cudaArray_t array) {
    cudaResourceDesc resource = {};
    resource.resType = cudaResourceTypeArray;
    resource.res.array.array = array;
    return resource;
  }
  static cudaResourceDesc of(cudaMipmappedArray_t mipmap) {
    cudaResourceDesc resource = {};
    resource.resType = cudaResourceTypeMipmappedArray;
    resource.res.mipmap.mipmap = mipmap;
    return resource;
  }
  static cudaResourceDesc linear(void* memory, size_t bytes,
                                 cudaChannelFormatDesc channels = cudaCreateChannelDesc<float>()) {
    cudaResourceDesc resource = {};
    resource.resType = cudaResourceTypeLinear;
    resource.res.linear = {memory, channels, bytes};
    return resource;
  }
  static cudaResourceDesc pitched(void* memory, size_t width, size_t height, size_t pitch,
                                  cudaChannelFormatDesc channels = cudaCreateChannelDesc<float>()) {
    cudaResourceDesc resource = {};
    resource.resType = cudaResourceTypePitch2D;
    resource.res.pitch2D = {memory, channels, width, height, pitch};
    return resource;
  }
  static cudaTextureObject_t make(const cudaResourceDesc& resource, const cudaTextureDesc& texture = {},
                                  const cudaResourceViewDesc* view = nullptr) {
    cudaTextureObject_t object = 0;
    EXPECT_EQ(cudaCreateTextureObject(&object, &resource, &texture, view), cudaSuccess);
    return object;
  }
  static cudaError_t error_of(const cudaResourceDesc& resource, const cudaTextureDesc& texture = {},
                              const cudaResourceViewDesc* view = nullptr) {
    cudaTextureObject_t object = 0;
    cudaError_t error = cudaCreateTextureObject(&object, &resource, &texture, view);
    EXPECT_EQ(object, 0u);
    return error;
  }
};

TEST_F(TextureObjects, AreDescriptorsOfArrays) {
  cudaArray_t array = new_array({20, 6, 0}, 0, cudaCreateChannelDesc<ushort2>());
  const char row[80] = "the first row";
  cudaTextureDesc texture = {};
  texture.addressMode[0] = cudaAddressModeMirror;
  texture.addressMode[1] = cudaAddressModeBorder;
  texture.addressMode[2] = cudaAddressModeClamp;
  texture.filterMode = cudaFilterModeLinear;
  texture.readMode = cudaReadModeNormalizedFloat;
  texture.normalizedCoords = 1;
  texture.maxAnisotropy = 40;
  texture.borderColor[2] = 0.5f;
  const Descriptor has = read_descriptor(make(of(array), texture));
  EXPECT_EQ(has.magic, TextureDescriptor::kMagic);
  EXPECT_EQ(has.version, 1);
  EXPECT_EQ(has.resource, isa::TextureResource::kArray);
  EXPECT_EQ(has.access, TextureAccess::kTexture);
  EXPECT_EQ(has.dimensions, 2);
  EXPECT_EQ(has.format, TexelFormat::kUnsigned16x2);
  EXPECT_FALSE(has.is_layered);
  EXPECT_FALSE(has.is_cubemap);
  EXPECT_EQ(has.layers, 1u);
  EXPECT_EQ(has.read_mode, ReadMode::kNormalizedFloat);
  EXPECT_TRUE(has.normalized_coordinates);
  EXPECT_EQ(has.filter, FilterMode::kLinear);
  EXPECT_EQ(has.address_mode[0], AddressMode::kMirror);
  EXPECT_EQ(has.address_mode[1], AddressMode::kBorder);
  EXPECT_EQ(has.address_mode[2], AddressMode::kClamp);
  EXPECT_EQ(has.max_anisotropy, 16); // clamped to [1, 16]
  EXPECT_EQ(has.border[2], 0.5f);
  ASSERT_EQ(has.levels.size(), 1u);
  EXPECT_EQ(has.levels[0].width, 20u);
  EXPECT_EQ(has.levels[0].height, 6u);
  EXPECT_EQ(has.levels[0].depth, 1u);
  EXPECT_EQ(has.levels[0].row_bytes, 80u);
  EXPECT_EQ(has.levels[0].layer_bytes, 480u);
  // The address is that of the array's first element.
  ASSERT_EQ(cudaMemcpy2DToArray(array, 0, 0, row, 80, 80, 1, cudaMemcpyHostToDevice), cudaSuccess);
  EXPECT_EQ(std::memcmp(reinterpret_cast<const void*>(has.levels[0].address), row, 80), 0);
}

TEST_F(TextureObjects, HaveAllLevelsAndLayers) {
  cudaMipmappedArray_t mipmap = new_mipmap({16, 16, 6}, 3, cudaCreateChannelDesc<uchar4>(), cudaArrayCubemap);
  cudaTextureDesc texture = {};
  texture.normalizedCoords = 1;
  texture.mipmapFilterMode = cudaFilterModePoint;
  texture.mipmapLevelBias = -0.25f;
  texture.minMipmapLevelClamp = 0.5f;
  texture.maxMipmapLevelClamp = 99;
  texture.seamlessCubemap = 1;
  const Descriptor has = read_descriptor(make(of(mipmap), texture));
  EXPECT_EQ(has.resource, isa::TextureResource::kMipmappedArray);
  EXPECT_TRUE(has.is_cubemap);
  EXPECT_TRUE(has.seamless_cubemap);
  EXPECT_EQ(has.layers, 6u);
  EXPECT_EQ(has.dimensions, 2);
  EXPECT_EQ(has.level_bias, -0.25f);
  EXPECT_EQ(has.min_level, 0.5f);
  EXPECT_EQ(has.max_level, 2.0f); // the last level
  ASSERT_EQ(has.levels.size(), 3u);
  for (unsigned level = 0; level < 3; ++level) {
    EXPECT_EQ(has.levels[level].width, 16u >> level);
    EXPECT_EQ(has.levels[level].height, 16u >> level);
    EXPECT_EQ(has.levels[level].row_bytes, 64u >> level);
    EXPECT_EQ(has.levels[level].layer_bytes, (64u >> level) * (16u >> level));
  }
  // Levels don't overlap.
  EXPECT_GE(has.levels[1].address, has.levels[0].address + 6 * has.levels[0].layer_bytes);
  EXPECT_GE(has.levels[2].address, has.levels[1].address + 6 * has.levels[1].layer_bytes);
}

TEST_F(TextureObjects, OfThreeDimensionsHaveADepth) {
  const Descriptor has = read_descriptor(make(of(new_array({4, 3, 5}))));
  EXPECT_EQ(has.dimensions, 3);
  EXPECT_EQ(has.levels[0].depth, 5u);
  EXPECT_EQ(has.layers, 1u);
  EXPECT_EQ(has.levels[0].layer_bytes, 48u); // of a slice
  const Descriptor lines = read_descriptor(make(of(new_array({4, 0, 5}, cudaArrayLayered))));
  EXPECT_EQ(lines.dimensions, 1);
  EXPECT_TRUE(lines.is_layered);
  EXPECT_EQ(lines.layers, 5u);
  EXPECT_EQ(lines.levels[0].height, 1u);
  EXPECT_EQ(lines.levels[0].depth, 1u);
  EXPECT_EQ(lines.levels[0].row_bytes, 0u);
}

TEST_F(TextureObjects, OfLinearMemoryHaveNoFilterAndNoAddressMode) {
  float* memory = new_device<float>(100);
  cudaTextureDesc texture = {};
  texture.filterMode = cudaFilterModeLinear;
  texture.addressMode[0] = cudaAddressModeWrap;
  const Descriptor has = read_descriptor(make(linear(memory, 400), texture));
  EXPECT_EQ(has.resource, isa::TextureResource::kLinear);
  EXPECT_EQ(has.dimensions, 1);
  EXPECT_EQ(has.filter, FilterMode::kPoint);
  EXPECT_EQ(has.address_mode[0], AddressMode::kBorder); // what is outside reads as 0
  EXPECT_EQ(has.levels[0].address, reinterpret_cast<uint64_t>(memory));
  EXPECT_EQ(has.levels[0].width, 100u);
  EXPECT_EQ(has.format, TexelFormat::kFloat32x1);
}

TEST_F(TextureObjects, OfPitchedMemoryHaveItsRows) {
  char* memory = new_device(512 * 8);
  const Descriptor has =
      read_descriptor(make(pitched(memory, 100, 8, 512, cudaCreateChannelDesc<int>()), cudaTextureDesc{}));
  EXPECT_EQ(has.resource, isa::TextureResource::kPitch2D);
  EXPECT_EQ(has.dimensions, 2);
  EXPECT_EQ(has.levels[0].row_bytes, 512u);
  EXPECT_EQ(has.levels[0].width, 100u);
  EXPECT_EQ(has.levels[0].height, 8u);
  EXPECT_EQ(has.format, TexelFormat::kSigned32x1);
}

TEST_F(TextureObjects, RepeatOnlyWithNormalizedCoordinates) {
  cudaTextureDesc texture = {};
  texture.addressMode[0] = cudaAddressModeWrap;
  texture.addressMode[1] = cudaAddressModeMirror;
  texture.addressMode[2] = cudaAddressModeBorder;
  cudaTextureObject_t object = make(of(new_array({4, 4, 0})), texture);
  const Descriptor has = read_descriptor(object);
  EXPECT_EQ(has.address_mode[0], AddressMode::kClamp);
  EXPECT_EQ(has.address_mode[1], AddressMode::kClamp);
  EXPECT_EQ(has.address_mode[2], AddressMode::kBorder);
  cudaTextureDesc said;
  EXPECT_EQ(cudaGetTextureObjectTextureDesc(&said, object), cudaSuccess);
  EXPECT_EQ(said.addressMode[0], cudaAddressModeWrap); // what the program asked for
}

TEST_F(TextureObjects, ReadNarrowIntegersAsFloatsOnRequest) {
  cudaTextureDesc normalized = {};
  normalized.readMode = cudaReadModeNormalizedFloat;
  auto mode = [&](cudaChannelFormatDesc channels) {
    return read_descriptor(make(of(new_array({4, 4, 0}, 0, channels)), normalized)).read_mode;
  };
  EXPECT_EQ(mode(cudaCreateChannelDesc<uchar4>()), ReadMode::kNormalizedFloat);
  EXPECT_EQ(mode(cudaCreateChannelDesc<short>()), ReadMode::kNormalizedFloat);
  EXPECT_EQ(mode(cudaCreateChannelDesc<int>()), ReadMode::kElement); // 32 bits are not promoted
  EXPECT_EQ(mode(cudaCreateChannelDesc<float>()), ReadMode::kElement);
  EXPECT_EQ(mode(cudaCreateChannelDescHalf2()), ReadMode::kElement);
}

TEST_F(TextureObjects, ConvertSrgbOfBytesOnly) {
  cudaTextureDesc texture = {};
  texture.readMode = cudaReadModeNormalizedFloat;
  texture.sRGB = 1;
  EXPECT_TRUE(read_descriptor(make(of(new_array({4, 4, 0}, 0, cudaCreateChannelDesc<uchar4>())), texture)).srgb);
  EXPECT_FALSE(read_descriptor(make(of(new_array({4, 4, 0}, 0, cudaCreateChannelDesc<ushort4>())), texture)).srgb);
}

TEST_F(TextureObjects, OfIntegersHaveNoLinearFilter) {
  cudaTextureDesc texture = {};
  texture.filterMode = cudaFilterModeLinear;
  const cudaResourceDesc bytes = of(new_array({4, 4, 0}, 0, cudaCreateChannelDesc<uchar4>()));
  EXPECT_EQ(error_of(bytes, texture), cudaErrorInvalidFilterSetting);
  texture.readMode = cudaReadModeNormalizedFloat;
  make(bytes, texture);
  EXPECT_EQ(error_of(of(new_array({4, 4, 0}, 0, cudaCreateChannelDesc<int>())), texture),
            cudaErrorInvalidFilterSetting);
  texture = {};
  texture.mipmapFilterMode = cudaFilterModeLinear;
  EXPECT_EQ(error_of(of(new_mipmap({4, 4, 0}, 2, cudaCreateChannelDesc<uchar4>())), texture),
            cudaErrorInvalidFilterSetting);
  make(bytes, texture); // has no levels
}

TEST_F(TextureObjects, ThatCanNotBe) {
  cudaArray_t array = new_array({4, 4, 0});
  float* memory = new_device<float>(1000);
  cudaTextureObject_t object = 0;
  cudaTextureDesc texture = {};
  cudaResourceDesc resource = of(array);
  EXPECT_EQ(cudaCreateTextureObject(nullptr, &resource, &texture, nullptr), cudaErrorInvalidValue);
  EXPECT_EQ(cudaCreateTextureObject(&object, nullptr, &texture, nullptr), cudaErrorInvalidValue);
  EXPECT_EQ(cudaCreateTextureObject(&object, &resource, nullptr, nullptr), cudaErrorInvalidValue);
  resource.resType = static_cast<cudaResourceType>(9);
  EXPECT_EQ(error_of(resource), cudaErrorInvalidValue);
  texture.addressMode[1] = static_cast<cudaTextureAddressMode>(4);
  EXPECT_EQ(error_of(of(array), texture), cudaErrorInvalidValue);
  texture = {};
  texture.filterMode = static_cast<cudaTextureFilterMode>(2);
  EXPECT_EQ(error_of(of(array), texture), cudaErrorInvalidValue);
  EXPECT_EQ(error_of(of(cudaArray_t{})), cudaErrorInvalidValue);

  // Memory.
  EXPECT_EQ(error_of(linear(nullptr, 400)), cudaErrorInvalidValue);
  EXPECT_EQ(error_of(linear(memory + 1, 400)), cudaErrorInvalidValue); // textureAlignment
  EXPECT_EQ(error_of(linear(memory, 3)), cudaErrorInvalidValue);       // not one element
  EXPECT_EQ(error_of(linear(memory, (size_t{1} << 30) + 4)), cudaErrorInvalidValue);
  EXPECT_EQ(error_of(linear(memory, 400, {32, 32, 32, 0, cudaChannelFormatKindFloat})),
            cudaErrorInvalidChannelDescriptor);
  EXPECT_EQ(error_of(linear(memory, 400, cudaCreateChannelDesc<cudaChannelFormatKindUnsignedBlockCompressed1>())),
            cudaErrorInvalidChannelDescriptor);
  EXPECT_EQ(error_of(pitched(memory, 10, 4, 40)), cudaErrorInvalidValue); // texturePitchAlignment
  EXPECT_EQ(error_of(pitched(memory, 20, 4, 64)), cudaErrorInvalidValue); // rows longer than the pitch
  EXPECT_EQ(error_of(pitched(memory, 0, 4, 64)), cudaErrorInvalidValue);
  EXPECT_EQ(error_of(pitched(memory, 4, 65001, 64)), cudaErrorInvalidValue);
  float on_the_stack[64];
  EXPECT_EQ(error_of(linear(on_the_stack, 256)), cudaErrorInvalidValue);
  EXPECT_EQ(error_of(of(new_array({4, 4, 0}, 0, cudaCreateChannelDescNV12()))), cudaErrorInvalidValue);

  cudaFreeArray(array);
  EXPECT_EQ(error_of(of(array)), cudaErrorInvalidValue);
}

TEST_F(TextureObjects, SayWhatTheyWereMadeOf) {
  float* memory = new_device<float>(256);
  cudaTextureDesc texture = {};
  texture.addressMode[0] = cudaAddressModeBorder;
  texture.addressMode[1] = cudaAddressModeMirror;
  texture.filterMode = cudaFilterModeLinear;
  texture.readMode = cudaReadModeNormalizedFloat;
  texture.sRGB = 1;
  texture.borderColor[3] = 0.75f;
  texture.normalizedCoords = 1;
  texture.maxAnisotropy = 20;
  texture.mipmapFilterMode = cudaFilterModeLinear;
  texture.mipmapLevelBias = 1.5f;
  texture.minMipmapLevelClamp = 2.5f;
  texture.maxMipmapLevelClamp = 3.5f;
  texture.disableTrilinearOptimization = 1;
  texture.seamlessCubemap = 1;
  cudaTextureObject_t object = make(pitched(memory, 16, 8, 128), texture);
  cudaTextureDesc said;
  ASSERT_EQ(cudaGetTextureObjectTextureDesc(&said, object), cudaSuccess);
  EXPECT_EQ(std::memcmp(&said, &texture, sizeof said), 0);
  cudaResourceDesc resource;
  ASSERT_EQ(cudaGetTextureObjectResourceDesc(&resource, object), cudaSuccess);
  EXPECT_EQ(resource.resType, cudaResourceTypePitch2D);
  EXPECT_EQ(resource.res.pitch2D.devPtr, memory);
  EXPECT_EQ(resource.res.pitch2D.width, 16u);
  EXPECT_EQ(resource.res.pitch2D.height, 8u);
  EXPECT_EQ(resource.res.pitch2D.pitchInBytes, 128u);
  EXPECT_EQ(resource.res.pitch2D.desc.f, cudaChannelFormatKindFloat);
  cudaResourceViewDesc view;
  EXPECT_EQ(cudaGetTextureObjectResourceViewDesc(&view, object), cudaErrorInvalidValue); // made without one

  ASSERT_EQ(cudaGetTextureObjectResourceDesc(&resource, make(linear(memory, 512))), cudaSuccess);
  EXPECT_EQ(resource.resType, cudaResourceTypeLinear);
  EXPECT_EQ(resource.res.linear.devPtr, memory);
  EXPECT_EQ(resource.res.linear.sizeInBytes, 512u);
  EXPECT_EQ(resource.res.linear.desc.x, 32);
  cudaArray_t array = new_array({4, 4, 0});
  ASSERT_EQ(cudaGetTextureObjectResourceDesc(&resource, make(of(array))), cudaSuccess);
  EXPECT_EQ(resource.res.array.array, array);
  cudaMipmappedArray_t mipmap = new_mipmap({4, 4, 0}, 2, cudaCreateChannelDesc<float>());
  ASSERT_EQ(cudaGetTextureObjectResourceDesc(&resource, make(of(mipmap))), cudaSuccess);
  EXPECT_EQ(resource.resType, cudaResourceTypeMipmappedArray);
  EXPECT_EQ(resource.res.mipmap.mipmap, mipmap);
}

TEST_F(TextureObjects, AreDestroyedOnce) {
  cudaTextureObject_t object = make(of(new_array({4, 4, 0})));
  cudaTextureDesc texture;
  EXPECT_EQ(cudaDestroySurfaceObject(object), cudaErrorInvalidValue); // of the other sort
  EXPECT_EQ(cudaDestroyTextureObject(object), cudaSuccess);
  EXPECT_EQ(cudaDestroyTextureObject(object), cudaErrorInvalidValue);
  EXPECT_EQ(cudaGetTextureObjectTextureDesc(&texture, object), cudaErrorInvalidValue);
  EXPECT_EQ(cudaDestroyTextureObject(0), cudaErrorInvalidValue);
}

TEST_F(TextureObjects, EndWithTheirContext) {
  cudaTextureObject_t object = make(of(new_array({4, 4, 0})));
  cudaDeviceReset();
  EXPECT_EQ(cudaDestroyTextureObject(object), cudaErrorInvalidValue);
}

class ResourceViews : public TextureObjects {
protected:
  static cudaResourceViewDesc view_of(size_t width, size_t height, size_t depth = 0,
                                      cudaResourceViewFormat format = cudaResViewFormatNone) {
    cudaResourceViewDesc view = {};
    view.format = format;
    view.width = width;
    view.height = height;
    view.depth = depth;
    return view;
  }
};

TEST_F(ResourceViews, ReadTheElementsInOtherWords) {
  cudaArray_t array = new_array({4, 4, 0}, 0, cudaCreateChannelDesc<uchar4>());
  cudaResourceViewDesc view = view_of(4, 4, 0, cudaResViewFormatFloat1);
  cudaTextureObject_t object = make(of(array), {}, &view);
  EXPECT_EQ(read_descriptor(object).format, TexelFormat::kFloat32x1);
  cudaResourceViewDesc said;
  ASSERT_EQ(cudaGetTextureObjectResourceViewDesc(&said, object), cudaSuccess);
  EXPECT_EQ(std::memcmp(&said, &view, sizeof said), 0);
  view.format = cudaResViewFormatFloat2; // of another size
  EXPECT_EQ(error_of(of(array), {}, &view), cudaErrorInvalidValue);
  view = view_of(5, 4);
  EXPECT_EQ(error_of(of(array), {}, &view), cudaErrorInvalidValue);
  view = view_of(4, 4, 0, static_cast<cudaResourceViewFormat>(0x23));
  EXPECT_EQ(error_of(of(array), {}, &view), cudaErrorInvalidValue);
  view = view_of(4, 4);
  EXPECT_EQ(error_of(linear(new_device(256), 256), {}, &view), cudaErrorInvalidValue); // memory has no view
}

TEST_F(ResourceViews, ReadIntegersAsCompressedBlocks) {
  cudaArray_t pairs = new_array({3, 2, 0}, 0, cudaCreateChannelDesc<uint2>());
  cudaResourceViewDesc view = view_of(12, 8, 0, cudaResViewFormatUnsignedBlockCompressed1);
  cudaTextureDesc linear_filter = {};
  linear_filter.filterMode = cudaFilterModeLinear;
  const Descriptor has = read_descriptor(make(of(pairs), linear_filter, &view));
  EXPECT_EQ(has.format, TexelFormat::kBlock1);
  EXPECT_EQ(has.levels[0].width, 12u);
  EXPECT_EQ(has.levels[0].height, 8u);
  EXPECT_EQ(has.levels[0].row_bytes, 24u); // of a row of three blocks
  view = view_of(3, 2, 0, cudaResViewFormatUnsignedBlockCompressed1);
  EXPECT_EQ(error_of(of(pairs), {}, &view), cudaErrorInvalidValue); // four times the size
  view = view_of(12, 8, 0, cudaResViewFormatUnsignedBlockCompressed3);
  EXPECT_EQ(error_of(of(pairs), {}, &view), cudaErrorInvalidValue); // needs four channels
  view = view_of(12, 8, 0, cudaResViewFormatSignedBlockCompressed4);
  EXPECT_EQ(error_of(of(new_array({3, 2, 0}, 0, cudaCreateChannelDesc<int2>())), {}, &view), cudaErrorInvalidValue);
}

TEST_F(ResourceViews, SelectLevelsAndLayers) {
  cudaMipmappedArray_t mipmap = new_mipmap({16, 16, 4}, 5, cudaCreateChannelDesc<float>(), cudaArrayLayered);
  cudaResourceViewDesc view = view_of(16, 16, 4);
  view.firstMipmapLevel = 1;
  view.lastMipmapLevel = 3;
  view.firstLayer = 2;
  view.lastLayer = 3;
  cudaTextureDesc texture = {};
  texture.maxMipmapLevelClamp = 9;
  const Descriptor all = read_descriptor(make(of(mipmap), texture));
  const Descriptor part = read_descriptor(make(of(mipmap), texture, &view));
  EXPECT_EQ(all.layers, 4u);
  EXPECT_EQ(part.layers, 2u);
  EXPECT_EQ(part.max_level, 2.0f);
  ASSERT_EQ(part.levels.size(), 3u);
  for (size_t level = 0; level < 3; ++level) {
    EXPECT_EQ(part.levels[level].width, all.levels[level + 1].width);
    EXPECT_EQ(part.levels[level].address, all.levels[level + 1].address + 2 * all.levels[level + 1].layer_bytes);
  }
  view.lastMipmapLevel = 5;
  EXPECT_EQ(error_of(of(mipmap), texture, &view), cudaErrorInvalidValue);
  view.lastMipmapLevel = 0;
  EXPECT_EQ(error_of(of(mipmap), texture, &view), cudaErrorInvalidValue);
  view.lastMipmapLevel = 4;
  view.lastLayer = 4;
  EXPECT_EQ(error_of(of(mipmap), texture, &view), cudaErrorInvalidValue);
  view = view_of(4, 4);
  view.lastLayer = 1;
  EXPECT_EQ(error_of(of(new_array({4, 4, 0})), {}, &view), cudaErrorInvalidValue); // has no layers
}

TEST_F(ResourceViews, OfCubemapsAreWholeCubes) {
  cudaArray_t array = new_array({4, 4, 18}, cudaArrayCubemap | cudaArrayLayered);
  cudaResourceViewDesc view = view_of(4, 4, 18);
  view.firstLayer = 6;
  view.lastLayer = 11;
  EXPECT_EQ(read_descriptor(make(of(array), {}, &view)).layers, 6u);
  view.lastLayer = 12;
  EXPECT_EQ(error_of(of(array), {}, &view), cudaErrorInvalidValue);
}

class SurfaceObjects : public TextureObjects {};

TEST_F(SurfaceObjects, AreDescriptorsOfArraysForSurfaces) {
  cudaArray_t array = new_array({8, 4, 0}, cudaArraySurfaceLoadStore, cudaCreateChannelDesc<short4>());
  cudaResourceDesc resource = of(array);
  cudaSurfaceObject_t surface = 0;
  ASSERT_EQ(cudaCreateSurfaceObject(&surface, &resource), cudaSuccess);
  const Descriptor has = read_descriptor(surface);
  EXPECT_EQ(has.access, TextureAccess::kSurface);
  EXPECT_EQ(has.format, TexelFormat::kSigned16x4);
  EXPECT_EQ(has.levels[0].row_bytes, 64u);
  EXPECT_EQ(has.max_anisotropy, 0); // no sampler
  cudaResourceDesc said;
  ASSERT_EQ(cudaGetSurfaceObjectResourceDesc(&said, surface), cudaSuccess);
  EXPECT_EQ(said.res.array.array, array);
  EXPECT_EQ(cudaGetTextureObjectResourceDesc(&said, surface), cudaErrorInvalidValue);
  EXPECT_EQ(cudaDestroySurfaceObject(surface), cudaSuccess);
  EXPECT_EQ(cudaDestroySurfaceObject(surface), cudaErrorInvalidValue);
}

TEST_F(SurfaceObjects, OfALevel) {
  cudaMipmappedArray_t mipmap = new_mipmap({8, 8, 0}, 3, cudaCreateChannelDesc<float>(), cudaArraySurfaceLoadStore);
  cudaArray_t level = nullptr;
  ASSERT_EQ(cudaGetMipmappedArrayLevel(&level, mipmap, 1), cudaSuccess);
  cudaResourceDesc resource = of(level);
  cudaSurfaceObject_t surface = 0;
  ASSERT_EQ(cudaCreateSurfaceObject(&surface, &resource), cudaSuccess);
  EXPECT_EQ(read_descriptor(surface).levels[0].width, 4u);
}

TEST_F(SurfaceObjects, ThatCanNotBe) {
  cudaSurfaceObject_t surface = 0;
  cudaResourceDesc resource = of(new_array({4, 4, 0})); // not for surfaces
  EXPECT_EQ(cudaCreateSurfaceObject(&surface, &resource), cudaErrorInvalidValue);
  resource = linear(new_device(256), 256);
  EXPECT_EQ(cudaCreateSurfaceObject(&surface, &resource), cudaErrorInvalidValue);
  resource = of(new_mipmap({4, 4, 0}, 2, cudaCreateChannelDesc<float>(), cudaArraySurfaceLoadStore));
  EXPECT_EQ(cudaCreateSurfaceObject(&surface, &resource), cudaErrorInvalidValue);
  EXPECT_EQ(cudaCreateSurfaceObject(nullptr, &resource), cudaErrorInvalidValue);
  EXPECT_EQ(cudaCreateSurfaceObject(&surface, nullptr), cudaErrorInvalidValue);
  EXPECT_EQ(surface, 0u);
}

} // namespace
} // namespace ox::test
