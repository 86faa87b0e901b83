// Lamport's bakery: mutual exclusion by loads, stores and fences alone, among the lanes of a warp and across warps.  A
// lane waits in turn for each of the others, wherever that one is.
// RUN: %progress %s %t
#include "check.h"

constexpr int kThreads = 36;

struct Bakery {
  int choosing[kThreads], number[kThreads];
};

__device__ void enter(volatile Bakery* bakery, int i) {
  bakery->choosing[i] = 1;
  __threadfence();
  int highest = 0;
  for (int k = 0; k < kThreads; ++k)
    highest = max(highest, bakery->number[k]);
  int mine = highest + 1;
  bakery->number[i] = mine;
  __threadfence();
  bakery->choosing[i] = 0;
  __threadfence();
  for (int k = 0; k < kThreads; ++k) {
    while (bakery->choosing[k])
      ;
    for (;;) {
      int other = bakery->number[k];
      if (other == 0 || other > mine || (other == mine && k >= i))
        break;
    }
  }
  __threadfence();
}

__device__ void leave(volatile Bakery* bakery, int i) {
  __threadfence();
  bakery->number[i] = 0;
}

__global__ void bake(Bakery* bakery, volatile int* count) {
  enter(bakery, threadIdx.x);
  *count = *count + 1;
  leave(bakery, threadIdx.x);
}

int main() {
  Buffer<Bakery> bakery(1);
  Buffer<int> count(1);
  bake<<<1, kThreads>>>(bakery, count);
  CHECK_LAUNCH();
  expect("count", 0, count.read()[0], kThreads);
}
