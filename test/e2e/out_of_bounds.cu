// A write outside an allocation is error 700 with kernel, block, thread and source line; the program goes on.
// RUN: %ox-nvcc %s -o %t && %t 2>&1 | FileCheck %s
#include <cstdio>

__global__ void scatter(int* data, int stride) {
  int i = blockIdx.x * blockDim.x + threadIdx.x;
  data[i * stride] = i; // LINE
}

int main() {
  int* data;
  cudaMalloc(&data, 1024 * sizeof(int));
  scatter<<<4, 64>>>(data, 1000000);
  cudaError_t error = cudaDeviceSynchronize();
  std::printf("error %d: %s\n", int(error), cudaGetErrorString(error));
  // The error sticks to the context, and the process is well.
  std::printf("again %d\n", int(cudaFree(data)));
  // CHECK-DAG: {{scatter.*}}
  // CHECK-DAG: {{block \(0, 0, 0\)|block 0,0,0|block \[0,0,0\]}}
  // CHECK-DAG: out_of_bounds.cu:7
  // CHECK-DAG: error 700
  // CHECK-DAG: again 700
  return 0;
}
