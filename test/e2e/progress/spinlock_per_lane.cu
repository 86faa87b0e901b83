// Every lane takes a lock of its warp, block or grid: by compare-and-swap, by exchange, and by looking before it swaps.
// A warp whose lanes share a program counter hangs here: the holder waits for those that spin.
// RUN: %progress %s %t
#include "check.h"

struct Counter {
  int lock;
  volatile int value; // by plain loads and stores
};

enum Kind { kSwap, kExchange, kLookFirst };

template <Kind kKind> __device__ void take(int* lock) {
  if (kKind == kSwap)
    while (atomicCAS(lock, 0, 1) != 0)
      ;
  else if (kKind == kExchange)
    while (atomicExch(lock, 1) != 0)
      ;
  else
    for (;;) {
      while (*(volatile int*)lock != 0)
        ;
      if (atomicCAS(lock, 0, 1) == 0)
        break;
    }
  __threadfence();
}

template <Kind kKind> __device__ void count(Counter& counter) {
  take<kKind>(&counter.lock);
  counter.value = counter.value + 1;
  release(&counter.lock);
}

template <Kind kKind> __global__ void one_lock(Counter* global, int* shared_result) {
  __shared__ Counter local;
  if (threadIdx.x == 0)
    local.lock = local.value = 0;
  __syncthreads();
  count<kKind>(*global);
  count<kKind>(local);
  __syncthreads();
  if (threadIdx.x == 0)
    shared_result[blockIdx.x] = local.value;
}

// Lane i holds lock i while it takes lock i + 1 of the others' ring: never all of them, so there is always a next one.
__global__ void two_locks(Counter* counters, int n) {
  int first = global_thread() % n, second = (first + 1) % n;
  if (first > second) { // in one order, or the ring is a deadlock on every machine
    int other = first;
    first = second;
    second = other;
  }
  acquire(&counters[first].lock);
  acquire(&counters[second].lock);
  counters[first].value = counters[first].value + 1;
  counters[second].value = counters[second].value + 1;
  release(&counters[second].lock);
  release(&counters[first].lock);
}

template <Kind kKind> void run(int blocks, int threads) {
  Buffer<Counter> counter(1);
  Buffer<int> shared(blocks);
  one_lock<kKind><<<blocks, threads>>>(counter, shared);
  CHECK_LAUNCH();
  expect("global count", 0, counter.read()[0].value, blocks * threads);
  for (int i = 0; i < blocks; ++i)
    expect("shared count", i, shared.read()[i], threads);
}

int main() {
  run<kSwap>(1, 32);
  run<kSwap>(3, 96);
  run<kExchange>(3, 96);
  run<kLookFirst>(3, 96);
  const int n = 8, threads = 256;
  Buffer<Counter> counters(n);
  two_locks<<<2, threads / 2>>>(counters, n);
  CHECK_LAUNCH();
  for (int i = 0; i < n; ++i)
    expect("ring", i, counters.read()[i].value, 2 * threads / n);
}
