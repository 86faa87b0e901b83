// __cplusplus on both sides.
#include <cstdio>

__global__ void standard(long* value) { *value = __cplusplus; }

int main() {
  long *device, value = 0;
  cudaMalloc(&device, sizeof(long));
  standard<<<1, 1>>>(device);
  cudaMemcpy(&value, device, sizeof(long), cudaMemcpyDeviceToHost);
  std::printf("%ld %ld\n", value, __cplusplus);
  return value / 100 % 100 != STANDARD || __cplusplus / 100 % 100 != STANDARD;
}
