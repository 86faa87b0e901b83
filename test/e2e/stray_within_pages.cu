// A kernel that reads a little before its buffer and doesn't use what it read: a fault here, unnoticed on a GPU, which
// checks no finer than its pages.  OX_MEMCHECK=pages runs such programs; what lies far away stays out of reach.
// RUN: %ox-nvcc %s -o %t && %t 2>&1 | FileCheck %s --check-prefixes=CHECK,EXACT
// RUN: env OX_MEMCHECK=pages %t 2>&1 | FileCheck %s --check-prefixes=CHECK,PAGES
#include <cstdio>

__global__ void difference(const int* from, int* to) {
  __shared__ int before[64];
  before[threadIdx.x] = from[(int)threadIdx.x - 1];
  __syncthreads();
  to[threadIdx.x] = threadIdx.x == 0 ? 0 : from[threadIdx.x] - before[threadIdx.x];
}

__global__ void far_away(int* data) { data[1l << 30] = 1; }

int main() {
  int numbers[64], wrong = 0, *from, *to;
  for (int i = 0; i < 64; ++i)
    numbers[i] = i * i;
  cudaMalloc(&from, sizeof(numbers));
  cudaMalloc(&to, sizeof(numbers));
  cudaMemcpy(from, numbers, sizeof(numbers), cudaMemcpyHostToDevice);
  difference<<<1, 64>>>(from, to);
  cudaError_t error = cudaMemcpy(numbers, to, sizeof(numbers), cudaMemcpyDeviceToHost);
  if (error == cudaSuccess)
    for (int i = 1; i < 64; ++i)
      wrong += numbers[i] != 2 * i - 1;
  std::printf("near: error %d, wrong %d\n", error, wrong);
  far_away<<<1, 1>>>(from);
  std::printf("far: error %d\n", cudaDeviceSynchronize());
  // EXACT-DAG: near: error 700
  // PAGES-DAG: near: error 0, wrong 0
  // CHECK-DAG: far: error 700
  return 0;
}
