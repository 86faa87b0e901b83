// Every test starts with a fresh context of device 0.
#pragma once
#include "fake_device.h"
#include <gtest/gtest.h>

namespace ox::test {

class Runtime : public testing::Test {
protected:
  void SetUp() override {
    cudaSetDevice(0);
    cudaDeviceReset();
    set_body(kFirst, Body());
    set_body(kSecond, Body());
  }
  void TearDown() override { cudaDeviceReset(); }

  static cudaStream_t new_stream(unsigned flags = cudaStreamDefault) {
    cudaStream_t stream = nullptr;
    EXPECT_EQ(cudaStreamCreateWithFlags(&stream, flags), cudaSuccess);
    return stream;
  }
  static cudaEvent_t new_event(unsigned flags = cudaEventDefault) {
    cudaEvent_t event = nullptr;
    EXPECT_EQ(cudaEventCreateWithFlags(&event, flags), cudaSuccess);
    return event;
  }
  template <typename T = char> static T* new_device(size_t count) {
    void* memory = nullptr;
    EXPECT_EQ(cudaMalloc(&memory, count * sizeof(T)), cudaSuccess);
    return static_cast<T*>(memory);
  }
  template <typename T = char> static T* new_pinned(size_t count) {
    void* memory = nullptr;
    EXPECT_EQ(cudaMallocHost(&memory, count * sizeof(T)), cudaSuccess);
    return static_cast<T*>(memory);
  }
};

} // namespace ox::test
