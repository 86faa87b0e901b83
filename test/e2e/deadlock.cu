// Lanes that wait for each other at barriers that can never complete: a fault, not a hang.
// RUN: %ox-nvcc %s -o %t && timeout 60 %t 2>&1 | FileCheck %s
#include <cstdio>
__global__ void wait(int* out) {
  if (threadIdx.x < 32)
    __syncwarp(0xffffffff);
  if (threadIdx.x == 0)
    __shfl_sync(0x3, *out, 0); // lane 1 never comes: it waits at the block's barrier
  __syncthreads();
}
int main() {
  int* out;
  cudaMalloc(&out, 4);
  wait<<<1, 64>>>(out);
  cudaError_t error = cudaDeviceSynchronize();
  std::printf("error is %s\n", error == cudaSuccess ? "none" : "set");
  // CHECK-DAG: {{[Dd]eadlock}}
  // CHECK-DAG: error is set
}
