// A program of NVRTC, and what its kernels write.
#pragma once
#include "cuda.h"
#include "nvrtc.h"
#include <cstring>
#include <gtest/gtest.h>
#include <string>
#include <vector>

class Nvrtc : public testing::Test {
protected:
  ~Nvrtc() override {
    if (program)
      nvrtcDestroyProgram(&program);
  }
  void create(const char* source, std::vector<const char*> headers = {}, std::vector<const char*> names = {}) {
    ASSERT_EQ(
        nvrtcCreateProgram(&program, source, "test.cu", static_cast<int>(headers.size()), headers.data(), names.data()),
        NVRTC_SUCCESS);
  }
  nvrtcResult compile(std::vector<const char*> options) {
    return nvrtcCompileProgram(program, static_cast<int>(options.size()), options.data());
  }
  std::string log() {
    size_t bytes = 0;
    EXPECT_EQ(nvrtcGetProgramLogSize(program, &bytes), NVRTC_SUCCESS);
    std::string text(bytes, 'x');
    EXPECT_EQ(nvrtcGetProgramLog(program, text.data()), NVRTC_SUCCESS);
    EXPECT_EQ(text.back(), 0);
    text.pop_back();
    return text;
  }
  std::string ptx() {
    size_t bytes = 0;
    EXPECT_EQ(nvrtcGetPTXSize(program, &bytes), NVRTC_SUCCESS);
    std::string text(bytes, 'x');
    EXPECT_EQ(nvrtcGetPTX(program, text.data()), NVRTC_SUCCESS);
    EXPECT_EQ(text.back(), 0);
    return text;
  }
  std::vector<char> cubin() {
    size_t bytes = 0;
    EXPECT_EQ(nvrtcGetCUBINSize(program, &bytes), NVRTC_SUCCESS);
    std::vector<char> image(bytes);
    if (bytes)
      EXPECT_EQ(nvrtcGetCUBIN(program, image.data()), NVRTC_SUCCESS);
    return image;
  }
  // What a kernel writes to its one argument.
  static int run(const void* image, const char* kernel) {
    CUcontext context;
    CUmodule module;
    CUfunction function;
    CUdeviceptr memory;
    int value = -1;
    EXPECT_EQ(cuInit(0), CUDA_SUCCESS);
    EXPECT_EQ(cuCtxCreate(&context, nullptr, 0, 0), CUDA_SUCCESS);
    EXPECT_EQ(cuModuleLoadData(&module, image), CUDA_SUCCESS);
    EXPECT_EQ(cuModuleGetFunction(&function, module, kernel), CUDA_SUCCESS);
    EXPECT_EQ(cuMemAlloc(&memory, sizeof value), CUDA_SUCCESS);
    void* arguments[] = {&memory};
    EXPECT_EQ(cuLaunchKernel(function, 1, 1, 1, 1, 1, 1, 0, nullptr, arguments, nullptr), CUDA_SUCCESS);
    EXPECT_EQ(cuMemcpyDtoH(&value, memory, sizeof value), CUDA_SUCCESS);
    EXPECT_EQ(cuCtxDestroy(context), CUDA_SUCCESS);
    return value;
  }
  // What a kernel named k, compiled with these options for sm_75, writes.
  int result_of(const char* source, std::vector<const char*> options = {}) {
    create(source);
    options.push_back("-arch=sm_75");
    EXPECT_EQ(compile(options), NVRTC_SUCCESS) << log();
    const int value = run(cubin().data(), "k");
    EXPECT_EQ(nvrtcDestroyProgram(&program), NVRTC_SUCCESS);
    return value;
  }
  // The log of a compilation that ends so.
  std::string log_of(const char* source, std::vector<const char*> options, nvrtcResult expected) {
    create(source);
    EXPECT_EQ(compile(options), expected) << log();
    const std::string text = log();
    EXPECT_EQ(nvrtcDestroyProgram(&program), NVRTC_SUCCESS);
    return text;
  }
  nvrtcProgram program = nullptr;
};
