// A barrier of the whole grid from atomics: the last block to arrive opens the next generation.  All blocks have to be
// resident: by a cooperative launch, or by a plain one of no more blocks than the occupancy functions say.
// RUN: %progress %s %t
#include "check.h"
#include <algorithm>

struct Barrier {
  unsigned arrived, generation;
};

__device__ void grid_barrier(Barrier* barrier) {
  __syncthreads();
  if (threadIdx.x == 0) {
    unsigned now = *(volatile unsigned*)&barrier->generation;
    __threadfence();
    if (atomicAdd(&barrier->arrived, 1) == gridDim.x - 1) {
      barrier->arrived = 0;
      __threadfence();
      *(volatile unsigned*)&barrier->generation = now + 1;
    } else {
      while (*(volatile unsigned*)&barrier->generation == now) {
      }
    }
    __threadfence();
  }
  __syncthreads();
}

// Each thread's next value comes from threads of other blocks: a missed barrier gives another number.
__global__ void rotate(volatile unsigned* a, volatile unsigned* b, Barrier* barrier, int rounds) {
  unsigned i = global_thread(), n = gridDim.x * blockDim.x;
  for (int round = 0; round < rounds; ++round) {
    b[i] = a[(i + blockDim.x + round) % n] * 3 + i;
    grid_barrier(barrier);
    a[i] = b[(i + 2 * blockDim.x + 1) % n] ^ round;
    grid_barrier(barrier);
  }
}

void run(int blocks, int threads, int rounds, bool cooperative) {
  int n = blocks * threads;
  std::vector<unsigned> a(n), b(n);
  for (int i = 0; i < n; ++i)
    a[i] = i * 7 + 1;
  Buffer<unsigned> device_a(a), device_b(n);
  Buffer<Barrier> barrier(1);
  if (cooperative) {
    unsigned *pa = device_a, *pb = device_b;
    Barrier* pointer = barrier;
    void* arguments[] = {&pa, &pb, &pointer, &rounds};
    CHECK(cudaLaunchCooperativeKernel(rotate, dim3(blocks), dim3(threads), arguments));
  } else
    rotate<<<blocks, threads>>>(device_a, device_b, barrier, rounds);
  CHECK_LAUNCH();
  for (int round = 0; round < rounds; ++round) {
    for (int i = 0; i < n; ++i)
      b[i] = a[(i + threads + round) % n] * 3 + i;
    for (int i = 0; i < n; ++i)
      a[i] = b[(i + 2 * threads + 1) % n] ^ round;
  }
  std::vector<unsigned> got = device_a.read();
  for (int i = 0; i < n; ++i)
    expect(cooperative ? "cooperative" : "plain", i, got[i], a[i]);
}

int main() {
  cudaDeviceProp properties;
  CHECK(cudaGetDeviceProperties(&properties, 0));
  int per_core;
  CHECK(cudaOccupancyMaxActiveBlocksPerMultiprocessor(&per_core, rotate, 64, 0));
  int resident = properties.multiProcessorCount * per_core;
  expect("at least one block is resident", 0, resident >= 1, 1);
  run(std::min(resident, 7), 64, 3, true);
  run(std::min(resident, 7), 64, 3, false);
  run(std::min(resident, 70), 32, 1, true); // far more blocks than host threads
}
