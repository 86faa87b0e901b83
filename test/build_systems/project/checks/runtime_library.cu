#include <cstdio>

__global__ void answer(int* value) { *value = 42; }

int main() {
  int *device, value = 0;
  cudaMalloc(&device, sizeof(int));
  answer<<<1, 1>>>(device);
  cudaMemcpy(&value, device, sizeof(int), cudaMemcpyDeviceToHost);
  std::printf("%d\n", value);
  return value != 42;
}
