// Programs whose device code is in a fat binary of NVIDIA's tools: loaded by both APIs, whatever its kind of
// compression and of wrapper, chosen by architecture, and refused in words.
#include "fat_binary_writer.h"
#include <cuda.h>
#include <cuda_runtime_api.h>
#include <fstream>
#include <gtest/gtest.h>
#include <unistd.h>

extern "C" {
void** __cudaRegisterFatBinary(void*);
void __cudaRegisterFatBinaryEnd(void**);
void __cudaUnregisterFatBinary(void**);
void __cudaRegisterFunction(void**, const char*, char*, const char*, int, void*, void*, void*, void*, int*);
}

namespace ox::test {
namespace {

using enum isa::Compression;
using Kind = isa::FatEntry::Kind;

// A kernel that stores the value.
std::string ptx_that_stores(int value) {
  return ".version 8.0\n.target sm_50\n.address_size 64\n"
         ".visible .entry store(.param .u64 to) {\n"
         "  .reg .b64 %rd<2>;\n"
         "  ld.param.u64 %rd0, [to];\n"
         "  cvta.to.global.u64 %rd1, %rd0;\n"
         "  st.global.u32 [%rd1], " +
         std::to_string(value) + ";\n  ret;\n}\n";
}

constexpr char kCaller[] = ".version 8.0\n.target sm_50\n.address_size 64\n"
                           ".extern .func (.param .b32 out) answer();\n"
                           ".visible .entry store(.param .u64 to) {\n"
                           "  .reg .b64 %rd<2>;\n  .reg .b32 %r<1>;\n"
                           "  ld.param.u64 %rd0, [to];\n  cvta.to.global.u64 %rd1, %rd0;\n"
                           "  {\n  .param .b32 value;\n  call.uni (value), answer, ();\n"
                           "  ld.param.b32 %r0, [value];\n  }\n"
                           "  st.global.u32 [%rd1], %r0;\n  ret;\n}\n";
constexpr char kCallee[] = ".version 8.0\n.target sm_50\n.address_size 64\n"
                           ".visible .func (.param .b32 out) answer() {\n"
                           "  .reg .b32 %r<1>;\n  mov.u32 %r0, 42;\n  st.param.b32 [out], %r0;\n  ret;\n}\n";

struct Wrapper {
  uint32_t magic = 0x466243b1, version = 1;
  const void* data = nullptr;
  const void* more = nullptr;
};

class FatBinaries : public testing::Test {
protected:
  FatBinaries() {
    EXPECT_EQ(cudaMallocManaged(reinterpret_cast<void**>(&result), sizeof *result, cudaMemAttachGlobal), cudaSuccess);
    *result = 0;
  }
  ~FatBinaries() override { EXPECT_EQ(cudaFree(result), cudaSuccess); }

  // What the kernel of an image stores.
  int load_and_run(const void* image) {
    CUmodule module;
    CUfunction function;
    *result = -1;
    if (CUresult error = cuModuleLoadData(&module, image); error != CUDA_SUCCESS) {
      ADD_FAILURE() << "cuModuleLoadData: " << error;
      return -1;
    }
    EXPECT_EQ(cuModuleGetFunction(&function, module, "store"), CUDA_SUCCESS);
    void* arguments[] = {&result};
    EXPECT_EQ(cuLaunchKernel(function, 1, 1, 1, 1, 1, 1, 0, nullptr, arguments, nullptr), CUDA_SUCCESS);
    EXPECT_EQ(cuCtxSynchronize(), CUDA_SUCCESS);
    EXPECT_EQ(cuModuleUnload(module), CUDA_SUCCESS);
    return *result;
  }

  // As the host object of a program does it.
  cudaError_t register_and_run(Wrapper& wrapper) {
    static const char symbol = 0;
    void** handle = __cudaRegisterFatBinary(&wrapper);
    __cudaRegisterFunction(handle, &symbol, nullptr, "store", -1, nullptr, nullptr, nullptr, nullptr, nullptr);
    __cudaRegisterFatBinaryEnd(handle);
    *result = -1;
    void* arguments[] = {&result};
    cudaError_t error = cudaLaunchKernel(&symbol, dim3(1), dim3(1), arguments, 0, nullptr);
    const cudaError_t finished = cudaDeviceSynchronize();
    __cudaUnregisterFatBinary(handle);
    return error != cudaSuccess ? error : finished;
  }

