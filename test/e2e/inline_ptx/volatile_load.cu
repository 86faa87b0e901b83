// A volatile statement is executed as often as the source says so: also one with a load that has no order of its own and
// that, for all the compiler sees, nobody changes.
// RUN: %ox-nvcc %s -o %t && timeout 60 %t | FileCheck %s
#include <cstdio>

__global__ void poll(unsigned* place, unsigned* result) {
  if (threadIdx.x == 32) {
    asm volatile("nanosleep.u32 2000;");
    atomicExch(place, 9u);
  }
  if (threadIdx.x > 0)
    return;
  unsigned value;
  do
    asm volatile("ld.global.u32 %0, [%1];" : "=r"(value) : "l"(place));
  while (value != 9);
  *result = value;
}

int main() {
  unsigned* memory;
  cudaMallocManaged(&memory, 256);
  memory[0] = memory[32] = 0;
  poll<<<1, 64>>>(memory, memory + 32);
  std::printf("error %d, polled %u\n", cudaDeviceSynchronize(), memory[32]);
  // CHECK: error 0, polled 9
}
