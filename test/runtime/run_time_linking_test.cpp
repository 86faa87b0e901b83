// Linking at run time, by cuLink* of the driver API and by nvJitLink.
#include "cuda.h"
#include "nvJitLink.h"
#include "nvrtc.h"
#include <cstring>
#include <gtest/gtest.h>
#include <string>
#include <vector>

namespace {

constexpr const char* kCaller = ".version 7.0\n.target sm_75\n.address_size 64\n"
                                ".extern .func (.param .u32 r) twice(.param .u32 x);\n"
                                ".visible .entry write(.param .u64 p) { .reg .u64 %p; .reg .u32 %v;\n"
                                "ld.param.u64 %p, [p];\n"
                                "{ .param .u32 x; .param .u32 r; st.param.u32 [x], 21; call (r), twice, (x);\n"
                                "ld.param.u32 %v, [r]; }\n"
                                "st.global.u32 [%p], %v; ret; }\n";
constexpr const char* kCallee = ".version 7.0\n.target sm_75\n.address_size 64\n"
                                ".visible .func (.param .u32 r) twice(.param .u32 x) { .reg .u32 %v;\n"
                                "ld.param.u32 %v, [x]; add.u32 %v, %v, %v; st.param.u32 [r], %v; ret; }\n";

constexpr const char* kWrong = ".version 7.0\n.target sm_75\n.address_size 64\n.visible .entry k() { frobnicate; }\n";

class RunTimeLinking : public testing::Test {
protected:
  void SetUp() override {
    ASSERT_EQ(cuInit(0), CUDA_SUCCESS);
    ASSERT_EQ(cuCtxCreate(&context, nullptr, 0, 0), CUDA_SUCCESS);
  }
  void TearDown() override { EXPECT_EQ(cuCtxDestroy(context), CUDA_SUCCESS); }
  static unsigned run(const void* image) {
    CUmodule module;
    CUfunction function;
    CUdeviceptr memory;
    unsigned value = 0;
    EXPECT_EQ(cuModuleLoadData(&module, image), CUDA_SUCCESS);
    EXPECT_EQ(cuModuleGetFunction(&function, module, "write"), CUDA_SUCCESS);
    EXPECT_EQ(cuMemAlloc(&memory, sizeof value), CUDA_SUCCESS);
    void* arguments[] = {&memory};
    EXPECT_EQ(cuLaunchKernel(function, 1, 1, 1, 1, 1, 1, 0, nullptr, arguments, nullptr), CUDA_SUCCESS);
    EXPECT_EQ(cuMemcpyDtoH(&value, memory, sizeof value), CUDA_SUCCESS);
    return value;
  }
  static CUresult add(CUlinkState link, const char* ptx) {
    return cuLinkAddData(link, CU_JIT_INPUT_PTX, const_cast<char*>(ptx), std::strlen(ptx) + 1, "text", 0, nullptr,
                         nullptr);
  }
  CUcontext context = nullptr;
};

TEST_F(RunTimeLinking, TheDriverResolvesAcrossTexts) {
  CUlinkState link;
  ASSERT_EQ(cuLinkCreate(0, nullptr, nullptr, &link), CUDA_SUCCESS);
  EXPECT_EQ(add(link, kCaller), CUDA_SUCCESS);
  EXPECT_EQ(add(link, kCallee), CUDA_SUCCESS);
  void* image = nullptr;
  size_t bytes = 0;
  ASSERT_EQ(cuLinkComplete(link, &image, &bytes), CUDA_SUCCESS);
  EXPECT_GT(bytes, 0u);
  EXPECT_EQ(run(image), 42u);
  EXPECT_EQ(cuLinkDestroy(link), CUDA_SUCCESS);
  EXPECT_EQ(cuLinkDestroy(link), CUDA_ERROR_INVALID_HANDLE);
}

TEST_F(RunTimeLinking, WhatIsWrongWithATextIsInTheLog) {
  char log[1024] = "";
  CUjit_option options[] = {CU_JIT_ERROR_LOG_BUFFER, CU_JIT_ERROR_LOG_BUFFER_SIZE_BYTES};
  void* values[] = {log, reinterpret_cast<void*>(sizeof log)};
  CUlinkState link;
  ASSERT_EQ(cuLinkCreate(2, options, values, &link), CUDA_SUCCESS);
  EXPECT_EQ(add(link, kCallee), CUDA_SUCCESS);
  EXPECT_EQ(add(link, kWrong), CUDA_ERROR_INVALID_PTX); // when it is added
  EXPECT_NE(std::string(log).find("frobnicate"), std::string::npos) << log;
  EXPECT_EQ(cuLinkAddFile(link, CU_JIT_INPUT_PTX, "/nonexistent.ptx", 0, nullptr, nullptr), CUDA_ERROR_FILE_NOT_FOUND);
  EXPECT_EQ(cuLinkDestroy(link), CUDA_SUCCESS);
}

TEST_F(RunTimeLinking, WhatNobodyDefinesIsNamed) {
  char log[1024] = "";
  CUjit_option options[] = {CU_JIT_ERROR_LOG_BUFFER, CU_JIT_ERROR_LOG_BUFFER_SIZE_BYTES, CU_JIT_WALL_TIME,
                            CU_JIT_OPTIMIZATION_LEVEL};
  void* values[] = {log, reinterpret_cast<void*>(sizeof log), nullptr, reinterpret_cast<void*>(2)};
  CUlinkState link;
  ASSERT_EQ(cuLinkCreate(4, options, values, &link), CUDA_SUCCESS);
  EXPECT_EQ(add(link, kCaller), CUDA_SUCCESS);
  void* image = nullptr;
  EXPECT_EQ(cuLinkComplete(link, &image, nullptr), CUDA_ERROR_UNKNOWN);
  EXPECT_NE(std::string(log).find("twice"), std::string::npos) << log;
  EXPECT_EQ(reinterpret_cast<size_t>(values[1]), std::strlen(log));
  float milliseconds = 0;
  std::memcpy(&milliseconds, &values[2], sizeof milliseconds);
  EXPECT_GT(milliseconds, 0);
  EXPECT_EQ(add(link, kCallee), CUDA_SUCCESS); // what was missing
  ASSERT_EQ(cuLinkComplete(link, &image, nullptr), CUDA_SUCCESS) << log;
  EXPECT_EQ(run(image), 42u);
  EXPECT_EQ(cuLinkDestroy(link), CUDA_SUCCESS);
}

TEST_F(RunTimeLinking, AnImageIsLinkedToItsEnd) {
  CUlinkState link, second;
  ASSERT_EQ(cuLinkCreate(0, nullptr, nullptr, &link), CUDA_SUCCESS);
  EXPECT_EQ(add(link, kCaller), CUDA_SUCCESS);
  EXPECT_EQ(add(link, kCallee), CUDA_SUCCESS);
  void* image = nullptr;
  size_t bytes = 0;
  ASSERT_EQ(cuLinkComplete(link, &image, &bytes), CUDA_SUCCESS);
  ASSERT_EQ(cuLinkCreate(0, nullptr, nullptr, &second), CUDA_SUCCESS);
  EXPECT_EQ(cuLinkAddData(second, CU_JIT_INPUT_CUBIN, image, bytes, "image", 0, nullptr, nullptr), CUDA_SUCCESS);
  EXPECT_EQ(add(second, kCallee), CUDA_ERROR_NOT_SUPPORTED);
  void* same = nullptr;
  EXPECT_EQ(cuLinkComplete(second, &same, nullptr), CUDA_SUCCESS); // alone it is what it was
  EXPECT_EQ(run(same), 42u);
  EXPECT_EQ(cuLinkDestroy(second), CUDA_SUCCESS);
  EXPECT_EQ(cuLinkDestroy(link), CUDA_SUCCESS);
}

TEST_F(RunTimeLinking, OptionsAreLookedAt) {
  CUlinkState link;
  auto create = [&](CUjit_option option, uintptr_t value) {
    void* values[] = {reinterpret_cast<void*>(value)};
    CUresult result = cuLinkCreate(1, &option, values, &link);
    if (result == CUDA_SUCCESS)
      cuLinkDestroy(link);
    return result;
  };
  EXPECT_EQ(create(CU_JIT_OPTIMIZATION_LEVEL, 4), CUDA_SUCCESS);
  EXPECT_EQ(create(CU_JIT_OPTIMIZATION_LEVEL, 5), CUDA_ERROR_INVALID_VALUE);
  EXPECT_EQ(create(CU_JIT_TARGET, 75), CUDA_SUCCESS);
  EXPECT_EQ(create(CU_JIT_TARGET, 120), CUDA_ERROR_NO_BINARY_FOR_GPU);
  EXPECT_EQ(create(CU_JIT_CACHE_MODE, 9), CUDA_ERROR_INVALID_VALUE);
  EXPECT_EQ(create(CU_JIT_MAX_REGISTERS, 64), CUDA_SUCCESS);
  EXPECT_EQ(create(CU_JIT_FMA, 0), CUDA_SUCCESS);
  EXPECT_EQ(create(CU_JIT_GLOBAL_SYMBOL_COUNT, 3), CUDA_ERROR_NOT_SUPPORTED);
  EXPECT_EQ(create(CU_JIT_NUM_OPTIONS, 0), CUDA_ERROR_INVALID_VALUE);
  EXPECT_EQ(cuLinkCreate(0, nullptr, nullptr, nullptr), CUDA_ERROR_INVALID_VALUE);
  ASSERT_EQ(cuLinkCreate(0, nullptr, nullptr, &link), CUDA_SUCCESS);
  void* image = nullptr;
  EXPECT_EQ(cuLinkComplete(link, &image, nullptr), CUDA_ERROR_INVALID_VALUE); // nothing was added
  char text[64] = "x";
  EXPECT_EQ(cuLinkAddData(link, CU_JIT_INPUT_NVVM, text, 1, "ir", 0, nullptr, nullptr), CUDA_ERROR_NOT_SUPPORTED);
  EXPECT_EQ(cuLinkAddData(link, CU_JIT_INPUT_FATBINARY, text, sizeof text, "none", 0, nullptr, nullptr),
            CUDA_ERROR_INVALID_IMAGE);
  EXPECT_EQ(cuLinkAddData(link, CU_JIT_INPUT_PTX, nullptr, 1, "none", 0, nullptr, nullptr), CUDA_ERROR_INVALID_VALUE);
  EXPECT_EQ(cuLinkDestroy(link), CUDA_SUCCESS);
}

TEST_F(RunTimeLinking, NvJitLinkResolvesAcrossTexts) {
  nvJitLinkHandle link;
  const char* options[] = {"-arch=sm_90", "-O3"};
  ASSERT_EQ(nvJitLinkCreate(&link, 2, options), NVJITLINK_SUCCESS);
  EXPECT_EQ(nvJitLinkAddData(link, NVJITLINK_INPUT_PTX, kCaller, std::strlen(kCaller), "caller"), NVJITLINK_SUCCESS);
  EXPECT_EQ(nvJitLinkAddData(link, NVJITLINK_INPUT_ANY, kCallee, std::strlen(kCallee), "callee"), NVJITLINK_SUCCESS);
  ASSERT_EQ(nvJitLinkComplete(link), NVJITLINK_SUCCESS);
  size_t bytes = 0;
  EXPECT_EQ(nvJitLinkGetLinkedCubinSize(link, &bytes), NVJITLINK_SUCCESS);
  std::vector<char> image(bytes);
  EXPECT_EQ(nvJitLinkGetLinkedCubin(link, image.data()), NVJITLINK_SUCCESS);
  EXPECT_EQ(run(image.data()), 42u);
  EXPECT_EQ(nvJitLinkDestroy(&link), NVJITLINK_SUCCESS);
  EXPECT_EQ(link, nullptr);
}

// NVRTC's LTO IR of a text; with the option, its relocatable image.
std::string compiled(const char* text, const char* name, std::vector<const char*> options) {
  nvrtcProgram program = nullptr;
  EXPECT_EQ(nvrtcCreateProgram(&program, text, name, 0, nullptr, nullptr), NVRTC_SUCCESS);
  EXPECT_EQ(nvrtcCompileProgram(program, static_cast<int>(options.size()), options.data()), NVRTC_SUCCESS);
  size_t bytes = 0;
  EXPECT_EQ(nvrtcGetLTOIRSize(program, &bytes), NVRTC_SUCCESS);
  const bool is_ir = bytes != 0;
  if (!is_ir)
    EXPECT_EQ(nvrtcGetCUBINSize(program, &bytes), NVRTC_SUCCESS);
  std::string result(bytes, 0);
  EXPECT_EQ(is_ir ? nvrtcGetLTOIR(program, result.data()) : nvrtcGetCUBIN(program, result.data()), NVRTC_SUCCESS);
  EXPECT_EQ(nvrtcDestroyProgram(&program), NVRTC_SUCCESS);
  return result;
}

constexpr const char* kCudaCaller = "extern \"C\" __device__ unsigned twice(unsigned x);\n"
                                    "extern \"C\" __global__ void write(unsigned* to) { *to = twice(21); }\n";
constexpr const char* kCudaCallee = "extern \"C\" __device__ unsigned twice(unsigned x) { return x + x; }\n";

struct Linked {
  nvJitLinkHandle link = nullptr;
  explicit Linked(std::vector<const char*> options) {
    EXPECT_EQ(nvJitLinkCreate(&link, static_cast<uint32_t>(options.size()), options.data()), NVJITLINK_SUCCESS);
  }
  ~Linked() { EXPECT_EQ(nvJitLinkDestroy(&link), NVJITLINK_SUCCESS); }
  nvJitLinkResult add(nvJitLinkInputType type, const std::string& data, const char* name) const {
    return nvJitLinkAddData(link, type, data.data(), data.size(), name);
  }
  std::string errors() const {
    size_t bytes = 0;
    EXPECT_EQ(nvJitLinkGetErrorLogSize(link, &bytes), NVJITLINK_SUCCESS);
    std::string text(bytes, 0);
    EXPECT_EQ(nvJitLinkGetErrorLog(link, text.data()), NVJITLINK_SUCCESS);
    return text;
  }
  std::vector<char> cubin() const {
    EXPECT_EQ(nvJitLinkComplete(link), NVJITLINK_SUCCESS) << errors();
    size_t bytes = 0;
    EXPECT_EQ(nvJitLinkGetLinkedCubinSize(link, &bytes), NVJITLINK_SUCCESS);
    std::vector<char> image(bytes);
    EXPECT_EQ(nvJitLinkGetLinkedCubin(link, image.data()), NVJITLINK_SUCCESS);
    return image;
  }
};

TEST_F(RunTimeLinking, LtoIrOfNvrtcIsLinked) {
  Linked linked({"-arch=sm_90", "-lto"});
  EXPECT_EQ(linked.add(NVJITLINK_INPUT_LTOIR, compiled(kCudaCaller, "caller.cu", {"-dlto", "-arch=sm_90"}), "caller"),
            NVJITLINK_SUCCESS);
  EXPECT_EQ(linked.add(NVJITLINK_INPUT_ANY, compiled(kCudaCallee, "callee.cu", {"-dlto", "-rdc=true"}), "callee"),
            NVJITLINK_SUCCESS);
  EXPECT_EQ(run(linked.cubin().data()), 42u);
  size_t bytes = 0;
  EXPECT_EQ(nvJitLinkGetLinkedPtxSize(linked.link, &bytes), NVJITLINK_ERROR_INCOMPATIBLE_OPTIONS);
}

TEST_F(RunTimeLinking, LtoIrRelocatableImagesAndPtxAreLinkedTogether) {
  Linked linked({"-arch=sm_90", "-lto"});
  EXPECT_EQ(linked.add(NVJITLINK_INPUT_LTOIR, compiled(kCudaCaller, "caller.cu", {"-dlto"}), "caller"),
            NVJITLINK_SUCCESS);
  EXPECT_EQ(linked.add(NVJITLINK_INPUT_PTX, kCallee, "callee.ptx"), NVJITLINK_SUCCESS);
  EXPECT_EQ(run(linked.cubin().data()), 42u);

  Linked relocatable({"-arch=sm_90"});
  EXPECT_EQ(relocatable.add(NVJITLINK_INPUT_CUBIN, compiled(kCudaCaller, "caller.cu", {"-rdc=true", "-arch=sm_90"}),
                            "caller.cubin"),
            NVJITLINK_SUCCESS);
  EXPECT_EQ(
      relocatable.add(NVJITLINK_INPUT_ANY, compiled(kCudaCallee, "callee.cu", {"-dc", "-arch=sm_75"}), "callee.cubin"),
      NVJITLINK_SUCCESS);
  EXPECT_EQ(run(relocatable.cubin().data()), 42u);
}

// A relocatable image that lacks nothing can be loaded without a link.
TEST_F(RunTimeLinking, CompleteRelocatableImagesLoad) {
  const std::string whole =
      std::string(kCudaCallee) + "extern \"C\" __global__ void write(unsigned* to) { *to = twice(21); }";
  EXPECT_EQ(run(compiled(whole.c_str(), "whole.cu", {"-rdc=true", "-arch=sm_90"}).data()), 42u);
}

TEST_F(RunTimeLinking, LtoIrBecomesPtx) {
  Linked linked({"-arch=sm_90", "-lto", "-ptx"});
  EXPECT_EQ(linked.add(NVJITLINK_INPUT_LTOIR, compiled(kCudaCaller, "caller.cu", {"-dlto"}), "caller"),
            NVJITLINK_SUCCESS);
  EXPECT_EQ(linked.add(NVJITLINK_INPUT_LTOIR, compiled(kCudaCallee, "callee.cu", {"-dlto"}), "callee"),
            NVJITLINK_SUCCESS);
  ASSERT_EQ(nvJitLinkComplete(linked.link), NVJITLINK_SUCCESS) << linked.errors();
  size_t bytes = 0;
  EXPECT_EQ(nvJitLinkGetLinkedCubinSize(linked.link, &bytes), NVJITLINK_ERROR_INVALID_INPUT);
  ASSERT_EQ(nvJitLinkGetLinkedPtxSize(linked.link, &bytes), NVJITLINK_SUCCESS);
  std::string text(bytes, 0);
  EXPECT_EQ(nvJitLinkGetLinkedPtx(linked.link, text.data()), NVJITLINK_SUCCESS);
  EXPECT_NE(text.find(".visible .entry write"), std::string::npos) << text;
  EXPECT_EQ(run(text.c_str()), 42u);
}

TEST(NvJitLink, UndefinedReferencesAndDoubleDefinitionsAreNamed) {
  Linked undefined({"-arch=sm_90"});
  EXPECT_EQ(undefined.add(NVJITLINK_INPUT_PTX, kCaller, "caller"), NVJITLINK_SUCCESS);
  EXPECT_EQ(nvJitLinkComplete(undefined.link), NVJITLINK_ERROR_FINALIZE);
  EXPECT_NE(undefined.errors().find("twice"), std::string::npos) << undefined.errors();

  Linked twice({"-arch=sm_90", "-lto"});
  EXPECT_EQ(twice.add(NVJITLINK_INPUT_PTX, kCallee, "first"), NVJITLINK_SUCCESS);
  EXPECT_EQ(twice.add(NVJITLINK_INPUT_LTOIR, compiled(kCudaCallee, "second.cu", {"-dlto"}), "second"),
            NVJITLINK_SUCCESS);
  EXPECT_EQ(nvJitLinkComplete(twice.link), NVJITLINK_ERROR_FINALIZE);
  EXPECT_NE(twice.errors().find("twice"), std::string::npos) << twice.errors();
}

// The same operation with and without -ftz and -fma at the link: what the IR was compiled with stays unless the link
// says otherwise.
TEST_F(RunTimeLinking, FloatOptionsOfTheLinkChangeLtoIr) {
  constexpr const char* kKernel = "extern \"C\" __global__ void write(unsigned* to) {\n"
                                  "  float x = __uint_as_float(1 + threadIdx.x);\n" // the least subnormal
                                  "  *to = __float_as_uint(x + x);\n"
                                  "}\n";
  auto result = [&](std::vector<const char*> compile, std::vector<const char*> link) {
    compile.insert(compile.end(), {"-dlto", "-arch=sm_90"});
    link.insert(link.end(), {"-lto", "-arch=sm_90"});
    Linked linked(link);
    EXPECT_EQ(linked.add(NVJITLINK_INPUT_LTOIR, compiled(kKernel, "kernel.cu", compile), "kernel"), NVJITLINK_SUCCESS);
    return run(linked.cubin().data());
  };
  EXPECT_EQ(result({}, {}), 2u);
  EXPECT_EQ(result({}, {"-ftz=1"}), 0u);
  EXPECT_EQ(result({"-ftz=true"}, {}), 0u);
  EXPECT_EQ(result({"-ftz=true"}, {"-ftz=0"}), 2u);
}

TEST(NvJitLink, RefusesWithReasons) {
  nvJitLinkHandle link;
  const char* none[] = {"-O3"};
  const char* unknown[] = {"-arch=sm_90", "-frobnicate"};
  const char* good[] = {"-arch=sm_90"};
  EXPECT_EQ(nvJitLinkCreate(&link, 1, none), NVJITLINK_ERROR_MISSING_ARCH);
  EXPECT_EQ(nvJitLinkCreate(&link, 2, unknown), NVJITLINK_ERROR_UNRECOGNIZED_OPTION);
  ASSERT_EQ(nvJitLinkCreate(&link, 1, good), NVJITLINK_SUCCESS);
  EXPECT_EQ(nvJitLinkAddData(link, NVJITLINK_INPUT_LTOIR, "x", 1, "x"), NVJITLINK_ERROR_LTO_NOT_ENABLED);
  EXPECT_EQ(nvJitLinkAddData(link, NVJITLINK_INPUT_PTX, kWrong, std::strlen(kWrong), "wrong"),
            NVJITLINK_ERROR_PTX_COMPILE);
  EXPECT_EQ(nvJitLinkAddData(link, NVJITLINK_INPUT_INDEX, "x", 1, "x"), NVJITLINK_ERROR_INCORRECT_INPUT_TYPE);
  EXPECT_EQ(nvJitLinkAddData(link, NVJITLINK_INPUT_CUBIN, "x", 1, "x"), NVJITLINK_ERROR_INVALID_INPUT);
  EXPECT_EQ(nvJitLinkComplete(link), NVJITLINK_ERROR_INVALID_INPUT); // nothing was added
  size_t bytes = 0;
  EXPECT_EQ(nvJitLinkGetErrorLogSize(link, &bytes), NVJITLINK_SUCCESS);
  std::string log(bytes, 'x');
  EXPECT_EQ(nvJitLinkGetErrorLog(link, log.data()), NVJITLINK_SUCCESS);
  EXPECT_NE(log.find("LTO IR"), std::string::npos) << log;
  EXPECT_NE(log.find("frobnicate"), std::string::npos) << log;
  EXPECT_EQ(nvJitLinkDestroy(&link), NVJITLINK_SUCCESS);

  Linked foreign({"-arch=sm_90", "-lto"});
  EXPECT_EQ(foreign.add(NVJITLINK_INPUT_LTOIR, "\x7fNC\xed", "theirs"), NVJITLINK_ERROR_INCORRECT_INPUT_TYPE);
  EXPECT_NE(foreign.errors().find("'theirs' is not LTO IR of Ox"), std::string::npos) << foreign.errors();
  const char* ptx_alone[] = {"-arch=sm_90", "-ptx"};
  EXPECT_EQ(nvJitLinkCreate(&link, 2, ptx_alone), NVJITLINK_ERROR_LTO_NOT_ENABLED);
}

} // namespace
