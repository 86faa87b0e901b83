// Which architecture runs, of those that were asked for.
#include <cstdio>

#define TEXT_OF(...) #__VA_ARGS__
#define TEXT(...) TEXT_OF(__VA_ARGS__)

__global__ void architecture(int* value) {
#ifdef __CUDA_ARCH__
  *value = __CUDA_ARCH__;
#endif
}

int main() {
  int *device, value = 0;
  cudaMalloc(&device, sizeof(int));
  architecture<<<1, 1>>>(device);
  cudaMemcpy(&value, device, sizeof(int), cudaMemcpyDeviceToHost);
  std::printf("%d of %s\n", value, TEXT(__CUDA_ARCH_LIST__));
  return value < 350;
}
