// Static, dynamic and mixed shared memory, several static arrays, a shared array in a device function, and more than
// 48 KiB after opting in.
// RUN: %ox-nvcc %s -o %t && %t | FileCheck %s
#include <cstdio>

extern __shared__ int dynamic_ints[];

__device__ int rotate(int value) {
  __shared__ int buffer[64];
  buffer[threadIdx.x] = value;
  __syncthreads();
  int result = buffer[(threadIdx.x + 1) % 64];
  __syncthreads();
  return result;
}

__global__ void mixed(int* out, int n) {
  __shared__ short first[64];
  __shared__ double second[64];
  first[threadIdx.x] = threadIdx.x;
  second[threadIdx.x] = threadIdx.x * 0.5;
  for (int i = threadIdx.x; i < n; i += blockDim.x)
    dynamic_ints[i] = i * 7;
  __syncthreads();
  int other = 63 - threadIdx.x;
  out[threadIdx.x] = first[other] + int(second[other] * 2) + dynamic_ints[n - 1 - threadIdx.x] + rotate(threadIdx.x);
}

int main() {
  int *device, host[64];
  cudaMalloc(&device, sizeof host);
  for (int n : {100, 12000, 20000}) { // 400, 48000 and 80000 bytes
    if (n == 20000) {
      mixed<<<1, 64, n * 4>>>(device, n);
      std::printf("without opting in: %d\n", int(cudaGetLastError()));
      std::printf("opt in: %d\n", int(cudaFuncSetAttribute(mixed, cudaFuncAttributeMaxDynamicSharedMemorySize, n * 4)));
    }
    mixed<<<1, 64, n * 4>>>(device, n);
    int error = cudaMemcpy(host, device, sizeof host, cudaMemcpyDeviceToHost), wrong = 0;
    for (int i = 0; i < 64; ++i)
      wrong += host[i] != 2 * (63 - i) + (n - 1 - i) * 7 + (i + 1) % 64;
    std::printf("%d: error %d wrong %d\n", n, error, wrong);
  }
  // CHECK: 100: error 0 wrong 0
  // CHECK: 12000: error 0 wrong 0
  // CHECK: without opting in: 1
  // CHECK: opt in: 0
  // CHECK: 20000: error 0 wrong 0
}
