// 2,048 threads a block: error 9 at the launch, not sticky.
// RUN: %ox-nvcc %s -o %t && %t 2>&1 | FileCheck %s
#include <cstdio>
__global__ void set(int* p) { *p = 5; }
int main() {
  int *p, value = 0;
  cudaMalloc(&p, 4);
  set<<<1, 2048>>>(p);
  cudaError_t error = cudaGetLastError();
  std::printf("launch %d %s: %s\n", int(error), cudaGetErrorName(error), cudaGetErrorString(error));
  std::printf("after %d\n", int(cudaGetLastError()));
  set<<<1, 1024>>>(p);
  cudaMemcpy(&value, p, 4, cudaMemcpyDeviceToHost);
  std::printf("then %d, value %d\n", int(cudaGetLastError()), value);
  // CHECK: launch 9 cudaErrorInvalidConfiguration: invalid configuration argument
  // CHECK: after 0
  // CHECK: then 0, value 5
}
