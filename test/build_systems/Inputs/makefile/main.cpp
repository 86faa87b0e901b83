#include "scale.h"
#include <cstdio>
#include <cuda_runtime.h>

int main() {
  int values[4] = {0, 1, 2, 3}, *device;
  cudaMalloc(&device, sizeof(values));
  cudaMemcpy(device, values, sizeof(values), cudaMemcpyHostToDevice);
  scale(device, 4, 6);
  cudaMemcpy(values, device, sizeof(values), cudaMemcpyDeviceToHost);
  std::printf("scaled %d %d %d %d\n", values[0], values[1], values[2], values[3]);
}
