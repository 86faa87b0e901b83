// A kernel that is given a pointer into the host's heap or stack must not reach it.
// RUN: %ox-nvcc %s -o %t && %t 2>&1 | FileCheck %s
#include <cstdio>
#include <cstdlib>
__global__ void store(int* p) { *p = 42; }
int main() {
  int on_stack = 7;
  int* on_heap = static_cast<int*>(std::malloc(sizeof(int)));
  *on_heap = 8;
  store<<<1, 1>>>(&on_stack);
  std::printf("stack: error %d, value %d\n", int(cudaDeviceSynchronize()), on_stack);
  cudaDeviceReset();
  store<<<1, 1>>>(on_heap);
  std::printf("heap: error %d, value %d\n", int(cudaDeviceSynchronize()), *on_heap);
  std::free(on_heap);
  // CHECK-DAG: stack: error 700, value 7
  // CHECK-DAG: heap: error 700, value 8
}
