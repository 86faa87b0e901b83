// Device images: read at the first use, and refused in words.
#include "fixture.h"

extern "C" {
void** __cudaRegisterFatBinary(void*);
void __cudaUnregisterFatBinary(void**);
void __cudaRegisterFunction(void**, const char*, char*, const char*, int, void*, void*, void*, void*, int*);
cudaError_t __cudaGetKernel(cudaKernel_t*, const void*);
cudaError_t __cudaLaunchKernel(cudaKernel_t, dim3, dim3, void**, size_t, cudaStream_t);
cudaError_t __cudaLaunchKernel_ptsz(cudaKernel_t, dim3, dim3, void**, size_t, cudaStream_t);
}

namespace ox::test {
namespace {

class Images : public Runtime {
protected:
  // Launches, and expects the error and a part of what is said on stderr.
  static void expect_refused(const FakeKernel& kernel, cudaError_t error, const char* words) {
    testing::internal::CaptureStderr();
    EXPECT_EQ(launch(kernel), error);
    std::string text = testing::internal::GetCapturedStderr();
    EXPECT_NE(text.find(words), std::string::npos) << text;
    testing::internal::CaptureStderr();
    EXPECT_EQ(launch(kernel), error);
    EXPECT_EQ(testing::internal::GetCapturedStderr(), ""); // said once
  }
};

TEST_F(Images, ADamagedImageIsAnErrorOfTheFirstUse) {
  EXPECT_EQ(launch(kFirst), cudaSuccess); // others work
  expect_refused(kDamaged, cudaErrorInvalidKernelImage, "it is no ELF file");
  EXPECT_EQ(launch(kFirst), cudaSuccess);
}

// The compiler is not part of this test, and not beside it.
TEST_F(Images, PtxAloneNeedsTheCompilerLibrary) {
  expect_refused(kPtxOnly, cudaErrorJitCompilerNotFound, "libox-compiler.so");
}

TEST_F(Images, AFatBinaryWithNothingInItIsNoImage) {
  expect_refused(kForeign, cudaErrorNoKernelImageForDevice, "no PTX in it; rebuild it with ox-nvcc");
}

TEST_F(Images, AnImageWithoutAWrapperIsRefusedWhenUsed) {
  uint32_t garbage[8] = {};
  static const FakeKernel kernel{"orphan"};
  void** handle = __cudaRegisterFatBinary(garbage);
  __cudaRegisterFunction(handle, static_cast<char*>(kernel.symbol()), nullptr, kernel.name, -1, nullptr, nullptr,
                         nullptr, nullptr, nullptr);
  expect_refused(kernel, cudaErrorInvalidKernelImage, "without the wrapper");
  __cudaUnregisterFatBinary(handle);
  EXPECT_EQ(launch(kernel), cudaErrorInvalidDeviceFunction); // forgotten with its image
}

TEST_F(Images, AWrapperOfAnUnknownVersionIsRefusedWhenUsed) {
  const struct {
    uint32_t magic = 0x466243b1, version = 3;
    const void *data = "data", *more = nullptr;
  } wrapper;
  static const FakeKernel kernel{"unknown_wrapper"};
  void** handle = __cudaRegisterFatBinary(const_cast<void*>(static_cast<const void*>(&wrapper)));
  __cudaRegisterFunction(handle, static_cast<char*>(kernel.symbol()), nullptr, kernel.name, -1, nullptr, nullptr,
                         nullptr, nullptr, nullptr);
  expect_refused(kernel, cudaErrorInvalidKernelImage, "a wrapper of version 3");
  __cudaUnregisterFatBinary(handle);
}

TEST_F(Images, AKernelIsLaunchedByTheHandleThatNewerCompilersFetch) {
  cudaKernel_t kernel = nullptr;
  uint64_t argument = 0;
  void* arguments[] = {&argument};
  ASSERT_EQ(__cudaGetKernel(&kernel, kFirst.symbol()), cudaSuccess);
  EXPECT_EQ(__cudaLaunchKernel(kernel, dim3(1), dim3(1), arguments, 0, nullptr), cudaSuccess);
  EXPECT_EQ(__cudaLaunchKernel_ptsz(kernel, dim3(1), dim3(1), arguments, 0, nullptr), cudaSuccess);
  EXPECT_EQ(__cudaLaunchKernel(kernel, dim3(0), dim3(1), arguments, 0, nullptr), cudaErrorInvalidConfiguration);
  EXPECT_EQ(cudaDeviceSynchronize(), cudaSuccess);
}

TEST_F(Images, TheConfigurationOfALaunchIsAStack) {
  __cudaPushCallConfiguration(dim3(1), dim3(2), 3, nullptr);
  __cudaPushCallConfiguration(dim3(4), dim3(5), 6, cudaStreamPerThread);
  dim3 grid, block;
  size_t shared = 0;
  cudaStream_t stream = nullptr;
  EXPECT_EQ(__cudaPopCallConfiguration(&grid, &block, &shared, &stream), cudaSuccess);
  EXPECT_EQ(grid.x, 4u);
  EXPECT_EQ(block.x, 5u);
  EXPECT_EQ(shared, 6u);
  EXPECT_EQ(stream, cudaStreamPerThread);
  EXPECT_EQ(__cudaPopCallConfiguration(&grid, &block, &shared, &stream), cudaSuccess);
  EXPECT_EQ(grid.x, 1u);
  EXPECT_EQ(__cudaPopCallConfiguration(&grid, &block, &shared, &stream), cudaErrorMissingConfiguration);
}

} // namespace
} // namespace ox::test
