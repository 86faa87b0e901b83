// When copies and fills return, and what they wait for (API references, "API synchronization behavior").  A kernel
// holds the stream: a call that returns meanwhile has only been queued, and one that has the kernel's end behind it has
// waited.
#include "runtime/driver/table.h"
#include "semantics.h"
#include <cstring>

namespace ox::test {
namespace {

using namespace std::chrono_literals;

enum class Side : uint8_t { pageable, pinned, managed, device };
std::ostream& operator<<(std::ostream& out, Side side) {
  static constexpr const char* kNames[] = {"pageable", "pinned", "managed", "device"};
  return out << kNames[static_cast<int>(side)];
}

struct Rule {
  Side from, to;
  bool sync_waits, async_waits; // of cudaMemcpy and cudaMemcpyAsync: is the copy done at the return?
};
std::ostream& operator<<(std::ostream& out, const Rule& rule) { return out << rule.from << "_to_" << rule.to; }

class CopyRules : public Runtime, public testing::WithParamInterface<Rule> {
protected:
  static constexpr size_t kBytes = 64;
  static char* memory_of(Side side, std::vector<char>& pageable) {
    void* managed = nullptr;
    switch (side) {
    case Side::pageable:
      pageable.assign(kBytes, 0);
      return pageable.data();
    case Side::pinned:
      return new_pinned(kBytes);
    case Side::managed:
      EXPECT_EQ(cudaMallocManaged(&managed, kBytes, cudaMemAttachGlobal), cudaSuccess);
      return static_cast<char*>(managed);
    case Side::device:
      return new_device(kBytes);
    }
    return nullptr;
  }
  static bool has(const char* memory, char value) {
    char host[kBytes];
    EXPECT_EQ(cudaMemcpy(host, memory, kBytes, cudaMemcpyDefault), cudaSuccess);
    return std::ranges::all_of(host, [=](char byte) { return byte == value; });
  }
  // Calls `copy` behind a held kernel; true if it came back only after the kernel.
  template <typename Copy> static bool waits(cudaStream_t stream, bool expected, Copy&& copy) {
    Holder held(kFirst);
    launch(kFirst, stream);
    EXPECT_TRUE(held.wait_until_it_runs());
    std::thread later;
    if (expected)
      later = std::thread([&] { std::this_thread::sleep_for(2ms), held.let_go(); });
    EXPECT_EQ(copy(), cudaSuccess);
    const bool waited = held.is_done();
    if (later.joinable())
      later.join();
    return waited;
  }
};

TEST_P(CopyRules, HoldForEveryFormOfTheSynchronousCopy) {
  std::vector<char> pageable_from, pageable_to;
  char *from = memory_of(GetParam().from, pageable_from), *to = memory_of(GetParam().to, pageable_to);
  const std::pair<const char*, std::function<cudaError_t()>> forms[] = {
      {"cudaMemcpy", [&] { return cudaMemcpy(to, from, kBytes, cudaMemcpyDefault); }},
      {"cudaMemcpy2D", [&] { return cudaMemcpy2D(to, 16, from, 16, 16, 4, cudaMemcpyDefault); }},
      {"cudaMemcpy3D",
       [&] {
         cudaMemcpy3DParms box{};
         box.srcPtr = {from, 16, 16, 2};
         box.dstPtr = {to, 16, 16, 2};
         box.extent = {16, 2, 2};
         box.kind = cudaMemcpyDefault;
         return cudaMemcpy3D(&box);
       }},
  };
  char value = 1;
  for (const auto& [name, copy] : forms) {
    ASSERT_EQ(cudaMemcpy(from, std::vector<char>(kBytes, value).data(), kBytes, cudaMemcpyDefault), cudaSuccess);
    EXPECT_EQ(waits(nullptr, GetParam().sync_waits, copy), GetParam().sync_waits) << name;
    EXPECT_EQ(waits(new_stream(), GetParam().sync_waits, copy), GetParam().sync_waits) << name; // as legacy streams do
    EXPECT_EQ(cudaDeviceSynchronize(), cudaSuccess);
    EXPECT_TRUE(has(to, value)) << name;
    ++value;
  }
}

TEST_P(CopyRules, HoldForEveryFormOfTheAsynchronousCopy) {
  std::vector<char> pageable_from, pageable_to;
  char *from = memory_of(GetParam().from, pageable_from), *to = memory_of(GetParam().to, pageable_to);
  cudaStream_t stream = new_stream(cudaStreamNonBlocking);
  const std::pair<const char*, std::function<cudaError_t()>> forms[] = {
      {"cudaMemcpyAsync", [&] { return cudaMemcpyAsync(to, from, kBytes, cudaMemcpyDefault, stream); }},
      {"cudaMemcpy2DAsync", [&] { return cudaMemcpy2DAsync(to, 16, from, 16, 16, 4, cudaMemcpyDefault, stream); }},
      {"cudaMemcpyPeerAsync", [&] { return cudaMemcpyPeerAsync(to, 0, from, 0, kBytes, stream); }},
  };
  char value = 1;
  for (const auto& [name, copy] : forms) {
    ASSERT_EQ(cudaMemcpy(from, std::vector<char>(kBytes, value).data(), kBytes, cudaMemcpyDefault), cudaSuccess);
    EXPECT_EQ(waits(stream, GetParam().async_waits, copy), GetParam().async_waits) << name;
    EXPECT_EQ(cudaDeviceSynchronize(), cudaSuccess);
    EXPECT_TRUE(has(to, value)) << name;
    ++value;
  }
}

using enum Side;
INSTANTIATE_TEST_SUITE_P(All, CopyRules,
                         testing::Values(Rule{pageable, device, true,
                                              false}, // read when the call returns, so it may be queued
                                         Rule{pinned, device, true, false}, Rule{device, pageable, true, true},
                                         Rule{device, pinned, true, false}, Rule{device, device, false, false},
                                         Rule{pageable, pageable, true, true}, Rule{pageable, pinned, true, true},
                                         Rule{pinned, pageable, true, true}, Rule{pinned, pinned, true, true},
                                         Rule{managed, device, true, false}, Rule{device, managed, true, false},
                                         Rule{pageable, managed, true, false}, Rule{managed, pageable, true, true}),
                         testing::PrintToStringParamName());

class CopyTimes : public CopyRules {};

TEST_F(CopyTimes, PageableMemoryMayChangeOnceAnAsynchronousCopyReturns) {
  char* device = new_device(kBytes);
  cudaStream_t stream = new_stream();
  std::vector<char> host(kBytes, 7);
  EXPECT_FALSE(waits(stream, false, [&] {
    cudaError_t error = cudaMemcpyAsync(device, host.data(), kBytes, cudaMemcpyHostToDevice, stream);
    std::ranges::fill(host, 9);
    return error;
  }));
  EXPECT_EQ(cudaStreamSynchronize(stream), cudaSuccess);
  EXPECT_TRUE(has(device, 7));
}

TEST_F(CopyTimes, AnAsynchronousCopyFromPinnedMemoryReadsItWhenItRuns) {
  char *device = new_device(kBytes), *pinned = new_pinned(kBytes);
  std::fill_n(pinned, kBytes, 7);
  cudaStream_t stream = new_stream();
  EXPECT_FALSE(waits(stream, false, [&] {
    cudaError_t error = cudaMemcpyAsync(device, pinned, kBytes, cudaMemcpyHostToDevice, stream);
    std::fill_n(pinned, kBytes, 9);
    return error;
  }));
  EXPECT_EQ(cudaStreamSynchronize(stream), cudaSuccess);
  EXPECT_TRUE(has(device, 9));
}

// "Fills are asynchronous, except of pinned host memory or managed memory; the Async forms always are."
TEST_F(CopyTimes, FillsWaitOnlyForMemoryOfTheHost) {
  std::vector<char> none;
  for (Side side : {device, pinned, managed}) {
    char* memory = memory_of(side, none);
    const bool expected = side != device;
    const std::pair<const char*, std::function<cudaError_t()>> forms[] = {
        {"cudaMemset", [&] { return cudaMemset(memory, 3, kBytes); }},
        {"cudaMemset2D", [&] { return cudaMemset2D(memory, 16, 4, 16, 4); }},
        {"cudaMemset3D", [&] { return cudaMemset3D({memory, 16, 16, 2}, 5, {16, 2, 2}); }},
    };
    for (const auto& [name, fill] : forms)
      EXPECT_EQ(waits(nullptr, expected, fill), expected) << name << " of " << side;
    EXPECT_TRUE(has(memory, 5)) << side;
    EXPECT_FALSE(waits(nullptr, false, [&] { return cudaMemsetAsync(memory, 6, kBytes, nullptr); })) << side;
    EXPECT_EQ(cudaDeviceSynchronize(), cudaSuccess);
    EXPECT_TRUE(has(memory, 6)) << side;
  }
}

TEST_F(CopyTimes, VariablesFollowTheRulesOfDeviceMemory) {
  char host[64];
  std::memset(host, 5, sizeof host);
  EXPECT_TRUE(waits(nullptr, true,
                    [&] { return cudaMemcpyToSymbol(&fake_variable_symbol, host, 64, 0, cudaMemcpyHostToDevice); }));
  std::memset(host, 0, sizeof host);
  EXPECT_TRUE(waits(nullptr, true,
                    [&] { return cudaMemcpyFromSymbol(host, &fake_variable_symbol, 64, 0, cudaMemcpyDeviceToHost); }));
  EXPECT_EQ(host[63], 5);
  EXPECT_FALSE(waits(nullptr, false, [&] {
    return cudaMemcpyToSymbolAsync(&fake_variable_symbol, host, 64, 0, cudaMemcpyHostToDevice, nullptr);
  }));
}

TEST_F(CopyTimes, TheDriverApiFollowsTheSameRules) {
  const auto& driver = driver::table();
  EXPECT_EQ(driver.cuInit(0), CUDA_SUCCESS);
  char host[64] = {}, *memory = new_device(kBytes), *pinned = new_pinned(kBytes);
  auto address = reinterpret_cast<CUdeviceptr>(memory);
  auto error = [](CUresult result) { return static_cast<cudaError_t>(result); };
  EXPECT_TRUE(waits(nullptr, true, [&] { return error(driver.cuMemcpyHtoD_v2(address, host, 64)); }));
  EXPECT_TRUE(waits(nullptr, true, [&] { return error(driver.cuMemcpyDtoH_v2(host, address, 64)); }));
  EXPECT_FALSE(waits(nullptr, false, [&] { return error(driver.cuMemcpyDtoD_v2(address, address + 32, 32)); }));
  EXPECT_FALSE(waits(nullptr, false, [&] { return error(driver.cuMemsetD8_v2(address, 1, 64)); }));
  EXPECT_FALSE(waits(nullptr, false, [&] { return error(driver.cuMemcpyHtoDAsync_v2(address, pinned, 64, nullptr)); }));
  EXPECT_TRUE(waits(nullptr, true, [&] { return error(driver.cuMemcpyDtoHAsync_v2(host, address, 64, nullptr)); }));
}

// "cudaMemcpyPeer is serialized with all pending and future asynchronous work of both devices"; page-locked memory is
// given back when no device can use it any more.
int copies_of_two_devices() {
  void *first = nullptr, *second = nullptr, *pinned = nullptr;
  OX_REQUIRE(cudaSetDevice(0) == cudaSuccess && cudaMalloc(&first, 4) == cudaSuccess);
  OX_REQUIRE(cudaMemset(first, 7, 4) == cudaSuccess && cudaMallocHost(&pinned, 4) == cudaSuccess);
  OX_REQUIRE(cudaSetDevice(1) == cudaSuccess && cudaMalloc(&second, 4) == cudaSuccess);
  cudaStream_t streams[2] = {};
  for (int device : {0, 1})
    OX_REQUIRE(cudaSetDevice(device) == cudaSuccess &&
               cudaStreamCreateWithFlags(&streams[device], cudaStreamNonBlocking) == cudaSuccess);
  std::atomic<bool> done = false;
  set_body(kFirst, [&] { std::this_thread::sleep_for(3ms), done = true; });
  const std::function<cudaError_t()> calls[] = {
      [&] { return cudaMemcpyPeer(second, 1, first, 0, 4); },
      [&] { return cudaMemcpy(first, second, 4, cudaMemcpyDefault); },
      [&] { return cudaFreeHost(pinned); },
  };
  for (const auto& call : calls)
    for (int busy : {0, 1}) {
      done = false;
      OX_REQUIRE(cudaSetDevice(busy) == cudaSuccess && launch(kFirst, streams[busy]) == cudaSuccess);
      OX_REQUIRE(cudaSetDevice(0) == cudaSuccess && call() == cudaSuccess);
      OX_REQUIRE(done);
      if (&call == &calls[2])
        OX_REQUIRE(cudaMallocHost(&pinned, 4) == cudaSuccess);
    }
  int value = 0;
  OX_REQUIRE(cudaMemcpy(&value, second, 4, cudaMemcpyDefault) == cudaSuccess && value == 0x07070707);
  return 0;
}

TEST(CopiesOfDevices, WaitForBothAndMemoryOfTheHostForAll) {
  Environment environment{{"OX_DEVICES", "2"}};
  OX_EXPECT_PROCESS(copies_of_two_devices);
}

} // namespace
} // namespace ox::test
