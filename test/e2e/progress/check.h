// What every test of progress needs: CUDA errors and wrong values end the program with exit code 1 and a sentence.
#pragma once
#include <cstdio>
#include <cstdlib>
#include <vector>

#define CHECK(call)                                                                                                    \
  do {                                                                                                                 \
    cudaError_t status = (call);                                                                                       \
    if (status != cudaSuccess) {                                                                                       \
      std::printf("line %d: %s: %s\n", __LINE__, #call, cudaGetErrorString(status));                                   \
      std::exit(1);                                                                                                    \
    }                                                                                                                  \
  } while (0)

// After a launch: waits for it.
#define CHECK_LAUNCH()                                                                                                 \
  do {                                                                                                                 \
    CHECK(cudaGetLastError());                                                                                         \
    CHECK(cudaDeviceSynchronize());                                                                                    \
  } while (0)

inline void expect(const char* what, long index, long long got, long long want) {
  if (got == want)
    return;
  std::printf("%s[%ld] is %lld, expected %lld\n", what, index, got, want);
  std::exit(1);
}

// Device memory with the host's copy of it.
template <typename T> class Buffer {
public:
  explicit Buffer(size_t count, T fill = T{}) : Buffer(std::vector<T>(count, fill)) {}
  explicit Buffer(const std::vector<T>& values) : count_(values.size()) {
    CHECK(cudaMalloc(&device_, count_ * sizeof(T)));
    CHECK(cudaMemcpy(device_, values.data(), count_ * sizeof(T), cudaMemcpyHostToDevice));
  }
  ~Buffer() { cudaFree(device_); }
  Buffer(const Buffer&) = delete;
  operator T*() const { return device_; }
  std::vector<T> read() const {
    std::vector<T> values(count_);
    CHECK(cudaMemcpy(values.data(), device_, count_ * sizeof(T), cudaMemcpyDeviceToHost));
    return values;
  }

private:
  size_t count_;
  T* device_ = nullptr;
};

__device__ inline unsigned global_thread() { return blockIdx.x * blockDim.x + threadIdx.x; }

// The plainest lock: what a program written for one thread per core does.
__device__ inline void acquire(int* lock) {
  while (atomicCAS(lock, 0, 1) != 0) {
  }
  __threadfence();
}
__device__ inline void release(int* lock) {
  __threadfence();
  atomicExch(lock, 0);
}
