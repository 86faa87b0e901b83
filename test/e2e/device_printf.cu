// printf from kernels: every conversion, %s from device memory, return value.
// RUN: %ox-nvcc %s -o %t && %t | FileCheck %s
#include <cstdio>
__global__ void print(long long big, double real) {
  int count = printf("%d|%5d|%-5d|%05d|%u|%x|%#o|%c|%s|%lld|%.3f|%e|%g|%%\n", -3, 42, 42, 42, 4000000000u, 255u, 8u, 'x',
                     "text", big, real, real, real);
  printf("count %d\n", count);
}
__global__ void lanes() { printf("block %d thread %d\n", blockIdx.x, threadIdx.x); }
int main() {
  print<<<1, 1>>>(-1234567890123ll, 2.5);
  cudaDeviceSynchronize();
  lanes<<<2, 2>>>();
  return cudaDeviceSynchronize();
  // CHECK: -3|   42|42   |00042|4000000000|ff|010|x|text|-1234567890123|2.500|2.500000e+00|2.5|%
  // CHECK: count 13
  // CHECK-DAG: block 0 thread 0
  // CHECK-DAG: block 0 thread 1
  // CHECK-DAG: block 1 thread 0
  // CHECK-DAG: block 1 thread 1
}
