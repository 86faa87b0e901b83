// A lock that many readers or one writer hold; waiting writers keep new readers out.  Writers keep two words equal by
// plain stores, one after the other; a reader that sees them differ was let in at the wrong time.
// RUN: %progress %s %t
#include "check.h"

struct Lock {
  int readers; // -1: a writer
  int waiting_writers;
};

__device__ void lock_to_read(Lock* lock) {
  for (;;) {
    if (*(volatile int*)&lock->waiting_writers != 0)
      continue;
    int readers = *(volatile int*)&lock->readers;
    if (readers >= 0 && atomicCAS(&lock->readers, readers, readers + 1) == readers)
      break;
  }
  __threadfence();
}
__device__ void unlock_read(Lock* lock) {
  __threadfence();
  atomicSub(&lock->readers, 1);
}
__device__ void lock_to_write(Lock* lock) {
  atomicAdd(&lock->waiting_writers, 1);
  while (atomicCAS(&lock->readers, 0, -1) != 0)
    ;
  atomicSub(&lock->waiting_writers, 1);
  __threadfence();
}
__device__ void unlock_write(Lock* lock) {
  __threadfence();
  atomicExch(&lock->readers, 0);
}

__global__ void share(Lock* lock, volatile int* pair, int* torn, int* most_readers) {
  int i = global_thread();
  for (int round = 0; round < 2; ++round)
    if ((i + round) % 4 == 0) {
      lock_to_write(lock);
      pair[0] = pair[0] + 1;
      __threadfence();
      pair[1] = pair[1] + 1;
      unlock_write(lock);
    } else {
      lock_to_read(lock);
      atomicMax(most_readers, *(volatile int*)&lock->readers);
      int first = pair[0];
      __threadfence();
      if (first != pair[1])
        atomicAdd(torn, 1);
      unlock_read(lock);
    }
}

int main() {
  const int n = 96;
  Buffer<Lock> lock(1);
  Buffer<int> pair(2), torn(1), most(1);
  share<<<2, n / 2>>>(lock, pair, torn, most);
  CHECK_LAUNCH();
  expect("torn", 0, torn.read()[0], 0);
  expect("pair", 0, pair.read()[0], n / 2);
  expect("pair", 1, pair.read()[1], n / 2);
  expect("readers left", 0, lock.read()[0].readers, 0);
  expect("somebody read", 0, most.read()[0] >= 1, 1);
}
