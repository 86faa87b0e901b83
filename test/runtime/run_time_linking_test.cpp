// Linking at run time, by cuLink* of the driver API and by nvJitLink.
#include "cuda.h"
#include "nvJitLink.h"
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
  EXPECT_EQ(add(link, kWrong), CUDA_SUCCESS);
  void* image = nullptr;
  EXPECT_EQ(cuLinkComplete(link, &image, nullptr), CUDA_ERROR_INVALID_PTX);
  EXPECT_NE(std::string(log).find("frobnicate"), std::string::npos) << log;
  EXPECT_EQ(cuLinkAddFile(link, CU_JIT_INPUT_PTX, "/nonexistent.ptx", 0, nullptr, nullptr), CUDA_ERROR_FILE_NOT_FOUND);
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

TEST(NvJitLink, RefusesWithReasons) {
  nvJitLinkHandle link;
  const char* none[] = {"-O3"};
  const char* unknown[] = {"-arch=sm_90", "-frobnicate"};
  const char* good[] = {"-arch=sm_90"};
  EXPECT_EQ(nvJitLinkCreate(&link, 1, none), NVJITLINK_ERROR_MISSING_ARCH);
  EXPECT_EQ(nvJitLinkCreate(&link, 2, unknown), NVJITLINK_ERROR_UNRECOGNIZED_OPTION);
  ASSERT_EQ(nvJitLinkCreate(&link, 1, good), NVJITLINK_SUCCESS);
  EXPECT_EQ(nvJitLinkAddData(link, NVJITLINK_INPUT_LTOIR, "x", 1, "x"), NVJITLINK_ERROR_INCORRECT_INPUT_TYPE);
  EXPECT_EQ(nvJitLinkAddData(link, NVJITLINK_INPUT_PTX, kWrong, std::strlen(kWrong), "wrong"), NVJITLINK_SUCCESS);
  EXPECT_EQ(nvJitLinkComplete(link), NVJITLINK_ERROR_PTX_COMPILE);
  size_t bytes = 0;
  EXPECT_EQ(nvJitLinkGetErrorLogSize(link, &bytes), NVJITLINK_SUCCESS);
  std::string log(bytes, 'x');
  EXPECT_EQ(nvJitLinkGetErrorLog(link, log.data()), NVJITLINK_SUCCESS);
  EXPECT_NE(log.find("LTO IR"), std::string::npos) << log;
  EXPECT_NE(log.find("frobnicate"), std::string::npos) << log;
  EXPECT_EQ(nvJitLinkDestroy(&link), NVJITLINK_SUCCESS);
}

} // namespace
