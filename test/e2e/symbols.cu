// __constant__ and __device__ variables from both sides, with initialisers, pointers to each other, and offsets.
// RUN: %ox-nvcc %s -o %t && %t | FileCheck %s
#include <cstdio>

struct Table {
  int rows[4];
  const float* weights;
};
__constant__ float weights[3] = {0.5f, 1.5f, 2.5f};
__device__ Table table = {{1, 2, 3, 4}, weights};
__device__ int counter;
static __device__ long long hidden = 1ll << 40;

__global__ void use(double* out) {
  atomicAdd(&counter, 1);
  if (threadIdx.x == 0)
    *out = table.rows[0] + table.rows[3] * 10 + table.weights[2] * 100 + weights[1] + double(hidden);
}

int main() {
  double *out, value;
  cudaMalloc(&out, sizeof *out);
  use<<<1, 64>>>(out);
  cudaMemcpy(&value, out, sizeof value, cudaMemcpyDeviceToHost);
  std::printf("initialised: %.1f\n", value - double(1ll << 40));
  float changed = 9;
  int row = 6, count = -1;
  cudaMemcpyToSymbol(weights, &changed, sizeof changed, 2 * sizeof(float));
  cudaMemcpyToSymbol(table, &row, sizeof row, 3 * sizeof(int));
  use<<<1, 64>>>(out);
  cudaMemcpy(&value, out, sizeof value, cudaMemcpyDeviceToHost);
  cudaMemcpyFromSymbol(&count, counter, sizeof count);
  std::printf("changed: %.1f, counter %d\n", value - double(1ll << 40), count);
  void* address;
  size_t bytes;
  cudaGetSymbolAddress(&address, counter);
  cudaGetSymbolSize(&bytes, table);
  int direct = 0;
  cudaMemcpy(&direct, address, sizeof direct, cudaMemcpyDeviceToHost);
  std::printf("address %d, size %zu\n", direct, bytes);
  std::printf("too far: %d\n", int(cudaMemcpyToSymbol(weights, &changed, sizeof changed, 3 * sizeof(float))));
  // CHECK: initialised: 292.5
  // CHECK: changed: 962.5, counter 128
  // CHECK: address 128, size 24
  // CHECK: too far: 1
}
