#include "polynomial.h"
#include "powers.cuh"
#include <cstdio>

// This file's kernel uses the other files' device code too.
__global__ void cube_kernel(int* value) { *value = power(*value, 3); }

int main() {
  const int coefficients[3] = {7, -2, 3};
  constexpr int kCount = 10;
  int *device_coefficients, *device_values, values[kCount], cube = 4;
  cudaMalloc(&device_coefficients, sizeof(coefficients));
  cudaMalloc(&device_values, sizeof(values));
  cudaMemcpy(device_coefficients, coefficients, sizeof(coefficients), cudaMemcpyHostToDevice);
  evaluate(device_coefficients, device_values, kCount);
  cudaMemcpy(values, device_values, sizeof(values), cudaMemcpyDeviceToHost);
  cudaMemcpy(device_values, &cube, sizeof(int), cudaMemcpyHostToDevice);
  cube_kernel<<<1, 1>>>(device_values);
  cudaMemcpy(&cube, device_values, sizeof(int), cudaMemcpyDeviceToHost);

  int wrong = cube != 64;
  for (int x = 0; x < kCount; ++x)
    wrong += values[x] != 7 - 2 * x + 3 * x * x;
  unsigned calls = 0;
  cudaMemcpyFromSymbol(&calls, power_calls, sizeof(calls));
  wrong += calls != 3 * kCount + 1;
  wrong += table_entry(5) != 126;
  std::printf("%d wrong, %u calls, %s\n", wrong, calls, cudaGetErrorString(cudaGetLastError()));
  return wrong != 0;
}
