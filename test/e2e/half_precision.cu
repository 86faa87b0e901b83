// __half and __half2 arithmetic and conversions against exact arithmetic rounded once.
// RUN: %ox-nvcc -arch=sm_75 %s -o %t && %t | FileCheck %s
// CHECK: error 0, wrong 0
#include <cstdio>
#include <cuda_fp16.h>

__global__ void run(const unsigned short* a, const unsigned short* b, float* out) {
  int i = blockIdx.x * blockDim.x + threadIdx.x;
  __half x = __ushort_as_half(a[i]), y = __ushort_as_half(b[i]);
  out[4 * i] = __half2float(__hadd(x, y));
  out[4 * i + 1] = __half2float(__hmul(x, y));
  __half2 pair = __hadd2(__halves2half2(x, y), __halves2half2(y, y));
  out[4 * i + 2] = __high2float(pair);
  out[4 * i + 3] = __half2float(__float2half(__half2float(x) * 1.0009765625f));
}

// Exact: every half is a float, and sums and products of two halves are exact in double.
float rounded(double value) { return float(_Float16(value)); }
float widen(unsigned short bits) {
  _Float16 value;
  __builtin_memcpy(&value, &bits, 2);
  return float(value);
}

int main() {
  const int n = 1024;
  unsigned short a[n], b[n], *device_a, *device_b;
  float host[4 * n], *device;
  for (int i = 0; i < n; ++i) { // finite values of all magnitudes
    a[i] = (unsigned short)(i * 40503u % 0x7c00 | (i & 1) << 15);
    b[i] = (unsigned short)(i * 30011u % 0x7c00 | (i & 2) << 14);
  }
  cudaMalloc(&device_a, sizeof a);
  cudaMalloc(&device_b, sizeof b);
  cudaMalloc(&device, sizeof host);
  cudaMemcpy(device_a, a, sizeof a, cudaMemcpyHostToDevice);
  cudaMemcpy(device_b, b, sizeof b, cudaMemcpyHostToDevice);
  run<<<n / 128, 128>>>(device_a, device_b, device);
  int error = cudaMemcpy(host, device, sizeof host, cudaMemcpyDeviceToHost), wrong = 0;
  for (int i = 0; i < n; ++i) {
    double x = widen(a[i]), y = widen(b[i]);
    wrong += host[4 * i] != rounded(x + y);
    wrong += host[4 * i + 1] != rounded(x * y);
    wrong += host[4 * i + 2] != rounded(y + y);
    wrong += host[4 * i + 3] != rounded(float(x) * 1.0009765625f);
  }
  std::printf("error %d, wrong %d\n", error, wrong);
}
