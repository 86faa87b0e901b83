// Two devices: what kernels of one do in the other's memory, with access and without; copies between them; contexts of
// their own.
#include "cuda_runtime_api.h"
#include "ptx_kernels.h"
#include <cstdlib>
#include <gtest/gtest.h>
#include <string>
#include <vector>

namespace ox::test {
namespace {

[[maybe_unused]] const int two_devices = setenv("OX_DEVICES", "2", 1);

class PeerAccess : public testing::Test {
protected:
  void SetUp() override {
    ASSERT_EQ(cuInit(0), CUDA_SUCCESS);
    for (int device : {1, 0}) {
      ASSERT_EQ(cudaSetDevice(device), cudaSuccess);
      kernels[device].load();
    }
  }
  void TearDown() override {
    for (int device : {1, 0}) {
      cudaSetDevice(device);
      cudaDeviceReset();
    }
  }
  static CUdeviceptr numbers_on(int device, size_t count, unsigned value) {
    int before;
    void* memory = nullptr;
    EXPECT_EQ(cudaGetDevice(&before), cudaSuccess);
    EXPECT_EQ(cudaSetDevice(device), cudaSuccess);
    EXPECT_EQ(cudaMalloc(&memory, 4 * count), cudaSuccess);
    EXPECT_EQ(cuMemsetD32(reinterpret_cast<CUdeviceptr>(memory), value, count), CUDA_SUCCESS);
    EXPECT_EQ(cudaDeviceSynchronize(), cudaSuccess);
    EXPECT_EQ(cudaSetDevice(before), cudaSuccess);
    return reinterpret_cast<CUdeviceptr>(memory);
  }
  static unsigned read(CUdeviceptr from) {
    unsigned value = ~0u;
    EXPECT_EQ(cudaMemcpy(&value, reinterpret_cast<void*>(from), 4, cudaMemcpyDefault), cudaSuccess);
    return value;
  }
  std::string fault_of(int device, CUdeviceptr address) {
    testing::internal::CaptureStderr();
    EXPECT_EQ(cudaSetDevice(device), cudaSuccess);
    EXPECT_EQ(kernels[device].store(address, 1), CUDA_SUCCESS);
    EXPECT_EQ(cudaDeviceSynchronize(), cudaErrorIllegalAddress);
    return testing::internal::GetCapturedStderr();
  }
  MemoryKernels kernels[2];
};

TEST_F(PeerAccess, EveryPairCanAndNoneIsItsOwnPeer) {
  int can = -1;
  EXPECT_EQ(cudaDeviceCanAccessPeer(&can, 0, 1), cudaSuccess);
  EXPECT_EQ(can, 1);
  EXPECT_EQ(cudaDeviceCanAccessPeer(&can, 1, 1), cudaSuccess);
  EXPECT_EQ(can, 0);
  EXPECT_EQ(cudaDeviceCanAccessPeer(&can, 0, 2), cudaErrorInvalidDevice);
  EXPECT_EQ(cudaDeviceGetP2PAttribute(&can, cudaDevP2PAttrAccessSupported, 0, 1), cudaSuccess);
  EXPECT_EQ(can, 1);
  EXPECT_EQ(cudaDeviceGetP2PAttribute(&can, cudaDevP2PAttrNativeAtomicSupported, 1, 0), cudaSuccess);
  EXPECT_EQ(can, 1);
  EXPECT_EQ(cudaDeviceGetP2PAttribute(&can, cudaDevP2PAttrAccessSupported, 0, 0), cudaErrorInvalidDevice);
}

TEST_F(PeerAccess, IsEnabledOnceAndDisabledOnce) {
  EXPECT_EQ(cudaDeviceDisablePeerAccess(1), cudaErrorPeerAccessNotEnabled);
  EXPECT_EQ(cudaDeviceEnablePeerAccess(1, 1), cudaErrorInvalidValue);
  EXPECT_EQ(cudaDeviceEnablePeerAccess(0, 0), cudaErrorInvalidDevice);
  EXPECT_EQ(cudaDeviceEnablePeerAccess(2, 0), cudaErrorInvalidDevice);
  EXPECT_EQ(cudaDeviceEnablePeerAccess(1, 0), cudaSuccess);
  EXPECT_EQ(cudaDeviceEnablePeerAccess(1, 0), cudaErrorPeerAccessAlreadyEnabled);
  EXPECT_EQ(cudaDeviceDisablePeerAccess(1), cudaSuccess);
  EXPECT_EQ(cudaDeviceDisablePeerAccess(1), cudaErrorPeerAccessNotEnabled);
}

TEST_F(PeerAccess, KernelsLoadStoreAndUpdateTheOthersMemory) {
  constexpr unsigned kWords = 1 << 20;
  CUdeviceptr theirs = numbers_on(1, kWords, 3), later;
  ASSERT_EQ(cudaDeviceEnablePeerAccess(1, 0), cudaSuccess);
  later = numbers_on(1, 1, 0); // made after access was given
  EXPECT_EQ(kernels[0].add_index(theirs, kWords), CUDA_SUCCESS);
  EXPECT_EQ(kernels[0].add_once(later, 5000), CUDA_SUCCESS);
  ASSERT_EQ(cudaSetDevice(1), cudaSuccess); // both devices' atomics on one word
  EXPECT_EQ(kernels[1].add_once(later, 5000), CUDA_SUCCESS);
  EXPECT_EQ(cudaDeviceSynchronize(), cudaSuccess);
  ASSERT_EQ(cudaSetDevice(0), cudaSuccess);
  EXPECT_EQ(cudaDeviceSynchronize(), cudaSuccess);
  EXPECT_EQ(read(later), 10000u);
  EXPECT_EQ(read(theirs), 3u);
  EXPECT_EQ(read(theirs + 4 * (kWords - 1)), kWords + 2);
}

TEST_F(PeerAccess, WithoutAccessIsAFaultThatNamesTheRemedy) {
  CUdeviceptr theirs = numbers_on(1, 64, 0), ours = numbers_on(0, 64, 0);
  ASSERT_EQ(cudaDeviceEnablePeerAccess(1, 0), cudaSuccess);
  std::string text = fault_of(1, ours); // one way only
  EXPECT_NE(text.find("in another device's memory"), std::string::npos) << text;
  EXPECT_NE(text.find("cudaDeviceEnablePeerAccess"), std::string::npos) << text;
  ASSERT_EQ(cudaSetDevice(0), cudaSuccess);
  EXPECT_EQ(kernels[0].store(ours, 2), CUDA_SUCCESS) << "a fault stays with its device";
  EXPECT_EQ(cudaDeviceSynchronize(), cudaSuccess);
  ASSERT_EQ(cudaDeviceDisablePeerAccess(1), cudaSuccess);
  EXPECT_NE(fault_of(0, theirs).find("in another device's memory"), std::string::npos);
}

TEST_F(PeerAccess, EndsWithEitherContext) {
  ASSERT_EQ(cudaDeviceEnablePeerAccess(1, 0), cudaSuccess);
  ASSERT_EQ(cudaSetDevice(1), cudaSuccess);
  ASSERT_EQ(cudaDeviceReset(), cudaSuccess);
  ASSERT_EQ(cudaSetDevice(0), cudaSuccess);
  EXPECT_EQ(cudaDeviceDisablePeerAccess(1), cudaErrorPeerAccessNotEnabled);
  EXPECT_EQ(cudaDeviceEnablePeerAccess(1, 0), cudaSuccess);
  CUdeviceptr theirs = numbers_on(1, 1, 0);
  EXPECT_EQ(kernels[0].add_once(theirs, 7), CUDA_SUCCESS);
  EXPECT_EQ(cudaDeviceSynchronize(), cudaSuccess);
  EXPECT_EQ(read(theirs), 7u);
  EXPECT_EQ(cudaDeviceReset(), cudaSuccess);
  kernels[0] = {};
  EXPECT_EQ(cudaDeviceDisablePeerAccess(1), cudaErrorPeerAccessNotEnabled);
  EXPECT_EQ(read(theirs), 7u) << "the other device lives on";
}

TEST_F(PeerAccess, PeerMemoryGoesWithItsOwner) {
  CUdeviceptr theirs = numbers_on(1, 1, 0);
  ASSERT_EQ(cudaDeviceEnablePeerAccess(1, 0), cudaSuccess);
  EXPECT_EQ(kernels[0].store(theirs, 1), CUDA_SUCCESS);
  EXPECT_EQ(cudaDeviceSynchronize(), cudaSuccess);
  EXPECT_EQ(cudaFree(reinterpret_cast<void*>(theirs)), cudaSuccess);
  EXPECT_FALSE(fault_of(0, theirs).empty());
}

TEST_F(PeerAccess, CopiesNeedNoAccess) {
  constexpr size_t kWords = 3 << 20; // over several chunks, if there were any
  CUdeviceptr theirs = numbers_on(1, kWords, 0), ours = numbers_on(0, kWords, 0);
  EXPECT_EQ(kernels[0].add_index(ours, kWords), CUDA_SUCCESS);
  auto at = [](CUdeviceptr address) { return reinterpret_cast<void*>(address); };
  EXPECT_EQ(cudaMemcpyPeer(at(theirs), 1, at(ours), 0, 4 * kWords), cudaSuccess);
  EXPECT_EQ(cudaDeviceSynchronize(), cudaSuccess);
  EXPECT_EQ(read(theirs + 4 * (kWords - 1)), kWords - 1);
  EXPECT_EQ(cudaMemcpy(at(theirs), at(ours + 4), 4, cudaMemcpyDeviceToDevice), cudaSuccess);
  EXPECT_EQ(cudaDeviceSynchronize(), cudaSuccess);
  EXPECT_EQ(read(theirs), 1u);
  EXPECT_EQ(cudaMemcpyPeer(at(theirs), 1, at(ours), 2, 4), cudaErrorInvalidDevice);
}

TEST_F(PeerAccess, ContextsAreEachOthersPeers) {
  CUcontext a = nullptr, b = nullptr;
  ASSERT_EQ(cuCtxCreate(&b, nullptr, 0, 1), CUDA_SUCCESS);
  CUdeviceptr theirs = 0;
  ASSERT_EQ(cuMemAlloc(&theirs, 4), CUDA_SUCCESS);
  ASSERT_EQ(cuCtxCreate(&a, nullptr, 0, 0), CUDA_SUCCESS);
  MemoryKernels own;
  own.load();
  EXPECT_EQ(cuCtxEnablePeerAccess(a, 0), CUDA_ERROR_INVALID_CONTEXT) << "itself";
  EXPECT_EQ(cuCtxEnablePeerAccess(b, 1), CUDA_ERROR_INVALID_VALUE);
  EXPECT_EQ(cuCtxEnablePeerAccess(b, 0), CUDA_SUCCESS);
  EXPECT_EQ(cuCtxEnablePeerAccess(b, 0), CUDA_ERROR_PEER_ACCESS_ALREADY_ENABLED);
  EXPECT_EQ(own.add_once(theirs, 9), CUDA_SUCCESS);
  unsigned value = 0;
  EXPECT_EQ(cuMemcpyDtoH(&value, theirs, 4), CUDA_SUCCESS);
  EXPECT_EQ(value, 9u);
  EXPECT_EQ(cuCtxDisablePeerAccess(b), CUDA_SUCCESS);
  EXPECT_EQ(cuCtxDisablePeerAccess(b), CUDA_ERROR_PEER_ACCESS_NOT_ENABLED);
  EXPECT_EQ(cuCtxDestroy(a), CUDA_SUCCESS);
  EXPECT_EQ(cuCtxDestroy(b), CUDA_SUCCESS);
}

TEST_F(PeerAccess, ManagedAndPageLockedMemoryIsEveryDevices) {
  void *managed = nullptr, *locked = nullptr;
  ASSERT_EQ(cudaSetDevice(1), cudaSuccess); // whichever device's it is
  ASSERT_EQ(cudaMallocManaged(&managed, 4, cudaMemAttachGlobal), cudaSuccess);
  ASSERT_EQ(cudaMallocHost(&locked, 4), cudaSuccess);
  *static_cast<unsigned*>(managed) = *static_cast<unsigned*>(locked) = 0;
  for (int device : {0, 1}) {
    ASSERT_EQ(cudaSetDevice(device), cudaSuccess);
    EXPECT_EQ(kernels[device].add_once(reinterpret_cast<CUdeviceptr>(managed), 11), CUDA_SUCCESS);
    EXPECT_EQ(kernels[device].add_once(reinterpret_cast<CUdeviceptr>(locked), 12), CUDA_SUCCESS);
    EXPECT_EQ(cudaDeviceSynchronize(), cudaSuccess);
  }
  EXPECT_EQ(*static_cast<unsigned*>(managed), 22u);
  EXPECT_EQ(*static_cast<unsigned*>(locked), 24u);
  EXPECT_EQ(cudaDeviceReset(), cudaSuccess); // of the owner
  kernels[1] = {};
  ASSERT_EQ(cudaSetDevice(0), cudaSuccess);
  EXPECT_FALSE(fault_of(0, reinterpret_cast<CUdeviceptr>(managed)).empty()) << "it is nobody's any more";
}

} // namespace
} // namespace ox::test
