// More memory than the device has: error 2, not sticky; what fits still works.
// RUN: %ox-nvcc %s -o %t && %t 2>&1 | FileCheck %s
#include <cstdio>
int main() {
  void* p = nullptr;
  cudaError_t error = cudaMalloc(&p, size_t(1) << 50);
  std::printf("error %d %s\n", int(error), cudaGetErrorName(error));
  cudaGetLastError();
  std::printf("then %d\n", int(cudaMalloc(&p, 1 << 20)));
  // CHECK: error 2 cudaErrorMemoryAllocation
  // CHECK: then 0
}
