// A write outside an allocation is error 700 with kernel, block, thread and source line; the program goes on.
// RUN: %ox-nvcc %s -o %t && %t 2>&1 | FileCheck %s
#include <cstdio>

__global__ void scatter(int* data, int stride) {
  int i = blockIdx.x * blockDim.x + threadIdx.x;
  data[i * stride] = i;
}

int main() {
  int* data;
  cudaMalloc(&data, 1024 * sizeof(int));
  scatter<<<4, 64>>>(data, 1000000);
  cudaError_t error = cudaDeviceSynchronize();
  std::printf("error %d: %s\n", int(error), cudaGetErrorString(error));
  // The error sticks to the context, and the process is well.
  std::printf("again %d\n", int(cudaFree(data)));
  // Thread 0 writes inside.  The first to write outside is thread 1 of the first block to get there.
  // CHECK-DAG: write of 4 bytes at 0x{{[0-9a-f]+}}, {{.*}} past the end of the 4,096-byte allocation made at main+0x{{[0-9a-f]+}} in {{.*}} (cudaMalloc)
  // CHECK-DAG: in kernel scatter(int*, int), block ({{[0-3]}},0,0), thread ({{[01]}},0,0), at {{.*}}out_of_bounds.cu:7
  // CHECK-DAG: error 700
  // CHECK-DAG: again 700
  return 0;
}
