// Waits for and writes of words of memory in the order of streams.
#include "driver_fixture.h"
#include <atomic>
#include <chrono>
#include <thread>

namespace ox::test {
namespace {

class StreamMemory : public Driver {
protected:
  void SetUp() override {
    Driver::SetUp();
    ASSERT_EQ(cuStreamCreate(&stream, CU_STREAM_NON_BLOCKING), CUDA_SUCCESS);
    ASSERT_EQ(cuStreamCreate(&other, CU_STREAM_NON_BLOCKING), CUDA_SUCCESS);
    ASSERT_EQ(cuMemHostAlloc(&host, 64, CU_MEMHOSTALLOC_DEVICEMAP), CUDA_SUCCESS);
    word = new (host) std::atomic<uint32_t>(0);
    address = reinterpret_cast<CUdeviceptr>(host);
  }
  // Whether a wait for that is over while the word stays as it is.
  bool is_over(uint32_t in_memory, uint32_t value, unsigned flags, std::chrono::milliseconds most) {
    *word = in_memory;
    EXPECT_EQ(cuStreamWaitValue32(stream, address, value, flags), CUDA_SUCCESS);
    const auto end = std::chrono::steady_clock::now() + most;
    while (cuStreamQuery(stream) == CUDA_ERROR_NOT_READY && std::chrono::steady_clock::now() < end)
      std::this_thread::sleep_for(std::chrono::milliseconds(1));
    return cuStreamQuery(stream) == CUDA_SUCCESS;
  }
  void expect_over(uint32_t in_memory, uint32_t value, unsigned flags) {
    EXPECT_TRUE(is_over(in_memory, value, flags, std::chrono::seconds(20)));
  }
  void expect_over_later(uint32_t in_memory, uint32_t value, unsigned flags, uint32_t later) {
    EXPECT_FALSE(is_over(in_memory, value, flags, std::chrono::milliseconds(10)));
    *word = later;
    EXPECT_EQ(cuStreamSynchronize(stream), CUDA_SUCCESS);
  }
  CUstream stream = nullptr, other = nullptr;
  void* host = nullptr;
  std::atomic<uint32_t>* word = nullptr;
  CUdeviceptr address = 0;
};

TEST_F(StreamMemory, AStreamWaitsForTheHost) {
  CUdeviceptr memory = zeros(1);
  EXPECT_EQ(cuCtxSynchronize(), CUDA_SUCCESS);
  EXPECT_EQ(cuStreamWaitValue32(stream, address, 5, CU_STREAM_WAIT_VALUE_EQ), CUDA_SUCCESS);
  EXPECT_EQ(cuMemsetD32Async(memory, 8, 1, stream), CUDA_SUCCESS);
  EXPECT_EQ(cuStreamQuery(stream), CUDA_ERROR_NOT_READY);
  EXPECT_EQ(cuMemsetD32Async(address + 8, 3, 1, other), CUDA_SUCCESS); // another stream goes on
  EXPECT_EQ(cuStreamSynchronize(other), CUDA_SUCCESS);
  EXPECT_EQ(cuStreamQuery(stream), CUDA_ERROR_NOT_READY);
  *word = 5;
  EXPECT_EQ(cuStreamSynchronize(stream), CUDA_SUCCESS);
  EXPECT_EQ(read<1>(memory)[0], 8u);
}

TEST_F(StreamMemory, AStreamWaitsForAnother) {
  CUdeviceptr flag = zeros(2);
  EXPECT_EQ(cuCtxSynchronize(), CUDA_SUCCESS);
  EXPECT_EQ(cuStreamWaitValue64(stream, flag, 1ull << 40, CU_STREAM_WAIT_VALUE_GEQ), CUDA_SUCCESS);
  EXPECT_EQ(cuStreamQuery(stream), CUDA_ERROR_NOT_READY);
  EXPECT_EQ(cuStreamWriteValue64(other, flag, (1ull << 40) + 1, 0), CUDA_SUCCESS);
  EXPECT_EQ(cuStreamSynchronize(stream), CUDA_SUCCESS);
  EXPECT_EQ(read<2>(flag), (std::array<unsigned, 2>{1, 256}));
}

TEST_F(StreamMemory, ConditionsAreCudas) {
  // At least, cyclically: (int32_t)(word - value) >= 0.
  expect_over(7, 7, CU_STREAM_WAIT_VALUE_GEQ);
  expect_over(3, 0xfffffff0, CU_STREAM_WAIT_VALUE_GEQ); // 19 further on
  expect_over_later(6, 7, CU_STREAM_WAIT_VALUE_GEQ, 8);
  expect_over(9, 9, CU_STREAM_WAIT_VALUE_EQ);
  expect_over_later(10, 9, CU_STREAM_WAIT_VALUE_EQ, 9);
  expect_over(6, 2, CU_STREAM_WAIT_VALUE_AND);
  expect_over_later(5, 2, CU_STREAM_WAIT_VALUE_AND, 2);
  expect_over(0xfffffffe, 0, CU_STREAM_WAIT_VALUE_NOR); // bit 0 is in neither
  expect_over_later(0xfffffffe, 1, CU_STREAM_WAIT_VALUE_NOR, 0);
}

TEST_F(StreamMemory, ABatchRunsInItsOrder) {
  CUstreamBatchMemOpParams batch[3] = {};
  batch[0].writeValue.operation = CU_STREAM_MEM_OP_WRITE_VALUE_32;
  batch[0].writeValue.address = address;
  batch[0].writeValue.value = 1;
  batch[1].memoryBarrier.operation = CU_STREAM_MEM_OP_BARRIER;
  batch[2].waitValue.operation = CU_STREAM_MEM_OP_WAIT_VALUE_32;
  batch[2].waitValue.address = address;
  batch[2].waitValue.value = 1;
  batch[2].waitValue.flags = CU_STREAM_WAIT_VALUE_EQ;
  EXPECT_EQ(cuStreamBatchMemOp(stream, 3, batch, 0), CUDA_SUCCESS);
  EXPECT_EQ(cuStreamSynchronize(stream), CUDA_SUCCESS);
  EXPECT_EQ(word->load(), 1u);
  EXPECT_EQ(cuStreamBatchMemOp(stream, 3, batch, 1), CUDA_ERROR_INVALID_VALUE);
  EXPECT_EQ(cuStreamBatchMemOp(stream, 3, nullptr, 0), CUDA_ERROR_INVALID_VALUE);
  batch[1].operation = static_cast<CUstreamBatchMemOpType>(77);
  EXPECT_EQ(cuStreamBatchMemOp(stream, 3, batch, 0), CUDA_ERROR_INVALID_VALUE);
  batch[1].operation = CU_STREAM_MEM_OP_FLUSH_REMOTE_WRITES;
  EXPECT_EQ(cuStreamBatchMemOp(stream, 3, batch, 0), CUDA_ERROR_NOT_SUPPORTED);
}

TEST_F(StreamMemory, WrongAddressesAndFlagsAreErrorsOfTheCall) {
  uint32_t local = 0;
  EXPECT_EQ(cuStreamWaitValue32(stream, address + 2, 0, 0), CUDA_ERROR_INVALID_VALUE);
  EXPECT_EQ(cuStreamWaitValue64(stream, address + 4, 0, 0), CUDA_ERROR_INVALID_VALUE);
  EXPECT_EQ(cuStreamWriteValue32(stream, reinterpret_cast<CUdeviceptr>(&local), 0, 0), CUDA_ERROR_INVALID_VALUE);
  EXPECT_EQ(cuStreamWriteValue32(stream, 0, 0, 0), CUDA_ERROR_INVALID_VALUE);
  EXPECT_EQ(cuStreamWaitValue32(stream, address, 0, 8), CUDA_ERROR_INVALID_VALUE);
  EXPECT_EQ(cuStreamWriteValue32(stream, address, 0, 8), CUDA_ERROR_INVALID_VALUE);
  EXPECT_EQ(cuStreamWaitValue32(stream, address, 0, CU_STREAM_WAIT_VALUE_FLUSH), CUDA_ERROR_NOT_SUPPORTED);
  EXPECT_EQ(cuStreamWriteValue32(stream, address, 6, CU_STREAM_WRITE_VALUE_NO_MEMORY_BARRIER), CUDA_SUCCESS);
  EXPECT_EQ(cuStreamSynchronize(stream), CUDA_SUCCESS);
  EXPECT_EQ(word->load(), 6u);
  int can = 0;
  EXPECT_EQ(cuDeviceGetAttribute(&can, CU_DEVICE_ATTRIBUTE_CAN_USE_64_BIT_STREAM_MEM_OPS, 0), CUDA_SUCCESS);
  EXPECT_EQ(can, 1);
}

} // namespace
} // namespace ox::test
