// A ticket lock across the warps and blocks of a grid, in global memory: it is fair by design, so every thread waits
// for exactly the one before it, which may be a lane of the same warp, another warp or another block.  Threads come in
// in the order of their tickets.
// RUN: %progress %s %t
#include "check.h"

struct TicketLock {
  unsigned next, serving;
};

__global__ void enter(TicketLock* lock, volatile int* entered, volatile int* order, int rounds) {
  for (int round = 0; round < rounds; ++round) {
    unsigned ticket = atomicAdd(&lock->next, 1);
    while (*(volatile unsigned*)&lock->serving != ticket) {
    }
    __threadfence();
    int position = *entered;
    order[position] = int(ticket);
    *entered = position + 1;
    __threadfence();
    *(volatile unsigned*)&lock->serving = ticket + 1;
  }
}

int main() {
  const int blocks = 2, threads = 48, rounds = 2, n = blocks * threads * rounds;
  Buffer<TicketLock> lock(1);
  Buffer<int> entered(1), order(n, -1);
  enter<<<blocks, threads>>>(lock, entered, order, rounds);
  CHECK_LAUNCH();
  expect("entered", 0, entered.read()[0], n);
  for (int i = 0; i < n; ++i)
    expect("order", i, order.read()[i], i);
}
