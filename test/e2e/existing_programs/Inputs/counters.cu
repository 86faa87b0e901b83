#include <cstdio>

__device__ int first = 5;

__global__ void count(int* to) { to[threadIdx.x] = first + threadIdx.x; }

int main() {
  int *on_device, results[32] = {};
  cudaMalloc((void**)&on_device, sizeof results);
  count<<<1, 32>>>(on_device);
  cudaMemcpy(results, on_device, sizeof results, cudaMemcpyDeviceToHost);
  std::printf("%d %d %s\n", results[0], results[31], cudaGetErrorString(cudaGetLastError()));
}
