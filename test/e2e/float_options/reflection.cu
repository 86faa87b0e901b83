// __nvvm_reflect answers by the options, as libdevice and other libraries in bitcode ask it.
// RUN: %ox-nvcc %s -o %t && %t | FileCheck %s --check-prefix=PRECISE
// RUN: %ox-nvcc -ftz=true %s -o %t && %t | FileCheck %s --check-prefix=FLUSHING
// RUN: %ox-nvcc -prec-div=false %s -o %t && %t | FileCheck %s --check-prefix=DIVISION
// RUN: %ox-nvcc --prec-sqrt=false -rdc=true -arch=sm_90 %s -o %t && %t | FileCheck %s --check-prefix=ROOT
// RUN: %ox-nvcc -use_fast_math --ox-device-through=ptx %s -o %t && %t | FileCheck %s --check-prefix=FAST
// RUN: %ox-nvcc -prec-div=true -use_fast_math -ftz=false %s -o %t && %t | FileCheck %s --check-prefix=PARTS
// PRECISE: ftz 0, prec-div 1, prec-sqrt 1, architecture 750, other 0
// FLUSHING: ftz 1, prec-div 1, prec-sqrt 1, architecture 750, other 0
// DIVISION: ftz 0, prec-div 0, prec-sqrt 1, architecture 750, other 0
// ROOT: ftz 0, prec-div 1, prec-sqrt 0, architecture 900, other 0
// FAST: ftz 1, prec-div 0, prec-sqrt 0, architecture 750, other 0
// PARTS: ftz 0, prec-div 1, prec-sqrt 0, architecture 750, other 0
#include <cstdio>

extern "C" __device__ int ask(const char* question) __asm__("__nvvm_reflect");

__global__ void compute(int* answers) {
  answers[0] = ask("__CUDA_FTZ");
  answers[1] = ask("__CUDA_PREC_DIV");
  answers[2] = ask("__CUDA_PREC_SQRT");
  answers[3] = ask("__CUDA_ARCH");
  answers[4] = ask("__NOBODY_KNOWS");
}

int main() {
  int* answers;
  cudaMallocManaged(&answers, 5 * sizeof(int));
  compute<<<1, 1>>>(answers);
  cudaDeviceSynchronize();
  printf("ftz %d, prec-div %d, prec-sqrt %d, architecture %d, other %d\n", answers[0], answers[1], answers[2],
         answers[3], answers[4]);
}
