// A shared buffer used as floats, then as integers: a barrier between keeps the accesses apart, though C++'s type rules
// alone would let a compiler move them past each other.
// RUN: %ox-nvcc %s -o %t && %t | FileCheck %s
// CHECK: error 0, wrong 0
#include <cstdio>

__global__ void reuse(const float* in, float* floats, int* ints, int rounds) {
  __shared__ __align__(16) char buffer[128 * 4];
  float* as_float = reinterpret_cast<float*>(buffer);
  int* as_int = reinterpret_cast<int*>(buffer);
  int i = threadIdx.x;
  float sum = 0;
  int total = 0;
  for (int round = 0; round < rounds; ++round) {
    as_float[i] = in[i] + round;
    __syncthreads();
    float neighbour = as_float[(i + 1) % 128];
    __syncthreads();
    as_int[i] = i * 3 + round;
    __syncthreads();
    total += as_int[(i + 5) % 128];
    if (i % 2)
      sum += neighbour; // used only here: tempting to load it late
    __syncthreads();
  }
  floats[i] = sum;
  ints[i] = total;
}

int main() {
  float *in, *floats, host_in[128], host_floats[128];
  int *ints, host_ints[128], wrong = 0;
  for (int i = 0; i < 128; ++i)
    host_in[i] = i * 0.5f;
  cudaMalloc(&in, sizeof host_in);
  cudaMalloc(&floats, sizeof host_in);
  cudaMalloc(&ints, sizeof host_in);
  cudaMemcpy(in, host_in, sizeof host_in, cudaMemcpyHostToDevice);
  reuse<<<1, 128>>>(in, floats, ints, 3);
  cudaMemcpy(host_floats, floats, sizeof host_in, cudaMemcpyDeviceToHost);
  int error = cudaMemcpy(host_ints, ints, sizeof host_in, cudaMemcpyDeviceToHost);
  for (int i = 0; i < 128; ++i) {
    wrong += host_floats[i] != (i % 2 ? 3 * host_in[(i + 1) % 128] + 3 : 0);
    wrong += host_ints[i] != 3 * ((i + 5) % 128 * 3) + 3;
  }
  std::printf("error %d, wrong %d\n", error, wrong);
}
