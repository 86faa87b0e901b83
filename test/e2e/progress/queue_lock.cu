// The lock of Mellor-Crummey and Scott: each waiting thread spins on a word of its own, which the one before it in the
// queue writes; and the one before it may still be about to link itself.
// RUN: %progress %s %t
#include "check.h"

struct Waiter {
  int next; // index + 1
  int locked;
};

__device__ void lock(int* tail, volatile Waiter* waiters, int i) {
  waiters[i].next = 0;
  waiters[i].locked = 1;
  __threadfence();
  int before = atomicExch(tail, i + 1);
  if (before != 0) {
    waiters[before - 1].next = i + 1;
    while (waiters[i].locked)
      ;
  }
  __threadfence();
}

__device__ void unlock(int* tail, volatile Waiter* waiters, int i) {
  __threadfence();
  if (waiters[i].next == 0) {
    if (atomicCAS(tail, i + 1, 0) == i + 1)
      return;
    while (waiters[i].next == 0)
      ;
  }
  waiters[waiters[i].next - 1].locked = 0;
}

__global__ void count(int* tail, Waiter* waiters, volatile int* total, int rounds) {
  int i = global_thread();
  for (int round = 0; round < rounds; ++round) {
    lock(tail, waiters, i);
    *total = *total + i;
    unlock(tail, waiters, i);
  }
}

int main() {
  const int n = 64, rounds = 2;
  Buffer<int> tail(1), total(1);
  Buffer<Waiter> waiters(n);
  count<<<2, n / 2>>>(tail, waiters, total, rounds);
  CHECK_LAUNCH();
  expect("total", 0, total.read()[0], rounds * n * (n - 1) / 2);
  expect("tail", 0, tail.read()[0], 0);
}
