// A kernel that faults still has its counters; a file that can't be written is said; launches that the process did not
// wait for are missing, and that is said too.
// RUN: %ox-nvcc %s -o %t
// RUN: env OX_STATS=- %t fault 2>&1 | FileCheck %s --check-prefix=FAULT
// RUN: env OX_STATS=/nowhere/%%p.json %t fault 2>&1 | FileCheck %s --check-prefix=NOWHERE
// RUN: env OX_STATS=- OX_INSTRUCTION_LIMIT=100000000000 %t leave 2>&1 | FileCheck %s --check-prefix=LEFT
// RUN: %t fault 2>&1 | FileCheck %s --check-prefix=OFF
#include <cstdio>
#include <cstring>

__global__ void stray(int* out) { out[threadIdx.x << 20] = 1; }
// FAULT: illegal memory access
// FAULT: cudaErrorIllegalAddress
// FAULT: stray(int*): 1 launch,
// FAULT: counters_of_faults.cu:[[#@LINE-4]] {{.*}}global stores 32.0 sectors a request
// NOWHERE: ox: OX_STATS: cannot write /nowhere/{{[0-9]+}}.json: No such file or directory
// OFF-NOT: launch,

__global__ void endless(volatile int* out) {
  while (out[0] == 0)
    ;
}
// LEFT: ox: OX_STATS: 2 of 2 launches had not ended when the process did; they are not counted

int main(int, char** arguments) {
  int* out;
  cudaMalloc(&out, 4096);
  cudaMemset(out, 0, 4096);
  if (std::strcmp(arguments[1], "fault") == 0) {
    stray<<<1, 32>>>(out);
    std::fprintf(stderr, "%s\n", cudaGetErrorName(cudaDeviceSynchronize()));
    return 0;
  }
  endless<<<1, 1>>>(out);
  endless<<<1, 1>>>(out);
  return 0;
}
