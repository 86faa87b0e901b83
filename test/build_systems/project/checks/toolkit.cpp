// The runtime API from C++ that no CUDA compiler has seen.
#include <cstdio>
#include <cuda_runtime.h>

int main() {
  int count = 0, version = 0, value = 17, copy = 0;
  cudaGetDeviceCount(&count);
  cudaRuntimeGetVersion(&version);
  void* memory = nullptr;
  cudaMalloc(&memory, sizeof(int));
  cudaMemcpy(memory, &value, sizeof(int), cudaMemcpyHostToDevice);
  cudaMemcpy(&copy, memory, sizeof(int), cudaMemcpyDeviceToHost);
  std::printf("%d devices, version %d of %d, %d\n", count, version, CUDART_VERSION, copy);
  return count < 1 || version != CUDART_VERSION || copy != value;
}
