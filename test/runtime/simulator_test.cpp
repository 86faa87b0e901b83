// libcudart on the simulator, used as a compiled program uses it: images registered before main, kernels launched by
// their host symbols, through the shared library.
#include "cuda_runtime_api.h"
#include "isa/image_container.h"
#include <chrono>
#include <fstream>
#include <gtest/gtest.h>
#include <list>
#include <numeric>
#include <thread>

extern "C" {
void** __cudaRegisterFatBinary(void*);
void __cudaRegisterFatBinaryEnd(void**);
void __cudaRegisterFunction(void**, const char*, char*, const char*, int, void*, void*, void*, void*, int*);
void __cudaRegisterVar(void**, char*, char*, const char*, int, size_t, int, int);
}

namespace {

char empty, add, stray, check, hello, forever, damaged;
int offset;

std::vector<std::byte> read_image() {
  std::ifstream file(OX_TEST_KERNELS, std::ios::binary);
  std::vector<char> bytes{std::istreambuf_iterator<char>(file), {}};
  auto begin = reinterpret_cast<const std::byte*>(bytes.data());
  return {begin, begin + bytes.size()};
}

void** register_image(std::span<const std::byte> image) {
  struct Wrapper {
    uint32_t magic = 0x466243b1, version = 1;
    const void* data = nullptr;
    const void* unused = nullptr;
  };
  ox::isa::ImageEntry entry;
  entry.kind = ox::isa::ImageKind::kOxCoreElf;
  entry.compute_capability = 90;
  entry.identifier = "kernels.s";
  entry.bytes = image;
  static std::list<std::vector<std::byte>> containers;
  static std::list<Wrapper> wrappers;
  containers.push_back(ox::isa::write_image_container({&entry, 1}));
  wrappers.push_back({.data = containers.back().data()});
  return __cudaRegisterFatBinary(&wrappers.back());
}

void register_kernel(void** handle, char* host, const char* name) {
  __cudaRegisterFunction(handle, host, nullptr, name, -1, nullptr, nullptr, nullptr, nullptr, nullptr);
}

[[maybe_unused]] const bool registered = [] {
  auto image = read_image();
  void** handle = register_image(image);
  register_kernel(handle, &empty, "empty");
  register_kernel(handle, &add, "add");
  register_kernel(handle, &stray, "stray");
  register_kernel(handle, &check, "check");
  register_kernel(handle, &hello, "hello");
  register_kernel(handle, &forever, "forever");
  __cudaRegisterVar(handle, reinterpret_cast<char*>(&offset), nullptr, "offset", 0, 4, 0, 0);
  __cudaRegisterFatBinaryEnd(handle);
  image.resize(image.size() / 2);
  void** bad = register_image(image);
  register_kernel(bad, &damaged, "add");
  __cudaRegisterFatBinaryEnd(bad);
  return true;
}();

template <typename... A> cudaError_t launch(char& kernel, dim3 grid, dim3 block, cudaStream_t stream, A... arguments) {
  void* pointers[] = {&arguments..., nullptr};
  return cudaLaunchKernel(&kernel, grid, block, pointers, 0, stream);
}

int* new_numbers(const std::vector<int>& values) {
  void* memory = nullptr;
  EXPECT_EQ(cudaMalloc(&memory, values.size() * 4), cudaSuccess);
  EXPECT_EQ(cudaMemcpy(memory, values.data(), values.size() * 4, cudaMemcpyHostToDevice), cudaSuccess);
  return static_cast<int*>(memory);
}

std::vector<int> read_numbers(const int* device, size_t count) {
  std::vector<int> values(count);
  EXPECT_EQ(cudaMemcpy(values.data(), device, count * 4, cudaMemcpyDeviceToHost), cudaSuccess);
  return values;
}

class Simulator : public testing::Test {
protected:
  void SetUp() override { cudaDeviceReset(); }

