// A kernel says which architecture it was compiled as, not which one runs it.
// RUN: %ox-nvcc -arch=sm_75 %s -o %t && %t 75
// RUN: %ox-nvcc -arch=sm_86 %s -o %t && %t 86
#include <cstdio>
#include <cstdlib>

__global__ void kernel() {}

int main(int, char** arguments) {
  cudaFuncAttributes attributes;
  if (cudaError_t error = cudaFuncGetAttributes(&attributes, kernel); error != cudaSuccess) {
    printf("%s\n", cudaGetErrorString(error));
    return 1;
  }
  printf("ptx %d, binary %d\n", attributes.ptxVersion, attributes.binaryVersion);
  return attributes.ptxVersion != atoi(arguments[1]) || attributes.binaryVersion != atoi(arguments[1]);
}
