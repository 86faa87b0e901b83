// A context of the driver API on the simulator, and a module from PTX, for the tests of the driver API.
#pragma once
#include "cuda.h"
#include "cuda_runtime_api.h"
#include <array>
#include <gtest/gtest.h>

namespace ox::test {

// add: p[i] += i * factor for i < n.  The third parameter is narrow, so that the block has padding.
inline constexpr const char* kPtx = R"(
.version 7.0
.target sm_75
.address_size 64
.visible .global .align 4 .u32 answer = 42;
.visible .entry add(.param .u64 p, .param .u32 n, .param .u32 factor) {
  .reg .u64 %rd<3>; .reg .u32 %r<6>; .reg .pred %p;
  ld.param.u64 %rd1, [p]; ld.param.u32 %r1, [n]; ld.param.u32 %r2, [factor];
  mov.u32 %r3, %tid.x;
  setp.ge.u32 %p, %r3, %r1;
  @%p ret;
  mul.wide.u32 %rd2, %r3, 4;
  add.u64 %rd1, %rd1, %rd2;
  mul.lo.u32 %r4, %r3, %r2;
  ld.global.u32 %r5, [%rd1];
  add.u32 %r5, %r5, %r4;
  st.global.u32 [%rd1], %r5;
  ret;
}
.visible .entry bounded() .maxntid 64 { ret; }
.visible .entry stray() { .reg .u64 %rd; mov.u64 %rd, 16; st.global.u32 [%rd], 1; ret; }
)";

class Driver : public testing::Test {
protected:
  void SetUp() override {
    ASSERT_EQ(cuInit(0), CUDA_SUCCESS);
    ASSERT_EQ(cuCtxCreate(&context, nullptr, 0, 0), CUDA_SUCCESS);
  }
  void TearDown() override {
    cuCtxDestroy(context);
    CUcontext rest;
    while (cuCtxPopCurrent(&rest) == CUDA_SUCCESS)
      ;
  }
  CUfunction function(const char* name) {
    if (!module)
      EXPECT_EQ(cuModuleLoadData(&module, kPtx), CUDA_SUCCESS);
    CUfunction result = nullptr;
    EXPECT_EQ(cuModuleGetFunction(&result, module, name), CUDA_SUCCESS);
    return result;
  }
  CUdeviceptr zeros(size_t words) {
    CUdeviceptr result = 0;
    EXPECT_EQ(cuMemAlloc(&result, 4 * words), CUDA_SUCCESS);
    EXPECT_EQ(cuMemsetD32(result, 0, words), CUDA_SUCCESS);
    return result;
  }
  template <size_t N> static std::array<unsigned, N> read(CUdeviceptr from) {
    std::array<unsigned, N> result;
    EXPECT_EQ(cuMemcpyDtoH(result.data(), from, sizeof result), CUDA_SUCCESS);
    return result;
  }
  CUcontext context = nullptr;
  CUmodule module = nullptr;
};

using Words4 = std::array<unsigned, 4>;

} // namespace ox::test
