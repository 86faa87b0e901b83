// The two calls of a device-wide algorithm of CUB: for the size of its temporary storage, then to do the work.
#pragma once
#include "check.h"
#include <algorithm>
#include <cub/cub.cuh>

template <class Call> void in_two_phases(const char* what, Call call) {
  size_t bytes = 0;
  expect_success(what, call(nullptr, bytes));
  void* storage;
  expect_success(what, cudaMalloc(&storage, bytes ? bytes : 1));
  expect_success(what, call(storage, bytes));
  expect_success(what, cudaDeviceSynchronize());
  cudaFree(storage);
}

// Managed memory, so that both sides can look at it.
template <class T> class Buffer {
public:
  explicit Buffer(size_t size) : size_(size) {
    cudaMallocManaged(&data_, size * sizeof(T));
    std::fill(data_, data_ + size, T());
  }
  explicit Buffer(const std::vector<T>& values) : Buffer(values.size()) {
    std::copy(values.begin(), values.end(), data_);
  }
  Buffer(const Buffer&) = delete;
  ~Buffer() { cudaFree(data_); }
  T* get() { return data_; }
  T& operator[](size_t i) { return data_[i]; }
  std::vector<T> first(size_t count) const { return {data_, data_ + std::min(count, size_)}; }

private:
  T* data_ = nullptr;
  size_t size_;
};
