// A fault of a child is reported as the child's, with its line, and ends what its parent's host operation is.
// RUN: %ox-nvcc -rdc=true %s -o %t && %t 2>&1 | FileCheck %s
#include <cstdio>

__global__ void child(int* p) {
  p[threadIdx.x] = 1; // line 6
}
__global__ void never(int* p) { *p = 2; }
__global__ void parent(int* p) {
  child<<<1, 1>>>(nullptr);
  never<<<1, 1>>>(p);
}

int main() {
  // CHECK: kernel child(int*)
  // CHECK-SAME: device_launch_faults.cu:6
  // CHECK: an illegal memory access was encountered, 0
  int* p;
  cudaMallocManaged(&p, 4);
  *p = 0;
  parent<<<1, 1>>>(p);
  cudaError_t error = cudaDeviceSynchronize();
  std::printf("%s, %d\n", cudaGetErrorString(error), *p);
}
