// Kernels for tests of memory, as PTX, and their launch.
#pragma once
#include "cuda.h"
#include <cstdint>
#include <gtest/gtest.h>

namespace ox::test {

// add_index: p[i] += i for i < n, in blocks of 128; store: *p = value; add_once: atomicAdd(p, 1) by each of n threads;
// wait_for: returns when *p is not 0.
inline constexpr const char* kMemoryPtx = R"(
.version 7.0
.target sm_75
.address_size 64
.visible .entry add_index(.param .u64 p, .param .u32 n) {
  .reg .u64 %rd<3>; .reg .u32 %r<6>; .reg .pred %p;
  ld.param.u64 %rd1, [p]; ld.param.u32 %r1, [n];
  mov.u32 %r2, %ctaid.x; mov.u32 %r3, %tid.x; mad.lo.u32 %r3, %r2, 128, %r3;
  setp.ge.u32 %p, %r3, %r1;
  @%p ret;
  mul.wide.u32 %rd2, %r3, 4; add.u64 %rd1, %rd1, %rd2;
  ld.global.u32 %r5, [%rd1]; add.u32 %r5, %r5, %r3; st.global.u32 [%rd1], %r5;
  ret;
}
.visible .entry store(.param .u64 p, .param .u32 value) {
  .reg .u64 %rd; .reg .u32 %r;
  ld.param.u64 %rd, [p]; ld.param.u32 %r, [value]; st.global.u32 [%rd], %r; ret;
}
.visible .entry load(.param .u64 p, .param .u64 out) {
  .reg .u64 %rd<2>; .reg .u32 %r;
  ld.param.u64 %rd0, [p]; ld.param.u64 %rd1, [out]; ld.global.u32 %r, [%rd0]; st.global.u32 [%rd1], %r; ret;
}
.visible .entry add_once(.param .u64 p, .param .u32 n) {
  .reg .u64 %rd; .reg .u32 %r<4>; .reg .pred %p;
  ld.param.u64 %rd, [p]; ld.param.u32 %r1, [n];
  mov.u32 %r2, %ctaid.x; mov.u32 %r3, %tid.x; mad.lo.u32 %r3, %r2, 128, %r3;
  setp.ge.u32 %p, %r3, %r1;
  @%p ret;
  red.sys.global.add.u32 [%rd], 1;
  ret;
}
.visible .entry wait_for(.param .u64 p) {
  .reg .u64 %rd; .reg .u32 %r; .reg .pred %p;
  ld.param.u64 %rd, [p];
again:
  ld.relaxed.sys.global.u32 %r, [%rd]; setp.eq.u32 %p, %r, 0;
  @%p bra again;
  ret;
}
)";

// In the current context.
class MemoryKernels {
public:
  void load() { ASSERT_EQ(cuModuleLoadData(&module_, kMemoryPtx), CUDA_SUCCESS); }
  void unload() {
    if (module_)
      cuModuleUnload(module_);
    module_ = nullptr;
  }
  template <typename... A> CUresult launch(const char* name, CUstream stream, unsigned blocks, A... arguments) {
    CUfunction function = nullptr;
    EXPECT_EQ(cuModuleGetFunction(&function, module_, name), CUDA_SUCCESS);
    void* pointers[] = {&arguments...};
    return cuLaunchKernel(function, blocks, 1, 1, blocks == 1 ? 1 : 128, 1, 1, 0, stream, pointers, nullptr);
  }
  CUresult add_index(CUdeviceptr p, unsigned n) { return launch("add_index", nullptr, n / 128 + 2, p, n); }
  CUresult add_once(CUdeviceptr p, unsigned n) { return launch("add_once", nullptr, n / 128 + 2, p, n); }
  CUresult store(CUdeviceptr p, unsigned value) { return launch("store", nullptr, 1, p, value); }

private:
  CUmodule module_ = nullptr;
};

} // namespace ox::test
