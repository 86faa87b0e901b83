// A program with a race gives other results under other seeds of the scheduler, one without gives the same; and under one
// seed each run is the other's copy, the clock included.
// RUN: %ox-nvcc -std=c++17 %s -o %t
// RUN: for seed in 1 2 3 4 5 6 7 8 9 10 11 12; do OX_SCHED_SEED=$seed %t racy; done > %t.racy
// RUN: for seed in 1 2 3 4 5 6 7 8 9 10 11 12; do OX_SCHED_SEED=$seed %t racy; done | diff - %t.racy
// RUN: sort -u %t.racy | wc -l | FileCheck %s --check-prefix=DIFFER
// RUN: for seed in 0 1 2 3 4 5 6 7 8 9 10 11 12; do OX_SCHED_SEED=$seed %t correct; done | sort -u | FileCheck %s
// RUN: OX_SCHED_SEED=4 %t clock > %t.clock && OX_SCHED_SEED=4 %t clock | diff - %t.clock
// RUN: OX_SCHED_SEED=0 %t clock > %t.clock && OX_SCHED_SEED=0 %t clock | diff - %t.clock
// DIFFER: {{^ *([3-9]|1[0-2])$}}
// CHECK: counted 6144
// CHECK-NOT: counted
#include <cstdio>
#include <cstring>

__global__ void count_with_a_race(volatile int* counter) {
  for (int i = 0; i < 3; ++i)
    *counter = *counter + 1;
}

__global__ void count(int* counter) {
  for (int i = 0; i < 3; ++i)
    atomicAdd(counter, 1);
}

// How long threads waited for their turn at a lock, all together: another number in every schedule.
__global__ void wait_in_line(int* lock, unsigned long long* cycles) {
  long long begin = clock64();
  while (atomicExch(lock, 1) != 0)
    ;
  atomicAdd(cycles, static_cast<unsigned long long>(clock64() - begin));
  atomicExch(lock, 0);
}

int main(int, char** arguments) {
  struct Results {
    int counter, lock;
    unsigned long long cycles;
  }* results;
  cudaMallocManaged(&results, sizeof *results);
  if (std::strcmp(arguments[1], "racy") == 0)
    count_with_a_race<<<16, 128>>>(&results->counter);
  else if (std::strcmp(arguments[1], "correct") == 0)
    count<<<16, 128>>>(&results->counter);
  else
    wait_in_line<<<4, 64>>>(&results->lock, &results->cycles);
#if !__has_feature(address_sanitizer) // whose shadow memory takes the place
  if (std::strcmp(arguments[1], "clock") == 0)
    std::printf("results at %p\n", static_cast<void*>(results)); // the same in each run, too
#endif
  if (cudaDeviceSynchronize() != cudaSuccess)
    return 1;
  std::printf("counted %d, waited %llu\n", results->counter, results->cycles);
}