  static std::vector<std::byte> machine_code() {
    const FatSource sources[] = {{Kind::kElf, 70, "machine code"}, {Kind::kElf, 80, "machine code"}};
    return write_fat_binary(sources);
  }

  int* result = nullptr;
};

TEST_F(FatBinaries, PtxOfEveryCompressionRuns) {
  int value = 100;
  for (isa::Compression compression : {kNone, kLz4, kZstd}) {
    const FatSource sources[] = {{Kind::kElf, 80, "machine code", compression},
                                 {Kind::kPtx, 80, ptx_that_stores(++value), compression, "store.cu", "-O3"}};
    const auto container = write_fat_binary(sources);
    EXPECT_EQ(load_and_run(container.data()), value);
    Wrapper wrapper{.data = container.data()};
    EXPECT_EQ(load_and_run(&wrapper), value);
    EXPECT_EQ(register_and_run(wrapper), cudaSuccess);
    EXPECT_EQ(*result, value);
  }
}

TEST_F(FatBinaries, OfSeveralThePtxForTheDeviceRuns) {
  int major = 0, minor = 0;
  ASSERT_EQ(cudaDeviceGetAttribute(&major, cudaDevAttrComputeCapabilityMajor, 0), cudaSuccess);
  ASSERT_EQ(cudaDeviceGetAttribute(&minor, cudaDevAttrComputeCapabilityMinor, 0), cudaSuccess);
  const auto device = static_cast<uint32_t>(10 * major + minor);
  const FatSource sources[] = {{Kind::kPtx, 50, ptx_that_stores(1)},
                               {Kind::kPtx, device + 10, ptx_that_stores(2)},
                               {Kind::kPtx, device, ptx_that_stores(3)},
                               {Kind::kPtx, device - 10, ptx_that_stores(4)}};
  EXPECT_EQ(load_and_run(write_fat_binary(sources).data()), 3);
  EXPECT_EQ(load_and_run(write_fat_binary(std::span(sources).first(2)).data()), 1);
  EXPECT_EQ(load_and_run(write_fat_binary(std::span(sources).subspan(1, 1)).data()), 2);
}

// nvlink leaves machine code in the image, and in the wrapper a list of what it linked.
TEST_F(FatBinaries, AfterADeviceLinkThePtxOfItsInputsRuns) {
  const auto image = machine_code();
  const FatSource caller[] = {{Kind::kElf, 80, "machine code"}, {Kind::kPtx, 80, kCaller, kZstd, "caller.cu"}};
  const FatSource callee[] = {{Kind::kPtx, 80, kCallee, kLz4, "callee.cu"}};
  const auto first = write_fat_binary(caller), second = write_fat_binary(callee);
  const void* linked[] = {first.data(), second.data(), nullptr};
  Wrapper wrapper{.version = 2, .data = image.data(), .more = linked};
  EXPECT_EQ(register_and_run(wrapper), cudaSuccess);
  EXPECT_EQ(*result, 42);
}

// cuLink* takes fat binaries, too, and the PTX in them calls what other inputs define.
TEST_F(FatBinaries, ALinkAtRunTimeTakesThePtxInThem) {
  const FatSource caller[] = {{Kind::kPtx, 80, kCaller, kZstd}};
  const auto container = write_fat_binary(caller);
  CUlinkState link;
  void* image;
  size_t bytes;
  ASSERT_EQ(cuLinkCreate(0, nullptr, nullptr, &link), CUDA_SUCCESS);
  EXPECT_EQ(cuLinkAddData(link, CU_JIT_INPUT_FATBINARY, const_cast<std::byte*>(container.data()), container.size(),
                          "caller", 0, nullptr, nullptr),
            CUDA_SUCCESS);
  EXPECT_EQ(cuLinkAddData(link, CU_JIT_INPUT_PTX, const_cast<char*>(kCallee), strlen(kCallee) + 1, "callee", 0, nullptr,
                          nullptr),
            CUDA_SUCCESS);
  EXPECT_EQ(cuLinkAddData(link, CU_JIT_INPUT_FATBINARY, const_cast<std::byte*>(container.data()), container.size() - 9,
                          "cut", 0, nullptr, nullptr),
            CUDA_ERROR_INVALID_IMAGE);
  ASSERT_EQ(cuLinkComplete(link, &image, &bytes), CUDA_SUCCESS);
  EXPECT_EQ(load_and_run(image), 42);
  EXPECT_EQ(cuLinkDestroy(link), CUDA_SUCCESS);
}

TEST_F(FatBinaries, MachineCodeAloneIsRefusedInWords) {
  const auto container = machine_code();
  CUmodule module;
  EXPECT_EQ(cuModuleLoadData(&module, container.data()), CUDA_ERROR_NO_BINARY_FOR_GPU);
  Wrapper wrapper{.data = container.data()};
  testing::internal::CaptureStderr();
  EXPECT_EQ(register_and_run(wrapper), cudaErrorNoKernelImageForDevice);
  const std::string words = testing::internal::GetCapturedStderr();
  EXPECT_NE(words.find("machine code for sm_70 and sm_80 and no PTX"), std::string::npos) << words;
  EXPECT_NE(words.find("Rebuild it with PTX"), std::string::npos) << words;
  cudaGetLastError();
}

TEST_F(FatBinaries, PtxInAnUnknownCompressionIsRefusedInWords) {
  const FatSource sources[] = {{Kind::kPtx, 80, ptx_that_stores(1), kUnknown}};
  const auto container = write_fat_binary(sources);
  Wrapper wrapper{.data = container.data()};
  testing::internal::CaptureStderr();
  EXPECT_EQ(register_and_run(wrapper), cudaErrorInvalidKernelImage);
  const std::string words = testing::internal::GetCapturedStderr();
  EXPECT_NE(words.find("-no-compress"), std::string::npos) << words;
}

TEST_F(FatBinaries, ADamagedImageIsAnErrorOfTheCall) {
  for (isa::Compression compression : {kLz4, kZstd}) {
    const FatSource sources[] = {{Kind::kPtx, 80, ptx_that_stores(1), compression}};
    auto container = write_fat_binary(sources);
    CUmodule module;
    for (size_t at = container.size() - 40; at < container.size() - 8; ++at) { // in the payload
      auto damaged = container;
      damaged[at] = ~damaged[at];
      if (cuModuleLoadData(&module, damaged.data()) == CUDA_SUCCESS)
        EXPECT_EQ(cuModuleUnload(module), CUDA_SUCCESS); // text that still is PTX
    }
    const uint64_t too_long = uint64_t{1} << 30, too_short = 7;
    memcpy(container.data() + 16 + 56, &too_short, sizeof too_short);
    EXPECT_EQ(cuModuleLoadData(&module, container.data()), CUDA_ERROR_INVALID_IMAGE);
    memcpy(container.data() + 16 + 8, &too_long, sizeof too_long); // the payload's place is beyond the container
    EXPECT_EQ(cuModuleLoadData(&module, container.data()), CUDA_ERROR_INVALID_IMAGE);
  }
}

TEST_F(FatBinaries, AFileThatEndsTooEarlyIsAnError) {
  const FatSource sources[] = {{Kind::kPtx, 80, ptx_that_stores(1)}};
  const auto container = write_fat_binary(sources);
  const std::string path = testing::TempDir() + "ox-truncated-" + std::to_string(getpid()) + ".fatbin";
  CUmodule module;
  for (size_t size : {size_t{0}, size_t{3}, size_t{12}, size_t{60}, container.size() - 20, container.size()}) {
    std::ofstream(path, std::ios::binary | std::ios::trunc)
        .write(reinterpret_cast<const char*>(container.data()), static_cast<std::streamsize>(size));
    const CUresult expected = size == container.size() ? CUDA_SUCCESS : CUDA_ERROR_INVALID_IMAGE;
    EXPECT_EQ(cuModuleLoad(&module, path.c_str()), expected) << size;
    CUlibrary library;
    EXPECT_EQ(cuLibraryLoadFromFile(&library, path.c_str(), nullptr, nullptr, 0, nullptr, nullptr, 0), expected)
        << size;
  }
  unlink(path.c_str());
}

} // namespace
} // namespace ox::test
