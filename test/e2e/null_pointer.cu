// Reading through a null pointer faults with its address.
// RUN: %ox-nvcc %s -o %t && %t 2>&1 | FileCheck %s
#include <cstdio>
__global__ void read(const int* in, int* out) { *out = in[threadIdx.x]; }
int main() {
  int* out;
  cudaMalloc(&out, 4);
  read<<<1, 1>>>(nullptr, out);
  std::printf("error %d\n", int(cudaDeviceSynchronize()));
  // CHECK-DAG: null
  // CHECK-DAG: error 700
}
