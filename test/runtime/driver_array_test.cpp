// Arrays, their copies, textures and surfaces in the driver API, on the simulator; and with the runtime API, whose
// handles are the same.  Errors are those of the CUDA driver API reference.
#include "cuda.h"
#include "cuda_runtime_api.h"
#include "isa/texture_descriptor.h"
#include <cstring>
#include <gtest/gtest.h>
#include <numeric>
#include <vector>

namespace {

class DriverArrays : public testing::Test {
protected:
  void SetUp() override {
    ASSERT_EQ(cuInit(0), CUDA_SUCCESS);
    ASSERT_EQ(cuCtxCreate(&context, nullptr, 0, 0), CUDA_SUCCESS);
  }
  void TearDown() override { cuCtxDestroy(context); }

  static CUarray new_array(size_t width, size_t height, size_t depth = 0, unsigned flags = 0,
                           CUarray_format format = CU_AD_FORMAT_UNSIGNED_INT16, unsigned channels = 1) {
    const CUDA_ARRAY3D_DESCRIPTOR descriptor{width, height, depth, format, channels, flags};
    CUarray array = nullptr;
    EXPECT_EQ(cuArray3DCreate(&array, &descriptor), CUDA_SUCCESS);
    return array;
  }
  static CUresult make(const CUDA_ARRAY3D_DESCRIPTOR& descriptor) {
    CUarray array = nullptr;
    CUresult result = cuArray3DCreate(&array, &descriptor);
    if (result == CUDA_SUCCESS)
      EXPECT_EQ(cuArrayDestroy(array), CUDA_SUCCESS);
    return result;
  }
  static std::vector<uint16_t> counting(size_t count, uint16_t first = 1) {
    std::vector<uint16_t> values(count);
    std::iota(values.begin(), values.end(), first);
    return values;
  }
  static std::vector<uint16_t> contents(CUarray array, size_t count) {
    std::vector<uint16_t> values(count);
    EXPECT_EQ(cuMemcpyAtoH(values.data(), array, 0, count * 2), CUDA_SUCCESS);
    return values;
  }
  CUcontext context = nullptr;
};

TEST_F(DriverArrays, SayWhatTheyAre) {
  const CUDA_ARRAY_DESCRIPTOR flat{12, 5, CU_AD_FORMAT_HALF, 2};
  CUarray array = nullptr;
  ASSERT_EQ(cuArrayCreate(&array, &flat), CUDA_SUCCESS);
  CUDA_ARRAY_DESCRIPTOR has;
  ASSERT_EQ(cuArrayGetDescriptor(&has, array), CUDA_SUCCESS);
  EXPECT_EQ(has.Width, 12u);
  EXPECT_EQ(has.Height, 5u);
  EXPECT_EQ(has.Format, CU_AD_FORMAT_HALF);
  EXPECT_EQ(has.NumChannels, 2u);
  CUDA_ARRAY3D_DESCRIPTOR box;
  ASSERT_EQ(cuArray3DGetDescriptor(&box, array), CUDA_SUCCESS);
  EXPECT_EQ(box.Depth, 0u); // of an array of fewer dimensions
  EXPECT_EQ(box.Flags, 0u);
  ASSERT_EQ(cuArray3DGetDescriptor(&box, new_array(4, 4, 12, CUDA_ARRAY3D_CUBEMAP | CUDA_ARRAY3D_LAYERED)),
            CUDA_SUCCESS);
  EXPECT_EQ(box.Depth, 12u);
  EXPECT_EQ(box.Flags, unsigned{CUDA_ARRAY3D_CUBEMAP | CUDA_ARRAY3D_LAYERED});
  // The runtime API knows it too, in its own words.
  cudaChannelFormatDesc channels;
  ASSERT_EQ(cudaGetChannelDesc(&channels, reinterpret_cast<cudaArray_t>(array)), cudaSuccess);
  EXPECT_EQ(channels.x, 16);
  EXPECT_EQ(channels.y, 16);
  EXPECT_EQ(channels.f, cudaChannelFormatKindFloat);
}

TEST_F(DriverArrays, HaveFormatsAndTheirChannels) {
  EXPECT_EQ(make({4, 4, 0, CU_AD_FORMAT_SIGNED_INT8, 4, 0}), CUDA_SUCCESS);
  EXPECT_EQ(make({4, 4, 0, CU_AD_FORMAT_SIGNED_INT8, 3, 0}), CUDA_ERROR_INVALID_VALUE);
  EXPECT_EQ(make({4, 4, 0, CU_AD_FORMAT_UNORM_INT8X2, 2, 0}), CUDA_SUCCESS);
  EXPECT_EQ(make({4, 4, 0, CU_AD_FORMAT_UNORM_INT8X2, 1, 0}), CUDA_ERROR_INVALID_VALUE);
  EXPECT_EQ(make({4, 4, 0, CU_AD_FORMAT_BC6H_SF16, 3, 0}), CUDA_SUCCESS);
  EXPECT_EQ(make({4, 4, 0, CU_AD_FORMAT_NV12, 3, 0}), CUDA_SUCCESS);
  EXPECT_EQ(make({4, 4, 0, CU_AD_FORMAT_YUY2, 3, 0}), CUDA_ERROR_INVALID_VALUE); // a video engine's
  EXPECT_EQ(make({4, 4, 0, static_cast<CUarray_format>(0x77), 1, 0}), CUDA_ERROR_INVALID_VALUE);
}

TEST_F(DriverArrays, ThatCanNotBe) {
  const CUDA_ARRAY3D_DESCRIPTOR good{4, 4, 0, CU_AD_FORMAT_FLOAT, 1, 0};
  CUarray array = nullptr;
  EXPECT_EQ(cuArray3DCreate(nullptr, &good), CUDA_ERROR_INVALID_VALUE);
  EXPECT_EQ(cuArray3DCreate(&array, nullptr), CUDA_ERROR_INVALID_VALUE);
  EXPECT_EQ(cuArrayCreate(&array, nullptr), CUDA_ERROR_INVALID_VALUE);
  EXPECT_EQ(make({0, 4, 0, CU_AD_FORMAT_FLOAT, 1, 0}), CUDA_ERROR_INVALID_VALUE);
  EXPECT_EQ(make({4, 0, 4, CU_AD_FORMAT_FLOAT, 1, 0}), CUDA_ERROR_INVALID_VALUE);
  EXPECT_EQ(make({200000, 0, 0, CU_AD_FORMAT_FLOAT, 1, 0}), CUDA_ERROR_INVALID_VALUE);
  EXPECT_EQ(make({4, 4, 0, CU_AD_FORMAT_FLOAT, 1, CUDA_ARRAY3D_SPARSE}), CUDA_ERROR_NOT_SUPPORTED);
  EXPECT_EQ(make({4, 4, 0, CU_AD_FORMAT_FLOAT, 1, CUDA_ARRAY3D_DEFERRED_MAPPING}), CUDA_ERROR_NOT_SUPPORTED);
}

TEST_F(DriverArrays, AreDestroyedOnce) {
  CUarray array = new_array(4, 4);
  CUDA_ARRAY_DESCRIPTOR has;
  EXPECT_EQ(cuArrayDestroy(array), CUDA_SUCCESS);
  EXPECT_EQ(cuArrayDestroy(array), CUDA_ERROR_INVALID_HANDLE);
  EXPECT_EQ(cuArrayGetDescriptor(&has, array), CUDA_ERROR_INVALID_HANDLE);
  EXPECT_EQ(cuArrayDestroy(nullptr), CUDA_ERROR_INVALID_HANDLE);
}

TEST_F(DriverArrays, HavePlanesAndLevels) {
  CUarray array = new_array(8, 4, 0, 0, CU_AD_FORMAT_NV12, 3), plane = nullptr;
  ASSERT_EQ(cuArrayGetPlane(&plane, array, 1), CUDA_SUCCESS);
  CUDA_ARRAY_DESCRIPTOR has;
  ASSERT_EQ(cuArrayGetDescriptor(&has, plane), CUDA_SUCCESS);
  EXPECT_EQ(has.Width, 4u);
  EXPECT_EQ(has.Height, 2u);
  EXPECT_EQ(has.Format, CU_AD_FORMAT_UNSIGNED_INT8);
  EXPECT_EQ(has.NumChannels, 2u);
  EXPECT_EQ(cuArrayGetPlane(&plane, array, 2), CUDA_ERROR_INVALID_VALUE);

  const CUDA_ARRAY3D_DESCRIPTOR descriptor{16, 8, 0, CU_AD_FORMAT_FLOAT, 1, 0};
  CUmipmappedArray mipmap = nullptr;
  ASSERT_EQ(cuMipmappedArrayCreate(&mipmap, &descriptor, 10), CUDA_SUCCESS);
  CUarray level = nullptr;
  ASSERT_EQ(cuMipmappedArrayGetLevel(&level, mipmap, 4), CUDA_SUCCESS);
  ASSERT_EQ(cuArrayGetDescriptor(&has, level), CUDA_SUCCESS);
  EXPECT_EQ(has.Width, 1u);
  EXPECT_EQ(has.Height, 1u);
  EXPECT_EQ(cuMipmappedArrayGetLevel(&level, mipmap, 5), CUDA_ERROR_INVALID_VALUE);
  EXPECT_EQ(cuArrayDestroy(level), CUDA_ERROR_INVALID_HANDLE);
  CUDA_ARRAY_SPARSE_PROPERTIES sparse;
  CUDA_ARRAY_MEMORY_REQUIREMENTS requirements;
  EXPECT_EQ(cuMipmappedArrayGetSparseProperties(&sparse, mipmap), CUDA_ERROR_INVALID_VALUE);
  EXPECT_EQ(cuMipmappedArrayGetMemoryRequirements(&requirements, mipmap, 0), CUDA_ERROR_INVALID_VALUE);
  EXPECT_EQ(cuArrayGetSparseProperties(&sparse, array), CUDA_ERROR_INVALID_VALUE);
  EXPECT_EQ(cuArrayGetMemoryRequirements(&requirements, array, 0), CUDA_ERROR_INVALID_VALUE);
  EXPECT_EQ(cuMipmappedArrayDestroy(mipmap), CUDA_SUCCESS);
  EXPECT_EQ(cuMipmappedArrayDestroy(mipmap), CUDA_ERROR_INVALID_HANDLE);
}

TEST_F(DriverArrays, CopyRunsOfBytes) {
  CUarray first = new_array(6, 0), second = new_array(6, 0);
  const auto source = counting(4);
  CUdeviceptr memory = 0;
  ASSERT_EQ(cuMemAlloc(&memory, 64), CUDA_SUCCESS);
  ASSERT_EQ(cuMemcpyHtoA(first, 4, source.data(), 8), CUDA_SUCCESS);
  EXPECT_EQ(contents(first, 6), (std::vector<uint16_t>{0, 0, 1, 2, 3, 4}));
  ASSERT_EQ(cuMemcpyAtoA(second, 0, first, 6, 4), CUDA_SUCCESS);
  EXPECT_EQ(contents(second, 6), (std::vector<uint16_t>{2, 3, 0, 0, 0, 0}));
  ASSERT_EQ(cuMemcpyAtoD(memory, first, 4, 8), CUDA_SUCCESS);
  ASSERT_EQ(cuMemcpyDtoA(second, 4, memory, 8), CUDA_SUCCESS);
  EXPECT_EQ(contents(second, 6), (std::vector<uint16_t>{2, 3, 1, 2, 3, 4}));
  std::vector<uint16_t> back(3);
  ASSERT_EQ(cuMemcpyAtoHAsync(back.data(), second, 0, 6, nullptr), CUDA_SUCCESS);
  EXPECT_EQ(back, (std::vector<uint16_t>{2, 3, 1}));
  ASSERT_EQ(cuMemcpyHtoAAsync(first, 0, back.data(), 6, nullptr), CUDA_SUCCESS);
  EXPECT_EQ(contents(first, 6), (std::vector<uint16_t>{2, 3, 1, 2, 3, 4}));

  EXPECT_EQ(cuMemcpyHtoA(first, 1, source.data(), 2), CUDA_ERROR_INVALID_VALUE); // within an element
  EXPECT_EQ(cuMemcpyHtoA(first, 8, source.data(), 6), CUDA_ERROR_INVALID_VALUE); // leaves the array
  EXPECT_EQ(cuMemcpyAtoA(second, 0, first, 0, 3), CUDA_ERROR_INVALID_VALUE);     // half an element
  EXPECT_EQ(cuMemcpyAtoA(second, 0, new_array(6, 0, 0, 0, CU_AD_FORMAT_FLOAT), 0, 4), CUDA_ERROR_INVALID_VALUE);
  EXPECT_EQ(cuMemcpyHtoA(nullptr, 0, source.data(), 2), CUDA_ERROR_INVALID_VALUE);
}

TEST_F(DriverArrays, CopyRows) {
  CUarray array = new_array(6, 4);
  const auto source = counting(16);
  CUDA_MEMCPY2D rows = {};
  rows.srcMemoryType = CU_MEMORYTYPE_HOST;
  rows.srcHost = source.data();
  rows.srcPitch = 16;
  rows.srcXInBytes = 2;
  rows.dstMemoryType = CU_MEMORYTYPE_ARRAY;
  rows.dstArray = array;
  rows.dstXInBytes = 4;
  rows.dstY = 1;
  rows.WidthInBytes = 6;
  rows.Height = 2;
  ASSERT_EQ(cuMemcpy2D(&rows), CUDA_SUCCESS);
  const std::vector<uint16_t> expected{0, 0, 0,  0,  0,  0, //
                                       0, 0, 2,  3,  4,  0, //
                                       0, 0, 10, 11, 12, 0, //
                                       0, 0, 0,  0,  0,  0};
  EXPECT_EQ(contents(array, 24), expected);

  CUarray other = new_array(6, 4);
  CUDA_MEMCPY2D between = {};
  between.srcMemoryType = between.dstMemoryType = CU_MEMORYTYPE_ARRAY;
  between.srcArray = array;
  between.dstArray = other;
  between.WidthInBytes = 12;
  between.Height = 4;
  ASSERT_EQ(cuMemcpy2DUnaligned(&between), CUDA_SUCCESS);
  EXPECT_EQ(contents(other, 24), expected);
  std::vector<uint16_t> back(24, 7);
  CUDA_MEMCPY2D out = {};
  out.srcMemoryType = CU_MEMORYTYPE_ARRAY;
  out.srcArray = other;
  out.dstMemoryType = CU_MEMORYTYPE_UNIFIED;
  out.dstDevice = reinterpret_cast<CUdeviceptr>(back.data());
  out.WidthInBytes = 12;
  out.Height = 4;
  ASSERT_EQ(cuMemcpy2DAsync(&out, nullptr), CUDA_SUCCESS);
  EXPECT_EQ(back, expected);

  rows.dstY = 3;
  EXPECT_EQ(cuMemcpy2D(&rows), CUDA_ERROR_INVALID_VALUE);
  rows.dstY = 0;
  rows.dstArray = nullptr;
  EXPECT_EQ(cuMemcpy2D(&rows), CUDA_ERROR_INVALID_VALUE);
}

TEST_F(DriverArrays, CopyBoxes) {
  CUarray array = new_array(4, 3, 2);
  const auto source = counting(24);
  CUDA_MEMCPY3D box = {};
  box.srcMemoryType = CU_MEMORYTYPE_HOST;
  box.srcHost = source.data();
  box.srcPitch = 8;
  box.srcHeight = 3;
  box.dstMemoryType = CU_MEMORYTYPE_ARRAY;
  box.dstArray = array;
  box.WidthInBytes = 8;
  box.Height = 3;
  box.Depth = 2;
  ASSERT_EQ(cuMemcpy3D(&box), CUDA_SUCCESS);
  EXPECT_EQ(contents(array, 24), source);

  std::vector<uint16_t> part(4, 9);
  CUDA_MEMCPY3D_PEER out = {};
  out.srcMemoryType = CU_MEMORYTYPE_ARRAY;
  out.srcArray = array;
  out.srcXInBytes = 2;
  out.srcY = 1;
  out.srcZ = 1;
  out.dstMemoryType = CU_MEMORYTYPE_HOST;
  out.dstHost = part.data();
  out.dstPitch = 4;
  out.srcContext = out.dstContext = context;
  out.WidthInBytes = 4;
  out.Height = 2;
  out.Depth = 1;
  ASSERT_EQ(cuMemcpy3DPeer(&out), CUDA_SUCCESS);
  EXPECT_EQ(part, (std::vector<uint16_t>{18, 19, 22, 23})); // (1..2, 1..2, 1) of 4 x 3 x 2
  out.srcZ = 2;
  EXPECT_EQ(cuMemcpy3DPeer(&out), CUDA_ERROR_INVALID_VALUE);
  box.dstLOD = 1;
  EXPECT_EQ(cuMemcpy3D(&box), CUDA_ERROR_INVALID_VALUE);
}

TEST_F(DriverArrays, CopyBatches) {
  CUarray array = new_array(4, 3);
  CUstream stream = nullptr;
  ASSERT_EQ(cuStreamCreate(&stream, CU_STREAM_DEFAULT), CUDA_SUCCESS);
  auto source = counting(12);
  CUDA_MEMCPY3D_BATCH_OP operations[2] = {};
  for (CUDA_MEMCPY3D_BATCH_OP& operation : operations) {
    operation.src.type = CU_MEMCPY_OPERAND_TYPE_POINTER;
    operation.src.op.ptr.ptr = reinterpret_cast<CUdeviceptr>(source.data());
    operation.dst.type = CU_MEMCPY_OPERAND_TYPE_ARRAY;
    operation.dst.op.array.array = array;
    operation.extent = {4, 3, 1};
    operation.srcAccessOrder = CU_MEMCPY_SRC_ACCESS_ORDER_DURING_API_CALL;
  }
  ASSERT_EQ(cuMemcpy3DBatchAsync(1, operations, 0, stream), CUDA_SUCCESS);
  EXPECT_EQ(contents(array, 12), source);
  operations[1].dst.op.array.offset.y = 1; // leaves the array
  EXPECT_EQ(cuMemcpy3DBatchAsync(2, operations, 0, stream), CUDA_ERROR_INVALID_VALUE);
  // The form that CUDA 12.8 had says which.
  using Older = CUresult(size_t, CUDA_MEMCPY3D_BATCH_OP*, size_t*, unsigned long long, CUstream);
  void* older = nullptr;
  ASSERT_EQ(cuGetProcAddress("cuMemcpy3DBatchAsync", &older, 12080, CU_GET_PROC_ADDRESS_DEFAULT, nullptr),
            CUDA_SUCCESS);
  size_t failed = 99;
  EXPECT_EQ(reinterpret_cast<Older*>(older)(2, operations, &failed, 0, stream), CUDA_ERROR_INVALID_VALUE);
  EXPECT_EQ(failed, 1u);
}

// An array of another context: copies reach it, a texture has to be of its own.
TEST_F(DriverArrays, OfAnotherContext) {
  CUarray array = new_array(6, 0);
  CUcontext second = nullptr;
  ASSERT_EQ(cuCtxCreate(&second, nullptr, 0, 0), CUDA_SUCCESS);
  const auto source = counting(6);
  ASSERT_EQ(cuMemcpyHtoA(array, 0, source.data(), 12), CUDA_SUCCESS);
  CUarray own = new_array(6, 0);
  ASSERT_EQ(cuMemcpyAtoA(own, 0, array, 0, 12), CUDA_SUCCESS);
  EXPECT_EQ(contents(own, 6), source);
  CUDA_RESOURCE_DESC resource = {};
  resource.resType = CU_RESOURCE_TYPE_ARRAY;
  resource.res.array.hArray = array;
  const CUDA_TEXTURE_DESC texture = {};
  CUtexObject object = 0;
  EXPECT_EQ(cuTexObjectCreate(&object, &resource, &texture, nullptr), CUDA_ERROR_INVALID_VALUE);
  cuCtxDestroy(second);
  EXPECT_EQ(cuArrayDestroy(own), CUDA_ERROR_INVALID_HANDLE); // ended with its context
  EXPECT_EQ(cuArrayDestroy(array), CUDA_SUCCESS);
}

class DriverTextures : public DriverArrays {};

TEST_F(DriverTextures, SayWhatTheyWereMadeOf) {
  CUDA_RESOURCE_DESC resource = {};
  resource.resType = CU_RESOURCE_TYPE_ARRAY;
  resource.res.array.hArray = new_array(8, 8, 0, 0, CU_AD_FORMAT_UNSIGNED_INT8, 4);
  CUDA_TEXTURE_DESC texture = {};
  texture.addressMode[0] = CU_TR_ADDRESS_MODE_BORDER;
  texture.addressMode[2] = CU_TR_ADDRESS_MODE_MIRROR;
  texture.filterMode = CU_TR_FILTER_MODE_LINEAR;
  texture.flags = CU_TRSF_NORMALIZED_COORDINATES | CU_TRSF_SRGB;
  texture.maxAnisotropy = 4;
  texture.borderColor[1] = 0.5f;
  CUDA_RESOURCE_VIEW_DESC view = {};
  view.format = CU_RES_VIEW_FORMAT_UINT_4X8;
  view.width = view.height = 8;
  CUtexObject object = 0;
  ASSERT_EQ(cuTexObjectCreate(&object, &resource, &texture, &view), CUDA_SUCCESS);

  CUDA_RESOURCE_DESC has_resource;
  CUDA_TEXTURE_DESC has_texture;
  CUDA_RESOURCE_VIEW_DESC has_view;
  ASSERT_EQ(cuTexObjectGetResourceDesc(&has_resource, object), CUDA_SUCCESS);
  ASSERT_EQ(cuTexObjectGetTextureDesc(&has_texture, object), CUDA_SUCCESS);
  ASSERT_EQ(cuTexObjectGetResourceViewDesc(&has_view, object), CUDA_SUCCESS);
  EXPECT_EQ(has_resource.res.array.hArray, resource.res.array.hArray);
  EXPECT_EQ(std::memcmp(&has_texture, &texture, sizeof texture), 0);
  EXPECT_EQ(std::memcmp(&has_view, &view, sizeof view), 0);
  // The same object in the runtime API's words: integers are read as floats unless a flag says otherwise.
  cudaTextureDesc runtime_texture;
  ASSERT_EQ(cudaGetTextureObjectTextureDesc(&runtime_texture, object), cudaSuccess);
  EXPECT_EQ(runtime_texture.readMode, cudaReadModeNormalizedFloat);
  EXPECT_EQ(runtime_texture.sRGB, 1);
  EXPECT_EQ(runtime_texture.maxAnisotropy, 4u);
  // And on the device.
  ox::isa::TextureDescriptor descriptor;
  ASSERT_EQ(cuMemcpyDtoH(&descriptor, object, sizeof descriptor), CUDA_SUCCESS);
  EXPECT_EQ(descriptor.magic, ox::isa::TextureDescriptor::kMagic);
  EXPECT_EQ(descriptor.format, ox::isa::TexelFormat::kUnsigned8x4);
  EXPECT_EQ(descriptor.read_mode, ox::isa::ReadMode::kNormalizedFloat);
  EXPECT_EQ(descriptor.srgb, 1);

  EXPECT_EQ(cuTexObjectDestroy(object), CUDA_SUCCESS);
  EXPECT_EQ(cuTexObjectDestroy(object), CUDA_ERROR_INVALID_VALUE);
  EXPECT_EQ(cuTexObjectGetResourceDesc(&has_resource, object), CUDA_ERROR_INVALID_VALUE);
}

TEST_F(DriverTextures, OfMemory) {
  CUdeviceptr memory = 0;
  ASSERT_EQ(cuMemAlloc(&memory, 4096), CUDA_SUCCESS);
  CUDA_RESOURCE_DESC resource = {}, has;
  resource.resType = CU_RESOURCE_TYPE_LINEAR;
  resource.res.linear = {memory, CU_AD_FORMAT_SIGNED_INT32, 4, 4096};
  const CUDA_TEXTURE_DESC texture = {};
  CUtexObject object = 0;
  ASSERT_EQ(cuTexObjectCreate(&object, &resource, &texture, nullptr), CUDA_SUCCESS);
  ASSERT_EQ(cuTexObjectGetResourceDesc(&has, object), CUDA_SUCCESS);
  EXPECT_EQ(has.res.linear.devPtr, memory);
  EXPECT_EQ(has.res.linear.format, CU_AD_FORMAT_SIGNED_INT32);
  EXPECT_EQ(has.res.linear.numChannels, 4u);
  EXPECT_EQ(has.res.linear.sizeInBytes, 4096u);
  resource.resType = CU_RESOURCE_TYPE_PITCH2D;
  resource.res.pitch2D = {memory, CU_AD_FORMAT_FLOAT, 1, 30, 8, 128};
  ASSERT_EQ(cuTexObjectCreate(&object, &resource, &texture, nullptr), CUDA_SUCCESS);
  ASSERT_EQ(cuTexObjectGetResourceDesc(&has, object), CUDA_SUCCESS);
  EXPECT_EQ(has.res.pitch2D.width, 30u);
  EXPECT_EQ(has.res.pitch2D.pitchInBytes, 128u);
  CUDA_RESOURCE_VIEW_DESC view;
  EXPECT_EQ(cuTexObjectGetResourceViewDesc(&view, object), CUDA_ERROR_INVALID_VALUE); // made without one
  resource.flags = 1;
  EXPECT_EQ(cuTexObjectCreate(&object, &resource, &texture, nullptr), CUDA_ERROR_INVALID_VALUE);
  resource.flags = 0;
  resource.res.pitch2D.devPtr += 4; // not aligned
  EXPECT_EQ(cuTexObjectCreate(&object, &resource, &texture, nullptr), CUDA_ERROR_INVALID_VALUE);
}

TEST_F(DriverTextures, ThatCanNotBe) {
  CUDA_RESOURCE_DESC resource = {};
  resource.resType = CU_RESOURCE_TYPE_ARRAY;
  resource.res.array.hArray = new_array(8, 8);
  CUDA_TEXTURE_DESC texture = {};
  CUtexObject object = 0;
  texture.flags = 0x100;
  EXPECT_EQ(cuTexObjectCreate(&object, &resource, &texture, nullptr), CUDA_ERROR_INVALID_VALUE);
  texture = {};
  texture.addressMode[0] = static_cast<CUaddress_mode>(5);
  EXPECT_EQ(cuTexObjectCreate(&object, &resource, &texture, nullptr), CUDA_ERROR_INVALID_VALUE);
  texture = {};
  texture.filterMode = CU_TR_FILTER_MODE_LINEAR;
  texture.flags = CU_TRSF_READ_AS_INTEGER;
  EXPECT_EQ(cuTexObjectCreate(&object, &resource, &texture, nullptr), CUDA_ERROR_INVALID_VALUE);
  EXPECT_EQ(cuTexObjectCreate(nullptr, &resource, &texture, nullptr), CUDA_ERROR_INVALID_VALUE);
  EXPECT_EQ(cuTexObjectCreate(&object, nullptr, &texture, nullptr), CUDA_ERROR_INVALID_VALUE);
  EXPECT_EQ(cuTexObjectCreate(&object, &resource, nullptr, nullptr), CUDA_ERROR_INVALID_VALUE);
}

TEST_F(DriverTextures, AndSurfaces) {
  CUDA_RESOURCE_DESC resource = {}, has;
  resource.resType = CU_RESOURCE_TYPE_ARRAY;
  resource.res.array.hArray = new_array(8, 8, 0, CUDA_ARRAY3D_SURFACE_LDST);
  CUsurfObject surface = 0;
  ASSERT_EQ(cuSurfObjectCreate(&surface, &resource), CUDA_SUCCESS);
  ASSERT_EQ(cuSurfObjectGetResourceDesc(&has, surface), CUDA_SUCCESS);
  EXPECT_EQ(has.res.array.hArray, resource.res.array.hArray);
  EXPECT_EQ(cuTexObjectDestroy(surface), CUDA_ERROR_INVALID_VALUE);
  EXPECT_EQ(cuSurfObjectDestroy(surface), CUDA_SUCCESS);
  EXPECT_EQ(cuSurfObjectDestroy(surface), CUDA_ERROR_INVALID_VALUE);
  resource.res.array.hArray = new_array(8, 8);
  EXPECT_EQ(cuSurfObjectCreate(&surface, &resource), CUDA_ERROR_INVALID_VALUE);
}

TEST_F(DriverTextures, OfLinearMemoryHaveALimit) {
  size_t elements = 0;
  EXPECT_EQ(cuDeviceGetTexture1DLinearMaxWidth(&elements, CU_AD_FORMAT_FLOAT, 4, 0), CUDA_SUCCESS);
  EXPECT_EQ(elements, size_t{1} << 28);
  EXPECT_EQ(cuDeviceGetTexture1DLinearMaxWidth(&elements, CU_AD_FORMAT_FLOAT, 3, 0), CUDA_ERROR_INVALID_VALUE);
  EXPECT_EQ(cuDeviceGetTexture1DLinearMaxWidth(&elements, CU_AD_FORMAT_FLOAT, 4, 99), CUDA_ERROR_INVALID_DEVICE);
}

} // namespace
