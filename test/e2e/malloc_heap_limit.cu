// cudaLimitMallocHeapSize: what malloc in kernels can give, which a program may change until a kernel has used it.
// RUN: %ox-nvcc %s -o %t && %t | FileCheck %s
#include <cstdio>
__global__ void take(size_t bytes, void** got) { *got = std::malloc(bytes); }
bool can_take(size_t bytes) {
  static void** got;
  if (!got)
    cudaMallocManaged(&got, sizeof *got);
  take<<<1, 1>>>(bytes, got);
  cudaDeviceSynchronize();
  return *got;
}
int main() {
  size_t limit = 0;
  cudaDeviceSetLimit(cudaLimitMallocHeapSize, 200 << 20);
  cudaDeviceGetLimit(&limit, cudaLimitMallocHeapSize);
  std::printf("limit %zu MiB\n", limit >> 20);
  std::printf("150 MiB: %d\n", can_take(150 << 20));
  std::printf("100 MiB more: %d\n", can_take(100 << 20));
  std::printf("%s\n", cudaGetErrorName(cudaDeviceSetLimit(cudaLimitMallocHeapSize, 400 << 20)));
  cudaDeviceGetLimit(&limit, cudaLimitMallocHeapSize);
  std::printf("still %zu MiB\n", limit >> 20);
  // CHECK: limit 200 MiB
  // CHECK: 150 MiB: 1
  // CHECK: 100 MiB more: 0
  // CHECK: cudaErrorInvalidValue
  // CHECK: still 200 MiB
}
