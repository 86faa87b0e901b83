// Texture and surface references in the driver API: what is set comes back, and a module's reference puts the object
// where its kernels look.
#include "cuda.h"
#include "isa/texture_descriptor.h"
#include <gtest/gtest.h>

namespace {

using ox::isa::TexelFormat;
using ox::isa::TextureDescriptor;

class DriverReferences : public testing::Test {
protected:
  void SetUp() override {
    ASSERT_EQ(cuInit(0), CUDA_SUCCESS);
    ASSERT_EQ(cuCtxCreate(&context, nullptr, 0, 0), CUDA_SUCCESS);
  }
  void TearDown() override { cuCtxDestroy(context); }
  static CUarray new_array(unsigned flags = 0) {
    const CUDA_ARRAY3D_DESCRIPTOR descriptor{8, 4, 0, CU_AD_FORMAT_UNSIGNED_INT8, 4, flags};
    CUarray array = nullptr;
    EXPECT_EQ(cuArray3DCreate(&array, &descriptor), CUDA_SUCCESS);
    return array;
  }
  // The variable `reference` of a module: an object's handle.
  void load() {
    ASSERT_EQ(cuModuleLoadData(&module, ".version 7.0\n.target sm_75\n.address_size 64\n"
                                        ".visible .global .align 8 .u64 reference;\n"
                                        ".visible .global .align 4 .u32 other;\n"
                                        ".visible .entry nothing() { ret; }\n"),
              CUDA_SUCCESS);
    size_t bytes = 0;
    ASSERT_EQ(cuModuleGetGlobal(&variable, &bytes, module, "reference"), CUDA_SUCCESS);
  }
  CUtexObject held() const {
    CUtexObject object = 0;
    EXPECT_EQ(cuMemcpyDtoH(&object, variable, sizeof object), CUDA_SUCCESS);
    return object;
  }
  TextureDescriptor descriptor() const {
    TextureDescriptor result{};
    EXPECT_EQ(cuMemcpyDtoH(&result, held(), sizeof result), CUDA_SUCCESS);
    return result;
  }
  CUcontext context = nullptr;
  CUmodule module = nullptr;
  CUdeviceptr variable = 0;
};

TEST_F(DriverReferences, KeepWhatIsSet) {
  CUtexref reference = nullptr;
  ASSERT_EQ(cuTexRefCreate(&reference), CUDA_SUCCESS);
  CUaddress_mode address_mode;
  CUfilter_mode filter;
  CUarray_format format;
  int number = 0;
  unsigned flags = 99;
  float low = 0, high = 0, colour[4] = {0.25f, 0.5f, 0.75f, 1}, has_colour[4] = {};
  EXPECT_EQ(cuTexRefGetFlags(&flags, reference), CUDA_SUCCESS);
  EXPECT_EQ(flags, 0u);
  EXPECT_EQ(cuTexRefSetAddressMode(reference, 1, CU_TR_ADDRESS_MODE_MIRROR), CUDA_SUCCESS);
  EXPECT_EQ(cuTexRefGetAddressMode(&address_mode, reference, 1), CUDA_SUCCESS);
  EXPECT_EQ(address_mode, CU_TR_ADDRESS_MODE_MIRROR);
  EXPECT_EQ(cuTexRefSetFilterMode(reference, CU_TR_FILTER_MODE_LINEAR), CUDA_SUCCESS);
  EXPECT_EQ(cuTexRefGetFilterMode(&filter, reference), CUDA_SUCCESS);
  EXPECT_EQ(filter, CU_TR_FILTER_MODE_LINEAR);
  EXPECT_EQ(cuTexRefSetMipmapFilterMode(reference, CU_TR_FILTER_MODE_LINEAR), CUDA_SUCCESS);
  EXPECT_EQ(cuTexRefGetMipmapFilterMode(&filter, reference), CUDA_SUCCESS);
  EXPECT_EQ(filter, CU_TR_FILTER_MODE_LINEAR);
  EXPECT_EQ(cuTexRefSetFormat(reference, CU_AD_FORMAT_SIGNED_INT16, 2), CUDA_SUCCESS);
  EXPECT_EQ(cuTexRefGetFormat(&format, &number, reference), CUDA_SUCCESS);
  EXPECT_EQ(format, CU_AD_FORMAT_SIGNED_INT16);
  EXPECT_EQ(number, 2);
  EXPECT_EQ(cuTexRefSetMipmapLevelBias(reference, 1.5f), CUDA_SUCCESS);
  EXPECT_EQ(cuTexRefGetMipmapLevelBias(&low, reference), CUDA_SUCCESS);
  EXPECT_EQ(low, 1.5f);
  EXPECT_EQ(cuTexRefSetMipmapLevelClamp(reference, 1, 3), CUDA_SUCCESS);
  EXPECT_EQ(cuTexRefGetMipmapLevelClamp(&low, &high, reference), CUDA_SUCCESS);
  EXPECT_EQ(low, 1.0f);
  EXPECT_EQ(high, 3.0f);
  EXPECT_EQ(cuTexRefSetMaxAnisotropy(reference, 8), CUDA_SUCCESS);
  EXPECT_EQ(cuTexRefGetMaxAnisotropy(&number, reference), CUDA_SUCCESS);
  EXPECT_EQ(number, 8);
  EXPECT_EQ(cuTexRefSetBorderColor(reference, colour), CUDA_SUCCESS);
  EXPECT_EQ(cuTexRefGetBorderColor(has_colour, reference), CUDA_SUCCESS);
  EXPECT_EQ(has_colour[2], 0.75f);
  EXPECT_EQ(cuTexRefSetFlags(reference, CU_TRSF_READ_AS_INTEGER | CU_TRSF_NORMALIZED_COORDINATES), CUDA_SUCCESS);
  EXPECT_EQ(cuTexRefGetFlags(&flags, reference), CUDA_SUCCESS);
  EXPECT_EQ(flags, unsigned{CU_TRSF_READ_AS_INTEGER | CU_TRSF_NORMALIZED_COORDINATES});

  EXPECT_EQ(cuTexRefSetAddressMode(reference, 3, CU_TR_ADDRESS_MODE_WRAP), CUDA_ERROR_INVALID_VALUE);
  EXPECT_EQ(cuTexRefSetFilterMode(reference, static_cast<CUfilter_mode>(4)), CUDA_ERROR_INVALID_VALUE);
  EXPECT_EQ(cuTexRefSetFlags(reference, 0x1000), CUDA_ERROR_INVALID_VALUE);
  EXPECT_EQ(cuTexRefSetFormat(reference, CU_AD_FORMAT_FLOAT, 3), CUDA_ERROR_INVALID_VALUE);
  EXPECT_EQ(cuTexRefDestroy(reference), CUDA_SUCCESS);
  EXPECT_EQ(cuTexRefDestroy(reference), CUDA_ERROR_INVALID_VALUE);
  EXPECT_EQ(cuTexRefGetFlags(&flags, reference), CUDA_ERROR_INVALID_VALUE);
}

TEST_F(DriverReferences, KeepWhatTheyAreBoundTo) {
  CUtexref reference = nullptr;
  ASSERT_EQ(cuTexRefCreate(&reference), CUDA_SUCCESS);
  CUdeviceptr memory = 0, has_memory = 0;
  CUarray array = new_array(), has_array = nullptr;
  CUmipmappedArray has_mipmap = nullptr;
  size_t offset = 99;
  ASSERT_EQ(cuMemAlloc(&memory, 4096), CUDA_SUCCESS);
  EXPECT_EQ(cuTexRefGetAddress(&has_memory, reference), CUDA_ERROR_INVALID_VALUE); // nothing
  ASSERT_EQ(cuTexRefSetAddress(&offset, reference, memory + 16, 1024), CUDA_SUCCESS);
  EXPECT_EQ(offset, 16u); // that fetches have to add
  EXPECT_EQ(cuTexRefGetAddress(&has_memory, reference), CUDA_SUCCESS);
  EXPECT_EQ(has_memory, memory + 16);
  EXPECT_EQ(cuTexRefSetAddress(nullptr, reference, memory + 16, 1024), CUDA_ERROR_INVALID_VALUE);
  EXPECT_EQ(cuTexRefGetArray(&has_array, reference), CUDA_ERROR_INVALID_VALUE);
  ASSERT_EQ(cuTexRefSetArray(reference, array, CU_TRSA_OVERRIDE_FORMAT), CUDA_SUCCESS);
  EXPECT_EQ(cuTexRefGetArray(&has_array, reference), CUDA_SUCCESS);
  EXPECT_EQ(has_array, array);
  EXPECT_EQ(cuTexRefSetArray(reference, array, 0), CUDA_ERROR_INVALID_VALUE);
  EXPECT_EQ(cuTexRefSetArray(reference, nullptr, CU_TRSA_OVERRIDE_FORMAT), CUDA_ERROR_INVALID_VALUE);
  EXPECT_EQ(cuTexRefGetMipmappedArray(&has_mipmap, reference), CUDA_ERROR_INVALID_VALUE);
  const CUDA_ARRAY_DESCRIPTOR plane{16, 8, CU_AD_FORMAT_FLOAT, 1};
  EXPECT_EQ(cuTexRefSetAddress2D(reference, &plane, memory, 64), CUDA_SUCCESS);
  EXPECT_EQ(cuTexRefGetAddress(&has_memory, reference), CUDA_SUCCESS);
  EXPECT_EQ(has_memory, memory);
  EXPECT_EQ(cuTexRefSetAddress2D(reference, &plane, memory + 4, 64), CUDA_ERROR_INVALID_VALUE);
}

TEST_F(DriverReferences, OfAModuleHoldTheObject) {
  load();
  CUtexref reference = nullptr, again = nullptr;
  ASSERT_EQ(cuModuleGetTexRef(&reference, module, "reference"), CUDA_SUCCESS);
  EXPECT_EQ(cuModuleGetTexRef(&again, module, "reference"), CUDA_SUCCESS);
  EXPECT_EQ(again, reference);
  EXPECT_EQ(cuModuleGetTexRef(&again, module, "other"), CUDA_ERROR_NOT_FOUND); // can't hold one
  EXPECT_EQ(cuModuleGetTexRef(&again, module, "absent"), CUDA_ERROR_NOT_FOUND);
  EXPECT_EQ(held(), 0u);
  ASSERT_EQ(cuTexRefSetArray(reference, new_array(), CU_TRSA_OVERRIDE_FORMAT), CUDA_SUCCESS);
  EXPECT_EQ(descriptor().magic, TextureDescriptor::kMagic);
  EXPECT_EQ(descriptor().format, TexelFormat::kUnsigned8x4);
  EXPECT_EQ(descriptor().filter, ox::isa::FilterMode::kPoint);
  ASSERT_EQ(cuTexRefSetFilterMode(reference, CU_TR_FILTER_MODE_LINEAR), CUDA_SUCCESS);
  EXPECT_EQ(descriptor().filter, ox::isa::FilterMode::kLinear);
  CUdeviceptr memory = 0;
  ASSERT_EQ(cuMemAlloc(&memory, 4096), CUDA_SUCCESS);
  ASSERT_EQ(cuTexRefSetFormat(reference, CU_AD_FORMAT_FLOAT, 2), CUDA_SUCCESS);
  ASSERT_EQ(cuTexRefSetAddress(nullptr, reference, memory, 4096), CUDA_SUCCESS);
  EXPECT_EQ(descriptor().format, TexelFormat::kFloat32x2);
  EXPECT_EQ(descriptor().resource, ox::isa::TextureResource::kLinear);
  CUfunction function = nullptr;
  ASSERT_EQ(cuModuleGetFunction(&function, module, "nothing"), CUDA_SUCCESS);
  EXPECT_EQ(cuParamSetTexRef(function, CU_PARAM_TR_DEFAULT, reference), CUDA_SUCCESS);
  EXPECT_EQ(cuParamSetTexRef(function, 0, reference), CUDA_ERROR_INVALID_VALUE);
  EXPECT_EQ(cuTexRefDestroy(reference), CUDA_ERROR_INVALID_VALUE); // the module's
  ASSERT_EQ(cuModuleUnload(module), CUDA_SUCCESS);
  EXPECT_EQ(cuTexRefSetFilterMode(reference, CU_TR_FILTER_MODE_POINT), CUDA_ERROR_INVALID_VALUE);
}

// As older compilers declare them.
TEST_F(DriverReferences, OfPtx) {
  ASSERT_EQ(cuModuleLoadData(&module, ".version 7.0\n.target sm_75\n.address_size 64\n"
                                      ".global .texref picture;\n.global .surfref canvas;\n"
                                      ".visible .entry nothing() { ret; }\n"),
            CUDA_SUCCESS);
  CUtexref picture = nullptr;
  CUsurfref canvas = nullptr;
  ASSERT_EQ(cuModuleGetTexRef(&picture, module, "picture"), CUDA_SUCCESS);
  ASSERT_EQ(cuModuleGetSurfRef(&canvas, module, "canvas"), CUDA_SUCCESS);
  EXPECT_EQ(cuTexRefSetArray(picture, new_array(), CU_TRSA_OVERRIDE_FORMAT), CUDA_SUCCESS);
}

TEST_F(DriverReferences, OfSurfaces) {
  load();
  CUsurfref reference = nullptr;
  CUarray array = new_array(CUDA_ARRAY3D_SURFACE_LDST), has = nullptr;
  ASSERT_EQ(cuModuleGetSurfRef(&reference, module, "reference"), CUDA_SUCCESS);
  EXPECT_EQ(cuSurfRefGetArray(&has, reference), CUDA_ERROR_INVALID_VALUE);
  ASSERT_EQ(cuSurfRefSetArray(reference, array, 0), CUDA_SUCCESS);
  EXPECT_EQ(cuSurfRefGetArray(&has, reference), CUDA_SUCCESS);
  EXPECT_EQ(has, array);
  EXPECT_EQ(descriptor().access, ox::isa::TextureAccess::kSurface);
  EXPECT_EQ(cuSurfRefSetArray(reference, new_array(), 0), CUDA_ERROR_INVALID_VALUE); // not for surfaces
  EXPECT_EQ(cuSurfRefSetArray(reference, array, 1), CUDA_ERROR_INVALID_VALUE);
  EXPECT_EQ(cuModuleGetSurfRef(&reference, module, "absent"), CUDA_ERROR_NOT_FOUND);
}

} // namespace
