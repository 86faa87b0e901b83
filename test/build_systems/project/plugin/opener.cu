// A program with the static runtime that opens a module with the static runtime: both have to mean the same device.
#include <cstdio>
#include <dlfcn.h>

__device__ int bias = 5;

__global__ void fill(int* values) { values[threadIdx.x] = static_cast<int>(threadIdx.x) + bias; }

int main(int, char** argv) {
  constexpr int kCount = 8;
  int *values, result[kCount], wrong = 0;
  cudaMalloc(&values, sizeof(result));
  fill<<<1, kCount>>>(values);
  void* module = dlopen(argv[1], RTLD_NOW | RTLD_LOCAL);
  if (!module) {
    std::printf("%s\n", dlerror());
    return 1;
  }
  auto triple = reinterpret_cast<int (*)(int*, int)>(dlsym(module, "triple"));
  wrong += triple(values, kCount) != cudaSuccess;
  wrong += cudaMemcpy(result, values, sizeof(result), cudaMemcpyDeviceToHost) != cudaSuccess;
  for (int i = 0; i < kCount; ++i)
    wrong += result[i] != 3 * (i + 5);
  // An error of the module's call is the program's last error, as there is one runtime.
  wrong += triple(values, 100000) == cudaSuccess || cudaGetLastError() != cudaErrorInvalidConfiguration;
  dlclose(module);
  wrong += cudaDeviceSynchronize() != cudaSuccess;
  std::printf("%d wrong\n", wrong);
  return wrong != 0;
}