  static void expect_that_kernels_compute() {
    std::vector<int> values(1000);
    std::iota(values.begin(), values.end(), 0);
    int* device = new_numbers(values);
    EXPECT_EQ(launch(add, dim3(10), dim3(100), nullptr, device, 7), cudaSuccess);
    for (int& value : values)
      value += 7;
    EXPECT_EQ(read_numbers(device, 1000), values);
  }
};

TEST_F(Simulator, AKernelComputes) { expect_that_kernels_compute(); }

TEST_F(Simulator, AVariableIsSetFromTheHost) {
  int* device = new_numbers({1, 2, 3});
  int value = 100;
  EXPECT_EQ(cudaMemcpyToSymbol(&offset, &value, 4, 0, cudaMemcpyHostToDevice), cudaSuccess);
  EXPECT_EQ(launch(add, dim3(1), dim3(3), nullptr, device, 1), cudaSuccess);
  EXPECT_EQ(read_numbers(device, 3), (std::vector<int>{102, 103, 104}));
}

TEST_F(Simulator, AKernelUsesPinnedManagedAndRegisteredMemory) {
  void *pinned = nullptr, *managed = nullptr;
  std::vector<int> plain(1024, 5);
  ASSERT_EQ(cudaMallocHost(&pinned, 4), cudaSuccess);
  ASSERT_EQ(cudaMallocManaged(&managed, 4, cudaMemAttachGlobal), cudaSuccess);
  ASSERT_EQ(cudaHostRegister(plain.data(), 4096, cudaHostRegisterMapped), cudaSuccess);
  *static_cast<int*>(pinned) = *static_cast<int*>(managed) = 5;
  launch(add, dim3(1), dim3(1), nullptr, pinned, 1);
  launch(add, dim3(1), dim3(1), nullptr, managed, 2);
  launch(add, dim3(1), dim3(1), nullptr, plain.data(), 3);
  EXPECT_EQ(cudaDeviceSynchronize(), cudaSuccess);
  EXPECT_EQ(*static_cast<int*>(pinned), 6);
  EXPECT_EQ(*static_cast<int*>(managed), 7);
  EXPECT_EQ(plain[0], 8);
  EXPECT_EQ(cudaHostUnregister(plain.data()), cudaSuccess);
}

TEST_F(Simulator, AStrayWriteIsError700WithItsPlace) {
  int* device = new_numbers({1});
  testing::internal::CaptureStderr();
  EXPECT_EQ(launch(stray, dim3(1), dim3(1), nullptr, device), cudaSuccess);
  EXPECT_EQ(cudaDeviceSynchronize(), cudaErrorIllegalAddress);
  std::string text = testing::internal::GetCapturedStderr();
  EXPECT_NE(text.find("stray"), std::string::npos) << text;
  EXPECT_NE(text.find("kernels.s"), std::string::npos) << text;
  EXPECT_EQ(cudaFree(device), cudaErrorIllegalAddress);
  EXPECT_EQ(cudaDeviceReset(), cudaSuccess);
  expect_that_kernels_compute();
}

TEST_F(Simulator, AFailedAssertIsError710InCudasWords) {
  testing::internal::CaptureStderr();
  EXPECT_EQ(launch(check, dim3(1), dim3(2), nullptr, 1), cudaSuccess);
  EXPECT_EQ(cudaDeviceSynchronize(), cudaErrorAssert);
  EXPECT_EQ(testing::internal::GetCapturedStderr(),
            "kernels.cu:12: void check(int): block: [0,0,0], thread: [1,0,0] Assertion `i < limit` failed.\n");
}

TEST_F(Simulator, PrintfReachesStdoutWithTheSynchronisation) {
  testing::internal::CaptureStdout();
  EXPECT_EQ(launch(hello, dim3(1), dim3(2), nullptr), cudaSuccess);
  EXPECT_EQ(cudaDeviceSynchronize(), cudaSuccess);
  EXPECT_EQ(testing::internal::GetCapturedStdout(), "hello from 0\nhello from 1\n");
}

TEST_F(Simulator, ADamagedImageIsRefusedAtItsFirstUse) {
  testing::internal::CaptureStderr();
  EXPECT_EQ(launch(damaged, dim3(1), dim3(1), nullptr, nullptr, 0), cudaErrorInvalidKernelImage);
  EXPECT_NE(testing::internal::GetCapturedStderr(), "");
  EXPECT_EQ(launch(empty, dim3(1), dim3(1), nullptr), cudaSuccess);
}

TEST_F(Simulator, AKernelSeesWhatTheHostAndAnotherStreamDoMeanwhile) {
  void* flag = nullptr;
  cudaStream_t stream = nullptr;
  ASSERT_EQ(cudaMallocHost(&flag, 4), cudaSuccess);
  ASSERT_EQ(cudaStreamCreateWithFlags(&stream, cudaStreamNonBlocking), cudaSuccess);
  launch(forever, dim3(1), dim3(32), nullptr, flag); // ends when the flag is set
  std::this_thread::sleep_for(std::chrono::milliseconds(5));
  EXPECT_EQ(cudaStreamQuery(nullptr), cudaErrorNotReady);
  EXPECT_EQ(launch(add, dim3(1), dim3(1), stream, flag, 1), cudaSuccess);
  EXPECT_EQ(cudaDeviceSynchronize(), cudaSuccess);
}

TEST_F(Simulator, NoMemoryIsAnErrorAndNotTheEnd) {
  void* memory = nullptr;
  EXPECT_EQ(cudaMalloc(&memory, size_t{1} << 46), cudaErrorMemoryAllocation);
  EXPECT_EQ(launch(empty, dim3(1), dim3(1), nullptr), cudaSuccess);
  EXPECT_EQ(cudaDeviceSynchronize(), cudaSuccess);
}

// The requirement is 20 us on an idle machine; the bound here is generous because tests run on busy ones.
TEST_F(Simulator, AnEmptyKernelIsQuick) {
  std::vector<double> microseconds;
  for (int i = 0; i < 2000; ++i) {
    auto start = std::chrono::steady_clock::now();
    launch(empty, dim3(1), dim3(32), nullptr);
    cudaDeviceSynchronize();
    microseconds.push_back(std::chrono::duration<double, std::micro>(std::chrono::steady_clock::now() - start).count());
  }
  std::nth_element(microseconds.begin(), microseconds.begin() + 1000, microseconds.end());
  std::printf("launch and synchronise on the simulator: median %.2f us\n", microseconds[1000]);
  EXPECT_LT(microseconds[1000], 200.0);
}

} // namespace
