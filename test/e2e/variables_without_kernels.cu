// A program may have device variables and no kernel: its image has no code.
// RUN: %ox-nvcc %s -o %t && %t | FileCheck %s
// CHECK: managed 6 device 5
#include <cstdio>

__managed__ int managed = 5;
__device__ int device = 5;

int main() {
  int value = 0;
  managed++;
  cudaMemcpyFromSymbol(&value, device, sizeof value);
  printf("managed %d device %d\n", managed, value);
}
