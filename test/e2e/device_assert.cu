// A failed assertion names itself on stderr and is error 710.
// RUN: %ox-nvcc %s -o %t && %t 2>&1 | FileCheck %s
#include <cassert>
#include <cstdio>
__global__ void check(int limit) { assert(int(threadIdx.x) < limit); }
int main() {
  check<<<2, 64>>>(100);
  std::printf("holds: %d\n", int(cudaDeviceSynchronize()));
  check<<<1, 64>>>(60);
  std::printf("fails: %d\n", int(cudaDeviceSynchronize()));
  // CHECK-DAG: holds: 0
  // CHECK-DAG: device_assert.cu:5: {{.*}}check{{.*}}: block: [0,0,0], thread: [{{6[0-3]}},0,0] Assertion `int(threadIdx.x) < limit` failed.
  // CHECK-DAG: fails: 710
}
