// Every thread that fails an assertion says so on stderr, in CUDA's form, and the launch is error 710.
// RUN: %ox-nvcc %s -o %t && %t 2>%t.err | FileCheck %s && sort %t.err | FileCheck %s --check-prefix=WORDS
// RUN: FileCheck %s --check-prefix=MORE < %t.err
#include <cassert>
#include <cstdio>
__global__ void check(int limit) { assert(int(threadIdx.x) < limit); }
__global__ void two_places(int* reached) {
  __shared__ int sum;
  if (threadIdx.x % 32 == 1)
    assert(threadIdx.x == 33 && "odd lane");
  else if (threadIdx.x == 40)
    assert(!"one lane");
  __syncthreads(); // those that have ended don't keep the others from it
  atomicAdd(&sum, 1);
  __syncthreads();
  if (threadIdx.x == 0)
    *reached = sum;
}
__global__ void many() { assert(blockIdx.x > 1000000); }
int main() {
  check<<<2, 64>>>(100);
  std::printf("holds: %d\n", int(cudaDeviceSynchronize()));
  check<<<2, 64>>>(60);
  std::printf("fails: %d\n", int(cudaDeviceSynchronize()));
  cudaDeviceReset();
  int* reached;
  cudaMallocManaged(&reached, 4);
  two_places<<<1, 128>>>(reached);
  std::printf("two places: %d\n", int(cudaDeviceSynchronize()));
  cudaDeviceReset();
  many<<<1000000, 1>>>();
  std::printf("many: %d\n", int(cudaDeviceSynchronize()));
  // CHECK: holds: 0
  // CHECK: fails: 710
  // CHECK: two places: 710
  // CHECK: many: 710
  // Eight threads of two blocks, and those of one warp that fail apart; of a million blocks those that are resident.
  // WORDS-COUNT-4: device_assert.cu:6: {{.*}}check(int): block: [0,0,0], thread: [6{{[0-3]}},0,0] Assertion `int(threadIdx.x) < limit` failed.
  // WORDS-COUNT-4: device_assert.cu:6: {{.*}}check(int): block: [1,0,0], thread: [6{{[0-3]}},0,0] Assertion `int(threadIdx.x) < limit` failed.
  // MORE-DAG: two_places(int *): block: [0,0,0], thread: [1,0,0] Assertion `threadIdx.x == 33 && "odd lane"` failed.
  // MORE-DAG: two_places(int *): block: [0,0,0], thread: [40,0,0] Assertion `!"one lane"` failed.
  // MORE-DAG: two_places(int *): block: [0,0,0], thread: [65,0,0] Assertion
  // MORE-DAG: two_places(int *): block: [0,0,0], thread: [97,0,0] Assertion
  // MORE-NOT: thread: [33,0,0]
  // MORE: many(): block: [{{[0-9]+}},0,0], thread: [0,0,0] Assertion `blockIdx.x > 1000000` failed.
}
